"""Undoes what PDF writers do to Thai text, and leaves sound text alone.

A fault that can be read in one way only is put right by rule. Where several readings are possible, the
one that is made of dictionary words wins, by a clear margin or not at all.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, product

from assistant.language import normalise
from assistant.language.segmenting import segment
from ingest.thai_faults import FAULT, TWICE, is_word, strangeness

_THAI = re.compile("[\u0e01-\u0e4e]")
_THAI_RUN = re.compile("[\u0e01-\u0e4e]+")
_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"

# Glyph names that an extractor could not read: "/uni0E49.low" is MAI THO drawn low.
_GLYPH_NAME = re.compile(
    r"/uni(0E[0-5][0-9A-F])(?:\.(?:lowleft|leftlow|low|left|descless|narrow|small|short|high|up|alt|shift))*"
)
# Fonts that draw Thai marks at Latin codes: TIS-620 read as Latin-1 (é), and a set with MAI EK at É.
_LATIN_MARKS = dict(zip("çèéêëìí", "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d", strict=True))
_LATIN_MARKS |= dict(zip("ÉÊËÌÍ", "\u0e48\u0e49\u0e4a\u0e4b\u0e4c", strict=True))
_LATIN_MARK = re.compile(f"(?<=[\u0e01-\u0e39])[{''.join(_LATIN_MARKS)}](?![A-Za-z\u00c0-\u024f])")

_LOST_MARK = re.compile("(?<=[\u0e01-\u0e2e\u0e31-\u0e3a])[\x00\ufffd](?![\x00\ufffd])")
_LOST_MARK_READINGS = (*_TONES, *"\u0e4c\u0e47\u0e31\u0e34\u0e35\u0e36\u0e37\u0e4d")

_SPLIT_AE = re.compile("\u0e40 \u0e40(?=[\u0e01-\u0e2e])")
_SPLIT_LEADING_VOWEL = re.compile("([\u0e40-\u0e44]) (?=[\u0e01-\u0e2e])")
_TONE_AFTER_VOWEL = re.compile(f"([\u0e30\u0e32\u0e33])([{_TONES}]+)")

_SPACE_AFTER_SARA_AM = re.compile("\u0e33 (?=[\u0e01-\u0e2e\u0e40-\u0e44])")
_CLOSED_SARA_AM = re.compile("\u0e33(?=[\u0e01-\u0e2e\u0e40-\u0e44])")
_SPLIT_CLUSTER = re.compile(
    "(?:[\u0e31\u0e34-\u0e39\u0e47-\u0e4b]|\u0e37[\u0e48-\u0e4b]?\u0e2d) (?=[\u0e01-\u0e2e])"
)
# Words that a document holds only if its font writes SARA AM for SARA AA.
_SARA_AM_FOR_AA = re.compile("กำร(?![\u0e32\u0e39])|ควำม|ด้ำน|(?<![\u0e04\u0e2b])ว่ำ")

# A gap in one word, and not between the items of a list (which has a gap before it as well).
_SPACE_WITHIN_WORD = re.compile(
    "(?<! [\u0e01-\u0e2e])(?<! [\u0e01-\u0e2e][\u0e48-\u0e4b])\u0e33 (?=[\u0e01-\u0e2e])"
)
_SPACE_AFTER_MARK = re.compile(f"(?<={_MARK}) +(?=[\u0e01-\u0e33\u0e40-\u0e44\u0e47-\u0e4e])")
_CLOSED_MARK = re.compile(f"{_MARK}[\u0e01-\u0e33\u0e40-\u0e44]")
# Not beside a letter that stands alone: that is a label ("สูตร ก") or NO NEN, a word of its own.
_SPACE_BETWEEN_LETTERS = re.compile("(?<=[\u0e01-\u0e4e]{2}) (?=[\u0e01-\u0e2e][\u0e01-\u0e4e])")
# The tone mark of a closed syllable drawn on its final consonant, which bears none.
_TONE_ON_FINAL = re.compile(
    "([\u0e31\u0e34-\u0e37])([\u0e01-\u0e2e])([\u0e48-\u0e4b])(?![\u0e01-\u0e2e\u0e30-\u0e33\u0e45])"
)
_TWICE = re.compile(TWICE)
_CLUSTER_TWICE = re.compile("([\u0e01-\u0e2e][\u0e31\u0e34-\u0e39][\u0e48-\u0e4b])\\1")
# The marks that exports draw late: those above the letter. Of two tones one is not displaced but wrong.
_MOVABLE_MARKS = re.compile(
    "(?<![\u0e48-\u0e4b])[\u0e31\u0e34-\u0e37\u0e47]*(?:[\u0e31\u0e34-\u0e37\u0e47-\u0e4b])(?![\u0e48-\u0e4b])"
)
_LETTER = re.compile("[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e45]")

_REACH = 18
_SLIGHT_MARGIN = 0.5
_CLEAR_MARGIN = 2.0
_SAFE_MARGIN = 6.0
_SLOTS_AT_ONCE = 4
_SLOTS_SURE = 2
_SPOT_WIDTH = 2
_ENOUGH_SIGNS = 3
_MOST_SPOTS = 1500


def repair(text: str) -> str:
    """Return `text` normalised and with the faults of extracted Thai undone; sound text stays as it is."""
    return repair_document([text])[0]


def repair_document(pages: Sequence[str]) -> list[str]:
    """Return the pages repaired; a fault that runs through a document is judged on all of it.

    Takes raw text: the NUL or U+FFFD of a lost character says where a mark stood.
    """
    cleaned = [_by_rule(page) for page in pages]
    if sum(len(_SARA_AM_FOR_AA.findall(page)) for page in cleaned) >= _ENOUGH_SIGNS:
        cleaned = [_THAI_RUN.sub(lambda run: _with_vowels_told_apart(run.group()), page) for page in cleaned]
    joined = [_without_gaps(page) for page in cleaned]
    mended = [_with_faults_mended(page) for page in joined]
    if _displaces_marks(joined, mended):
        mended = [_with_unknown_words_mended(page) for page in mended]
    return mended


def without_gaps_in_words(text: str) -> str:
    """Return `text`, read from a picture, without the spaces that cut words in two: "แผ่นยา ง".

    Only there: where text was typed, a space between letters was meant.
    """
    return _mended(text, _SPACE_BETWEEN_LETTERS, _joined, _CLEAR_MARGIN)


def _by_rule(raw: str) -> str:
    if not _THAI.search(raw) and "/uni0E" not in raw:
        return normalise(raw)
    text = _GLYPH_NAME.sub(lambda name: chr(int(name[1], 16)), raw)
    text = _LATIN_MARK.sub(lambda mark: _LATIN_MARKS[mark.group()], text)
    text = normalise(_LOST_MARK.sub(_found_again, text))
    text = _SPLIT_AE.sub("\u0e41", text)
    text = _SPLIT_LEADING_VOWEL.sub("\\1", text)
    if len(_SPACE_AFTER_MARK.findall(text)) > max(_ENOUGH_SIGNS, len(_CLOSED_MARK.findall(text))):
        text = _SPACE_AFTER_MARK.sub("", text)
    if len(_TWICE.findall(text)) >= _ENOUGH_SIGNS:
        text = _CLUSTER_TWICE.sub("\\1", text)
    text = _TONE_AFTER_VOWEL.sub("\\2\\1", text)
    return normalise(_TONE_ON_FINAL.sub("\\1\\3\\2", text))


def _without_gaps(page: str) -> str:
    return _mended(_without_spaces_after_sara_am(page), _SPLIT_CLUSTER, _joined, _SAFE_MARGIN)


def _with_faults_mended(page: str) -> str:
    faults = len(FAULT.findall(page))
    return _mended(page, FAULT, _moved, _CLEAR_MARGIN) if 0 < faults <= _MOST_SPOTS else page


def _displaces_marks(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether moving marks mended most of a document's faults: then more are displaced than show."""
    faults = sum(len(FAULT.findall(page)) for page in before)
    left = sum(len(FAULT.findall(page)) for page in after)
    return faults - left >= _ENOUGH_SIGNS and faults > 2 * left


