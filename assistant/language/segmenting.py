"""Thai words: newmm segmentation by nlpo3 with PyThaiNLP's dictionary (words_th.txt, CC0)."""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import nlpo3

from assistant.language.normalising import normalise

_DICTIONARY_NAME = "jabkoo"
# Where the longest match takes more than one letter of its neighbour, or one of a frequent word.
_MISCUT = {
    ("กา", "รอบ"): ("การ", "อบ"),
    ("คัด", "เลือกคู่"): ("คัดเลือก", "คู่"),
    ("จำ", "ลองของ"): ("จำลอง", "ของ"),
    ("จำ", "เป็นต่อ"): ("จำเป็น", "ต่อ"),
    ("ชุม", "ชนปี"): ("ชุมชน", "ปี"),
    ("ต่อ", "เนื่องใน"): ("ต่อเนื่อง", "ใน"),
    ("ทด", "ลองใน"): ("ทดลอง", "ใน"),
    ("ทัน", "ทีหลัง"): ("ทันที", "หลัง"),
    ("ที่", "สุดแต่"): ("ที่สุด", "แต่"),
    ("นา", "ทีแรก"): ("นาที", "แรก"),
    ("บ่ง", "ชี้ทาง"): ("บ่งชี้", "ทาง"),
    ("ผล", "งานปี"): ("ผลงาน", "ปี"),
    ("ผู้", "ป่วยไข้"): ("ผู้ป่วย", "ไข้"),
    ("พริก", "ไทยดำ"): ("พริกไทย", "ดำ"),
    ("พฤติ", "กรรมการ"): ("พฤติกรรม", "การ"),
    ("ยิน", "ยอมให้"): ("ยินยอม", "ให้"),
    ("ราย", "งานการ"): ("รายงาน", "การ"),
    ("ละ", "ลายน้ำ"): ("ละลาย", "น้ำ"),
    ("ล่วง", "หน้าหนึ่ง"): ("ล่วงหน้า", "หนึ่ง"),
    ("สะ", "สมใน"): ("สะสม", "ใน"),
    ("สู", "ตรละ"): ("สูตร", "ละ"),
    ("อุณห", "ภูมิอากาศ"): ("อุณหภูมิ", "อากาศ"),
    ("เอก", "สารประกอบ"): ("เอกสาร", "ประกอบ"),
}
# One letter goes back to the word before where that makes two words so many times as frequent (in the Thai
# National Corpus) as those it was cut into: "ทุ|กรุ่น", "ต้อ|งอบ", "บอ|กว่า". Rare words prove nothing.
_TIMES_AS_FREQUENT, _FREQUENT = 3, 200
_PAIRS_REMEMBERED = 65536


def words(text: str) -> list[str]:
    """Return the words of `text` as they stand there, in order; punctuation stays, white space goes."""
    return [word for word in segment(normalise(text)) if not word.isspace()]


def segment(normalised_text: str) -> list[str]:
    """Return the pieces of an already normalised text, white space among them."""
    pieces = nlpo3.segment(normalised_text, _loaded_dictionary())
    for place in range(1, len(pieces)):
        pieces[place - 1], pieces[place] = _recut(pieces[place - 1], pieces[place])
    return pieces


@lru_cache(_PAIRS_REMEMBERED)
def _recut(first: str, second: str) -> tuple[str, str]:
    """Two neighbours as they are, or as they should have been cut."""
    if (first, second) in _MISCUT:
        return _MISCUT[first, second]
    moved = first + second[:1], second[1:]
    if not dictionary().issuperset(moved):
        return first, second
    needed = max(_FREQUENT, _TIMES_AS_FREQUENT * _rarer((first, second)))
    return moved if _rarer(moved) > needed else (first, second)


def _rarer(pair: tuple[str, str]) -> int:
    """How often the rarer of two words stands in the Thai National Corpus."""
    return min(frequencies().get(word, 0) for word in pair)


@cache
def dictionary() -> frozenset[str]:
    """Return every Thai word of the dictionary, about 62,000."""
    return frozenset(normalise(_corpus_file("words_th.txt").read_text(encoding="utf-8")).splitlines())


@cache
def given_names() -> frozenset[str]:
    """Return Thai given names, about 12,000 (person_names_*_th.txt, CC0)."""
    files = ("person_names_female_th.txt", "person_names_male_th.txt")
    names = (_corpus_file(name).read_text(encoding="utf-8").splitlines() for name in files)
    return frozenset(normalise(name) for of_file in names for name in of_file)


@cache
def frequencies() -> Mapping[str, int]:
    """Return how often each word stands in the Thai National Corpus (tnc_freq.txt, CC0)."""
    rows = _corpus_file("tnc_freq.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, _, count in (row.partition("\t") for row in rows)}


@cache
def words_counted() -> int:
    """Return how many words the Thai National Corpus has."""
    return sum(frequencies().values())


@cache
def _loaded_dictionary() -> str:
    # nlpo3 keeps dictionaries by name for the life of the process; loading one again is refused, harmlessly.
    nlpo3.load_dict(str(_corpus_file("words_th.txt")), _DICTIONARY_NAME)
    return _DICTIONARY_NAME


def _corpus_file(name: str) -> Path:
    # Found without importing PyThaiNLP, which takes longer than loading the dictionary itself.
    package = find_spec("pythainlp")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("pythainlp, which carries the Thai dictionary, is not installed")
    return Path(package.submodule_search_locations[0]) / "corpus" / name
