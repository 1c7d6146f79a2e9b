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
_MARKS = frozenset(",.;:()")
_DIVIDES: frozenset[Cue] = frozenset({"break", "makes", "because"})
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
        "refers",
    }
)
# What follows a word that then is no cue: "not more than 5" denies nothing, "every 5 minutes" is not all,
# "only 5" is no condition.
_NO_CUE: Mapping[Cue, re.Pattern[str]] = {
    "not": re.compile(
        r"\s?(?:เพียง|แต่เพียง|ว่า|ถึง|เกิน|น้อยกว่า|ต่ำกว่า|มากกว่า|สูงกว่า"
        r"|only\b|(?:more|less|later|fewer|lower|higher) than\b)"
    ),
    "condition": re.compile(r"\s?(?:\d|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)\b)"),
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
    # Capitals tell where sentences begin; folding hardly ever changes how long a text is.
    ends = [end for _, end in sentence_spans(plain if len(plain) == len(folded) else folded)]
    return tuple(_words(folded, ends))


def _words(folded: str, ends: Sequence[int]) -> Iterator[Word]:
    """The words of a folded text whose sentences end there."""
    clause = 0
    for start, end, figure in _pieces(folded):
        piece, sentence = folded[start:end], bisect(ends, start)
        if piece in _MARKS:
            clause += 1
            continue
        cues = cues_of(piece) if figure is None else frozenset[Cue]()
        cues -= {cue for cue, pattern in _NO_CUE.items() if pattern.match(folded, end)}
        clause += not cues.isdisjoint(_DIVIDES)
        says = figure is None and len(piece) > 1 and not is_unit(piece) and _says(piece, cues)
        yield Word(piece, start, end, clause, sentence, cues, says, figure)


def _says(word: str, cues: frozenset[Cue]) -> bool:
    return word not in STOP_WORDS and FRAME.isdisjoint(bases(word)) and not cues - _TELLING


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
