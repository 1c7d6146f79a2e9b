"""Coarse keys of names: whoever may be one person shares at least one."""

import re
from functools import lru_cache
from itertools import groupby, product

from assistant.names.reading import PersonName, Script

_LATIN_CLASSES = {"ch": "C", "sh": "CS", "j": "C", "ng": "N"} | {
    letter: name
    for letters, name in (
        ("kgqx", "K"),
        ("td", "T"),
        ("bpf", "P"),
        ("sz", "S"),
        ("n", "N"),
        ("m", "M"),
        ("l", "L"),
        ("r", "L"),
        ("wv", "W"),
        ("y", "Y"),
        ("h", "H"),
        ("c", "KCS"),
        ("aeiou", "0"),
    )
    for letter in letters
}
_THAI_CLASSES = {
    letter: name
    for letters, name in (
        ("กขฃคฅฆ", "K"),
        ("จฉชฌ", "C"),
        ("ซศษส", "S"),
        ("ดฎตฏถทธฐฑฒ", "T"),
        ("บปผพภฝฟ", "P"),
        ("นณง", "N"),
        ("ม", "M"),
        ("รลฬฤ", "L"),
        ("ว", "W"),
        ("ญย", "Y"),
        ("หฮ", "H"),
        ("อ", "0"),
    )
    for letter in letters
}
# Stops keep their class however a name is spelled; t, s and ch are one sound at a syllable's end. Nasals,
# liquids, glides and h come and go with the spelling.
_STOPS = {"C": "T", "S": "T", "T": "T", "K": "K", "P": "P", "M": "M"}
_LATIN_PIECE = re.compile(r"ch|sh|ng|[a-z]")
_THAI_PIECE = re.compile("[ก-ฮำ]")
_SILENCED = re.compile("[ก-ฮ][ิุ]?์")


def block_keys(name: PersonName) -> frozenset[str]:
    """Return the keys of a name: first sound of the given name, first sound and stops of the surname."""
    surnames = _surname_keys(name.surname, name.script)
    return frozenset(map("".join, product(_first(name.given, name.script), surnames)))


@lru_cache(maxsize=65536)
def _surname_keys(surname: str, script: Script) -> frozenset[str]:
    return frozenset(map(":".join, product(_first(surname, script), _stops(surname, script))))


def _first(word: str, script: Script) -> str:
    if script == "en":
        piece = _LATIN_PIECE.match(word)
        return _LATIN_CLASSES.get(piece.group(), "0") if piece else "0"
    bare = word.lstrip("เแโใไ")
    classes = _THAI_CLASSES.get(bare[:1], "0")
    if bare[:1] == "ห" and bare[1:2] in _THAI_CLASSES:
        classes += _THAI_CLASSES[bare[1]]
    return classes + "S" if bare.startswith("ทร") else classes


def _stops(word: str, script: Script) -> set[str]:
    """The stops of a word in order, neighbours of one class once; a last t may be silent."""
    if script == "en":
        spoken = [_LATIN_CLASSES.get(piece, "0")[0] for piece in _LATIN_PIECE.findall(word)]
        rows = [spoken]
    else:
        rows = [
            [_THAI_CLASSES.get(letter, "M") for letter in _THAI_PIECE.findall(written)]
            for written in (word, _SILENCED.sub("", word))
        ]
    stops = {
        "".join(name for name, _ in groupby(_STOPS[each] for each in row if each in _STOPS)) for row in rows
    }
    return stops | {row.removesuffix("T") for row in stops}
