"""Thai as it was meant: words that hurried people misspell, read as the dictionary words that sound alike.

Thai letters are read as the cheapest row of words (Viterbi 1967): a frequent word costs little, a word that
only sounds like what stands there costs more the more it differs, letters that are no word cost most. Where
all are words already, nothing is read anew.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from assistant.language.segmenting import dictionary, frequencies, segment, words_counted

_THAI = re.compile("[\u0e01-\u0e4e]+")
# Words around one that is none are read anew with it.
_NEIGHBOURS = 2
_LONGEST_RUN = 200
_LONGEST_WORD = 18
_SHORTEST_RESPELT = 3
# In nats, beside the surprise of a word (ln of all words by its own count, at most 17).
_NO_WORD = 9.0
_RESPELT, _EACH_LETTER = 3.0, 5.0
_MOST_DIFFERENT = 3.0
# Of one letter: how much a tone mark moved, another tone mark, and another letter of the same sound differ.
_TONE_MOVED, _OTHER_TONE, _SAME_LETTER = 0.25, 0.5, 0.5

_SILENT = re.compile("[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c")
_TONES = re.compile("[\u0e47-\u0e4b\u0e3a]")
_FINAL_YO_YING = re.compile("(?<=[\u0e31\u0e32\u0e34\u0e38])ญ")
_SONORANT_AFTER_HO = re.compile("ห(?=[งญณนมยรลวฬ])")
_CLUSTER = re.compile("(?<=[กขคตทปพผสซ])ล(?=[\u0e30-\u0e3a\u0e01-\u0e2e])")
_REPEATED = re.compile(r"(.)\1+")
_SAME_SOUND = str.maketrans(
    {
        **dict.fromkeys("ศษซ", "ส"),
        **dict.fromkeys("ฐฑฒธ", "ท"),
        "ใ": "ไ",
        "ณ": "น",
        "ญ": "ย",
        "ฎ": "ด",
        "ฏ": "ต",
        "ภ": "พ",
        "ฆ": "ค",
        "ฬ": "ล",
        "ร": "ล",
        "\u0e35": "\u0e34",
        "\u0e37": "\u0e36",
        "\u0e39": "\u0e38",
        "\u0e30": "\u0e31",
        "\u0e33": "\u0e31ม",
    }
)
_LEADING_VOWELS = "เแโไ"
_FINALS = {
    **dict.fromkeys("จดตถทสชฟ", "ด"),
    **dict.fromkeys("บปพ", "บ"),
    **dict.fromkeys("นลย", "น"),
    **dict.fromkeys("กขค", "ก"),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """`typed`, from `start` to `end` of the text, was to be `meant`; `difference`: by how many letters.

    Less than 1 where only tone marks, or one letter of the same sound, are others.
    """

    start: int
    end: int
    typed: str
    meant: str
    difference: float


def corrections(normalised_text: str) -> list[Correction]:
    """Return what was misspelt in a normalised text, in order."""
    return [
        Correction(run.start() + start, run.start() + end, typed, meant, _difference(typed, meant))
        for run in _doubtful(normalised_text)
        for start, end, typed, meant in _read(run[0][:_LONGEST_RUN])
    ]


@lru_cache(4096)
def sound(word: str) -> str:
    """What is left of a Thai word where spelling goes wrong: letters that sound alike are one; tone marks,
    silent letters, the length of vowels and the second letter of a cluster are none."""
    bare = _FINAL_YO_YING.sub("น", _TONES.sub("", _SILENT.sub("", word)))
    bare = bare.replace("รร", "\u0e31").translate(_SAME_SOUND)
    bare = _REPEATED.sub(r"\1", _CLUSTER.sub("", _SONORANT_AFTER_HO.sub("", bare)))
    ends_in_consonant = len(bare) > 1 and bare[-2] not in _LEADING_VOWELS
    return bare[:-1] + _FINALS.get(bare[-1], bare[-1]) if ends_in_consonant else bare


def _doubtful(text: str) -> Iterator[re.Match[str]]:
    """Where `text` has Thai letters that are no word, with the words around them."""
    for run in _THAI.finditer(text):
        pieces = segment(run[0])
        unknown = [place for place, piece in enumerate(pieces) if piece not in dictionary()]
        if unknown:
            ends = list(accumulate(map(len, pieces), initial=run.start()))
            first, last = max(0, unknown[0] - _NEIGHBOURS), min(len(pieces), unknown[-1] + 1 + _NEIGHBOURS)
            found = _THAI.fullmatch(text, ends[first], ends[last])
            if found:
                yield found


def _read(run: str) -> Sequence[tuple[int, int, str, str]]:
    """What of `run` was not typed as it was meant."""
    best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(math.inf, 0, "")] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            before = best[start][0]
            for meant, cost in _readings(run[start:end]):
                if before + cost < best[end][0]:
                    best[end] = before + cost, start, meant
    read = [(start, end, run[start:end], meant) for start, end, meant in _path(best)]
    return [reading for reading in read if reading[2] != reading[3]]


def _path(best: Sequence[tuple[float, int, str]]) -> list[tuple[int, int, str]]:
    path, end = [], len(best) - 1
    while end:
        _, start, meant = best[end]
        path.append((start, end, meant))
        end = start
    return path[::-1]


@lru_cache(65536)
def _readings(typed: str) -> Sequence[tuple[str, float]]:
    """Words that these letters may be, with what each costs; one letter alone may be no word."""
    if typed in dictionary():
        return [(typed, _surprise(typed))]
    if len(typed) == 1:
        return [(typed, _NO_WORD)]
    if len(typed) < _SHORTEST_RESPELT:
        return []
    alike = ((word, _difference(typed, word)) for word in _by_sound().get(sound(typed), ()))
    return [
        (word, _surprise(word) + _RESPELT + _EACH_LETTER * difference)
        for word, difference in alike
        if difference <= _MOST_DIFFERENT
    ]


def _surprise(word: str) -> float:
    return math.log(words_counted() / (frequencies().get(word, 0) + 1))


@cache
def _by_sound() -> Mapping[str, Sequence[str]]:
    words: dict[str, list[str]] = defaultdict(list)
    for word in dictionary():
        if len(word) >= _SHORTEST_RESPELT:
            words[sound(word)].append(word)
    return words


def _difference(one: str, other: str) -> float:
    """How many letters to add, leave out or change (Levenshtein 1966); where the sound stays, less than 1."""
    tones, other_tones = _TONES.findall(one), _TONES.findall(other)
    letters, other_letters = _TONES.sub("", one), _TONES.sub("", other)
    of_tones = (_TONE_MOVED if tones else 0.0) if tones == other_tones else _OTHER_TONE
    row = [float(place) for place in range(len(other_letters) + 1)]
    for place, letter in enumerate(letters, start=1):
        diagonal, row[0] = row[0], place
        for column, against in enumerate(other_letters, start=1):
            changed = diagonal + _change(letter, against)
            diagonal, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, changed)
    return row[-1] + of_tones


def _change(letter: str, other: str) -> float:
    if letter == other:
        return 0.0
    return _SAME_LETTER if letter.translate(_SAME_SOUND) == other.translate(_SAME_SOUND) else 1.0
