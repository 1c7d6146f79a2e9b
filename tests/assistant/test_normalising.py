"""One text has one spelling, however it was typed, drawn or extracted."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.language import contains_verbatim, fold, normalise

THAI = "".join(map(chr, range(0x0E01, 0x0E3B))) + "".join(map(chr, range(0x0E40, 0x0E5C)))
ODD = (
    "\x00\t\n\r\x0b\x0c\x85\xa0\xad\u0301\u0323\u200b\u200e\u2028\u202e\u2066\ufeff"
    "\uf701\uf70a\uf70f\uf71a\uf88a\ud800 aé"
)


@given(st.text(alphabet=st.sampled_from(THAI + ODD), max_size=30))
@example("\u0e48\u0301\u0e4d")
@example("\u0300\u0e47\u0e3a")
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_a_vowel_between_nikhahit_and_sara_aa_does_not_keep_them_apart() -> None:
    assert normalise("\u0e4d\u0e34\u0e32") == "\u0e34\u0e33"


@given(st.text(max_size=60))
def test_any_text_is_normalised_once_and_for_all(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    once.encode("utf-8")


@given(st.text(alphabet=st.sampled_from(THAI + ODD + "ŉİßΐ“”–๐๙AZ"), max_size=30))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        ("\uf700", "\u0e10"),
        ("\uf701\uf702\uf703\uf704", None),
        ("ก\uf705", "ก่"),
        ("ก\uf706", "ก้"),
        ("ก\uf70a", "ก่"),
        ("ก\uf70b", "ก้"),
        ("ก\uf70c", "ก๊"),
        ("ก\uf70d", "ก๋"),
        ("ก\uf70e", "ก์"),
        ("\uf70f", "ญ"),
        ("ป\uf710น", "ปัน"),
        ("ป\uf712น", "ป็น"),
        ("ป\uf713", "ป่"),
        ("ป\uf717", "ป์"),
        ("ฎ\uf718", "ฎุ"),
        ("ฎ\uf719", "ฎู"),
        ("ฎ\uf71a", "ฎฺ"),
        ("ก\uf88b", "ก่"),
        ("ป\uf884น", "ปัน"),
        ("ก\u0e48\uf873", "ก่"),
    ],
)
def test_private_use_glyphs_become_the_letters_they_draw(drawn: str, written: str | None) -> None:
    assert not any("\ue000" <= character <= "\uf8ff" for character in normalise(drawn))
    if written is not None:
        assert normalise(drawn) == written


@pytest.mark.parametrize(
    "spelling",
    [
        "น\u0e49\u0e33",
        "น\u0e49\u0e4d\u0e32",
        "น\u0e4d\u0e49\u0e32",
        "น\u0e4d\u0e32\u0e49",
        "น\u0e33\u0e49",
        "น\u0e49\u0e4d\u0e33",
    ],
)
def test_sara_am_is_one_character_with_its_tone_mark_before_it(spelling: str) -> None:
    assert normalise(spelling + "ตาล") == "น้ำตาล"


def test_marks_stand_in_one_order_and_once_each() -> None:
    assert normalise("ท\u0e48\u0e35") == "ท\u0e35\u0e48"
    assert normalise("ผ\u0e49\u0e39") == "ผ\u0e39\u0e49"
    assert normalise("ส\u0e4c\u0e34") == "ส\u0e34\u0e4c"
    assert normalise("ท\u0e35\u0e35\u0e48\u0e48") == "ท\u0e35\u0e48"


def test_two_sara_e_are_one_sara_ae() -> None:
    assert normalise("เเม่เเละเเก้ว") == "แม่และแก้ว"


def test_invisible_characters_go_and_newlines_stay() -> None:
    assert normalise("\ufeffข้า\u200bว\u00ad\x00\nไท\u202eย\u2066") == "ข้าว\nไทย"
    assert normalise("a\r\nb\rc\u2028d\x0ce") == "a\nb\nc\nd\ne"
    assert normalise("a\u00a0b\u2009c\td") == "a b c d"
    assert normalise("\ud800x\U000e0041") == "x"


def test_lost_characters_and_unknown_glyphs_stay_to_be_counted() -> None:
    assert normalise("ก\ufffd\ue123") == "ก\ufffd\ue123"


def test_thai_digits_and_case_stay_until_folding() -> None:
    assert normalise("พ.ศ. ๒๕๖๖ PCR") == "พ.ศ. ๒๕๖๖ PCR"
    assert fold("  พ.ศ.  ๒๕๖๖\nPCR – “DNA’s” ﬁlm ") == 'พ.ศ. 2566 pcr - "dna\'s" film'


def test_a_quote_stands_verbatim_whatever_the_spelling_and_the_line_breaks() -> None:
    page = "การแปรรูปน\u0e4d\u0e49\u0e32ตาล\nอ้อย ที่ 60 °C"
    assert contains_verbatim(page, "น้ำตาล อ้อย  ที่")
    assert not contains_verbatim(page, "น้ำตาลอ้อย")
    assert not contains_verbatim(page, "ที่ 60 °c")
    assert not contains_verbatim(page, " \n")
    assert not contains_verbatim("", "อ้อย")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("cold\x1b[2J\x1b[1;1H\x1b[31m store\x1b[0m", "cold store"),
        ("cold\x1b]0;owned\x07 store\x1b]8;;https://example.com\x1b\\", "cold store"),
        ("cold\x9b31m store\x1bc", "cold store"),
    ],
)
def test_what_moves_or_colours_a_terminal_goes_with_its_parameters(text: str, shown: str) -> None:
    assert normalise(text) == shown


def test_no_letter_bears_a_tower_of_marks() -> None:
    assert len(normalise("e" + "\u0301\u0323\u0331\u0334" * 9)) <= 5
    assert normalise("น" + "\u0e49\u0e4a\u0e4b" * 9) == "น\u0e49\u0e4a\u0e4b"
    assert normalise("ทน\u0336\u0336\u0336") == "ทน"
