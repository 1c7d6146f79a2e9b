"""How alike two names are."""

from functools import lru_cache

from assistant.names.reading import PersonName, Script
from assistant.names.spellings import Sound, latin_sounds, same_letters, thai_sounds

# From here on two names are taken for one person's.
SURE = 0.75

_EXACT = 1.0
_SWAPPED = 0.03
_ALIKE = 0.92
_COST_WEIGHT = 0.2
_WORD_LIMIT = 0.45
_HOMOPHONE = 0.6
_INITIAL = 0.7
_SURNAME_INITIAL = 0.55


def likeness(printed: PersonName, known: PersonName) -> float:
    """Return 0 to 1: how surely `printed` is another writing of `known`, judged by the names alone.

    1.0 the same in the same script; 0.8 to 0.92 a spelling of it, also across scripts; 0.7 initial and
    surname; 0.6 sounds the same in Thai and is spelled otherwise; 0.55 given name and an initial for
    the surname; 0 for anything else: both parts of a name are needed.
    """
    if _middles_clash(printed, known):
        return 0.0
    surname = _part(printed.surname, printed.script, known.surname, known.script)
    given = surname and _part(printed.given, printed.script, known.given, known.script)
    if not given or (_has_initial(given) and _has_initial(surname)):
        return 0.0
    return _together(given, surname) - (_SWAPPED if printed.swapped else 0.0)


def compare(printed: tuple[PersonName, ...], known: tuple[PersonName, ...]) -> float:
    """Return the best likeness of any two readings."""
    return max((likeness(a, b) for a in printed for b in known if not b.swapped), default=0.0)


def sounds_alike(thai: str, latin: str) -> bool:
    """Whether one word in Latin letters may be a spelling of a Thai one, both folded."""
    return bool(thai and latin) and _cost(thai, "th", latin, "en") <= _WORD_LIMIT


def _together(given: float, surname: float) -> float:
    if _has_initial(surname):
        return _SURNAME_INITIAL
    doubt = (_EXACT - max(given, surname)) / 8 if min(given, surname) < SURE else 0.0
    return min(given, surname) - doubt


def _has_initial(part: float) -> bool:
    return part == _INITIAL


def _part(a: str, a_script: Script, b: str, b_script: Script) -> float:
    if a == b and a_script == b_script:
        return _EXACT if len(a) > 1 else _INITIAL
    if len(a) == 1 or len(b) == 1:
        return _INITIAL if _may_begin(a, a_script, b, b_script) else 0.0
    if a_script == b_script == "th":
        return _HOMOPHONE if _same_sound_in_thai(a, b) else 0.0
    cost = _cost(a, a_script, b, b_script)
    return max(0.0, _ALIKE - _COST_WEIGHT * cost) if cost <= _WORD_LIMIT else 0.0


def _middles_clash(a: PersonName, b: PersonName) -> bool:
    if not a.middle or not b.middle:
        return False
    return _part(a.middle[0], a.script, b.middle[0], b.script) == 0.0


def _may_begin(a: str, a_script: Script, b: str, b_script: Script) -> bool:
    """Whether one is an initial of the other."""
    if a_script == b_script:
        return _first_letter(a, a_script) == _first_letter(b, b_script)
    thai, latin = (a, b) if a_script == "th" else (b, a)
    return same_letters(latin)[0] in _first_letters(thai)


def _first_letter(word: str, script: Script) -> str:
    return word.lstrip("เแโใไ")[:1] if script == "th" else word[:1]


@lru_cache(maxsize=65536)
def _first_letters(thai: str) -> frozenset[str]:
    """The Latin letters with which a Thai name may begin."""
    letters: set[str] = set()
    for sound in thai_sounds(thai):
        letters |= {way[0] for way, cost in sound if way and cost < 0.3}
        if all(way or cost > 0.1 for way, cost in sound):
            break
    return frozenset(letters)


_HOMOPHONES = str.maketrans("ฃฅฆฌญฎฏฐฑฒณภศษฬ" + "ข", "ขคคชยดตถททนพสสล" + "ข")
_SILENT = str.maketrans("", "", "์่้๊๋็")


def _same_sound_in_thai(a: str, b: str) -> bool:
    return _thai_sound(a) == _thai_sound(b)


@lru_cache(maxsize=65536)
def _thai_sound(word: str) -> str:
    return word.translate(_SILENT).translate(_HOMOPHONES)


@lru_cache(maxsize=262144)
def _cost(a: str, a_script: Script, b: str, b_script: Script) -> float:
    """The cheapest way to spell one as the other; infinite above the limit."""
    if a_script == "th":
        return spelling_cost(thai_sounds(a), same_letters(b))
    if b_script == "th":
        return spelling_cost(thai_sounds(b), same_letters(a))
    there = spelling_cost(latin_sounds(a), same_letters(b))
    return there if there <= _WORD_LIMIT else spelling_cost(latin_sounds(b), same_letters(a))


def spelling_cost(sounds: tuple[Sound, ...], word: str, limit: float = _WORD_LIMIT) -> float:
    """Return what it costs to write `sounds` as `word`, or infinity above `limit`.

    Dynamic programming over (sound, letters written): letters that no sound explains cost, too.
    """
    costs = {0: 0.0}
    for sound in sounds:
        costs = _with_extra_letters(costs, word, limit)
        after: dict[int, float] = {}
        for place, cost in costs.items():
            for way, more in sound:
                total = cost + more
                if total <= limit and word.startswith(way, place):
                    end = place + len(way)
                    if total < after.get(end, limit + 1):
                        after[end] = total
        if not after:
            return float("inf")
        costs = after
    return _with_extra_letters(costs, word, limit).get(len(word), float("inf"))


def _with_extra_letters(costs: dict[int, float], word: str, limit: float) -> dict[int, float]:
    for place in range(min(costs), len(word)):
        if place in costs:
            total = costs[place] + _extra(word, place)
            if total <= limit and total < costs.get(place + 1, limit + 1):
                costs[place + 1] = total
    return costs


def _extra(word: str, place: int) -> float:
    letter = word[place]
    if letter == "e" and place == len(word) - 1:
        return 0.1
    if letter == "h":
        return 0.2
    return 0.5 if letter in "aeiouy" else 1.0
