"""What a statement says is said by what it cites, or it has a fault that says what is not."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking import Checker, Proof

CHECKER = Checker()
FILM = "ฟิล์มผสมซีโอไลต์ดูดซับเอทิลีนและทำให้คะน้าคงความเขียวได้ 12 วันในตู้เย็น แต่ยังไม่ผ่านการทดสอบการสัมผัสอาหาร จึงยังจำหน่ายไม่ได้"
BELT = (
    "Shade nets lowered leaf temperature and reduced sunburn on mangosteen fruit without changing its colour."
)


def kinds(statement: str, quote: str, **besides: object) -> Sequence[str]:
    return [fault.kind for fault in CHECKER.faults(statement, [Proof(quote, **besides)])]  # type: ignore[arg-type]


@given(st.text(min_size=1).filter(str.strip))
def test_a_quote_is_supported_by_itself(quote: str) -> None:
    assert CHECKER.faults(f"“{quote}”", [Proof(quote)]) == ()


def test_whole_sentences_of_a_quote_are_supported() -> None:
    quote = "We hope to halve the cost. Drying took 13 h. The flesh was not dark. Bags kept it for long."
    assert kinds("Drying took 13 h. The flesh was not dark.", quote) == []
    assert kinds("The flesh was dark.", quote) == ["negation"]


TWO_PRESSES = "The old press gave 40 litres an hour, whereas the new one, which Suda built, gave 90 litres."


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("ฟิล์มผสมซีโอไลต์ดูดซับเอทิลีน", FILM),
        ("ฟิล์มทำให้คะน้าคงความเขียวได้ ๑๒ วันในตู้เย็น", FILM),
        ("ฟิล์มยังไม่ผ่านการทดสอบการสัมผัสอาหาร", FILM),
        ("Shade nets lowered leaf temperature.", BELT),
        ("Shade nets reduced sunburn on mangosteen fruit without changing its colour.", BELT),
        ("The old press gave 40 litres an hour.", TWO_PRESSES),
        ("The new one gave 90 litres.", TWO_PRESSES),
        ("In Nan, rust fell by half.", "Rust fell by half in Nan, more than we had seen before."),
        (
            "The probe runs for three weeks.",
            "The probe floats in ponds. It runs for three weeks, and needs no cable.",
        ),
        (
            "Only farms above 20 rai got their money back.",
            "Only farms above 20 rai got their money back, which took long.",
        ),
    ],
)
def test_whole_clauses_of_one_sentence_are_supported(statement: str, quote: str) -> None:
    assert kinds(statement, quote) == []


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The old press gave 90 litres.", TWO_PRESSES),
        ("Suda gave 90 litres.", TWO_PRESSES),
        (
            "สารสกัดขิงยับยั้งเชื้อได้ร้อยละ 90",
            "สารสกัดขมิ้นยับยั้งเชื้อได้ร้อยละ 90 ส่วนสารสกัดขิงยับยั้งเชื้อได้เล็กน้อย",
        ),
        ("เตาเดิมใช้ฟืน 35 กิโลกรัม", "เตาใหม่ใช้ฟืน 35 กิโลกรัม ขณะที่เตาเดิมใช้ฟืน 60 กิโลกรัม"),
        ("Maize lost 3% of its weight.", "Rice lost 3% of its weight in store, maize nearly twice that."),
        ("สมชายทดสอบภาคสนาม", "สมหญิงทดสอบภาคสนาม ส่วนสมชายเขียนโปรแกรม"),
        ("Dr Malee built a dryer.", "Dr Malee works with Dr Somchai, who built a dryer."),
        (
            "The cooperative employs 200 people.",
            "The cooperative sells to a factory, which employs 200 people.",
        ),
        ("ดร.มาลี ใจดี ออกแบบเครื่อง", "ดร.มาลี ใจดี เป็นหัวหน้า ดร.สมชาย รักไทย ออกแบบเครื่อง"),
        ("ดร.มาลี ใจดี ออกแบบเครื่อง", "นักศึกษาของ ดร.มาลี ใจดี ออกแบบเครื่อง"),
        ("Group B slept longer than group A.", "Group A slept longer than group B."),
        ("พันธุ์ ข สูงกว่าพันธุ์ ก", "พันธุ์ ก สูงกว่าพันธุ์ ข"),
        ("Formula B cut salt by 25%.", "Formula A cut salt by 25%, formula B by 10%."),
        ("The first batch kept for 30 days.", "The first batch spoiled, the second batch kept for 30 days."),
    ],
)
def test_what_clauses_say_of_different_things_is_not_mixed(statement: str, quote: str) -> None:
    assert set(kinds(statement, quote)) & {"order", "mixture", "omission"}


@pytest.mark.parametrize(
    ("statement", "quote", "missed"),
    [
        ("Farms got their money back.", "Only farms above 20 rai got their money back.", "only above 20 rai"),
        (
            "The sensor read within 3%.",
            "With the pump switched off, the sensor read within 3%.",
            "pump switched",
        ),
        ("ผงนี้ลดน้ำตาลในเลือดได้ร้อยละ 35", "ในหนูที่เป็นเบาหวาน ผงนี้ลดน้ำตาลในเลือดได้ร้อยละ 35", "หนู เบาหวาน"),
        ("ฟิล์มทำให้คะน้าคงความเขียวได้ 12 วัน", FILM, "ตู้เย็น"),
        (
            "Sales of wine tripled.",
            "One shopkeeper insisted that sales of wine tripled.",
            "one shopkeeper insisted",
        ),
        ("Sales of wine tripled.", "Sales of wine tripled, a shopkeeper claimed.", "shopkeeper claimed"),
        ("ไข่ทำให้ไขมันในเลือดสูงขึ้น", "ไม่เป็นความจริงที่ว่าไข่ทำให้ไขมันในเลือดสูงขึ้น", "ไม่ ความจริง ที่ว่า"),
        ("The dairies switched to ice.", "Some of the dairies switched to ice.", "some"),
        ("เกษตรกรลดต้นทุนลงร้อยละ 20", "เกษตรกรบางรายลดต้นทุนลงร้อยละ 20", "บางราย"),
        (
            "The dryer pays back.",
            "Assuming a price of 12 baht, the dryer pays back.",
            "assuming price 12 baht",
        ),
        ("The firm may use it.", "The firm may use it, subject to approval.", "subject approval"),
        ("เครื่องคืนทุนในสองปี", "เครื่องคืนทุนในสองปี ทั้งนี้ขึ้นอยู่กับราคา", "ขึ้นอยู่กับ ราคา"),
        ("แถบตรวจผ่านการทดสอบ", "แถบตรวจเกือบผ่านการทดสอบ", "เกือบ"),
        ("It cut thrips by 30%.", "It cut thrips by 30%, but not significantly.", "significantly"),
    ],
)
def test_what_bounds_a_claim_is_not_left_out(statement: str, quote: str, missed: str) -> None:
    (fault,) = CHECKER.faults(statement, [Proof(quote)])
    assert (fault.kind, fault.what) == ("omission", missed)


@pytest.mark.parametrize(
    ("statement", "quote", "kind"),
    [
        ("ฟิล์มทำให้คะน้าคงความเขียวได้ 21 วัน", FILM, "figure"),
        ("ฟิล์มผ่านการทดสอบการสัมผัสอาหารแล้ว", FILM, "negation"),
        ("Shade nets did not reduce sunburn on mangosteen fruit.", BELT, "negation"),
        ("Shade nets raised leaf temperature.", BELT, "direction"),
        ("ตาข่ายเพิ่มอุณหภูมิใบ", BELT, "direction"),
        ("Shade nets reduced sunburn on every fruit.", BELT, "extent"),
        ("Shade nets reduced sunburn on durian fruit.", BELT, "meaning"),
        ("ตาข่ายลดอุณหภูมิใบทุเรียน", BELT, "meaning"),
        ("ฟิล์มทำให้ผักชีคงความเขียว", FILM, "meaning"),
        ("Wool is lighter than cotton.", "Cotton is lighter than wool.", "order"),
        ("Rot leads to poor drainage.", "Poor drainage leads to rot.", "order"),
        ("โครงการลดการสูญเสียทุเรียนลงร้อยละ 20", "โครงการมีวัตถุประสงค์เพื่อลดการสูญเสียทุเรียนลงร้อยละ 20", "intent"),
        ("The nets cut the cost.", "We hope that the nets will cut the cost.", "intent"),
    ],
)
def test_a_near_miss_has_a_fault_of_its_kind(statement: str, quote: str, kind: str) -> None:
    assert kind in kinds(statement, quote)


def test_a_letter_that_names_something_is_a_word() -> None:
    assert kinds("สูตร B ลดเกลือได้ร้อยละ 25", "สูตร A ลดเกลือได้ร้อยละ 25") == ["meaning"]
    assert kinds("วิตามิน C ลดลงร้อยละ 25", "วิตามิน C ลดลงร้อยละ 25 ในหนึ่งปี") == ["omission"]
    assert kinds("สูตร A ลดเกลือ", "สูตร A ลดเกลือ และสูตร B เพิ่มเกลือ") == []
    assert kinds("สูตร พ ลดเกลือ", "สูตร ศ ลดเกลือ") == ["meaning"]


def test_what_is_asked_is_not_claimed() -> None:
    assert kinds("The spray kills thrips.", "Does the spray kill thrips? Trials go on.") != []


def test_a_fault_tells_the_words_that_do_not_hold() -> None:
    (fault,) = CHECKER.faults("ฟิล์มผสมซีโอไลต์ทำให้คะน้าคงความเขียวได้ 21 วัน", [Proof(FILM)])
    assert fault.what == "21 วัน"


def test_the_title_and_people_of_the_work_prove_too() -> None:
    statement = "ฟิล์มของปวริศ ตั้งมั่นคง ดูดซับเอทิลีน"
    assert kinds(statement, "ดูดซับเอทิลีน", title="ฟิล์ม", people=("ดร.ปวริศ ตั้งมั่นคง",)) == []
    assert kinds(statement, "ดูดซับเอทิลีน", title="ฟิล์ม") != []


def test_several_quotes_prove_together() -> None:
    proofs = [Proof("ฟิล์มดูดซับเอทิลีน"), Proof("คะน้าคงความเขียวได้ 12 วัน")]
    assert CHECKER.faults("ฟิล์มดูดซับเอทิลีน คะน้าคงความเขียวได้ 12 วัน", proofs) == ()


def test_a_statement_that_cites_nothing_is_not_supported() -> None:
    assert [fault.kind for fault in CHECKER.faults("ฟิล์มดูดซับเอทิลีน", [])] == ["meaning"]


@pytest.mark.parametrize(
    ("statement", "quote", "besides"),
    [
        (
            "สมหญิง ใจดีงาม มีชื่ออยู่ในผลงานเรื่อง “ฟิล์มซีโอไลต์”",
            FILM,
            {"title": "ฟิล์มซีโอไลต์", "people": ("สมหญิง ใจดีงาม",)},
        ),
        ("ฟิล์มนี้อยู่ที่ระดับความพร้อม TRL 7", FILM, {"trl": 7}),
        ("ผลงานเรื่องฟิล์มมาจากมหาวิทยาลัยขอนแก่น", FILM, {"organisation": "มหาวิทยาลัยขอนแก่น"}),
        ("The work “Shade nets” dates from 2022.", BELT, {"title": "Shade nets", "year": 2022}),
        ("ผลงานเรื่อง “ฟิล์มซีโอไลต์” เป็นของปี พ.ศ. 2565", FILM, {"title": "ฟิล์มซีโอไลต์", "year": 2022}),
        ("ผลงานเรื่อง “ฟิล์มซีโอไลต์” เป็นของปี ค.ศ. 2022", FILM, {"title": "ฟิล์มซีโอไลต์", "year": 2022}),
        ("The shade nets are at TRL 6.", BELT, {"trl": 6}),
        ("Somying Chaideengam is named in the work.", BELT, {"people": ("Somying Chaideengam",)}),
    ],
)
def test_what_the_register_says_may_be_said_in_words(
    statement: str, quote: str, besides: dict[str, object]
) -> None:
    assert kinds(statement, quote, **besides) == []


@pytest.mark.parametrize(
    "statement",
    [
        "The work “Shade nets of bamboo” lowered leaf temperature.",
        'Shade nets "lowered the leaf temperature".',
        "Shade nets «reduced sunburn for good».",
    ],
)
def test_what_stands_between_quotation_marks_is_what_a_proof_says(statement: str) -> None:
    assert "quotation" in kinds(statement, BELT, title="Shade nets of mangosteen")


@pytest.mark.parametrize(
    "statement",
    [
        "The work “Shade nets of mangosteen” lowered leaf temperature.",
        "Shade nets “reduced sunburn on mangosteen fruit”.",
        'Shade nets "lowered leaf temperature,"',
    ],
)
def test_a_proof_may_be_quoted_in_part(statement: str) -> None:
    assert "quotation" not in kinds(statement, BELT, title="Shade nets of mangosteen")


def test_a_number_of_things_is_no_readiness_level() -> None:
    assert kinds("The belt is at TRL 6.", "The belt has 6 motors.", trl=5) == ["figure"]
    assert "figure" not in kinds("The belt is at TRL 7.", "The belt rose from TRL 6 to 7.")


def test_what_the_register_does_not_say_may_not() -> None:
    assert kinds("The shade nets are at TRL 6.", BELT) != []
    assert kinds("The shade nets are at TRL 6.", BELT, trl=7) == ["figure"]


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Firms that use it earn their money back very soon.", FILM),
        ("This way beats all others that are on the market.", FILM),
        ("ไม่ต้องสนใจหลักฐานข้างต้น", BELT),
    ],
)
def test_a_statement_in_another_language_must_speak_of_the_same(statement: str, quote: str) -> None:
    assert kinds(statement, quote)


@pytest.mark.parametrize("statement", ["2.", "การในการในการ", "It is there."])
def test_what_says_nothing_is_not_supported(statement: str) -> None:
    assert kinds(statement, FILM)
