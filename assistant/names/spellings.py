"""How a name is spelled in Latin letters: by the Royal Thai General System and as people do.

A word becomes a row of sounds, each with the ways to write it and what each costs: nothing where both
are everyday spellings, up to 1 for a consonant left out. The general system (RTGS, 1999) has one
spelling for a sound; passports and papers have also ph/p, th/t, kh/k, ch/j, w/v, k/g, oo/u, ee/i, final
t/d/s/j, final n/l/r, and the letters that Sanskrit spelling keeps and speech does not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

Sound = tuple[tuple[str, float], ...]

CONSONANT_LEFT_OUT = 1.0
VOWEL_LEFT_OUT = 0.5


def _ways(text: str, left_out: float | None = None) -> Sound:
    """Read "k g:.1" as two spellings, the second at 0.1; "-" is the empty one."""
    ways = [way.partition(":") for way in text.split()]
    sound = [("" if way == "-" else way, float(cost or 0)) for way, _, cost in ways]
    if left_out is not None and all(way for way, _ in sound):
        sound.append(("", left_out))
    return tuple(sound)


# Thai consonants at the head of a syllable, and where they may also close one.
_CLASSES: Mapping[str, tuple[str, str]] = {
    "ก": ("k g c:.2", "k g:.05 c:.1 ck"),
    "ขฃคฅฆ": ("kh k c:.15 g:.3", "k kh g:.05 c:.1 ck"),
    "ง": ("ng", "ng"),
    "จ": ("ch j c:.15", "t j d ch tch:.05 th:.1"),
    "ฉชฌ": ("ch sh:.15 c:.15", "t ch tch j:.1 d:.05 dch:.05 th:.1"),
    "ซ": ("s z:.15", "s t d:.1"),
    "ญ": ("y ny:.05", "n y:.05 ny:.05"),
    "ฎด": ("d dh:.1", "t d dh:.1 th:.1"),
    "ฏต": ("t dt:.1 d:.3 th:.2", "t d:.05 th:.1"),
    "ฐถฑทธฒ": ("th t d:.15 dh:.1", "t th d dh:.05"),
    "ณน": ("n", "n"),
    "บ": ("b bh:.1", "p b"),
    "ป": ("p b:.25 bp:.1", "p b:.05"),
    "ผพภ": ("ph p bh:.05 b:.25 v:.4", "p ph b bh:.1"),
    "ฝฟ": ("f ph:.05", "p f ph:.05"),
    "ม": ("m", "m"),
    "ย": ("y", "y i"),
    "ร": ("r l:.35", "n r rn:.05 l:.2 -:.3"),
    "ลฬ": ("l r:.35", "n l ll nl:.05 r:.2"),
    "ว": ("w v", "w v o u:.05 ua:.05 oua:.1 uo:.1 ow:.1"),
    "ศษส": ("s", "s t ts d:.1 th:.15 z:.15"),
    "หฮ": ("h", "h -:.3"),
}
_HEAD = {
    letter: _ways(head, CONSONANT_LEFT_OUT) for letters, (head, _) in _CLASSES.items() for letter in letters
}
_CLOSE = {
    letter: _ways(close, CONSONANT_LEFT_OUT) for letters, (_, close) in _CLASSES.items() for letter in letters
}

_VOWELS: Mapping[str, str] = {
    "a": "a u:.25 ah:.1",
    "closed a": "a u:.1",
    "aa": "a ar:.05 aa:.05 ah:.1",
    "i": "i ee ie:.1 y:.1 ea:.15 ii:.05",
    "ue": "ue u eu:.05 ui:.2",
    "u": "u oo ou:.1 uu:.05 o:.3",
    "e": "e ae:.1 ay:.15 ea:.15 a:.3 eh:.1",
    "ae": "ae e:.05 ea:.05 a:.15 air:.1",
    "o": "o oh:.1 or:.1 oa:.2 ow:.15",
    "oo": "o or oh:.05 aw:.05 au:.1 oa:.2 orr:.1 a:.3 u:.3",
    "oe": "oe er eu:.05 ur:.1 e:.1 o:.2 eo:.1 ue:.15 oer:.1 ir:.2",
    "oei": "oei oey uey:.05 oy:.2 ei:.2 ery:.1 eri:.1",
    "ia": "ia ea ie ear:.1 iea:.1 ier:.1 ian:.6",
    "uea": "uea ua ue eua:.05 eu:.1 uae:.2 uar:.1 ear:.4",
    "ua": "ua uo:.1 our:.2 oua:.1 au:.4",
    "ao": "ao aw:.05 ow:.05 au:.05 aow:.1 our:.2",
    "ai": "ai ay y:.15 i:.15 ei:.15 ie:.25 aiy:.05 aye:.1",
    "am": "am um:.1 ahm:.1",
    "rue": "rue ru ri re:.1 roe rit:.6 reu:.05 lue:.2 lu:.2 r:.3",
    "an": "an a un:.1 ann ar:.1 u:.25",
}
_VOWEL = {name: _ways(text, VOWEL_LEFT_OUT) for name, text in _VOWELS.items()}
_UNWRITTEN = _ways("- a o or:.05 u:.3 ah:.15 au:.2 aw:.2")
# Before the last consonant of a word it can only be short o, which r makes long.
_UNWRITTEN_LAST = _ways("- o or:.05 u:.3 au:.2 aw:.2")
_SILENT_AT_END = 0.03

_TONES = re.compile("[\u0e48-\u0e4b\u0e4d\u0e4e\u0e46\u0e2f\u0e45]")
# A tone mark stands on the last consonant of a cluster: in "แก้ว" the syllable closes with the second.
_NO_CLUSTER = re.compile("(?<=[เแโ][ก-ฮ])[\u0e48-\u0e4b](?=[รลว])")
_CLUSTER = "(?:[กขคฆ][รลว]|[ปพผภฟ][รล]|[ตทดบ]ร|[สศซจ]ร|ห[งญนมยรลว])"
_SONORANT_PAIR = "(?:[ก-ฮ][รลนมณวยญง])"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), vowel)
    for pattern, vowel in (
        (rf"เ({_SONORANT_PAIR}|[ก-ฮ])ียะ?(?!์)", "ia"),
        (rf"เ({_SONORANT_PAIR}|[ก-ฮ])ือะ?", "uea"),
        (rf"เ({_SONORANT_PAIR}|[ก-ฮ])ิ", "oe"),
        (rf"เ({_CLUSTER}|[ก-ฮ])าะ", "oo"),
        (rf"เ({_CLUSTER}|[ก-ฮ])า", "ao"),
        (rf"เ({_CLUSTER}|[ก-ฮ])อะ?", "oe"),
        (rf"เ({_CLUSTER}(?=ย)|[ก-ฮ])ย(?![ะ-ู์])", "oei"),
        (rf"เ({_CLUSTER}(?=[ก-ฮะ])|[ก-ฮ])ะ?", "e"),
        (rf"แ({_CLUSTER}(?=[ก-ฮะ])|[ก-ฮ])ะ?", "ae"),
        (rf"โ({_CLUSTER}(?=[ก-ฮะ])|[ก-ฮ])ะ?", "o"),
        (rf"[ใไ]({_CLUSTER}|[ก-ฮ])ย?(?!์)", "ai"),
    )
)
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), vowel)
    for pattern, vowel in (
        ("ัวะ?", "ua"),
        ("ัย(?!์)", "ai"),
        ("ัยย์?", "ai"),
        ("ั", "closed a"),
        ("ะ", "a"),
        ("า", "aa"),
        ("ำ", "am"),
        ("ี", "i"),
        ("ิ", "i"),
        ("ือ?", "ue"),
        ("ึ", "ue"),
        ("ู", "u"),
        ("ุ", "u"),
        ("รร(?![ะ-ู])", "an"),
        ("ฤๅ?", "rue"),
    )
)
_VOWEL_FOLLOWS = re.compile("[ะัาำิีึืุู]|รร(?![ะ-ู])")
_SONORANTS = tuple("งญนมยรลวณ")
_IRREGULAR = (("เกียรติ", "เกียต"), ("สามารถ", "สามาต"), ("ปรารถนา", "ปราทนา"))
_SILENCED = re.compile("([ก-ฮ])[ิุ]?์")


@lru_cache(maxsize=65536)
def thai_sounds(word: str) -> tuple[Sound, ...]:
    """Return the sounds of a Thai name (one word, folded) with their Latin spellings."""
    for written, spoken in _IRREGULAR:
        word = word.replace(written, spoken)
    return tuple(_ThaiSpeller(_TONES.sub("", _NO_CLUSTER.sub("\u0e47", word))).sounds())


class _ThaiSpeller:
    """Walks through one word and gives its sounds in the order in which they are spoken."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._place = 0

    def sounds(self) -> Iterator[Sound]:
        while self._place < len(self._word):
            yield from self._next()

    def _next(self) -> Iterator[Sound]:
        if match := _SILENCED.match(self._word, self._place):
            self._place = match.end()
            yield _silenced(match[1], match.group())
            return
        if self._word.startswith("เกษ", self._place):
            self._place += 3
            yield from (_HEAD["ก"], _ways("a e"), _either(_HEAD["ษ"], _CLOSE["ษ"]), _ways("e -"))
            return
        for pattern, vowel in _PATTERNS:
            if match := pattern.match(self._word, self._place):
                self._place = match.end()
                yield from self._heads(match[1])
                yield _VOWEL[vowel]
                if match.group()[0] in "ใไ" and match.group()[-1] == "ย":
                    yield _ways("- ya y:.05")
                return
        for pattern, vowel in _MARKS:
            if match := pattern.match(self._word, self._place):
                self._place = match.end()
                yield self._vowel(match.group(), vowel)
                return
        letter = self._word[self._place]
        self._place += 1
        yield from self._consonant(letter)

    def _heads(self, letters: str) -> Iterator[Sound]:
        for place, letter in enumerate(letters):
            if letter == "อ":
                yield _ways("-")
            elif place == 0 and len(letters) > 1:
                yield _leading(letter, letters[1])
                yield _UNWRITTEN
            else:
                yield _cluster_second(letters[0], letter) if place else _HEAD[letter]

    def _vowel(self, written: str, vowel: str) -> Sound:
        at_end = self._place == len(self._word)
        if at_end and written in "ิุ" and self._place > 2:
            return (*_VOWEL[vowel][:-1], ("", _SILENT_AT_END))
        return _VOWEL[vowel]

    def _consonant(self, letter: str) -> Iterator[Sound]:
        rest = self._word[self._place :]
        if letter == "อ":
            yield _ways("-") if _VOWEL_FOLLOWS.match(rest) else _VOWEL["oo"]
        elif letter in _HEAD and _VOWEL_FOLLOWS.match(rest):
            yield self._after_cluster(letter, _HEAD[letter])
        elif letter in _HEAD:
            yield self._closing(letter, rest)
            yield _unwritten_vowel(rest)

    def _after_cluster(self, letter: str, sound: Sound) -> Sound:
        previous = self._word[self._place - 2 : self._place - 1]
        if letter == "ร" and previous and previous in "สศซจท":
            return _with_cost(sound, 0.0, silent=0.0 if previous != "ท" else 0.05)
        return sound

    def _closing(self, letter: str, rest: str) -> Sound:
        """A consonant without a vowel of its own: it may close the syllable, or open one with "a" or "o"."""
        sound = _either(_HEAD[letter], _CLOSE[letter])
        following = rest.lstrip("เแโใไ")[:1]
        if letter == "ห" and rest[:1] in _SONORANTS:
            return _ways("- h")
        if following and _doubles(letter, following):
            return _with_cost(sound, 0.0, silent=0.0)
        if _SILENCED.match(rest) and letter in "ทตดธษสศจ":
            return _with_cost(sound, 0.0, silent=0.05)
        if letter + following == "ทร":
            return (*sound, ("s", 0.0))
        return self._after_cluster(letter, sound)


