"""Whether a statement keeps close to what proves it: in the words and the order of clauses of one sentence.

A free paraphrase may be right, but nothing at hand tells right ones from wrong ones: neither how alike words
or sentences are by an embedding model, nor a model fitted on all that is known of pairs (docs/benchmarks.md).
Most wrong statements take true words of several clauses together, give one thing another's figure, or leave
out what bounds a claim. So only what stays close is let through, and whoever writes is told which words left
it, or are missed.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from assistant.checking.aligning import Alignment
from assistant.checking.clauses import BINDING, Extract, extracts_of, tells_something
from assistant.checking.cues import OPPOSITE, Cue
from assistant.checking.naming import is_part_of_name
from assistant.checking.proving import Fault
from assistant.checking.wording import Word
from assistant.names import PersonName

# The sense of these is for other rules.
_BY_RULES: frozenset[Cue] = frozenset({*OPPOSITE, "prevents", "makes"})
# So many words may name what only the register tells of.
_LONGEST_SUBJECT = 2


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a statement: where its words stand, and where those that tell something and have
    counterparts in the quotes. What is `registered` the register says too, which may be told anywhere."""

    alignment: Alignment
    places: Sequence[int]
    telling: Sequence[int]
    registered: Collection[int]

    @property
    def words(self) -> list[Word]:
        return [self.alignment.said[place] for place in self.places]


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
    if not any(map(tells_something, alignment.said)):
        yield Fault("meaning", _read_out(alignment.said))
        return
    registered = {
        place for place, found in enumerate(alignment.counterparts) if found and max(found) >= words_quoted
    }
    quoted = alignment.within(words_quoted)
    for _, places in groupby(range(len(quoted.said)), key=lambda place: quoted.said[place].sentence):
        yield from _departures_of_a_sentence(quoted, list(places), registered)


def _departures_of_a_sentence(
    quoted: Alignment, places: Sequence[int], registered: Collection[int]
) -> Iterator[Fault]:
    """Where a sentence of a statement leaves the clauses of the quotes that it keeps closest to."""
    telling = [p for p in places if tells_something(quoted.said[p]) and quoted.counterparts[p]]
    sentence = _Sentence(quoted, places, telling, registered)
    if _is_of_the_register(sentence):
        return
    found = [_fault_beside(sentence, extract) for extract in extracts_of(quoted.told)]
    if None in found:
        return
    # What says most is told: which words are missed before what is only mixed up.
    yield min(
        filter(None, found),
        key=lambda fault: (("omission", "order", "mixture").index(fault.kind), len(fault.what)),
    )


def _is_of_the_register(sentence: _Sentence) -> bool:
    """Whether the register says all of it, but for a subject that a sentence of the quotes begins with."""
    told = sentence.alignment.told
    subject = [place for place in sentence.telling if place not in sentence.registered]
    if not subject:
        return True
    is_registered = sentence.registered or any(
        word.figure and not sentence.alignment.counterparts[place]
        for place, word in zip(sentence.places, sentence.words, strict=True)
    )
    if not is_registered or len(subject) > _LONGEST_SUBJECT:
        return False
    sentences = {word.sentence for word in told}
    return any(
        _is_named_first(sentence, subject, [p for p, word in enumerate(told) if word.sentence == number])
        for number in sentences
    )


def _fault_beside(sentence: _Sentence, extract: Extract) -> Fault | None:
    """What is wrong with a sentence of a statement beside clauses of a quote."""
    within = {
        place: [other for other in sentence.alignment.counterparts[place] if other in extract.places]
        for place in sentence.telling
    }
    absent = [place for place in sentence.telling if not within[place] and place not in sentence.registered]
    if (absent or extract.leans) and not (absent and _is_named_before(sentence, absent, extract)):
        return Fault("mixture", _read_out(sentence.words))
    kept = _kept_in_order(sentence, within)
    if not kept:
        return Fault("order", _read_out(sentence.words))
    if not extract.is_spanned_by(kept):
        # Fewer clauses have all of it.
        return Fault("mixture", _read_out(sentence.words))
    said = {other for others in within.values() for other in others}
    missed = extract.left_out(kept, said, sentence.words)
    return Fault("omission", _read_out([extract.told[place] for place in missed])) if missed else None


