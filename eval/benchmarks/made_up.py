"""A corpus of any size that nobody wrote and no model read, the same for the same seed.

Words are drawn as often as they stand in running Thai (Thai National Corpus) and English (the bundled
training passages), so that few are frequent and most are rare, as in any text (Zipf 1949). The vectors are
those of two real passages, mixed, and some noise; the token vectors are real ones in another order.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.domain.documents import Fact, Page, ParsedDocument, SourceRef, TextHealth, TextLanguage
from assistant.domain.evidence import CONTEXT_JOINT, Chunk
from assistant.domain.people import Expert, Region
from assistant.domain.works import Authorship, Work
from assistant.language import frequencies
from catalogue.repository import ReadContent
from eval.training import load_pairs
from vectorstore.bert import Encoded
from vectorstore.embeddings import Progress, SentenceEmbeddings, Vectors, even_ends

_PAIRS = Path(__file__).parents[1] / "datasets" / "pairs"
_PASSAGES_A_PAGE = 4
_THAI_SHARE = 0.6
# As long as the passages and titles of the sample corpus: 180 letters in Thai, 210 in English, 110 tokens.
_WORDS_A_PASSAGE = {"th": (25, 60), "en": (20, 50)}
_WORDS_A_TITLE = {"th": 16, "en": 12}
_WORDS_A_SENTENCE = 12
_REAL_LETTERS = 400
# Noise in a made-up vector, as a share of how much real ones differ.
_NOISE = 0.5
# Where works and people are at home, so that questions that are limited to a place or a centre find some.
_HOMES: tuple[tuple[Region, str, tuple[str, ...]], ...] = (
    ("north", "มหาวิทยาลัยเชียงใหม่", ("PHTIC", "ThEP", "CEM")),
    ("northeast", "มหาวิทยาลัยขอนแก่น", ("CAB", "PERCH-CIC", "PHTIC")),
    ("lower-northeast", "มหาวิทยาลัยเทคโนโลยีสุรนารี", ("CAB", "ThEP")),
    ("south", "มหาวิทยาลัยสงขลานครินทร์", ("EHT", "PERCH-CIC", "PETROMAT")),
    ("central", "จุฬาลงกรณ์มหาวิทยาลัย", ("HSM", "PETROMAT", "CEE", "BDC", "CEMB")),
)
_THAI_WORD = re.compile(r"[ก-ฮเแโใไ][ก-๎]*")
_ENGLISH_WORD = re.compile(r"[a-z]{2,}")


class Words:
    """Words drawn as often as their `counts` tell."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._words = np.array(list(counts), object)
        until = np.cumsum(list(counts.values()), dtype=np.float64)
        self._until = until / until[-1]

    def draw(self, choice: np.random.Generator, count: int) -> list[str]:
        places = np.searchsorted(self._until, choice.random(count), side="right")
        words: list[str] = self._words[places].tolist()
        return words


class MadeUpCorpus:
    """Documents by number: one work each with its passages, and one person who signs it and the next."""

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed
        english = Counter(word for text in _real_texts() for word in _ENGLISH_WORD.findall(text.lower()))
        thai = {word: count for word, count in frequencies().items() if _THAI_WORD.fullmatch(word)}
        self._words = {"th": Words(thai), "en": Words(english)}

    def content(self, number: int, passages: int) -> ReadContent:
        """All that reading document `number` would give; the last of its `passages` is the person's."""
        choice = np.random.default_rng((self._seed, number))
        language: TextLanguage = "th" if choice.random() < _THAI_SHARE else "en"
        thai, english = (self._sentence(choice, name, words) for name, words in _WORDS_A_TITLE.items())
        names = [_name(person) for person in _people(number)]
        texts = [self._passage(choice, language) for _ in range(passages)]
        document_id = f"doc-{number:016x}"
        pages, sources = _printed(document_id, [thai, english, *names, *texts])
        facts = [
            Fact("title_th", thai, sources[0]),
            Fact("title_en", english, sources[1]),
            *(Fact("author", name, source) for name, source in zip(names, sources[2:], strict=False)),
        ]
        work, expert = _records(number, choice, thai, english, sources)
        context = CONTEXT_JOINT.join((thai, english, self._sentence(choice, language, 3)))
        chunks = _chunks(work.id, texts, sources[-passages:], context, language)
        chunks[-1] = replace(chunks[-1], subject_kind="expert", subject_id=expert.id)
        document = ParsedDocument(document_id, f"{number}.pdf", "report", pages, tuple(facts))
        return ReadContent(f"{number:064x}", [document], [work, expert], chunks, ())

    def _passage(self, choice: np.random.Generator, language: str) -> str:
        words = int(choice.integers(*_WORDS_A_PASSAGE[language]))
        sentences = range(0, words, _WORDS_A_SENTENCE)
        return " ".join(
            self._sentence(choice, language, min(_WORDS_A_SENTENCE, words - start)) for start in sentences
        )

    def _sentence(self, choice: np.random.Generator, language: str, words: int) -> str:
        drawn = self._words[language].draw(choice, words)
        return "".join(drawn) if language == "th" else f"{' '.join(drawn).capitalize()}."


