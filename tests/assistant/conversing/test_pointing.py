"""What a message points to among what was shown."""

import pytest

from assistant.conversing.pointing import pointed_at
from assistant.domain.conversations import LAST, Pointing
from assistant.language import fold


@pytest.mark.parametrize(
    ("said", "pointing"),
    [
        ("คนแรกอยู่ที่ไหนคะ", Pointing("experts", 1)),
        ("ขอรายละเอียดท่านที่สองหน่อยครับ", Pointing("experts", 2)),
        ("อันที่ 3 ใช้ไฟเยอะไหม", Pointing("shown", 3)),
        ("ข้อ ๒ งบเท่าไร", Pointing("shown", 2)),
        ("โครงการที่สองใครเป็นหัวหน้า", Pointing("works", 2)),
        ("รายงานอันสุดท้ายว่าด้วยอะไร", Pointing("works", LAST)),
        ("what about the second one?", Pointing("shown", 2)),
        ("where is the first researcher based?", Pointing("experts", 1)),
        ("summarise the last report", Pointing("works", LAST)),
        ("is number 3 patented?", Pointing("shown", 3)),
        ("tell me more about #2", Pointing("shown", 2)),
    ],
)
def test_a_place_in_a_list_is_read(said: str, pointing: Pointing) -> None:
    assert pointed_at(fold(said)) == pointing


@pytest.mark.parametrize(
    "said",
    [
        "มีคนงานสองคนป่วย",
        "ปลูกครั้งแรกแล้วตาย",
        "เมื่อปีแรกได้ผลดี",
        "we lost half of the harvest last year",
        "top quality durian for export",
        "two growers need help",
    ],
)
def test_what_counts_or_tells_a_time_points_to_nothing(said: str) -> None:
    assert pointed_at(fold(said)) is None