def _kept_in_order(sentence: _Sentence, within: Mapping[int, Sequence[int]]) -> Sequence[int]:
    """Where the quote has the words of the statement, in the order of both but for phrases of place, time or
    condition; empty where the order is another. What is registered may stand anywhere."""
    present = [place for place in sentence.telling if within[place]]
    bound = [place for place in present if place not in sentence.registered]
    for places in (present, bound):
        rows = [within[place] for place in places]
        kept = _longest_in_order(rows)
        if rows and len(kept) == len(rows):
            return kept
    return _with_phrases_moved(sentence, bound, within)


def _with_phrases_moved(
    sentence: _Sentence, places: Sequence[int], within: Mapping[int, Sequence[int]]
) -> Sequence[int]:
    """The same where phrases stand elsewhere as a whole, all but one of which begin as such a phrase does."""
    phrases: list[list[int]] = []
    moving = 0
    for before, place in zip((sentence.places[0] - 1, *places), places, strict=False):
        behind = [other for other in within[place] if phrases and other > phrases[-1][-1]]
        if behind:
            phrases[-1].append(min(behind))
            continue
        phrases.append([min(within[place])])
        moving += _begins_phrase(sentence.alignment.said[before + 1 : place + 1])
    kept = sorted(phrases)
    is_apart = all(one[-1] < other[0] for one, other in pairwise(kept))
    return [place for phrase in kept for place in phrase] if is_apart and moving >= len(phrases) - 1 else ()


def _begins_phrase(words: Sequence[Word]) -> bool:
    """Whether one of these words begins a phrase of place, time or condition."""
    return any(word.cues & BINDING for word in words)


def _is_named_before(sentence: _Sentence, absent: Sequence[int], extract: Extract) -> bool:
    """Whether what the clauses lack is named first by their sentence, or by the one before: where they go on
    with it, or speak of it by a word that stands in its place."""
    told, start = extract.told, extract.places[0]
    own = told[start].sentence
    own_beginning = [place for place in range(start) if told[place].sentence == own]
    one_before = [place for place in range(start) if told[place].sentence == own - 1]
    if extract.goes_on and _is_named_first(sentence, absent, own_beginning if extract.first else one_before):
        return True
    after = next((place for place in sentence.telling if place > absent[-1]), absent[-1])
    follows = [other for other in sentence.alignment.counterparts[after] if other in extract.places]
    refers = any("refers" in word.cues for word in told[start : min(follows, default=start) + 1])
    return refers and any(_is_named_first(sentence, absent, named) for named in (own_beginning, one_before))


def _is_named_first(sentence: _Sentence, places: Sequence[int], among: Sequence[int]) -> bool:
    """Whether words of the statement stand at the beginning of what stands at the places `among`."""
    telling = [place for place in among if tells_something(sentence.alignment.told[place])]
    return len(places) <= len(telling) and all(
        first in sentence.alignment.counterparts[place] for place, first in zip(places, telling, strict=False)
    )


def _longest_in_order(rows: Sequence[Sequence[int]]) -> Sequence[int]:
    """The places, one of each row, that rise from one row to the next, of as many rows as can be."""
    ways: list[tuple[int, ...]] = []
    for row in rows:
        # The last first: no two places of a row follow each other.
        for place in sorted(row, reverse=True):
            at = bisect_left(ways, place, key=lambda way: way[-1])
            ways[at : at + 1] = [(*(ways[at - 1] if at else ()), place)]
    return ways[-1] if ways else ()


def _read_out(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
