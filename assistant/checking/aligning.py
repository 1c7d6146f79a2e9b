"""Which words of the proofs say what each word of a statement says."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.cues import OPPOSITE
from assistant.checking.wording import Word, words_of
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import compound_parts
from assistant.language.wordnet import bases, meanings, names_in_english
from assistant.names import sounds_alike

_SHORTEST_CONTAINED = 3
_SHORTEST_SOUND = 4


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words of a statement and of what proves it; `counterparts` holds for each word of the statement the
    places of those that say the same."""

    said: Sequence[Word]
    told: Sequence[Word]
    counterparts: Sequence[Sequence[int]]

    def within(self, count: int) -> "Alignment":
        """The same with the first `count` words of the proof alone."""
        kept = [[place for place in places if place < count] for places in self.counterparts]
        return Alignment(self.said, self.told[:count], kept)


def align(statement: str, told: str) -> Alignment:
    """Lay the words of a statement and of what proves it beside each other."""
    said_words, told_words = words_of(statement), words_of(told)
    return Alignment(said_words, told_words, [_places(said, told_words) for said in said_words])


def _places(said: Word, told: Sequence[Word]) -> Sequence[int]:
    """Where words stand that say the same; a compound is said by words that say all its parts."""
    found = {place for place, word in enumerate(told) if _same(said, word)}
    if not found and said.says:
        ways = [compound_parts(said.text), *(tuple(name.split()) for name in names_in_english(said.text))]
        found = next(filter(None, (_all_of(parts, told) for parts in ways)), set())
    return sorted(found)


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
