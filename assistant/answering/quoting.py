"""Choosing the sentence of a passage that says most about a need."""

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.checking.wording import Word, words_of
from assistant.citing import LONGEST_QUOTE, shorten
from assistant.demands import exclusion, may_exclude
from assistant.domain.documents import SourceRef
from assistant.domain.evidence import Chunk
from assistant.domain.needs import Need
from assistant.language import fold, terms_held
from assistant.ranking import Passage
from assistant.sentences import Sentence, sentences_of

# A passage in the asker's language is preferred to a better one in the other language down to this
# share of its score.
SAME_LANGUAGE_SHARE = 0.85
SHORTEST_QUOTE = 25
PASSAGES_WEIGHED = 3
# What a sentence is worth: how well its tokens fit the question, the topics it holds, standing among results
# rather than in an introduction, a figure, its length; and what it loses by going on with the one before it,
# by telling what was not done, by citing others, by being a row of a table, and by naming what is asked about
# as what was left out alone.
FIT, TOPICS, RESULTS, FIGURE, FULLNESS, GOING_ON = 2.0, 0.5, 0.3, 0.08, 0.05, 0.25
LIMITATION, CITES_OTHERS, TABLE_ROW, LEFT_OUT = 0.3, 0.3, 1.0, 1.0
_TELLS_RESULTS = re.compile(
    r"ผล(?!ไม้|ิต)|สรุป|บทคัดย่อ|ข้อเสนอแนะ|result|conclusion|abstract|discussion|recommend", re.I
)
_OUT_OF_SCOPE = (
    r"(?:อยู่)?นอก(?:เหนือ)?ขอบเขต|ไม่(?:ได้)?(?:อยู่|รวม)(?:อยู่)?ใน(?:ขอบเขต|การ|งาน|โครงการ)|ไม่เหมาะ(?:กับ|สำหรับ)"
    r"|(?:outside|beyond|not (?:in|within)) the (?:scope|calibration)|not suitable for|(?:was|were) excluded"
)
_TELLS_LIMITATION = re.compile(
    rf"{_OUT_OF_SCOPE}|ไม่จำเป็น|ไม่ได้(?:ทดสอบ|ศึกษา|ทดลอง|วัด)|ยังไม่(?:ได้|มี)"
    r"|(?:was|were|is|are) not (?:needed|tested|studied|measured)",
    re.IGNORECASE,
)
_LEAVES_OUT = re.compile(_OUT_OF_SCOPE)
# "Besides longan" it holds for others, too.
_BESIDES = re.compile("นอก|besides|apart|aside")
_CITES_OTHERS = re.compile(r"\[\d{1,3}(?:[,–-]\s*\d{1,3})*\]|【[^【】]*】")
_THREE_FIGURES = re.compile(r"(?:(?<![^\s])[\d.,%±-]*\d[\d.,%±-]*\s+){2}[\d.,%±-]*\d")


class Yardstick:
    """Weighs the sentences of passages for a need: each passage once, whomever it speaks for.

    `weights` are what each topic of the need tells, `fits` how well each sentence of each passage fits the
    question (`EvidenceIndex.sentence_fits`).
    """

    def __init__(
        self, need: Need, weights: Mapping[str, float], fits: Mapping[Chunk, Sequence[float]]
    ) -> None:
        self.need = need
        self._weights = weights
        self._fits = fits
        self._weighed: dict[str, list[float]] = {}

    def worths(self, chunk: Chunk) -> Sequence[float]:
        """What each sentence of a passage is worth: about 0 to 3, less than 0 for a row of a table."""
        if chunk.id not in self._weighed:
            self._weighed[chunk.id] = self._weigh(chunk)
        return self._weighed[chunk.id]

    def _weigh(self, chunk: Chunk) -> list[float]:
        sentences = sentences_of(chunk)
        fits = self._fits.get(chunk, [0.0] * len(sentences))
        # What the title says already need not be quoted.
        said = terms_held(chunk.context, self.need.topics)
        wanted = {topic: self._weights.get(topic, 1.0) for topic in self.need.topics if topic not in said}
        among_results = RESULTS * bool(_TELLS_RESULTS.search(chunk.section))
        return [
            among_results
            + _worth(sentence, fit, wanted)
            - LEFT_OUT * _leaves_out(sentence.text, self.need.topics)
            for sentence, fit in zip(sentences, fits, strict=True)
        ]


