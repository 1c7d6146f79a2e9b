"""A question is divided where it says that it holds several problems, and only there."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eval as evaluation
from assistant.language import normalise
from assistant.parts import PARTS_AT_MOST, parts_of

TUNING = Path(evaluation.__file__).parent / "datasets" / "samples" / "tuning.jsonl"
# Of 222 questions, each with one need.
TORN_AT_MOST = 2


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("ต้องการคนช่วยเรื่องลดเค็ม บรรจุภัณฑ์ และขอ อย.", ["ลดเค็ม", "บรรจุภัณฑ์", "ขอ อย."]),
        (
            "ทำปลาร้าส่งออก ต้องการคนช่วยเรื่อง 1) ลดเค็ม 2) ออกแบบกล่อง 3) ขอ อย. ใครช่วยได้บ้าง",
            ["ลดเค็ม", "ออกแบบกล่อง", "ขอ อย."],
        ),
        ("อยากได้ผู้เชี่ยวชาญ ๑. ลดเกลือ ๒. ตรวจฮีสตามีน ครับ", ["ลดเกลือ", "ตรวจฮีสตามีน"]),
        ("ขอคนช่วย ก) ลดเกลือ ข) ทำกล่องย่อยสลายได้", ["ลดเกลือ", "ทำกล่องย่อยสลายได้"]),
        ("กลุ่มเราอยากให้ช่วย\n- ลดเกลือปลาร้า\n- บำบัดน้ำเสีย", ["ลดเกลือปลาร้า", "บำบัดน้ำเสีย"]),
        ("อยากลดเกลือปลาร้า\nอยากได้กล่องย่อยสลาย", ["อยากลดเกลือปลาร้า", "อยากได้กล่องย่อยสลาย"]),
        ("ปัญหาแรกคือปลาร้าเค็ม ปัญหาที่สองคือกล่องโฟม", ["ปลาร้าเค็ม", "กล่องโฟม"]),
        ("อยากลดเกลือในปลาร้า อีกเรื่องคือน้ำเสียเหม็นมาก", ["อยากลดเกลือในปลาร้า", "น้ำเสียเหม็นมาก"]),
        ("น้ำเสียย้อมผ้าสีแดง อยากบำบัด นอกจากนี้ยังอยากลดค่าไฟ", ["น้ำเสียย้อมผ้าสีแดง อยากบำบัด", "อยากลดค่าไฟ"]),
        ("ช่วยเรื่องลดเค็มกับเรื่องบรรจุภัณฑ์หน่อยค่ะ", ["ลดเค็ม", "บรรจุภัณฑ์"]),
        ("อยากได้คนช่วยลดเกลือปลาร้า และออกแบบภาชนะ", ["ลดเกลือปลาร้า", "ออกแบบภาชนะ"]),
        (
            "ขอผู้เชี่ยวชาญในภาคเหนือด้านการอบแห้งลำไย ด้านน้ำเสียย้อมผ้า และด้านกาแฟ",
            ["การอบแห้งลำไย", "น้ำเสียย้อมผ้า", "กาแฟ"],
        ),
        (
            "ขอคำปรึกษาการลดเกลือปลาร้า การยืดอายุน้ำพริก และการบำบัดน้ำเสีย",
            ["การลดเกลือปลาร้า", "การยืดอายุน้ำพริก", "การบำบัดน้ำเสีย"],
        ),
        (
            "We need help with salt reduction in fish sauce, packaging and also FDA registration.",
            ["salt reduction in fish sauce", "packaging", "FDA registration"],
        ),
        (
            "Looking for someone to reduce the salt, design trays, and test shelf life, please.",
            ["reduce the salt", "design trays", "test shelf life"],
        ),
        (
            "We make pla-ra. We need to cut the salt. We also need trays that rot.",
            ["We make pla-ra. We need to cut the salt", "We also need trays that rot"],
        ),
        (
            "First, our pla-ra is too salty. Second, we have to replace foam boxes.",
            ["our pla-ra is too salty", "we have to replace foam boxes"],
        ),
    ],
)
def test_several_problems_are_told_apart(question: str, parts: list[str]) -> None:
    assert list(parts_of(question)) == parts


@pytest.mark.parametrize(
    "question",
    [
        "",
        "ลดเกลือในปลาร้า",
        "ปลูกกล้วย มะม่วง และทุเรียน อยากยืดอายุหลังเก็บ",
        "อยากได้คนช่วยเรื่องกล้วย มะม่วง และทุเรียน",
        "อยากลดเกลือแต่ยังปลอดภัยและรสชาติเหมือนเดิม",
        "ขอผู้เชี่ยวชาญด้านการอบแห้ง การบด และการบรรจุสมุนไพร",
        "ขอคำแนะนำเรื่องการสอบเทียบเครื่องวัดและการสร้างแบบจำลองสำหรับเมล่อน",
        "มะม่วง TRL 7 ขึ้นไป ใช้ 1-MCP กับถุง 2.5 กก. ปี 2566",
        "เปิดร้านมา 1. เดือน ขายไม่ดี",
        "We need help with bananas, mangoes and durians.",
        "We need equipment for drying, grinding and packing herbs.",
        "Looking for a partner in rubber: accelerator systems, shorter vulcanisation and low zinc oxide.",
        "Who could tell us why and suggest something better?",
        "Also, who can dry herbs?",
    ],
)
def test_one_problem_stays_whole(question: str) -> None:
    assert parts_of(question) == ()


def test_more_parts_than_a_few_people_could_share_are_no_parts() -> None:
    items = [f"{number}) ลดเกลือในอาหารชนิด{'กขคงจฉชซฌ'[number - 1]}" for number in range(1, 10)]
    assert parts_of(" ".join(items)) == ()
    assert len(parts_of(" ".join(items[:PARTS_AT_MOST]))) == PARTS_AT_MOST


def test_ordinary_questions_with_one_need_are_not_torn() -> None:
    questions = [json.loads(line)["question"] for line in TUNING.read_text(encoding="utf-8").splitlines()]
    assert len(questions) > 200
    torn = [question for question in questions if parts_of(question)]
    assert len(torn) <= TORN_AT_MOST, torn


@given(
    st.lists(
        st.sampled_from(
            ["ลดเค็ม", "อบแห้ง", "และ", "กับ", "1)", "2)", "- ", "\n", "ช่วยเรื่อง", " ", ",", "We also need ", "x"]
        )
    )
)
def test_every_part_stands_in_the_question_and_they_differ(pieces: list[str]) -> None:
    question = "".join(pieces)
    parts = parts_of(question)
    written = " ".join(normalise(question).split())
    assert len(parts) != 1
    assert len(set(parts)) == len(parts)
    assert all(part in written for part in parts)