def _unwritten_vowel(rest: str) -> Sound:
    """The short vowel that a consonant without one may have before `rest` of the word."""
    if not rest:
        return _ways("- a:.35")
    if _SILENCED.match(rest) or rest[0] in "เแโใไอ":
        return _ways("- a:.05 o:.2") if rest[0] in "เแโใไอ" else _ways("-")
    return _UNWRITTEN_LAST if len(_SILENCED.sub("", rest)) == 1 else _UNWRITTEN


def _silenced(letter: str, written: str) -> Sound:
    """What a thanthakhat silences is left out, or spelled all the same ("sakdi", "wongs")."""
    sound = _with_cost(_CLOSE.get(letter, ()), 0.1, silent=0.0)
    vowel = "i" if "ิ" in written else "u" if "ุ" in written else ""
    return (*sound, *((way + vowel, cost) for way, cost in sound if way)) if vowel else sound


def _doubles(letter: str, following: str) -> bool:
    stops = ("ดฎตฏถทธฐฑฒ", "กขคฆ", "บปผพภ", "จฉชฌ", "ศษส", "นณ", "ม", "ลฬ", "ญ")
    return any(letter in stop and following in stop for stop in stops)


def _leading(letter: str, second: str) -> Sound:
    if letter == "ห" and second in _SONORANTS:
        return _ways("- h")
    return (*_HEAD[letter], ("s", 0.0)) if letter + second == "ทร" else _HEAD[letter]