def _with_unknown_words_mended(page: str) -> str:
    places = _unknown_places(page)
    for place in reversed(places if len(places) <= _MOST_SPOTS else []):
        left, right = _window(page, place, place + 1)
        page = page[:left] + _moved(page[left:right], place - left, _SAFE_MARGIN) + page[right:]
    return page


def _unknown_places(page: str) -> list[int]:
    """Where letters stand in no word, every few letters."""
    pieces = segment(page)
    starts = accumulate(map(len, pieces), initial=0)
    return [
        place
        for start, piece in zip(starts, pieces, strict=False)
        if _THAI_RUN.fullmatch(piece) and not is_word(piece)
        for place in range(start, start + len(piece), _SPOT_WIDTH)
    ]


def _found_again(lost: re.Match[str]) -> str:
    """The mark that stood where a text has a NUL or U+FFFD, if words come of it."""
    before = lost.string[max(0, lost.start() - _REACH) : lost.start()]
    after = _THAI_RUN.match(lost.string[lost.end() : lost.end() + _REACH])
    unread = "" if lost.group() == "\x00" else lost.group()
    return _lost_mark(_THAI_RUN.findall(before)[-1], after.group() if after else "") or unread


@lru_cache(maxsize=8192)
def _lost_mark(left: str, right: str) -> str:
    costs = {mark: strangeness(normalise(left + mark + right)) for mark in ("", *_LOST_MARK_READINGS)}
    best = min(costs, key=costs.__getitem__)
    return best if costs[best] <= costs[""] - _SLIGHT_MARGIN else ""


