"""The words of a text as the check reads them: what each says, in which clause, and what it is a cue of."""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.cues import FRAME, OPPOSITE, Cue, cues_of
from assistant.checking.figures import Figure, figures_in, is_unit
from assistant.language import fold, normalise, sentence_spans, squeeze
from assistant.language.segmenting import segment
from assistant.language.stop_words import STOP_WORDS
from assistant.language.wordnet import bases

_TEXTS_REMEMBERED = 1024
_TOKEN = re.compile(r"[ก-๎]+|[^\W\d_\u0e00-\u0e7f][^\W_\u0e00-\u0e7f]*(?:'[^\W_\u0e00-\u0e7f]+)*|[,.;:()]")
_THAI = re.compile("[ก-๎]")
# Of "พ.ศ." and "ค.ศ.", which belong to the figure of a year.
_OF_ERA = re.compile(r"[พค](?=\.\s?ศ)|(?<=[พค]\.)ศ|(?<=[พค]\.\s)ศ")
_MARKS = frozenset(",.;:()")
# With these begins another clause.
DIVIDING: frozenset[Cue] = frozenset({"break", "makes", "because"})
# These say something besides.
_TELLING: frozenset[Cue] = frozenset(
    {
        *OPPOSITE,
        "prevents",
        "makes",
        "sum",
        "joins",
        "turns",
        "opens",
        "binds",
        "condition",
        "hearsay",
        "part",
    }
    | {"only", "hedge", "concedes", "refers"}
)
# Which one of several; little words that tell things apart.
_ORDINALS = frozenset(["first", "second", "third", "last", "former", "latter", "แรก", "สุดท้าย"])
# What follows a word that then is no cue: "not more than 5" denies nothing, "every 5 minutes" is not all,
# "only 5" is no condition.
_NO_CUE: Mapping[Cue, re.Pattern[str]] = {
    "not": re.compile(
        r"\s?(?:เพียง|แต่เพียง|ว่า|ถึง|เกิน|น้อยกว่า|ต่ำกว่า|มากกว่า|สูงกว่า"
        r"|only\b|(?:more|less|later|fewer|lower|higher) than\b)"
    ),
    "only": re.compile(r"\s?(?:\d|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)\b)"),
    "all": re.compile(
        r"\s?(?:\d|(?:วินาที|นาที|ชั่วโมง|วัน|สัปดาห์|เดือน|ปี|ครั้ง|สอง|สาม|สี่|ห้า|หก)"
        r"|(?:two|three|four|five|six|second|minute|hour|day|week|month|year|other)s?\b)"
    ),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word, folded, from `start` to `end` of the folded text, and the numbers of its clause and sentence.

    `says`: it says something that must be proved, as little words and the names of research itself do not.
    """

    text: str
    start: int
    end: int
    clause: int
    sentence: int
    cues: frozenset[Cue] = frozenset()
    says: bool = False
    figure: Figure | None = None


@lru_cache(_TEXTS_REMEMBERED)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words and figures of `text` in their order."""
    folded, plain = fold(text), squeeze(normalise(text))
    # Capitals tell where sentences begin and what is a label; folding hardly ever changes how long a text is.
    cased = plain if len(plain) == len(folded) else folded
    return tuple(_words(folded, cased, [end for _, end in sentence_spans(cased)]))


def _words(folded: str, cased: str, ends: Sequence[int]) -> Iterator[Word]:
    """The words of a folded text whose sentences end there; `cased` is the same with its capitals."""
    clause, before = 0, 0
    for start, end, figure in _pieces(folded):
        piece, sentence = folded[start:end], bisect(ends, start)
        # A stop within a sentence is that of an abbreviation.
        clause += sentence > before
        before = sentence
        if piece in _MARKS:
            clause += piece != "."
            continue
        cues = cues_of(piece) if figure is None else frozenset[Cue]()
        cues -= {cue for cue, pattern in _NO_CUE.items() if pattern.match(folded, end)}
        clause += not cues.isdisjoint(DIVIDING)
        says = figure is None and (_is_label(cased, start, end) or _says(piece, cues))
        yield Word(piece, start, end, clause, sentence, cues, says, figure)


def _says(word: str, cues: frozenset[Cue]) -> bool:
    if word in _ORDINALS:
        return True
    if len(word) == 1 or is_unit(word) or word in STOP_WORDS:
        return False
    return FRAME.isdisjoint(bases(word)) and not cues - _TELLING


def _is_label(cased: str, start: int, end: int) -> bool:
    """Whether one letter stands there by itself and names something: "formula B", "สูตร ก"."""
    letter, around = cased[start:end], cased[max(0, start - 1) : start] + cased[end : end + 1]
    is_apart = len(letter) == 1 and letter.isalpha() and not any(map(str.isalnum, around))
    if not is_apart or start == 0 or _OF_ERA.match(cased, start):
        return False
    return letter.isupper() or _THAI.match(letter) is not None


def _pieces(folded: str) -> Iterator[tuple[int, int, Figure | None]]:
    """Where the figures, the words between them and the marks stand."""
    place = 0
    for figure in figures_in(folded).figures:
        yield from _between(folded, place, figure.start)
        yield figure.start, figure.end, figure
        place = figure.end
    yield from _between(folded, place, len(folded))


def _between(folded: str, start: int, end: int) -> Iterator[tuple[int, int, None]]:
    for token in _TOKEN.finditer(folded, start, end):
        place = token.start()
        for word in segment(token[0]) if _THAI.match(token[0]) else [token[0]]:
            yield place, place + len(word), None
            place += len(word)
