"""Names of people: titles, order, initials, and spellings across two scripts."""

from pathlib import Path

import pytest

from assistant.names import SURE, academic_rank, block_keys, compare, read_name, without_titles

PAIRS = Path(__file__).with_name("name_pairs.tsv")


def labelled_pairs() -> list[tuple[str, str, bool]]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(printed, known, verdict == "same") for printed, known, verdict in cells]


def is_taken_for(printed: str, known: str) -> bool:
    """Whether a name alone counts for the other, an initial with the surname included."""
    a, b = read_name(printed), read_name(known)
    share_a_key = any(block_keys(x) & block_keys(y) for x in a for y in b)
    return share_a_key and compare(a, b) >= 0.65


@pytest.mark.parametrize(
    "printed",
    [
        "ผศ.ดร.สมหญิง ใจดีงาม",
        "ผู้ช่วยศาสตราจารย์ ดร. สมหญิง ใจดีงาม",
        "รศ. ดร.สมหญิง  ใจดีงาม",
        "ศาสตราจารย์ ดร. พญ.สมหญิง ใจดีงาม",
        "นางสาวสมหญิง ใจดีงาม",
        "น.ส. สมหญิง ใจดีงาม",
        "อ.ดร.สมหญิง ใจดีงาม",
        "สพ.ญ. สมหญิง ใจดีงาม",
    ],
)
def test_thai_titles_glued_or_spaced_are_taken_off(printed: str) -> None:
    assert without_titles(printed) == "สมหญิง ใจดีงาม"


@pytest.mark.parametrize(
    "printed",
    [
        "Assoc. Prof. Dr. Somying Jaidee",
        "ASST.PROF.Somying Jaidee",
        "Ms. Somying Jaidee, Ph.D.",
        "Dr Somying Jaidee",
    ],
)
def test_english_titles_and_degrees_are_taken_off(printed: str) -> None:
    assert without_titles(printed) == "Somying Jaidee"


def test_a_name_that_begins_like_a_title_stays_whole() -> None:
    assert without_titles("นายิกา บุญญา") == "นายิกา บุญญา"
    assert without_titles("ดรุณี ใจงาม") == "ดรุณี ใจงาม"
    assert without_titles("Drew Miller") == "Drew Miller"


def test_the_surname_before_a_comma_is_the_surname() -> None:
    (name,) = read_name("Srisuk, Somchai A.")
    assert (name.given, name.surname, name.middle) == ("somchai", "srisuk", ("a",))


@pytest.mark.parametrize("half", ["", "Somchai", "ดร.", "12", "สมชาย Srisuk", "x" * 500])
def test_half_a_name_is_no_name(half: str) -> None:
    assert read_name(half) == ()


def test_initials_of_given_name_and_surname_alone_are_nobody() -> None:
    assert compare(read_name("S. S."), read_name("สมชาย ศรีสุข")) == 0.0


def test_the_same_name_is_certain_and_a_spelling_nearly() -> None:
    assert compare(read_name("ดร.สมชาย ศรีสุข"), read_name("สมชาย ศรีสุข")) == 1.0
    assert SURE <= compare(read_name("Somchai Srisook"), read_name("สมชาย ศรีสุข")) < 1.0
    assert 0.65 <= compare(read_name("S. Srisuk"), read_name("สมชาย ศรีสุข")) < SURE


def test_a_thai_name_spelled_otherwise_is_never_sure() -> None:
    assert compare(read_name("กมลชนก ไชยวงค์ษา"), read_name("กมลชนก ไชยวงศ์ษา")) < SURE


def test_the_academic_rank_is_read_in_both_languages() -> None:
    assert academic_rank("ผู้ช่วยศาสตราจารย์ ดร.สมหญิง ใจดี") == "assistant"
    assert academic_rank("Assoc. Prof. Dr. Somying Jaidee") == "associate"
    assert academic_rank("ศ.ดร.สมหญิง ใจดี") == "professor"
    assert academic_rank("นางสาวสมหญิง ใจดี") == ""


def test_on_labelled_pairs_precision_is_99_and_recall_95_percent() -> None:
    verdicts = [(is_taken_for(printed, known), same) for printed, known, same in labelled_pairs()]
    taken = [same for found, same in verdicts if found]
    same = [found for found, same in verdicts if same]
    assert len(verdicts) >= 250
    assert sum(taken) / len(taken) >= 0.99
    assert sum(same) / len(same) >= 0.95
