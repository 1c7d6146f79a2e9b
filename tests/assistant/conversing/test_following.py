"""What messages do to the need that stands, one after the other."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from assistant.conversing.following import Follower, Step
from assistant.domain.conversations import Conversation, Pointing, Turn
from assistant.domain.needs import Exclusion, Need
from assistant.domain.people import Region
from tests.examples import an_organisation

NOW = datetime(2026, 11, 22, tzinfo=UTC)


class SharedLetters:
    """Words are alike by the share of their letters that they have in common."""

    def of_stretches(
        self, one: str, of_one: Sequence[tuple[int, int]], other: str, of_other: Sequence[tuple[int, int]]
    ) -> Sequence[Sequence[float]]:
        firsts, seconds = ([set(t[s:e]) for s, e in spans] for t, spans in ((one, of_one), (other, of_other)))
        return [[len(first & second) / len(first | second) for second in seconds] for first in firsts]


def after(*messages: str) -> Step:
    """What the last of these messages does."""
    follower = Follower([an_organisation()], date(2026, 11, 22), SharedLetters())
    conversation = Conversation("test")
    step = Step("unclear", None)
    for said in messages:
        step = follower.follow(said, conversation)
        turn = Turn(said, NOW, step.act, step.need, step.pointing)
        conversation = Conversation(conversation.id, (*conversation.turns, turn))
    return step


def need_after(*messages: str) -> Need:
    need = after(*messages).need
    assert need is not None
    return need


PLARA = "ปลาร้าเค็มไป ลูกค้าต่างชาติไม่ซื้อ"


def test_a_first_message_is_read_as_a_question() -> None:
    step = after("หาผู้เชี่ยวชาญเรื่องปลาร้าในภาคใต้")
    assert step.act == "need"
    assert step.need is not None
    assert (step.need.region, step.need.wanted) == ("south", ("expert",))


@pytest.mark.parametrize(
    ("said", "limits"),
    [
        ("แล้วมีใครอยู่ภาคใต้บ้าง", {"region": "south", "wanted": ("expert",)}),
        ("only TRL 7 and up", {"trl_from": 7, "trl_to": None}),
        ("ของ ม.ขอนแก่น มีไหม", {"organisation": "มหาวิทยาลัยขอนแก่น"}),
        ("จากศูนย์ CEE", {"centre": "CEE"}),
        ("เอาช่วงปี 2563-2565", {"year_from": 2020, "year_to": 2022}),
        ("เอา 5 ปีล่าสุด", {"year_from": 2021}),
        ("เอาเฉพาะปีนี้", {"year_from": 2026, "year_to": 2026}),
        ("only from last year", {"year_from": 2025, "year_to": 2025}),
        ("ภายใน 3 ปีพอ", {"year_from": 2023}),
        ("TRL 7-12", {"trl_from": 7, "trl_to": 9}),
        ("show technologies only", {"wanted": ("technology",)}),
        ("ไม่เอานักวิจัย", {"wanted": ("technology", "project", "report", "product")}),
        ("in Chiang Mai please", {"region": "north"}),
        ("up north, preferably", {"region": "north"}),
        ("ขอเฉพาะของ มวล. ก่อน", {"organisation": "มหาวิทยาลัยวลัยลักษณ์"}),
        ("Only Naresuan uni", {"organisation": "มหาวิทยาลัยนเรศวร"}),
        ("ระดับความพร้อมหกขึ้นไป", {"trl_from": 6, "trl_to": None}),
        ("readiness level four through seven", {"trl_from": 4, "trl_to": 7}),
        ("nothing later than 2021", {"year_to": 2021}),
        ("from 2019, and only until 2023", {"year_from": 2019, "year_to": 2023}),
        ("2022 only", {"year_from": 2022, "year_to": 2022}),
        ("TRL >= 7 ด้วยนะ", {"trl_from": 7, "trl_to": None}),
        ("ขอ south only ค่ะ", {"region": "south"}),
        ("ขอรายงานด้วย เอาเฉพาะรายงาน", {"wanted": ("report",)}),
        ("ขออะไรที่ซื้อมาใช้ได้เลย", {"wanted": ("product",)}),
        ("คนเหนือมีไหม", {"region": "north"}),
        ("Switch that to central", {"region": "central"}),
        ("TRL is 6 or more, please", {"trl_from": 6, "trl_to": None}),
        ("TRL 5 เป็นต้นไป", {"trl_from": 5, "trl_to": None}),
        ("เอาที่ไม่เก่ากว่าปี 2560", {"year_from": 2017, "year_to": None}),
        ("ของราชภัฏมหาสารคามมีไหม", {"organisation": "มหาวิทยาลัยราชภัฏมหาสารคาม"}),
        ("anything at Prince of Songkla?", {"organisation": "มหาวิทยาลัยสงขลานครินทร์"}),
        ("เอาเฉพาะเตคโนโลยีเน้อ คนบ่ต้อง", {"wanted": ("technology",)}),
        ("no TRL below 5", {"trl_from": 5, "trl_to": None}),
        ("ห้ามต่ำกว่า TRL 5", {"trl_from": 5, "trl_to": None}),
        ("ไม่เอา TRL ต่ำกว่า 5", {"trl_from": 5, "trl_to": None}),
        ("ไม่เอาที่เก่ากว่าปี 2560", {"year_from": 2017, "year_to": None}),
        ("ไม่เอางานหลังปี 2563", {"year_from": None, "year_to": 2020}),
        ("ไม่เอา TRL 3", {"trl_from": None, "trl_to": None}),
        ("not the south, the north", {"region": "north", "without": Exclusion()}),
        ("not in the south, in the north", {"region": "north", "without": Exclusion()}),
        (
            "not from CMU, from KKU",
            {"organisation": "มหาวิทยาลัยขอนแก่น", "without": Exclusion()},
        ),
    ],
)
def test_a_follow_up_narrows_the_need_and_leaves_its_subject(said: str, limits: dict[str, Any]) -> None:
    step = after(PLARA, said)
    assert step.act == "refine"
    assert step.need is not None
    assert step.need.text == PLARA
    assert {name: getattr(step.need, name) for name in limits} == limits


@pytest.mark.parametrize(
    "said", ["TRL 12", "ระดับ 12", "sorry, 12", "TRL 10-12", "not 2020, 12", "oops, 10-15"]
)
def test_a_number_that_is_no_year_leaves_the_years_as_they_are(said: str) -> None:
    need = need_after("rice drying technologies", "only since 2020", said)
    assert (need.year_from, need.year_to) == (2020, None)


@pytest.mark.parametrize("said", ["sorry, 2017", "ขอโทษ 2560", "โทษที ปี 60"])
def test_a_number_that_is_a_year_of_either_era_corrects_the_years(said: str) -> None:
    assert need_after("rice drying technologies", "only since 2020", said).year_from == 2017


@pytest.mark.parametrize(
    ("narrowing", "lifting", "limit"),
    [
        ("ในภาคเหนือ", "ภาคไหนก็ได้", "region"),
        ("ในภาคเหนือ", "it doesn't have to be in the north", "region"),
        ("ในภาคเหนือ", "ขยายไปทุกภาคเลยครับ", "region"),
        ("at Mahidol only", "any university is fine", "organisation"),
        ("ของ มข. มีไหม", "ไม่ต้อง มข. ก็ได้", "organisation"),
        ("from the HSM centre", "drop the centre", "centre"),
        ("ตั้งแต่ปี 2562", "ปีไหนก็ได้", "year_from"),
        ("TRL 7 ขึ้นไป", "ไม่ต้องจำกัด TRL แล้ว", "trl_from"),
        ("TRL 7 ขึ้นไป", "ระดับความพร้อมไม่ต้องแล้ว", "trl_from"),
        ("ในภาคเหนือ", "เลิกจำกัดภาคเหนือละ", "region"),
        ("ในภาคเหนือ", "no need for it to be nearby", "region"),
        ("ในภาคใต้", "ไม่ติดว่าต้องภาคใต้ ภาคอื่นก็เอา", "region"),
        ("at Mahidol only", "Other university is also OK.", "organisation"),
        ("at Mahidol only", "take the uni off", "organisation"),
        ("at Mahidol only", "Mahidol ไม่ต้องละ", "organisation"),
        ("from the HSM centre", "not limited to HSM", "centre"),
        ("from the HSM centre", "ถอดศูนย์ออก", "centre"),
        ("ในภาคใต้", "ภาคใต้มีน้อยไป เอาออกก่อน", "region"),
        ("between 2015 and 2020", "the start year can go", "year_from"),
        ("at KKU only", "not tied to CMU or KKU", "organisation"),
        ("ในภาคใต้", "need not be in the north or the south", "region"),
    ],
)
def test_a_limit_is_lifted(narrowing: str, lifting: str, limit: str) -> None:
    assert getattr(need_after(PLARA, narrowing), limit)
    step = after(PLARA, narrowing, lifting)
    assert step.act == "drop"
    assert step.need is not None
    assert not getattr(step.need, limit)


@pytest.mark.parametrize(
    ("first", "said", "text"),
    [
        ("เก็บทุเรียนให้อยู่ได้นาน", "ไม่ใช่ทุเรียนค่ะ มังคุดต่างหาก", "เก็บมังคุดให้อยู่ได้นาน"),
        ("mealybug in sugarcane", "sorry, not sugarcane, cassava", "mealybug in cassava"),
        ("mealybug in sugarcane", "I meant cassava instead of sugarcane", "mealybug in cassava"),
        ("สกัดน้ำมันจากเมล็ดงา", "เอ้ย หมายถึงเมล็ดกัญชง", "สกัดน้ำมันจากเมล็ดกัญชง"),
        ("wastewater of a noodle factory", "no, I meant a tofu factory", "wastewater of a tofu factory"),
        ("เครื่องอบจากแกลบ", "บอกผิด ไม่ได้ใช้แกลบ ใช้กะลา", "เครื่องอบจากกะลา"),
        ("pinholes in aluminium castings", "hang on, it's zinc, not aluminium", "pinholes in zinc castings"),
        ("ผงจิ้งหรีดกลิ่นฉุน", "จริงๆ ที่เราทำคือดักแด้ ไม่ใช่จิ้งหรีด ก๊อปข้อความมาผิด", "ผงดักแด้กลิ่นฉุน"),
        ("แผ่นปิดแผลเบาหวาน", "เมื่อกี้บอกเบาหวาน จริงๆ คือแผลไฟไหม้นะคะ", "แผ่นปิดแผลแผลไฟไหม้"),
        ("ทำปุ๋ยจากเปลือกสับปะรด", "ไม่ทำปุ๋ยละ เปลี่ยนเป็นอาหารวัวแทน", "ทำอาหารวัวจากเปลือกสับปะรด"),
        ("coating for paper straws", "sorry, I meant paper cups not straws", "coating for paper cups"),
        ("vanilla pods split", "sorry it's not vanilla it's cacao, wrong farm lol", "cacao pods split"),
        ("ผลิตไฮโดรเจนจากกากส่า", "เปลี่ยนเป็นมีเทนแทนไฮโดรเจน ที่เหลือเหมือนเดิม", "ผลิตมีเทนจากกากส่า"),
    ],
)
def test_a_correction_puts_what_was_meant_in_place_of_what_was_said(first: str, said: str, text: str) -> None:
    step = after(first, said)
    assert step.act == "correct"
    assert step.need is not None
    assert step.need.text == text


def test_a_correction_of_a_number_leaves_the_other_limits() -> None:
    need = need_after(PLARA, "โครงการปี 2564 ถึง 2566", "ไม่ใช่ 2564 ครับ เริ่มจาก 2565")
    assert (need.year_from, need.year_to, need.wanted) == (2022, 2023, ("project",))
    assert need_after(PLARA, "TRL 8 ขึ้นไป", "ลดเหลือ 6 ก็ได้").trl_from == 6


@pytest.mark.parametrize(
    ("narrowing", "moving", "limits"),
    [
        ("ตั้งแต่ปี 2560 ถึง 2563", "ขอถึง 2566 ครับ", (2017, 2023)),
        ("ตั้งแต่ปี 2560 ถึง 2563", "ขยับปีเริ่มเป็น 2558", (2015, 2020)),
        ("between 2015 and 2020", "make the upper end 2022", (2015, 2022)),
        ("between 2015 and 2020", "only since 2021", (2021, None)),
    ],
)
def test_one_end_of_a_range_moves_and_the_other_stays_where_it_may(
    narrowing: str, moving: str, limits: tuple[int | None, int | None]
) -> None:
    need = need_after(PLARA, narrowing, moving)
    assert (need.year_from, need.year_to) == limits


@pytest.mark.parametrize(
    "said",
    [
        *("CMU is not ok", "other universities than CMU", "CMU? no thanks", "I don't like CMU"),
        *("CMU doesn't work for me", "not a fan of CMU", "มช. ไม่โอเค", "ไม่ชอบ มช.", "เบื่อ มช."),
    ],
)
def test_a_university_that_is_refused_is_ruled_out(said: str) -> None:
    without = Exclusion(organisations=("มหาวิทยาลัยเชียงใหม่",))
    for need in (need_after(PLARA, said), need_after(PLARA, "at CMU", said)):
        assert (need.organisation, need.without, need.text) == ("", without, PLARA)


def test_a_university_that_stood_and_is_no_longer_liked_is_let_go() -> None:
    assert need_after(PLARA, "at CMU", "เบื่อ มช. แล้ว").limits_alone() == need_after(PLARA).limits_alone()
    assert need_after(PLARA, "เบื่อ มช. แล้ว").without == Exclusion(organisations=("มหาวิทยาลัยเชียงใหม่",))


@pytest.mark.parametrize(
    ("said", "region"),
    [
        ("ไม่สะดวกเดินทางไปภาคใต้", "south"),
        ("ภาคใต้ไกลไป", "south"),
        ("can't travel to the south", "south"),
        ("from outside the northeast", "northeast"),
        ("ไม่เอาเหนือ", "north"),
    ],
)
def test_a_region_that_is_refused_is_ruled_out(said: str, region: Region) -> None:
    need = need_after(PLARA, said)
    assert (need.region, need.without, need.text) == (None, Exclusion(regions=(region,)), PLARA)


def test_a_province_that_is_refused_is_not_demanded() -> None:
    need = need_after(PLARA, "someone outside Chiang Mai")
    assert (need.region, need.without) == (None, Exclusion())


def test_of_two_sides_the_one_that_is_meant_is_demanded() -> None:
    need = need_after(PLARA, "ไม่ใช่เหนือ อีสาน")
    assert (need.region, need.without, need.text) == ("northeast", Exclusion(), PLARA)


@pytest.mark.parametrize("said", ["ไม่เอาคนเดิม", "ไม่เอาคนนี้", "ไม่เอานักวิจัยคนเดิม", "ไม่เอาคนที่แนะนำมา"])
def test_who_does_not_want_somebody_again_still_wants_people(said: str) -> None:
    assert need_after(PLARA, "ใครช่วยได้บ้าง", said).wanted == ("expert",)
    assert need_after(PLARA, said).wanted == ()


@pytest.mark.parametrize("said", ["TRL ไหนก็ได้", "any TRL is fine", "ยกเลิกเงื่อนไขทั้งหมด"])
@pytest.mark.parametrize("level", ["TRL 15", "TRL ๑๕ ขึ้นไป"])
def test_who_lifts_levels_asks_no_longer_for_those_that_there_are_not(level: str, said: str) -> None:
    step = after(f"{PLARA} {level}", said)
    assert step.act == "drop"
    assert step.need is not None
    assert step.need.text == PLARA


def test_who_lifts_something_else_still_asks_for_levels_that_there_are_not() -> None:
    assert need_after(f"{PLARA} TRL 15", "ปีไหนก็ได้").text == f"{PLARA} TRL 15"


@pytest.mark.parametrize(
    "said",
    ["ภาคเหนือหรือภาคใต้", "north or south", "มช. หรือ มข.", "CMU or KKU", "PHTIC or CAB", "PHTIC หรือศูนย์ CAB"],
)
def test_of_two_of_which_either_will_do_neither_is_demanded(said: str) -> None:
    assert not need_after(PLARA, said).is_constrained


def test_where_either_of_two_will_do_one_that_stood_is_let_go() -> None:
    assert need_after(PLARA, "ในภาคเหนือ", "ภาคเหนือหรือภาคใต้").region is None
    assert need_after(PLARA, "ของ มช.", "มช. หรือ มข.").organisation == ""


@pytest.mark.parametrize(
    ("stands", "said"),
    [
        ("ของ มช.", "หรือ มข."),
        ("ของ มช.", "หรือไม่ก็ มข."),
        ("ของ มช.", "หรือจะเป็น มข. ก็ได้"),
        ("ของ มช.", "มข. ก็ได้"),
        ("ของ มช.", "รวม มข. ด้วย"),
        ("at CMU", "or KKU"),
        ("at CMU", "or maybe at KKU?"),
        ("at CMU", "KKU is fine too"),
        ("at CMU", "also KKU"),
        ("at CMU", "or in the south"),
        ("ภาคเหนือ", "หรือภาคใต้"),
        ("ภาคเหนือ", "ภาคใต้ด้วย"),
        ("in the north", "or the south"),
        ("at PHTIC", "or CAB"),
        ("ศูนย์ PHTIC", "ศูนย์ CAB ก็ได้"),
    ],
)
def test_where_another_will_do_besides_neither_is_demanded(stands: str, said: str) -> None:
    assert need_after(PLARA, stands).is_constrained
    need = need_after(PLARA, stands, said)
    assert (need.is_constrained, need.text) == (False, PLARA)


@pytest.mark.parametrize(
    "said",
    ["หรือเปลี่ยนเป็น มข.", "หรือว่า มข. ดีกว่า", "งั้น มข. ก็ได้", "or KKU instead", "or just KKU", "and at KKU?"],
)
def test_what_is_asked_for_in_its_place_is_demanded(said: str) -> None:
    assert need_after(PLARA, "ของ มช.", said).organisation == "มหาวิทยาลัยขอนแก่น"


def test_within_a_region_that_stands_another_of_its_institutions_will_do() -> None:
    need = need_after(PLARA, "ภาคเหนือ", "ของ มช.", "หรือแม่โจ้")
    assert (need.region, need.organisation) == ("north", "")
    assert need_after(PLARA, "ภาคอีสาน", "ของ มข. ด้วย").organisation == "มหาวิทยาลัยขอนแก่น", "narrows"


def test_two_names_of_the_same_place_are_one_demand() -> None:
    assert need_after(PLARA, "เชียงใหม่หรือลำพูน").region == "north"


def test_of_a_range_ruled_out_the_other_end_stays() -> None:
    need = need_after(PLARA, "TRL 5 ขึ้นไป", "no TRL above 7")
    assert (need.trl_from, need.trl_to) == (5, 7)
    assert need_after(PLARA, "TRL 5 ขึ้นไป", "ไม่เอา TRL เกิน 7").trl_from == 5


def test_of_two_lifts_only_the_one_that_is_said_goes() -> None:
    need = need_after(PLARA, "TRL 6 ขึ้นไป", "ของ มช.", "TRL เอาออก มช. คงไว้")
    assert (need.trl_from, need.organisation) == (None, "มหาวิทยาลัยเชียงใหม่")


def test_a_limit_corrected_in_words_leaves_the_subject_alone() -> None:
    need = need_after(PLARA, "within the HSM centre", "not HSM, I meant EHT")
    assert (need.centre, need.text) == ("EHT", PLARA)


def test_turning_back_to_a_limit_is_no_other_subject() -> None:
    step = after(PLARA, "ในภาคใต้", "เอาภาคเหนือแทน", "back to the south again")
    assert step.need is not None
    assert (step.need.region, step.need.text) == ("south", PLARA)


def test_a_range_said_wrongly_is_replaced_by_the_one_that_is_meant() -> None:
    need = need_after(PLARA, "TRL 3-5", "oops พิมพ์ผิด 4-6")
    assert (need.trl_from, need.trl_to) == (4, 6)


def test_of_two_institutions_the_one_that_does_not_stand_yet_is_asked_for() -> None:
    need = need_after(PLARA, "ของมหิดล", "เปลี่ยนเป็นของ ม.เกษตร แทนค่ะ มหิดลคิวยาว")
    assert need.organisation == "มหาวิทยาลัยเกษตรศาสตร์"


def test_what_is_ruled_out_together_sets_no_limit() -> None:
    assert not need_after(PLARA, "นอกจากจุฬาหรือมหิดล มีที่ไหนอีก").organisation


@pytest.mark.parametrize(
    "said", ["on a small scale only", "is there anybody who can train our staff?", "ใช้ตัวเร่งปฏิกิริยาแบบแข็งได้ไหม"]
)
def test_who_does_not_say_so_begins_no_other_subject(said: str) -> None:
    step = after("turning used cooking oil into biodiesel", said)
    assert step.act == "refine"
    assert step.need is not None
    assert "biodiesel" in step.need.topics


@pytest.mark.parametrize(
    "said", ["solar dryers for banana chips in the rainy season", "หนอนเจาะผลมะม่วง ฉีดยาแล้วไม่ตาย"]
)
def test_a_whole_need_is_another_one_whether_it_says_so_or_not(said: str) -> None:
    step = after("turning used cooking oil into biodiesel", "up north, preferably", said)
    assert step.act == "need"
    assert step.need is not None
    assert (step.need.text, step.need.region) == (said, None)


def test_who_says_hello_and_who_they_are_has_asked_for_nothing_yet() -> None:
    assert after("สวัสดีครับ จากอุทยานวิทยาศาสตร์นะครับ").act == "greet"


def test_the_same_is_asked_of_another_thing() -> None:
    assert need_after("เพลี้ยแป้งในอ้อย", "แล้วถ้าเป็นอ้อยคั้นน้ำล่ะ").text == "เพลี้ยแป้งในอ้อยคั้นน้ำ"


def test_what_is_added_is_part_of_the_subject() -> None:
    need = need_after("กล่องใส่อาหารซึมน้ำ", "ย่อยสลายได้ด้วยจะดีมาก")
    assert {"กล่อง", "ย่อยสลาย"} <= set(need.topics)
    need = need_after("vanilla pods split on the vine", "and curing too, ours come out mouldy")
    assert {"vanilla", "curing"} <= set(need.topics)
    need = need_after("กล่องใส่อาหารซึมน้ำ", "ย่อยสลายได้ด้วยจะดีมาก", "ไม่เอาย่อยสลายแล้ว")
    assert "ย่อยสลาย" not in need.topics


def test_what_asks_for_help_with_another_subject_adds_nothing() -> None:
    need = need_after("กล่องใส่อาหารซึมน้ำ", "เรื่องตรวจสารหนูในน้ำบาดาลที่บ้าน ช่วยด้วยค่ะ")
    assert "กล่อง" not in need.topics


def test_an_instrument_that_is_not_accurate_is_no_correction() -> None:
    need = need_after("เครื่องวัดความชื้นข้าวเปลือก", "ของเดิมวัดไม่แม่น")
    assert "ข้าวเปลือก" in need.text


def test_a_need_of_its_own_takes_no_limit_over() -> None:
    need = need_after(PLARA, "ในภาคใต้ TRL 7", "ต้องการตรวจสารหนูในน้ำบาดาล")
    assert (need.region, need.trl_from) == (None, None)
    assert "สารหนู" in need.text


def test_another_subject_keeps_the_limits_that_are_to_stay() -> None:
    need = need_after(PLARA, "experts in the south", "new topic: arsenic in groundwater, same region")
    assert (need.region, need.wanted) == ("south", ())


def test_a_conversation_goes_back_to_an_earlier_subject_with_its_limits() -> None:
    said = (PLARA, "ในภาคใต้", "เปลี่ยนเรื่อง อยากตรวจสารหนูในน้ำบาดาล", "กลับไปเรื่องปลาร้า")
    assert after(*said) == Step("need", need_after(*said[:2]))


def test_asking_about_the_shown_leaves_the_need_alone() -> None:
    standing = need_after(PLARA, "ในภาคใต้")
    assert after(PLARA, "ในภาคใต้", "คนที่สองอยู่ที่ไหน") == Step("refer", standing, Pointing("experts", 2))
    assert after(PLARA, "ในภาคใต้", "ขอเบอร์ติดต่อหน่อยค่ะ") == Step("contact", standing, Pointing("shown"))
    asked_again = after(PLARA, "ในภาคใต้", "คนที่สองอยู่ที่ไหน", "คนนี้อยู่เชียงใหม่เหรอ ใช่ไหม")
    assert asked_again == Step("refer", standing, Pointing("experts", 2))


@pytest.mark.parametrize("said", ["ขอบคุณค่ะ", "โอเคครับ ขอบคุณมาก", "thanks, very helpful", "great"])
def test_thanks_change_nothing(said: str) -> None:
    step = after(PLARA, said)
    assert step.act == "thanks"
    assert step.need is not None
    assert step.need.text == PLARA


def test_thanks_with_another_question_are_that_question() -> None:
    assert need_after(PLARA, "ขอบคุณค่ะ แล้วมีใครอยู่ภาคใต้บ้าง").region == "south"


@pytest.mark.parametrize("said", ["สวัสดีค่ะ", "hello ครับ", "Good afternoon!", "Hello. Nice to meet you."])
def test_a_greeting_is_no_need(said: str) -> None:
    assert after(said) == Step("greet", None)


@pytest.mark.parametrize("said", ["มีเรื่องอยากให้ช่วยหน่อยค่ะ", "I need some help with my business", "แนะนำหน่อย"])
def test_what_says_too_little_is_unclear(said: str) -> None:
    assert after(said) == Step("unclear", None)


def test_the_answer_speaks_the_language_of_the_last_message() -> None:
    assert need_after(PLARA, "only TRL 7 and up").language == "en"
    assert need_after("less salt in fermented fish", "ในภาคใต้").language == "th"


@pytest.mark.parametrize(
    "said", ["ครับ" * 400, "no, " * 400, "ไม่ใช่ " * 250, "not a, " * 250, "สวัสดีตอน" * 150, "แล้ว" * 400]
)
def test_endless_repetition_is_read_to_its_end(said: str) -> None:
    assert after(PLARA, said[:1900]).need is not None


def test_a_number_that_counts_something_sets_no_level() -> None:
    assert need_after(PLARA, "TRL 7 ขึ้นไป", "สำหรับโรงงานที่มีโอ่งหมัก 3 ใบ").trl_from == 7


def test_what_is_taken_back_whole_leaves_nothing_to_search_for() -> None:
    assert after("ทุเรียนหมอนทอง", "ไม่เอาทุเรียนหมอนทองแล้ว") == Step("unclear", None)


def test_a_need_never_grows_longer_than_a_question_may_be() -> None:
    added = "แบบไม่ใช้สารกันเสีย " * 90
    need = need_after(f"{PLARA} {added}", f"ขอแบบใส่ขวดแก้ว {added}", "ขอแบบพาสเจอไรส์")
    assert len(need.text) <= 2000


CMU, PSU, KKU = "มหาวิทยาลัยเชียงใหม่", "มหาวิทยาลัยสงขลานครินทร์", "มหาวิทยาลัยขอนแก่น"
WHO = "ใครทำเรื่องปลาร้า"


def ruled_out_after(*said: str) -> tuple[str, ...]:
    without = need_after(WHO, *said).without
    return (*without.regions, *without.centres, *without.organisations)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("ไม่เอา มช.", [CMU]),
        ("ไม่เอาคนจาก มช. นะ", [CMU]),
        ("ไม่เอานักวิจัยจาก มช.", [CMU]),
        ("ยกเว้นที่ มช. นะ", [CMU]),
        ("ขอเฉพาะงานที่ไม่ใช่ของ มช.", [CMU]),
        ("ตัด PETROMAT ออก", ["PETROMAT"]),
        ("นอกจาก มช. แล้ว ที่อื่นมีอีกมั้ย", [CMU]),
        ("ไม่เอาภาคเหนือกับ มข.", ["north", KKU]),
        ("but not from CMU", [CMU]),
        ("leave PETROMAT out", ["PETROMAT"]),
        ("drop PETROMAT", ["PETROMAT"]),
        ("any university but CMU", [CMU]),
        ("nobody from the south", ["south"]),
        ("nothing from KKU", [KKU]),
        ("ไม่เอา มช มข มอ", [CMU, KKU, PSU]),
        ("ไม่ใช่ มช. เท่านั้น", []),
        ("ไม่ต้องเป็น มช. ก็ได้", []),
        ("need not be from CMU", []),
        ("PSU is not the problem", []),
    ],
)
def test_a_message_rules_out_and_the_rest_of_the_need_stands(said: str, names: list[str]) -> None:
    assert ruled_out_after(said) == tuple(names)
    need = need_after(WHO, said)
    assert (need.text, need.wanted) == (WHO, ("expert",))


@pytest.mark.parametrize(
    "said",
    [
        "ไม่ล็อก มช. กับ มข. กับ มอ.",
        "ไม่เจาะจง มช. หรือที่ มข.",
        "เลิกจำกัดภาคเหนือและภาคอีสาน",
        "lift CMU and at KKU",
        "not tied to CMU, KKU or PSU",
    ],
)
def test_of_a_list_that_need_not_be_none_is_demanded(said: str) -> None:
    assert not need_after(WHO, said).is_constrained


def test_what_follows_a_mere_comma_after_a_denial_is_what_is_meant() -> None:
    assert need_after(WHO, "not the south, the north").region == "north"
    assert need_after(WHO, "not CMU, KKU").organisation == KKU


@pytest.mark.parametrize(
    "said",
    [
        "มช. ก็ได้",
        "รวม มช. ด้วย",
        "ไม่ต้องตัด มช. ออกแล้ว",
        "CMU is fine too",
        "include CMU again",
        "don't exclude CMU",
        "มหาลัยไหนก็ได้",
        "any university",
        "ที่ไหนก็ได้",
        "ยกเลิกเงื่อนไขทั้งหมด",
        "clear all limits",
    ],
)
def test_what_is_ruled_out_is_let_in_again(said: str) -> None:
    step = after(WHO, "ไม่เอา มช.", said)
    assert step.act == "drop"
    assert step.need is not None
    assert not step.need.is_constrained


def test_who_asks_why_somebody_is_missing_changes_nothing() -> None:
    assert need_after(WHO, "ทำไมไม่มี มข.") == need_after(WHO)
    assert need_after(WHO, "ขอของ มข.", "ทำไมไม่มี มข.") == need_after(WHO, "ขอของ มข.")


def test_what_is_ruled_out_adds_up_and_one_of_it_can_be_let_in() -> None:
    assert ruled_out_after("ไม่เอา มช.", "not from KKU either") == (CMU, KKU)
    assert ruled_out_after("ไม่เอา มช. กับ มข.", "มข. ก็ได้") == (CMU,)
    assert ruled_out_after("ไม่เอา มช.", "ภาคไหนก็ได้") == (CMU,)


def test_to_demand_what_is_ruled_out_lets_it_in() -> None:
    need = need_after(WHO, "ไม่เอา มช.", "ขอคนจาก มช.")
    assert (need.organisation, need.without) == (CMU, Exclusion())
    need = need_after(WHO, "ไม่เอาภาคเหนือ", "ขอของ มช.")
    assert (need.organisation, need.without) == (CMU, Exclusion())


def test_to_rule_out_what_is_demanded_lifts_the_demand() -> None:
    need = need_after(WHO, "ขอของ มช.", "ไม่เอา มช.")
    assert (need.organisation, need.without) == ("", Exclusion(organisations=(CMU,)))
    assert need_after(WHO, "ขอของ มช.", "ไม่เอา มช. แล้ว") == need_after(WHO), "only no longer demanded"
    assert not need_after(WHO, "at PETROMAT", "drop PETROMAT").is_constrained
    assert not need_after(WHO, "ของ ม.ทักษิณ", "เอา ม.ทักษิณ ออกค่ะ นอกนั้นเหมือนเดิม").is_constrained


def test_within_a_region_one_institution_can_be_ruled_out() -> None:
    for said in (("ขอภาคใต้", "ไม่เอา ม.อ."), ("ไม่เอา ม.อ.", "ขอภาคใต้")):
        need = need_after(WHO, *said)
        assert (need.region, need.without) == ("south", Exclusion(organisations=(PSU,)))


def test_what_was_said_by_mistake_is_not_ruled_out() -> None:
    assert not need_after(WHO, "in the south", "no wait, the north, not the south").without
    assert not need_after(WHO, "ของ มช.", "เอ่อ ไม่ใช่ มช. ครับ มฟล. ผมจำสลับกัน").without
    assert need_after(WHO, "ของ มช.", "someone else, not CMU").without == Exclusion(organisations=(CMU,))


@pytest.mark.parametrize(
    "said",
    [
        "หมายถึง มข. ไม่ใช่ มช.",
        "โทษที ที่ไม่เอาคือ มข.",
        "ขอโทษ ไม่เอา มข. ต่างหาก",
        "พิมพ์ผิด ไม่เอา มข. มช. ก็ได้",
        "เอ้ย มข.",
        "เปลี่ยนจาก มช. เป็น มข.",
        "ไม่เอา มข. แทน",
        "I meant not KKU, CMU is fine",
        "sorry, I meant KKU",
        "I meant KKU, not CMU",
        "the one to leave out is KKU",
        "exclude KKU instead of CMU",
        "no, it's KKU I don't want",
    ],
)
def test_an_exclusion_is_put_right(said: str) -> None:
    step = after(WHO, "ไม่เอาคนจาก มช.", said)
    assert step.act == "correct"
    assert step.need is not None
    assert (step.need.organisation, step.need.without) == ("", Exclusion(organisations=(KKU,)))
    assert (step.need.text, step.need.wanted) == (WHO, ("expert",))


@pytest.mark.parametrize(
    ("ruled_out", "said", "names"),
    [
        ("ไม่เอาภาคเหนือ", "ที่ไม่เอาคือภาคใต้", ("south",)),
        ("not the north", "sorry, I meant the south", ("south",)),
        ("ตัด PETROMAT ออก", "หมายถึง HSM ไม่ใช่ PETROMAT", ("HSM",)),
        ("ไม่เอา มช. กับ ม.อ.", "หมายถึง มข. ไม่ใช่ มช.", (PSU, KKU)),
        ("ไม่เอา มช. กับ ม.อ.", "พิมพ์ผิด หมายถึง มข.", (CMU, KKU)),
    ],
)
def test_of_what_is_ruled_out_only_what_was_wrong_is_put_right(
    ruled_out: str, said: str, names: tuple[str, ...]
) -> None:
    assert ruled_out_after(ruled_out, said) == names


@pytest.mark.parametrize(
    "said", ["sorry, I want KKU", "ขอโทษครับ ขอของ มข.", "ขอโทษ มี มข. ไหม", "KKU instead"]
)
def test_who_asks_for_another_after_ruling_one_out_demands_it(said: str) -> None:
    need = need_after(WHO, "ไม่เอาคนจาก มช.", said)
    assert (need.organisation, need.without) == (KKU, Exclusion())


@pytest.mark.parametrize("said", ["sorry, not from KKU either", "ขอโทษ ไม่เอา มข. ด้วย"])
def test_what_is_ruled_out_besides_puts_nothing_right(said: str) -> None:
    assert ruled_out_after("ไม่เอาคนจาก มช.", said) == (CMU, KKU)


def test_one_is_let_in_and_another_ruled_out_at_once() -> None:
    assert ruled_out_after("ไม่เอาคนจาก มช.", "มช. ได้ แต่ไม่เอา มข.") == (KKU,)
    assert ruled_out_after("ไม่เอาคนจาก มช.", "CMU is fine, but not KKU") == (KKU,)


def test_another_subject_takes_what_is_ruled_out_over_only_where_it_says_so() -> None:
    assert not need_after(WHO, "except CMU", "new question: drying mangoes").without
    assert need_after(WHO, "except CMU", "new question: drying mangoes, same conditions").without
    assert need_after(WHO, "except CMU", "แล้วน้ำปลาล่ะ").without
