"""Which words of the proofs say what each word of a statement says."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.cues import OPPOSITE
from assistant.checking.wording import Word, words_of
from assistant.language import fold
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import compound_parts
from assistant.language.wordnet import bases, meanings, names_in_english
from assistant.names import sounds_alike
from assistant.ports import Likeness

# From here on, words are taken for counterparts.
_COUNTERPARTS = 0.5
# Only what says the same is sure.
_ALMOST = 0.99
_SHORTEST_CONTAINED = 3
_SHORTEST_SOUND = 4


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words of a statement and of what proves it, and how alike each is to each.

    `alike` is of shape (words of the statement, words of the proof); 1.0 is sure.
    """

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

    def within(self, count: int) -> "Alignment":
        """The same with the first `count` words of the proof alone."""
        return Alignment(self.said, self.told[:count], [row[:count] for row in self.alike])


def align(statement: str, told: str, likeness: Likeness) -> Alignment:
    """Lay the words of a statement and of what proves it beside each other."""
    said_words, told_words = words_of(statement), words_of(told)
    rows = [_exact(said, told_words) for said in said_words]
    unsure = [
        place for place, word in enumerate(said_words) if (word.says or word.cues) and 1.0 not in rows[place]
    ]
    alike = likeness.of_stretches(
        fold(statement),
        [(said_words[place].start, said_words[place].end) for place in unsure],
        fold(told),
        [(word.start, word.end) for word in told_words],
    )
    for place, row in zip(unsure, alike, strict=True):
        rows[place] = [min(_ALMOST, value) for value in row]
    return Alignment(said_words, told_words, rows)


def _exact(said: Word, told: Sequence[Word]) -> list[float]:
    """1 for each word that says the same; a compound is said by words that say all its parts."""
    found = {place for place, word in enumerate(told) if _same(said, word)}
    if not found and said.says:
        ways = [compound_parts(said.text), *(tuple(name.split()) for name in names_in_english(said.text))]
        found = next(filter(None, (_all_of(parts, told) for parts in ways)), set())
    return [float(place in found) for place in range(len(told))]


def _all_of(parts: Sequence[str], told: Sequence[Word]) -> set[int]:
    """Where these words stand, little ones apart; nowhere if one is missing."""
    telling = [part for part in parts if part not in STOP_WORDS]
    places = [
        {place for place, word in enumerate(told) if word.says and same_word(part, word.text)}
        for part in telling
    ]
    return set().union(*places) if all(places) else set()


def _same(said: Word, told: Word) -> bool:
    if said.figure or told.figure:
        return bool(said.figure and told.figure and said.figure.number == told.figure.number)
    if not (said.cues & told.cues).isdisjoint(OPPOSITE) or said.text == told.text:
        return True
    return told.says and same_word(said.text, told.text)


@lru_cache(65536)
def same_word(said: str, told: str) -> bool:
    """Whether a folded word says no more than another: in another form, as a part of a Thai compound, by a
    shared meaning, or as a spelling of one sound in the other script."""
    if not set(bases(said)).isdisjoint(bases(told)) or not meanings(said).isdisjoint(meanings(told)):
        return True
    if said.isascii() == told.isascii():
        return not said.isascii() and len(said) >= _SHORTEST_CONTAINED and said in told
    if said.isascii() and any(same_word(said, part) for part in compound_parts(told)):
        return True
    thai, latin = (told, said) if said.isascii() else (said, told)
    spellings = [base for base in bases(latin) if len(base) >= _SHORTEST_SOUND]
    return len(thai) >= _SHORTEST_SOUND and any(sounds_alike(thai, spelling) for spelling in spellings)