def authorships(documents: int) -> Iterator[Authorship]:
    """Who signed the works of documents 0 to `documents`."""
    for number in range(documents):
        for position, person in enumerate(_people(number), start=1):
            yield Authorship(_work(number), _expert(person), _name(person), position, confidence=1.0)


class MadeUpPassages:
    """What the model might make of passages: stands in for `SentenceEmbeddings.passages`.

    `prepare` makes it up for the next so many passages, so that it is not timed with what is measured.
    """

    def __init__(self, vectors: Vectors, tokens: Sequence[Vectors], seed: int = 1) -> None:
        self._vectors = vectors
        self._noise = _NOISE * vectors.std(axis=0)
        self._lengths = np.array([len(of_passage) for of_passage in tokens])
        self._tokens = np.concatenate(tokens)
        self._choice = np.random.default_rng(seed)
        self._next = Encoded(vectors[:0], [], [])

    @classmethod
    def like(cls, embeddings: SentenceEmbeddings, texts: Sequence[str]) -> "MadeUpPassages":
        """In the likeness of what the model makes of `texts`."""
        encoded = [encoded for _, encoded in embeddings.passages(texts)]
        vectors = np.concatenate([batch.vectors for batch in encoded])
        return cls(vectors, [tokens for batch in encoded for tokens in batch.tokens])

    def prepare(self, count: int) -> None:
        first, second = (self._vectors[self._choice.integers(len(self._vectors), size=count)] for _ in "ab")
        share = self._choice.random((count, 1), np.float32)
        noise = self._choice.standard_normal(first.shape, np.float32) * self._noise
        mixed = share * first + (1 - share) * second + noise
        lengths = self._choice.choice(self._lengths, count)
        rows = (self._choice.integers(len(self._tokens), size=length) for length in lengths)
        unit = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
        self._next = Encoded(unit.astype(np.float32), [self._tokens[places] for places in rows], [])

    def __call__(
        self, texts: Sequence[str], _progress: Progress | None = None
    ) -> Iterator[tuple[list[int], Encoded]]:
        if len(texts) != len(self._next.tokens):
            raise ValueError("prepare as many passages as are asked for")
        ends = [even_ends(len(text), len(own)) for text, own in zip(texts, self._next.tokens, strict=True)]
        yield list(range(len(texts))), replace(self._next, ends=ends)


def real_passages(count: int) -> list[str]:
    """Passages that somebody wrote, in both languages, about as long as ingestion cuts them."""
    texts = _real_texts()
    return [text[:_REAL_LETTERS] for text in texts[:: max(1, len(texts) // count)][:count]]


def _real_texts() -> list[str]:
    return [pair.passage for pair in load_pairs(_PAIRS)]


def _printed(document_id: str, texts: Sequence[str]) -> tuple[tuple[Page, ...], list[SourceRef]]:
    """The texts on pages, one below the other, and where each stands."""
    pages, sources = [], []
    for number, first in enumerate(range(0, len(texts), _PASSAGES_A_PAGE), start=1):
        start = 0
        for text in texts[first : first + _PASSAGES_A_PAGE]:
            sources.append(SourceRef(document_id, number, start, start + len(text)))
            start += len(text) + 1
        printed = "\n".join(texts[first : first + _PASSAGES_A_PAGE])
        pages.append(Page(number, printed, TextHealth(1.0), "made up"))
    return tuple(pages), sources


def _records(
    number: int, choice: np.random.Generator, thai: str, english: str, sources: Sequence[SourceRef]
) -> tuple[Work, Expert]:
    """The work of a document, and the person that it is the first to name."""
    region, organisation, centres = _HOMES[int(choice.integers(len(_HOMES)))]
    centre = centres[int(choice.integers(len(centres)))]
    work = Work(
        _work(number),
        "report",
        thai,
        english,
        sources[0],
        year=int(choice.integers(2012, 2027)),
        people=tuple(_name(person) for person in _people(number)),
        organisation=organisation,
        centre=centre,
        region=region,
        trl=int(choice.integers(1, 10)),
    )
    expert = Expert(
        _expert(number),
        _name(number),
        "",
        sources[-1],
        organisation=organisation,
        centre=centre,
        region=region,
    )
    return work, expert


def _chunks(
    work_id: str, texts: Sequence[str], sources: Sequence[SourceRef], context: str, language: TextLanguage
) -> list[Chunk]:
    """The texts as passages of a work."""
    placed = enumerate(zip(texts, sources, strict=True))
    return [
        Chunk(
            id=f"{source.document_id}:{place:06d}",
            document_id=source.document_id,
            subject_kind="work",
            subject_id=work_id,
            text=text,
            context=context,
            sources=(source,),
            language=language,
        )
        for place, (text, source) in placed
    ]


def _people(number: int) -> Sequence[int]:
    """Whose names stand on document `number`: its own person's, then that of the one before."""
    return (number, number - 1) if number else (number,)


def _name(person: int) -> str:
    return f"สมชาย ใจดีงาม{person}"


def _work(number: int) -> str:
    return f"work-{number}"


def _expert(person: int) -> str:
    return f"expert-{person}"