def _cluster_second(first: str, letter: str) -> Sound:
    silent = {"ร": 0.0 if first in "สศซจท" else 0.35}.get(letter)
    return _HEAD[letter] if silent is None else _with_cost(_HEAD[letter], 0.0, silent=silent)


def _with_cost(sound: Sound, more: float, *, silent: float) -> Sound:
    return (("", silent), *((way, cost + more) for way, cost in sound if way))


def _either(first: Sound, second: Sound) -> Sound:
    cheapest: dict[str, float] = {}
    for way, cost in (*first, *second):
        cheapest[way] = min(cost, cheapest.get(way, cost))
    return tuple(cheapest.items())


# Latin letters that stand for one sound, at the head of a syllable and where they close one.
_LATIN_CONSONANTS: Mapping[str, tuple[str, str]] = {
    "k": ("k kh g:.1 c:.15 q:.1", "k kh g ck c:.1"),
    "kh": ("kh k c:.15 g:.35", "k kh g ck"),
    "g": ("g k:.1", "g k kh:.1 ck:.05"),
    "c": ("c k:.15 kh:.15 ch:.2 j:.35 s:.2", "c k g:.2 ck"),
    "ck": ("ck k kh g:.1", "ck k g kh c:.1"),
    "q": ("q k c:.1", "q k c:.1"),
    "ng": ("ng", "ng"),
    "ch": ("ch j c:.15 sh:.2", "ch t j d tch te"),
    "tch": ("tch ch j", "tch t ch j d"),
    "j": ("j ch c:.3", "j t ch d tch"),
    "sh": ("sh ch:.2 s:.3", "sh s:.2 ch:.3"),
    "s": ("s z:.15", "s t ts:.05 z:.1 d:.2 th:.2"),
    "ts": ("ts t:.2 ch:.2", "ts t s"),
    "z": ("z s:.15", "z s t:.2"),
    "x": ("x ks:.1", "x ks:.1 k:.4"),
    "y": ("y ny:.2 j:.4", "y i"),
    "d": ("d dh:.05 dt:.2", "d t th:.1 s:.25 ch:.1 j:.1 dh"),
    "dh": ("dh d:.05 th:.1 t:.15", "dh d t th"),
    "t": ("t th dt:.1", "t th d s:.1 ch:.05 j:.05 te tch:.05"),
    "th": ("th t dh:.1", "th t d s:.2 dh:.05"),
    "dt": ("dt t th:.2 d:.2", "dt t d"),
    "n": ("n", "n l:.05 rn:.05 r:.1"),
    "b": ("b bh:.1 bp:.1", "b p ph:.1"),
    "bh": ("bh b:.1 ph:.05 p:.05", "bh b p ph"),
    "bp": ("bp p b:.1 ph:.2", "bp p b"),
    "p": ("p ph bp:.1 bh:.1", "p ph b bh:.1"),
    "ph": ("ph p f:.05 bh:.05", "ph p b f:.1"),
    "f": ("f ph:.05", "f ph p:.1"),
    "v": ("v w bh:.3", "v w f:.2"),
    "m": ("m", "m"),
    "r": ("r l:.35", "r n:.1 rn:.05 -:.1 l:.2"),
    "l": ("l r:.35 nl:.1", "l n:.05 r:.2 nl:.1"),
    "w": ("w v", "w o u:.05 v"),
    "h": ("h", "h -:.1"),
}
_LATIN_HEAD = {name: _ways(head, CONSONANT_LEFT_OUT) for name, (head, _) in _LATIN_CONSONANTS.items()}
_LATIN_CLOSE = {name: _ways(close, CONSONANT_LEFT_OUT) for name, (_, close) in _LATIN_CONSONANTS.items()}
_SAME_VOWEL = (
    "a aa ar ah",
    "i ee ie y ii ea",
    "u oo ou uu",
    "ue eu u",
    "e ae ea",
    "ae ea e air eae",
    "o or oh aw",
    "oe er eu ur eo ue",
    "ai ay aiy ei aye",
    "ao aw ow au aow",
    "ia ea ie ear iea",
    "ua uea ue uo eua eu oua",
    "oei oey uey",
)
_LATIN_PIECE = re.compile(
    r"tch|[tpkcsdb]h|ng(?![aeiou])|ng|ck|ts|dt|bp|[bcdfghjklmnpqrstvwxz]|y(?=[aeiou])|[aeiouy]+r(?![aeiouyrh])|[aeiouy]+"
)