def _with_vowels_told_apart(run: str) -> str:
    """Each SARA AM of `run` as it is or as SARA AA, whichever makes words."""
    done, *pieces = run.split("\u0e33")
    position = 0
    while position < len(pieces):
        group = tuple(pieces[position : position + _SLOTS_AT_ONCE])
        # The last ones are read again with more of what follows them.
        sure = len(group) if position + len(group) == len(pieces) else _SLOTS_SURE
        vowels = _likely_vowels(done[-_REACH:], group)[:sure]
        done += "".join(vowel + piece for vowel, piece in zip(vowels, group, strict=False))
        position += sure
    return done


@lru_cache(maxsize=8192)
def _likely_vowels(before: str, pieces: tuple[str, ...]) -> tuple[str, ...]:
    def cost(vowels: tuple[str, ...]) -> float:
        read = "".join(vowel + piece for vowel, piece in zip(vowels, pieces, strict=True))
        return strangeness(before + read)

    return min(product("\u0e32\u0e33", repeat=len(pieces)), key=cost)


def _without_spaces_after_sara_am(page: str) -> str:
    """Some extractors see a gap behind each SARA AM: where one proves false, most of the page's are."""
    gaps = len(_SPACE_AFTER_SARA_AM.findall(page))
    if not gaps:
        return page
    mended = _mended(page, _SPACE_AFTER_SARA_AM, _joined, _CLEAR_MARGIN)
    if mended != page and gaps > len(_CLOSED_SARA_AM.findall(page)):
        return _SPACE_AFTER_SARA_AM.sub("\u0e33", page)
    return _mended(mended, _SPACE_WITHIN_WORD, _joined, _SLIGHT_MARGIN)


def _mended(page: str, spot: re.Pattern[str], reading: "_Reading", margin: float) -> str:
    """The page with each `spot` in its best reading, if that is better than what stands by `margin`."""
    position = 0
    for _ in range(_MOST_SPOTS):
        found = spot.search(page, position)
        if not found:
            break
        left, right = _window(page, found.start(), found.end())
        best = reading(page[left:right], found.start() - left, margin)
        page = page[:left] + best + page[right:]
        position = found.start() + 1
    return page


def _window(page: str, start: int, end: int) -> tuple[int, int]:
    """The Thai letters around a spot, over a space that stands close to it."""
    left, right = start, end
    while left > 0 and start - left < _REACH and _belongs(page[left - 1], start - left):
        left -= 1
    while right < len(page) and right - end < _REACH and _belongs(page[right], right - end):
        right += 1
    return left, right


def _belongs(character: str, distance: int) -> bool:
    return "\u0e01" <= character <= "\u0e4e" or (character == " " and distance <= 2)


_Reading = Callable[[str, int, float], str]


@lru_cache(maxsize=8192)
def _joined(window: str, spot: int, margin: float) -> str:
    """`window` without the space at `spot`."""
    place = window.index(" ", spot)
    return _better(window, [window[:place] + window[place + 1 :]], margin)


@lru_cache(maxsize=8192)
def _moved(window: str, spot: int, margin: float) -> str:
    """`window` with a mark near `spot` moved to the left, if what changed is made of words."""
    return _better(window, (r for r in _readings(window, spot) if _changed_part_is_words(window, r)), margin)


def _better(window: str, readings: Iterable[str], margin: float) -> str:
    costs = {reading: strangeness(reading) for reading in readings}
    best = min(costs, key=costs.__getitem__, default=window)
    return best if costs and costs[best] <= strangeness(window) - margin else window


def _changed_part_is_words(before: str, after: str) -> bool:
    first = _common_start(before, after)
    last, position = len(after) - _common_start(before[::-1], after[::-1]), 0
    for piece in segment(after):
        end = position + len(piece)
        if end > first and position < last and not (is_word(piece) or piece.isspace()):
            return False
        position = end
    return True


def _common_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((place for place, pair in enumerate(pairs) if pair[0] != pair[1]), min(len(one), len(other)))


def _readings(window: str, spot: int) -> Iterator[str]:
    """What `window` may have been: marks near `spot` one or two letters to the left, a space less."""
    for moved in (window, *_with_a_mark_moved(window, spot)):
        if moved != window:
            yield moved
        for place in range(max(0, spot - 3), min(len(moved), spot + 4)):
            if moved[place] == " ":
                yield normalise(moved[:place] + moved[place + 1 :])


def _with_a_mark_moved(window: str, spot: int) -> Iterator[str]:
    for run in _MOVABLE_MARKS.finditer(window, 0, spot + 4):
        if run.end() < spot - 1:
            continue
        for first in range(run.start(), run.end()):
            marks, rest = window[first : run.end()], window[:first] + window[run.end() :]
            for steps in (1, 2):
                target = _letters_back(rest, first, steps)
                if target is None:
                    continue
                moved = normalise(rest[:target] + marks + rest[target:])
                if len(moved) == len(window):
                    yield moved


def _letters_back(text: str, position: int, steps: int) -> int | None:
    """The place `steps` letters (marks and spaces not counted) before `position`, if there is one."""
    for _ in range(steps):
        position -= 1
        while position > 0 and not _LETTER.match(text[position]):
            position -= 1
        if position <= 0:
            return None
    return position
