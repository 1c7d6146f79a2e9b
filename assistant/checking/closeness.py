"""Whether a statement keeps close to what proves it: in the words of one sentence, and in its order.

A free paraphrase may be right, but nothing at hand tells right ones from wrong ones: neither how alike words
or sentences are by an embedding model, nor a model fitted on all that is known of pairs (docs/benchmarks.md).
Most wrong statements take true words of several sentences together, or give one thing another's figure. So
only what stays close is let through, and whoever writes is told which words left it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import fmean

from assistant.checking.aligning import Alignment
from assistant.checking.cues import OPPOSITE, Cue
from assistant.checking.naming import is_part_of_name
from assistant.checking.proving import Fault
from assistant.checking.wording import Word
from assistant.names import PersonName

# Which share of the words must stand in the order that the proof has them in.
_IN_ORDER = 0.7
# So many words may name what the sentences before have named: Thai and reports leave out the subject.
_LONGEST_SUBJECT = 2
# So many words around a figure may be what it is of; so many of these must be nearest to it in the proof.
_NEAR = 7
_OF_THE_FIGURE = 0.5
_TO = frozenset({"to", "down", "up", "เป็น", "เหลือ", "ถึง", "จนถึง", "ลง", "ขึ้น", "ลดลง", "เพิ่มขึ้น"})
_LONGEST_WAY = 3
# The sense of these is for other rules.
_BY_RULES: frozenset[Cue] = frozenset({*OPPOSITE, "prevents", "makes"})


def departures(alignment: Alignment, words_quoted: int, names: Sequence[PersonName]) -> Iterator[Fault]:
    """Return where a statement leaves its proof; the first `words_quoted` words of that are its quotes, what
    follows is what the register says, which may be told anywhere."""
    untold = [
        word.text
        for word, found in zip(alignment.said, alignment.counterparts, strict=True)
        if word.says
        and not found
        and word.cues.isdisjoint(_BY_RULES)
        and not is_part_of_name(word.text, names)
    ]
    if untold:
        yield Fault("meaning", ", ".join(untold))
        return
    if not any(map(_tells, alignment.said)):
        yield Fault("meaning", _read_out(alignment.said))
        return
    registered = {
        place for place, found in enumerate(alignment.counterparts) if found and max(found) >= words_quoted
    }
    quoted = alignment.within(words_quoted)
    for _, places in groupby(range(len(quoted.said)), key=lambda place: quoted.said[place].sentence):
        yield from _departures_of_a_sentence(quoted, [place for place in places if place not in registered])


def _departures_of_a_sentence(quoted: Alignment, places: Sequence[int]) -> Iterator[Fault]:
    telling = [place for place in places if _tells(quoted.said[place]) and quoted.counterparts[place]]
    if not telling:
        return
    said = _read_out([quoted.said[place] for place in places])
    sentences = _sentences_of(quoted, telling[_LONGEST_SUBJECT:] or telling)
    if not sentences or not _is_told_by_then(quoted, telling[:_LONGEST_SUBJECT], max(sentences)):
        yield Fault("mixture", said)
        return
    rows = [
        [other for other in quoted.counterparts[place] if quoted.told[other].sentence <= max(sentences)]
        for place in telling
    ]
    if _longest_in_order(rows) <= _IN_ORDER * len(rows):
        yield Fault("order", said)
    for place in telling:
        if quoted.said[place].figure and not _is_its_figure(quoted, place):
            yield Fault("mixture", quoted.said[place].text)


def _sentences_of(quoted: Alignment, places: Sequence[int]) -> set[int]:
    """The sentences of the proof that have each of these words of the statement."""
    return set.intersection(
        *({quoted.told[other].sentence for other in quoted.counterparts[place]} for place in places)
    )


def _is_told_by_then(quoted: Alignment, subject: Sequence[int], sentence: int) -> bool:
    return all(
        any(quoted.told[other].sentence <= sentence for other in quoted.counterparts[place])
        for place in subject
    )


def _tells(word: Word) -> bool:
    return word.says or word.figure is not None


def _longest_in_order(rows: Sequence[Sequence[int]]) -> int:
    """How many rows at most have places that rise from one to the next."""
    ends: list[int] = []
    for row in rows:
        # The last first: no two places of a row follow each other.
        for place in sorted(row, reverse=True):
            at = bisect_left(ends, place)
            ends[at : at + 1] = [place]
    return len(ends)


def _is_its_figure(quoted: Alignment, place: int) -> bool:
    """Whether most words around a figure stand in the proof nearer to it than to another one of its kind."""
    figure, told = quoted.said[place].figure, quoted.told
    its_own = set(quoted.counterparts[place])
    unit = figure.unit if figure else None
    rivals = [
        other
        for other, word in enumerate(told)
        if word.figure and word.figure.unit in (unit, None) and not _goes_on_to(told, other, its_own)
    ] or sorted(its_own)
    around = [
        other
        for other in range(max(0, place - _NEAR), min(len(quoted.said), place + _NEAR + 1))
        if quoted.said[other].says and quoted.counterparts[other]
    ]
    votes = [
        any(_nearest(at, rivals, its_own) in its_own for at in quoted.counterparts[other]) for other in around
    ]
    return not votes or fmean(votes) >= _OF_THE_FIGURE


def _goes_on_to(told: Sequence[Word], place: int, its_own: set[int]) -> bool:
    """Whether one thing goes from the figure at `place` to one of these: "from 17 to 10"."""
    return any(
        place < own
        and 0 < own - place <= _LONGEST_WAY
        and all(word.text in _TO for word in told[place + 1 : own])
        for own in its_own
    )


def _nearest(at: int, rivals: Sequence[int], its_own: set[int]) -> int:
    """The figure nearest to a word; of two as near, the one that is meant."""
    return min(rivals, key=lambda place: (abs(place - at), place not in its_own))


def _read_out(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
