"""What a statement is read from in its proof: clauses of one sentence, and what it may leave out of them.

Whole clauses may be left out, and asides; not what a clause that is kept says besides, nor what bounds it: a
condition, a place, who says so.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.cues import Cue
from assistant.checking.wording import DIVIDING, Word

# Up to this share of what a clause tells may be left out: a title, an epithet.
_MOST_LEFT_OUT = 0.2
# So many words before one may bind it to a place or a condition.
_REACH = 2
_CONDITIONS: frozenset[Cue] = frozenset({"condition", "only"})
# With these begins a phrase that says where, when or under what condition something holds.
BINDING: frozenset[Cue] = frozenset({"binds", "condition", "only"})
# With these goes on in Thai what is said of a thing, though a space, or the stop of a title, may follow.
_HOLDING_ON = frozenset(["ของ", "กับ", "คือ", "เป็น", "ว่า", "ดร", "ศ", "รศ", "ผศ", "อ"])
# A statement has one of each kind that the clause has: of the first two where it turns what follows, of the
# others wherever it stands.
_TURNING: frozenset[Cue] = frozenset({"not", "aim", "part", "hedge"})
_TURNING_ALL: frozenset[Cue] = frozenset({"part", "hedge"})
# A statement is made of no more clauses than these; each row of them is looked at.
_LONGEST_ROW = 8
_OPENING: frozenset[Cue] = frozenset({"turns", "opens"})

Clause = Sequence[int]


@dataclass(frozen=True, slots=True)
class Extract:
    """Clauses of one sentence that follow one another, from `first` to `last`, among all its `clauses`; a
    clause is where its words stand."""

    told: Sequence[Word]
    clauses: Sequence[Clause]
    first: int
    last: int

    @property
    def places(self) -> range:
        """Where its words stand, from the first to the last."""
        return range(self.clauses[self.first][0], self.clauses[self.last][-1] + 1)

    @property
    def leans(self) -> bool:
        """Whether its subject may stand before it: it is joined to what is there, or a relative clause."""
        return (self.first > 0 and self._is_joined(self.first)) or self._opens("opens")

    @property
    def goes_on(self) -> bool:
        """Whether it goes on with what its sentence begins with or, as its first clause, with what the one
        before does: nothing else comes between that may be the subject."""
        return self._opens("joins", "turns") and all(map(self._is_joined, range(1, self.first)))

    def _is_joined(self, number: int) -> bool:
        return not _stands_apart(self.told, self.clauses[number][0])

    def _opens(self, *cues: Cue) -> bool:
        opening = [self.told[place] for place in self.clauses[self.first][:_REACH]]
        return any(_any_is(cue, opening) for cue in cues)

    def is_spanned_by(self, places: Collection[int]) -> bool:
        """Whether some of these places stand in its first clause and in its last."""
        ends = self.clauses[self.first], self.clauses[self.last]
        return not any(_disjoint(places, clause) for clause in ends)

    def left_out(self, kept: Collection[int], said: Collection[int], words: Collection[Word]) -> list[int]:
        """Return which words of the sentence are missed in a statement of these `words`: one that keeps those
        at the places `kept` in their order, and says those at `said`."""
        holding = [number for number, clause in enumerate(self.clauses) if not _disjoint(kept, clause)]
        missed: set[int] = set()
        for number, clause in enumerate(self.clauses):
            if number in holding:
                missed.update(self._missed_within(clause, kept, said, words))
            elif holding[0] - 1 <= number <= holding[-1] + 1:
                missed.update(
                    self._missed_beside(clause, before=number < holding[0], behind=number > holding[-1])
                )
            if all(word.cues.isdisjoint(_CONDITIONS) for word in words):
                missed.update(place for place in clause if self.told[place].cues & _CONDITIONS)
        return sorted(missed)

    def _missed_within(
        self, clause: Clause, kept: Collection[int], said: Collection[int], words: Collection[Word]
    ) -> Iterator[int]:
        """What a clause that is kept says besides: how it begins, its figures, and what bounds it."""
        told, own = self.told, [place for place in clause if place in kept]
        tells = [place for place in clause if tells_something(told[place])]
        gone = [place for place in tells if place not in said]
        lacking = {cue for cue in _TURNING if not _any_is(cue, words)}
        yield from (
            place
            for place in clause
            if told[place].cues & (lacking if place < own[-1] else lacking & _TURNING_ALL)
        )
        yield from (place for place in gone if place < own[0])
        if len(gone) > _MOST_LEFT_OUT * len(tells) or any(told[place].figure for place in gone):
            yield from gone
        yield from (place for place in gone if self._is_bound(clause, place))

    def _is_bound(self, clause: Clause, place: int) -> bool:
        before = self.told[max(clause[0], place - _REACH) : place]
        return any(word.cues & BINDING for word in before)

    def _missed_beside(self, clause: Clause, *, before: bool, behind: bool) -> Iterator[int]:
        """What a clause that is left out says of those that are kept, before, behind or between which it
        stands: a bound, a doubt, who says so."""
        words = [self.told[place] for place in clause]
        binds = words[0].cues & BINDING and not _any_is("than", words[:_REACH])
        concedes = behind and "concedes" in words[0].cues
        is_between = not (before or behind)
        is_no_aside = is_between and ("turns" in words[0].cues or not self._is_aside(clause))
        if binds or concedes or is_no_aside or _any_is("hearsay", words):
            yield from (place for place in clause if tells_something(self.told[place]))

    def _is_aside(self, clause: Clause) -> bool:
        """Whether a clause is told by the way: between marks, as a relative clause, or joined to one."""
        word, before = self.told[clause[0]], self.told[clause[0] - 1]
        return "opens" in word.cues or _is_behind_mark(word, before) or "joins" in word.cues


def tells_something(word: Word) -> bool:
    """Whether a word says something that must be proved, or is a figure."""
    return word.says or word.figure is not None


def extracts_of(told: Sequence[Word]) -> Iterator[Extract]:
    """Yield every row of clauses of each sentence of `told`, up to a length that no statement needs."""
    for sentence in sorted({word.sentence for word in told}):
        clauses = _clauses_of(told, [p for p, word in enumerate(told) if word.sentence == sentence])
        for first in range(len(clauses)):
            ends = range(first, min(first + _LONGEST_ROW, len(clauses)))
            yield from (Extract(told, clauses, first, last) for last in ends)


def _clauses_of(told: Sequence[Word], places: Sequence[int]) -> list[list[int]]:
    clauses: list[list[int]] = []
    for place in places:
        if not clauses or _begins_clause(told, place):
            clauses.append([])
        clauses[-1].append(place)
    return clauses


def _begins_clause(told: Sequence[Word], place: int) -> bool:
    """Whether a clause begins at `place`: apart from what is before, with a conjunction, or joined to it."""
    return _stands_apart(told, place) or _is_joined(told, place)


def _stands_apart(told: Sequence[Word], place: int) -> bool:
    """Whether what begins there stands by itself: behind a mark, or behind a space in Thai, which has no
    commas; or with a conjunction that turns to something else."""
    word, before = told[place], told[place - 1]
    if _is_behind_mark(word, before) or not word.cues.isdisjoint(_OPENING):
        return True
    is_apart = word.start > before.end and _is_thai(word.text[0]) and not _holds_on(before)
    divides = not word.cues.isdisjoint(DIVIDING)
    return is_apart and (divides or (_is_thai(before.text[-1]) and not word.figure))


def _holds_on(word: Word) -> bool:
    return "binds" in word.cues or word.text in _HOLDING_ON


def _is_behind_mark(word: Word, before: Word) -> bool:
    return word.clause - before.clause > (not word.cues.isdisjoint(DIVIDING))


def _is_joined(told: Sequence[Word], place: int) -> bool:
    """Whether "and" or "or" stands there; not between two figures, which belong together."""
    around = told[place - 1 : place + 2 : 2]
    return "joins" in told[place].cues and not all(word.figure for word in around)


def _is_thai(letter: str) -> bool:
    return "ก" <= letter <= "๎"


def _any_is(cue: Cue, words: Collection[Word]) -> bool:
    return any(cue in word.cues for word in words)


def _disjoint(kept: Collection[int], clause: Clause) -> bool:
    return not any(place in kept for place in clause)
