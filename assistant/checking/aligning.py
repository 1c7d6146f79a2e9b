"""Which words of the proofs say what each word of a statement says."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.cues import OPPOSITE
from assistant.checking.wording import Word, words_of
from assistant.language import fold
from assistant.language.wordnet import bases, meanings
from assistant.names import sounds_alike
from assistant.ports import Likeness

# From here on, words are taken for counterparts.
_COUNTERPARTS = 0.5
_SHORTEST_CONTAINED = 3
_SHORTEST_SOUND = 4


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words of a statement and of what proves it, and how alike each is to each (statement, proof), to 1."""

    said: Sequence[Word]
    told: Sequence[Word]
    alike: Sequence[Sequence[float]]

    def counterparts(self, place: int) -> list[int]:
        """Where the words stand that say what the word of the statement at `place` says."""
        row = self.alike[place]
        exact = [other for other, value in enumerate(row) if value == 1.0]
        best = max(row, default=0.0)
        return exact or [other for other, value in enumerate(row) if value == best >= _COUNTERPARTS]

    def held(self, place: int) -> float:
        """How surely the proofs say what the word of the statement at `place` says."""
        return max(self.alike[place], default=0.0)


def align(statement: str, told: str, likeness: Likeness) -> Alignment:
    """Lay the words of a statement and of what proves it beside each other."""
    said_words, told_words = words_of(statement), words_of(told)
    rows = [[1.0 if _same(said, other) else 0.0 for other in told_words] for said in said_words]
    open_places = [
        place
        for place, word in enumerate(said_words)
        if (word.says or word.cues) and 1.0 not in rows[place]
    ]
    if open_places and told_words:
        alike = likeness.of_stretches(
            fold(statement),
            [(said_words[place].start, said_words[place].end) for place in open_places],
            fold(told),
            [(word.start, word.end) for word in told_words],
        )
        for place, row in zip(open_places, alike, strict=True):
            rows[place] = [min(0.99, value) for value in row]
    return Alignment(said_words, told_words, rows)


def _same(said: Word, told: Word) -> bool:
    if said.figure or told.figure:
        return bool(said.figure and told.figure and said.figure.number == told.figure.number)
    return not (said.cues & told.cues).isdisjoint(OPPOSITE) or same_word(said.text, told.text)


@lru_cache(65536)
def same_word(one: str, other: str) -> bool:
    """Whether two folded words say the same: in another form, as a part of a Thai compound, by a shared meaning,
    or as a spelling of one sound in the other script."""
    if one == other or not set(bases(one)).isdisjoint(bases(other)):
        return True
    if not one.isascii() and not other.isascii() and (one in other or other in one):
        return min(len(one), len(other)) >= _SHORTEST_CONTAINED
    if not meanings(one).isdisjoint(meanings(other)):
        return True
    if one.isascii() == other.isascii():
        return False
    thai, latin = (other, one) if one.isascii() else (one, other)
    return min(len(latin), len(thai)) >= _SHORTEST_SOUND and sounds_alike(thai, latin)
