"""Lists of things to be done in a Thai question: "ช่วยเรื่องลดเค็ม บรรจุภัณฑ์ และขอ อย." """

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.language import search_terms, words

# What asks for help with what follows.
_LEAD = re.compile(
    r"(?:ช่วย(?:เหลือ)?|ผู้เชี่ยวชาญ|ผู้ชำนาญ|ผู้รู้|นักวิจัย|นักวิชาการ|อาจารย์|(?:คำ|ที่)?ปรึกษา|คำแนะนำ|แนะนำ|หาทีม)"
    r"(?:(?:ใน|จาก|ของ|แถว)[ก-๎. ]{2,30}?(?=ด้าน|เรื่อง))?"
    r"(?:ให้)?(?:ที่)?(?:มา)?(?:ช่วย)?\s*(?:ใน)?(?:เกี่ยวกับ)?(?:ทั้ง(?=เรื่อง|ด้าน))?[:\s]*"
    r"|(?:ต้องการ|อยาก|มีปัญหา)(?:ได้|ให้ช่วย)?(?:ทั้ง)?(?=เรื่อง|ด้าน)"
)
_ENDS = re.compile(
    r"[\n?!;]|(?<![ก-๎.])\.(?=\s|$)"
    r"|\s(?=(?:มี)?(?:ใคร|ท่านใด|ผู้ใด|หน่วยงานไหน|ที่ไหน)|พอจะ|ติดต่อ|รบกวน|โปรด|ขอบคุณ|เฉพาะ|ขอ(?:คน|ที่|เป็น))"
)
_JOINER = r"(?:และ|กับ|รวมทั้ง|รวมถึง|พร้อมทั้ง|พร้อมกับ|ตลอดจน|แล้วก็)(?:ยัง|ก็)?"
_SEPARATOR = re.compile(
    rf"\s*,\s*(?P<after_comma>{_JOINER}\s*)?|\s+(?P<after_space>{_JOINER}\s*)?|(?<=[ก-๎]){_JOINER}\s*"
)
_TOPIC = re.compile(r"(?:ทั้ง)?(?:เรื่อง|ด้าน)(?:การ(?=ขอ))?\s*")
_BEFORE_ACTIVITY = re.compile(r"(?:ช่วย|อยาก(?:จะ|ได้|ให้)?|ต้อง(?:การ)?|จะ|วิธี|ให้)+")

_ACTIVITIES = frozenset(
    [
        *("ลด", "เพิ่ม", "ปรับ", "ปรับปรุง", "แก้", "แก้ไข", "ยืด", "ทำ", "ผลิต", "พัฒนา", "ออกแบบ", "สร้าง", "ตรวจ"),
        *("ตรวจสอบ", "ทดสอบ", "วัด", "วิเคราะห์", "ควบคุม", "คุม", "กำจัด", "บำบัด", "จัดการ", "ป้องกัน", "รักษา"),
        *("บรรจุ", "แปรรูป", "อบ", "อบแห้ง", "สกัด", "หมัก", "ขนส่ง", "ขอ", "จด", "จดทะเบียน", "ขึ้นทะเบียน", "ยื่น"),
        *("รับรอง", "คำนวณ", "วางแผน", "วาง", "ติดตั้ง", "ซ่อม", "เลือก", "เพาะ", "ย้อม", "เคลือบ", "ฆ่า", "ประหยัด"),
        *("ฝึก", "อบรม", "เขียน", "ขยาย", "จัดทำ", "จัดหา", "ประเมิน", "รีไซเคิล", "กรอง", "คัด", "คัดแยก", "หา"),
        *("ขาย", "ส่งออก", "กำหนด", "ใช้", "เก็บ", "เก็บรักษา", "ถนอม", "ดับ", "ยกระดับ", "ปลูก", "เลี้ยง", "ต่อยอด"),
    ]
)
# What help is asked with by its name alone.
_SERVICE = re.compile(
    r"บรรจุภัณฑ์|แพ็?[กค]เกจ|ฉลาก|โลโก้|อย\.|มอก|ฮาลาล|มาตรฐาน|ใบรับรอง|สิทธิบัตร|เครื่องหมายการค้า|น้ำเสีย|ของเสีย"
    r"|พลังงาน|โลจิสติกส์|อายุการเก็บ|การ(?=[ก-๎])|(?:gmp|haccp|iso|fda|halal)(?![a-z])",
    re.IGNORECASE,
)
_FIELDS = ("การตลาด", "การบัญชี", "การเงิน", "การขนส่ง")
_FIRST_WORDS = 40

# How an item is joined to the one before it: by a space or comma, by a word after one, by a word alone.
Joint = Literal["space", "word", "tight word"]
_SPACE: Joint = "space"


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing to be done; `is_named`: the question calls it a topic of its own ("เรื่อง")."""

    text: str
    joint: Joint
    is_named: bool

    @property
    def is_nominal(self) -> bool:
        return self.text.startswith("การ")

    @property
    def is_bare(self) -> bool:
        """Whether it is a deed alone, as in a list that shares its object: "การอบแห้ง การบด และการบรรจุชา"."""
        return self.is_nominal and self.text not in _FIELDS and len(words(self.text[len("การ") :])) == 1


def divided_by_thai_list(text: str) -> Sequence[str]:
    """The items of the first list of things to be done that follows words asking for help."""
    for lead in _LEAD.finditer(text):
        end = _ENDS.search(text, lead.end())
        items = _items(text[lead.end() : end.start() if end else len(text)])
        if _are_problems(items, asks_to_do="ช่วย" in lead.group()):
            return [item.text for item in items]
    return ()


def _are_problems(items: Sequence[_Item], *, asks_to_do: bool) -> bool:
    """Whether the items of a list are problems by themselves, and not one told in several words."""
    if len(items) < 2 or items[-1].joint == "space":
        return False
    if all(item.is_named for item in items[1:]):
        return True
    if len(items) == 2:
        return asks_to_do and items[1].joint == "word" and not any(item.is_nominal for item in items)
    return any(item.joint != "tight word" for item in items[1:]) and not any(i.is_bare for i in items[:-1])


def _items(run: str) -> list[_Item]:
    """The things to be done that `run` lists; none where it does not begin with one."""
    begins = _begins(run, 0)
    if begins is None:
        return []
    items: list[_Item] = []
    start, is_named, joint = begins, begins > 0, _SPACE
    for separator in _SEPARATOR.finditer(run):
        begins = _begins(run, separator.end())
        # What does not begin a thing to be done goes on with the one before: "ขอ อย.", "ทำฉลาก ภาษาอังกฤษ".
        if begins is not None and search_terms(run[start : separator.start()]):
            items.append(_Item(run[start : separator.start()], joint, is_named))
            start, is_named, joint = begins, begins > separator.end(), _joint(separator)
    return [*items, _Item(run[start:], joint, is_named)]


def _begins(run: str, place: int) -> int | None:
    """Where the thing to be done begins, after the word that calls it a topic, if one begins at `place`."""
    if topic := _TOPIC.match(run, place):
        return topic.end()
    rest = run[place : place + _FIRST_WORDS]
    if before := _BEFORE_ACTIVITY.match(rest):
        rest = rest[before.end() :]
    first = next(iter(words(rest)), "")
    return place if first in _ACTIVITIES or _SERVICE.match(rest) else None


def _joint(separator: re.Match[str]) -> Joint:
    if separator["after_comma"] or separator["after_space"]:
        return "word"
    return "tight word" if separator.group().strip(" ,") else "space"