def best_sentences(passages: Sequence[Passage], yardstick: Yardstick) -> list[tuple[Passage, SourceRef]]:
    """Return where the best sentence of each of the best sound passages stands, the most telling first.

    A sentence tells by how well its passage and itself fit the need and by the topics it holds. One that
    goes on with the sentence before it is quoted together with that, if both are short enough. Only where
    there are no sentences, as in a register of keywords, short phrases are quoted. A page, or a register's
    row, that speaks the asker's language is not quoted in the other one too.
    """
    need = yardstick.need
    weighed = passages_to_quote(passages, need)
    found = _best_of_each(weighed, yardstick, SHORTEST_QUOTE) or _best_of_each(weighed, yardstick, shortest=1)
    understood = {_page(source) for _, passage, source in found if passage.chunk.language == need.language}
    return [
        (passage, source)
        for _, passage, source in sorted(found, key=lambda f: f[0], reverse=True)
        if passage.chunk.language == need.language or _page(source) not in understood
    ]


def passages_to_quote(passages: Iterable[Passage], need: Need) -> list[Passage]:
    """The passages of one subject whose sentences are weighed, best first."""
    sound = (passage for passage in passages if passage.chunk.quotable)
    return sorted(sound, key=lambda p: _preference(p, need), reverse=True)[:PASSAGES_WEIGHED]


def _preference(passage: Passage, need: Need) -> float:
    score = passage.evidence.score
    return score if passage.chunk.language == need.language else score * SAME_LANGUAGE_SHARE


def _page(source: SourceRef) -> tuple[str, int]:
    return source.document_id, source.page


def _best_of_each(
    passages: Iterable[Passage], yardstick: Yardstick, shortest: int
) -> list[tuple[float, Passage, SourceRef]]:
    """The best sentence of each passage that has any of at least `shortest` characters, and its worth."""
    found: list[tuple[float, Passage, SourceRef]] = []
    for passage in passages:
        if best := _best_of(passage.chunk, yardstick, shortest):
            worth, source = best
            found.append((_preference(passage, yardstick.need) * (1 + worth), passage, source))
    return found


def _best_of(chunk: Chunk, yardstick: Yardstick, shortest: int) -> tuple[float, SourceRef] | None:
    sentences = sentences_of(chunk)
    rated = [
        (worth, place)
        for place, (sentence, worth) in enumerate(zip(sentences, yardstick.worths(chunk), strict=True))
        if len(sentence.text) >= shortest
    ]
    if not rated:
        return None
    worth, place = max(rated, key=lambda pair: (pair[0], -pair[1]))
    return worth, _quote(sentences, place)


def _worth(sentence: Sentence, fit: float, wanted: Mapping[str, float]) -> float:
    total = sum(wanted.values()) or 1.0
    held = terms_held(sentence.text, wanted)
    covered = sum(weight for topic, weight in wanted.items() if topic in held) / total
    return (
        FIT * max(0.0, fit)
        + TOPICS * covered
        + FIGURE * any(character.isdigit() for character in sentence.text)
        + FULLNESS * min(1.0, len(sentence.text) / (LONGEST_QUOTE / 2))
        - GOING_ON * sentence.goes_on
        - LIMITATION * bool(_TELLS_LIMITATION.search(sentence.text))
        - CITES_OTHERS * bool(_CITES_OTHERS.search(sentence.text))
        - TABLE_ROW * bool(_THREE_FIGURES.search(sentence.text))
    )


def _leaves_out(text: str, topics: Sequence[str]) -> bool:
    """Whether a sentence names of `topics` only what it says was left out: "ยกเว้นลำไย", "not for longan"."""
    if not terms_held(text, topics):
        return False
    folded = fold(text)
    # Most sentences leave nothing out; to take one apart takes its time.
    if not (_LEAVES_OUT.search(folded) or may_exclude(folded)):
        return False
    naming = [
        (word, stretch)
        for stretch in _stretches(words_of(text))
        for word in stretch
        if terms_held(word.text, topics)
    ]
    return bool(naming) and all(_is_left_out(folded, word, stretch) for word, stretch in naming)


def _is_left_out(folded: str, word: Word, stretch: Sequence[Word]) -> bool:
    """Whether a word of a stretch of a folded sentence is what that leaves out."""
    if _LEAVES_OUT.search(folded, stretch[0].start, stretch[-1].end):
        return True
    denial = exclusion(folded, word.start)
    return denial is not None and not _BESIDES.match(folded, denial[0])


def _stretches(told: Sequence[Word]) -> list[list[Word]]:
    """The words of a sentence, divided where it turns to something else: "dries longan, but not lychee"."""
    stretches: list[list[Word]] = [[]]
    for word in told:
        if "turns" in word.cues and stretches[-1]:
            stretches.append([])
        stretches[-1].append(word)
    return stretches


def _quote(sentences: Sequence[Sentence], place: int) -> SourceRef:
    """The sentence; from the beginning of the one before it, if it goes on with that."""
    sentence = sentences[place]
    own = sentence.source
    if sentence.goes_on and not sentence.begins_source:
        together = SourceRef(own.document_id, own.page, sentences[place - 1].source.start, own.end)
        if together.end - together.start <= LONGEST_QUOTE:
            return together
    return shorten(own, sentence.text)
