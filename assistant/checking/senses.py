"""Where a statement turns the sense of what it cites: denial, direction, order, intent, extent.

Each rule takes a word on which sense turns, looks at the words around it that the statement shares with its
proof, and asks whether the proof has a word of that kind around the same ones.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice, pairwise
from statistics import fmean

from assistant.checking.aligning import Alignment
from assistant.checking.cues import OPPOSITE, Cue
from assistant.checking.proving import Fault
from assistant.checking.wording import Word

# So many telling words after a denial are denied.
_DENIED, _DENIED_BEFORE = 3, 2
# So many words from a word of direction is what it is said of.
_NEAR = 4
_CANNOT = ("ไม่ได้", "ไม่ไหว", "ไม่ทัน", "ไม่ออก")
# So many telling words after "than" are what is compared with.
_COMPARED = 3
_MOST = 0.5


def turned_senses(alignment: Alignment) -> Iterator[Fault]:
    """Return what of the statement has another sense than what it cites."""
    yield from _denials(alignment)
    yield from _directions(alignment)
    yield from _orders(alignment)
    yield from _intents(alignment)
    yield from _extents(alignment)


def _denials(alignment: Alignment) -> Iterator[Fault]:
    yield from _denied_here_only(alignment)
    yield from _denied_there_only(alignment)


def _denied_here_only(alignment: Alignment) -> Iterator[Fault]:
    """What the statement denies and the proof does not."""
    denied_there = _denied(alignment.told, range(len(alignment.told)))
    for scope in _denials_in(alignment.said):
        others = [other for place in scope for other in alignment.counterparts[place]]
        if others and denied_there.isdisjoint(others):
            yield Fault("negation", _around(alignment.said, scope[0]))


def _denied_there_only(alignment: Alignment) -> Iterator[Fault]:
    """What the proof denies and the statement says: the first word denied, or two of them."""
    # What both prevent is not denied by that.
    words_of_its_own = [place for place in range(len(alignment.said)) if not alignment.counterparts[place]]
    denied_here = _denied(alignment.said, words_of_its_own)
    sayings = {place: alignment.counterparts[place] for place, word in enumerate(alignment.said) if word.says}
    for scope in _denials_in(alignment.told):
        said = [place for place, others in sayings.items() if others and set(others) <= set(scope)]
        is_first = any(scope[0] in sayings[place] for place in said)
        if (is_first or len(said) > 1) and denied_here.isdisjoint(said):
            yield Fault("negation", _around(alignment.said, said[0]))


def _denied(words: Sequence[Word], preventing: Collection[int]) -> set[int]:
    """The telling words that are denied, or prevented by a word of these."""
    prevented = (_scope(words, place) for place in preventing if "prevents" in words[place].cues)
    return set(chain(*prevented, *_denials_in(words)))


def _denials_in(words: Sequence[Word]) -> Iterator[list[int]]:
    """Which telling words each denial denies."""
    scopes = (_scope(words, place) for place, word in enumerate(words) if "not" in word.cues)
    return filter(None, scopes)


def _scope(words: Sequence[Word], start: int) -> list[int]:
    """The next telling words after a denial, to the end of the clause that they begin in; those before it
    where it follows what it denies ("กินไม่ได้")."""
    if _follows(words, start):
        return [place for place in range(start) if words[place].says and _share_clause(words, place, start)][
            -_DENIED_BEFORE:
        ]
    telling = [place for place in range(start + 1, len(words)) if words[place].says][:_DENIED]
    return [place for place in telling if words[place].clause == words[telling[0]].clause]


def _follows(words: Sequence[Word], place: int) -> bool:
    """Whether a denial follows what it denies: "cannot" in Thai, where no verb stands behind it."""
    after = words[place + 1 : place + 3]
    cannot = "".join(word.text for word in words[place : place + 2])
    return cannot.startswith(_CANNOT) and not any(word.says or word.figure for word in after)


def _share_clause(words: Sequence[Word], place: int, other: int) -> bool:
    return words[place].clause == words[other].clause


def _directions(alignment: Alignment) -> Iterator[Fault]:
    """What goes one way here and the other way there: what the word of direction is said of stands before or
    after it, so both are looked for on that side."""
    said, told = alignment.said, alignment.told
    for place, word in enumerate(said):
        ways = word.cues & OPPOSITE.keys()
        if not ways:
            continue
        there: set[Cue] = set()
        for step in (1, -1):
            for other in _told_of(alignment, place, step):
                there |= _way(told, other, -step) or _way(told, other, step)
        if ways.isdisjoint(there) and not there.isdisjoint(OPPOSITE[way] for way in ways):
            yield Fault("direction", _around(said, place))


def _told_of(alignment: Alignment, place: int, step: int) -> list[int]:
    """Where the proof has the nearest word on that side that a word of direction may be said of."""
    near = (other for other in _near(alignment.said, place, step) if _is_subject(alignment.said[other]))
    return next((list(places) for other in near if (places := alignment.counterparts[other])), [])


def _is_subject(word: Word) -> bool:
    return word.says and word.cues.isdisjoint(OPPOSITE)


def _way(words: Sequence[Word], place: int, step: int) -> frozenset[Cue]:
    """Which way the word at `place` goes by the nearest word of direction on that side."""
    ways = (words[other].cues & OPPOSITE.keys() for other in _near(words, place, step))
    return next(filter(None, ways), frozenset())


def _near(words: Sequence[Word], place: int, step: int) -> Iterator[int]:
    """The words on that side in the same clause, until so many have told something."""
    told, other = 0, place + step
    while 0 <= other < len(words) and words[other].clause == words[place].clause and told < _NEAR:
        yield other
        told += words[other].says or bool(words[other].figure)
        other += step


def _orders(alignment: Alignment) -> Iterator[Fault]:
    for kind in ("than", "makes"):
        for place, word in enumerate(alignment.said):
            if kind in word.cues and _is_turned(alignment, place, kind):
                yield Fault("order", _around(alignment.said, place))


def _is_turned(alignment: Alignment, mark: int, kind: Cue) -> bool:
    """Whether what follows the mark stands before one in the proof, and something before it behind that, and
    nowhere are both as the statement has them."""
    said, told = alignment.said, alignment.told
    before = _counterparts(alignment, range(mark))
    after = _counterparts(alignment, range(mark + 1, len(said)), _COMPARED)
    before, after = before - after, after - before
    marks = [place for place, word in enumerate(told) if kind in word.cues]
    return not _flips(said, told) and (
        any(_stand_around(after, other, before) for other in marks)
        and not any(_stand_around(before, other, after) for other in marks)
    )


def _stand_around(first: Collection[int], mark: int, last: Collection[int]) -> bool:
    """Whether most of the first words stand before the mark, and one of the last behind it."""
    return bool(first and last) and (
        2 * sum(place < mark for place in first) > len(first) and any(place > mark for place in last)
    )


def _flips(said: Sequence[Word], told: Sequence[Word]) -> bool:
    """Whether one of both tells the effect first."""
    return any("because" in word.cues for word in said) != any("because" in word.cues for word in told)


def _counterparts(alignment: Alignment, places: range, most: int | None = None) -> set[int]:
    """Where in the proof the telling words of these places stand; of the first `most` of them, if given."""
    telling = (place for place in places if _tells(alignment.said[place]))
    found = {other for place in islice(telling, most) for other in alignment.counterparts[place]}
    return {other for other in found if _tells(alignment.told[other])}


def _tells(word: Word) -> bool:
    return bool(word.figure) or (word.says and word.cues.isdisjoint(OPPOSITE))


def _intents(alignment: Alignment) -> Iterator[Fault]:
    if any("aim" in word.cues for word in alignment.said):
        return
    governed = _governed(alignment.told)
    places = [
        other
        for place, word in enumerate(alignment.said)
        if word.says or word.figure
        for other in alignment.counterparts[place][:1]
    ]
    if places and fmean(other in governed for other in places) > _MOST:
        yield Fault("intent", _read_out(alignment.said))


def _governed(told: Sequence[Word]) -> set[int]:
    """What a word of aim or chance governs: what follows, to the end of the sentence."""
    return {
        place
        for start, word in enumerate(told)
        if "aim" in word.cues
        for place in range(start, len(told))
        if told[place].sentence == word.sentence
    }


def _extents(alignment: Alignment) -> Iterator[Fault]:
    """What is said of all, and there of none or of something else."""
    told = alignment.told
    everywhere = {place for place, word in enumerate(told) if not word.cues.isdisjoint({"all", "sum"})}
    for place, word in enumerate(alignment.said):
        if "all" not in word.cues or alignment.counterparts[place]:
            continue
        of = [other for step in (1, -1) for other in _told_of(alignment, place, step)]
        around = {near for other in of for step in (1, -1) for near in _near(told, other, step)}
        if everywhere.isdisjoint(around) if of else not everywhere:
            yield Fault("extent", _around(alignment.said, place))


def _around(words: Sequence[Word], place: int) -> str:
    """The word and its neighbours."""
    return _read_out(words[max(0, place - 1) : place + 2])


def _read_out(words: Sequence[Word]) -> str:
    """These words as the statement has them, its marks left out."""
    gaps = (" " if word.end < after.start else "" for word, after in pairwise(words))
    return "".join(chain.from_iterable(zip((word.text for word in words), (*gaps, ""), strict=True)))
