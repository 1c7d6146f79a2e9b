"""A field is taken from a question only where it is named as one."""

import pytest

from assistant.fields import centres_in, field_named
from assistant.language import fold
from tests.examples import an_organisation

ORGANISATIONS = [
    an_organisation("org-1", code="ThEP", field="ฟิสิกส์ / physics"),
    an_organisation("org-2", code="PERCH-CIC", field="เคมี / chemistry"),
    an_organisation("org-3", kind="park", code="NSP", field="นวัตกรรม / innovation"),
]


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("มีนักวิจัยด้านฟิสิกส์บ้างไหม", "ฟิสิกส์"),
        ("ขอผู้เชี่ยวชาญสาขาเคมี", "เคมี"),
        ("ขอผู้เชี่ยวชาญด้านเคมีอาหาร", ""),
        ("น้ำเสียมีสารเคมีปน", ""),
        ("We are looking for experts in physics", "physics"),
        ("Someone from the field of chemistry, please", "chemistry"),
        ("the chemistry of frying oil", ""),
        ("ต้องการที่ปรึกษาด้านนวัตกรรม", ""),
    ],
)
def test_a_field_is_named(question: str, field: str) -> None:
    assert field_named(fold(question), ORGANISATIONS) == field


def test_the_centres_of_a_field() -> None:
    assert centres_in("physics", ORGANISATIONS) == {"ThEP"}
    assert centres_in("", ORGANISATIONS) == frozenset()