@lru_cache(maxsize=65536)
def latin_sounds(word: str) -> tuple[Sound, ...]:
    """Return the sounds of a name in Latin letters (one word, folded) with their other spellings."""
    pieces = _LATIN_PIECE.findall(word)
    return tuple(
        _latin_sound(pieces, place)
        for place, piece in enumerate(pieces)
        if place == 0 or pieces[place - 1] != piece
    )


def _latin_sound(pieces: Sequence[str], place: int) -> Sound:
    piece = pieces[place]
    if piece[0] in "aeiouy" and piece not in _LATIN_HEAD:
        closed = all(map(_is_consonant, pieces[place + 1 : place + 3]))
        return _latin_vowel(piece, short=closed)
    before = pieces[place - 1] if place else ""
    after = pieces[place + 1] if place + 1 < len(pieces) else ""
    closes = bool(before) and before[0] in "aeiouy" and (not after or after[0] not in "aeiouy")
    if piece in {"n", "ng"} and after in {"k", "kh", "g"}:
        return (*_LATIN_HEAD[piece], ("ng" if piece == "n" else "n", 0.1))
    if closes:
        return _either(_LATIN_HEAD[piece], _LATIN_CLOSE[piece])
    if piece == "r" and before in {"s", "ch", "j", "t", "th"}:
        return _with_cost(_LATIN_HEAD[piece], 0.0, silent=0.05)
    if piece in {"s", "ch"} and after and after[0] in "aeiouy":
        return (*_LATIN_HEAD[piece], (piece + "r", 0.05))
    return _LATIN_HEAD[piece]


def _is_consonant(piece: str) -> bool:
    return piece in _LATIN_HEAD


def _latin_vowel(piece: str, *, short: bool) -> Sound:
    ways = {piece: 0.0}
    if short and piece in {"a", "u"}:
        ways["au".replace(piece, "")] = 0.2
    for group in _SAME_VOWEL:
        members = group.split()
        if piece in members:
            for member in members:
                ways.setdefault(member, 0.1)
    if piece.endswith("r"):
        for member in tuple(ways):
            ways.setdefault(member.rstrip("r") + "r", 0.1)
        ways.setdefault(piece.rstrip("r"), 0.1)
    ways.setdefault("", VOWEL_LEFT_OUT)
    return tuple(ways.items())


_DOUBLED = re.compile(r"([bcdfghjklmnpqrstvwxz])\1+")


@lru_cache(maxsize=65536)
def same_letters(word: str) -> str:
    """Return a Latin word with doubled consonants written once."""
    return _DOUBLED.sub(r"\1", word)
