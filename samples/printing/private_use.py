"""How Thai was set before fonts could shape: ready-made glyphs at U+F700 to U+F71A.

Windows fonts of the 1990s carried raised, lowered and left-shifted copies of the marks there, and programs
wrote those code points into the text itself. The table follows the layout that Debian's TLWG fonts keep.
"""

import re

_TALL = "ปฝฟฬ"
_LOWER_VOWELS = "\u0e38\u0e39\u0e3a"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
_UPPER_VOWELS_LEFT = dict(
    zip(
        "\u0e34\u0e35\u0e36\u0e37\u0e31\u0e4d\u0e47",
        "\uf701\uf702\uf703\uf704\uf710\uf711\uf712",
        strict=True,
    )
)
_TONES_LOW = dict(zip(_TONES, "\uf70a\uf70b\uf70c\uf70d\uf70e", strict=True))
_TONES_LOW_LEFT = dict(zip(_TONES, "\uf705\uf706\uf707\uf708\uf709", strict=True))
_TONES_LEFT = dict(zip(_TONES, "\uf713\uf714\uf715\uf716\uf717", strict=True))
_LOWER_VOWELS_LOW = dict(zip(_LOWER_VOWELS, "\uf718\uf719\uf71a", strict=True))
_WITHOUT_FOOT = {"ญ": "\uf70f", "ฐ": "\uf700"}

_CLUSTER = re.compile("([ก-ฮ])([\u0e38-\u0e3a]?)([\u0e31\u0e34-\u0e37\u0e47\u0e4d]?)([\u0e48-\u0e4c]?)")
_SARA_AM = re.compile("([\u0e48-\u0e4b]?)\u0e33")


def to_private_use(text: str) -> str:
    """`text` with the code points of ready-made glyphs, and SARA AM written as its two halves."""
    decomposed = _SARA_AM.sub(lambda match: f"\u0e4d{match[1]}\u0e32", text)
    return _CLUSTER.sub(_ready_made, decomposed)


def _ready_made(cluster: re.Match[str]) -> str:
    consonant, lower, upper, tone = cluster.groups()
    tall = consonant in _TALL
    if lower and consonant in _WITHOUT_FOOT:
        consonant = _WITHOUT_FOOT[consonant]
    elif lower and consonant in "ฎฏ":
        lower = _LOWER_VOWELS_LOW[lower]
    if tone:
        tone = _tone_glyphs(tall, bool(upper)).get(tone, tone)
    if tall and upper:
        upper = _UPPER_VOWELS_LEFT[upper]
    return consonant + lower + upper + tone


def _tone_glyphs(tall: bool, above_vowel: bool) -> dict[str, str]:
    if above_vowel:
        return _TONES_LEFT if tall else {}
    return _TONES_LOW_LEFT if tall else _TONES_LOW
