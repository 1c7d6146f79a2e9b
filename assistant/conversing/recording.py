"""What a message says about recording its need for an officer: "ช่วยบันทึกให้หน่อย", "yes, record it"."""

import re

from assistant.domain.recorded_needs import LONGEST_CONTACT
from assistant.language import ARABIC_DIGITS, normalise, squeeze

# Who asks for it says little besides.
_LONGEST = 160
_MAIL = r"[a-z0-9_.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
_PHONE = r"(?<![0-9])(?:\+66(?:[ -]?\(0\))?|\(?0)(?:[ .()-]{0,2}[0-9]){8,9}(?![0-9])"
_CONTACT = re.compile(rf"{_MAIL}|{_PHONE}", re.IGNORECASE)


def _words(thai: str, english: str) -> re.Pattern[str]:
    """Any of these words; Thai ones also within others, the longest first."""
    longest_first = sorted(thai.split(), key=len, reverse=True)
    return re.compile(rf"{'|'.join(longest_first)}|(?<![a-z'])(?:{'|'.join(english.split())})(?![a-z'])")


_RECORDS = re.compile(
    r"บันทึก|จด(?:ไว้|ให้|เรื่อง)|ลงทะเบียน|(?:ฝาก|ส่ง|เก็บ|รับ)เรื่อง|ส่งต่อ|ติดต่อกลับ|โทรกลับ"
    r"|(?:แจ้ง|บอก|ถาม|ฝาก|ให้|ถึง)(?:ไปยัง|กับ)?เจ้าหน้าที่"
    r"|(?<![a-z])(?:record|(?:note|write|log|register|save|pass|forward|send|hand) (?:it|this|that|my|the"
    r"|our)|(?:tell|ask|inform|notify|have|let) (?:an?|the|your|some) officer|(?:get|call|come) back to (?:me"
    r"|us)|call (?:me|us) back)(?![a-z])"
)
_AGREES = re.compile(
    r"ใช่|ได้|เอา|ตกลง|จัดไป|ดำเนินการ|รบกวน|ช่วย"
    r"|(?:yes|yeah|yep|sure|please|go ahead|do (?:it|so|that))(?![a-z])"
)
# Who asks whether it is kept, or was sent, asks for nothing; who asks for it politely does.
_ASKS_WHETHER = re.compile(
    r"(?:ใช่(?:ไหม|มั้ย)|(?:หรือ|รึ)(?:ยัง|เปล่า|ป่าว))|^(?:do(?! not )|did|does|are|is|have|has|was|were)(?![a-z])"
    r"|^(?!.*(?:ช่วย|ขอ(?!ง)|ฝาก|รบกวน|อยาก|ได้(?:ไหม|มั้ย))).*(?:ไหม|มั้ย)"
)
_ASKS = re.compile(r"ไหม|มั้ย|\?")
# That nothing shall be recorded, or no more: "ยกเลิกการบันทึก", "don't record it".
_TAKES_BACK = re.compile(
    r"(?:ยกเลิก|ลบ|ถอน|เลิก|อย่า|ห้าม|(?<!หรือ)ไม่(?:ต้อง|ให้|อยากให้|ต้องการ)?)\s*(?:เพิ่ง|การ|ที่|ให้|ความต้องการ|ข้อมูล|เรื่อง)*\s*"
    r"(?:บันทึก|จด|ลงทะเบียน|(?:ฝาก|ส่ง|เก็บ)เรื่อง|ส่งต่อ)"
    r"|(?:ยกเลิก|ถอน)\s*(?:ความต้องการ|เรื่อง|คำขอ)"
    r"|(?<![a-z])(?:do not|don'?t|never|cancel|delete|remove|erase|undo|stop|withdraw)"
    r" (?:(?:the|my|this|that|what|you|have|was|is|been|need|please|ever) )*"
    r"(?:record(?:ed|ing)?|(?:note|write|log|register|save|pass|forward|send) (?:it|this|that|my|the))"
    r"(?![a-z])"
    r"|(?<![a-z])withdraw (?:it|this|that|(?:my|the|this) (?:need|request))(?![a-z])"
    r"|(?<![a-z])cancel (?:my|the|this) (?:need|request)(?![a-z])"
)
_CANCELS = re.compile(r"(?:ขอ|ช่วย)*(?:ยกเลิก|ถอน)|(?:please )?(?:cancel|withdraw)(?![a-z])")
_DECLINES = re.compile(r"ไม่(?!ใช่|ตรง)|ยังก่อน|no(?:pe)?(?![a-z])|not (?:now|yet|necessary)|never mind")
# What is said around it and means nothing else.
_AROUND = _words(
    """
    นะ ครับ คับ ค้าบ ค่ะ คะ จ้า จ้ะ ฮะ ผม ดิฉัน ฉัน หนู เรา พี่ หน่อย ละ ล่ะ ด้วย ที ๆ เลย ก็ งั้น ถ้า
    อย่างนั้น ช่วย รบกวน ขอ ให้ ฝาก อยาก ได้ ไหม มั้ย ใช่ ตกลง โอเค เอา จัดไป ดำเนินการ ไป มา ไว้ ลง กับ
    ถึง ยัง ใน ของ แล้ว บันทึก จด ลงทะเบียน ส่ง ต่อ เก็บ รับ แจ้ง บอก ถาม หา ดู ตาม ดูแล เรื่อง
    ความต้องการ คำถาม คำขอ ข้อมูล อัน ข้อ นี้ นั้น เจ้าหน้าที่ อุทยานวิทยาศาสตร์ อุทยาน ระบบ ทะเบียน
    ติดต่อกลับ ติดต่อ โทรกลับ กลับ ขอบคุณ ขอบคุน ขอบใจ อย่าลืม
    """,
    """
    yes yeah yep ok okay sure please do does can could would will you your i we i'd id i'll like want to
    let's lets let then just go ahead and so record recorded note write log register save pass forward send
    hand tell ask inform notify have it this that my the our a an some need needs request question down on
    over for with by officer officers someone park science me us get come call back thanks thank thx great
    good be in of
    """,
)
_AROUND_CONTACT = _words(
    "ที่ ทาง เบอร์โทรศัพท์ เบอร์โทร เบอร์ โทรศัพท์ โทร มือถือ อีเมล์ อีเมล เมล์ เมล คือ หรือ นี่",
    "at is or e-?mail phone telephone mobile number address contact reach here",
)
_AROUND_NO = _words(
    "ไม่เป็นไร ไม่ต้อง ไม่เอา ไม่ ต้อง จำเป็น ก่อน", "no nope not now yet never mind necessary it's its fine"
)
_AROUND_TAKING_BACK = _words(
    "ยกเลิก ลบ ถอน เลิก อย่า ห้าม ไม่ต้อง ไม่ การ ที่ เพิ่ง ออก ทิ้ง เปลี่ยนใจ ขอโทษ",
    "don'?t not never ever cancel delete remove erase undo stop withdraw recording what was is been changed"
    " mind no sorry actually",
)


def asks_to_record(folded: str) -> bool:
    """Whether a folded message asks for nothing but that the need be recorded for an officer."""
    if _ASKS_WHETHER.search(folded):
        return False
    return bool(_RECORDS.search(folded)) and _says_nothing_besides(folded, _AROUND)


def agrees(folded: str) -> bool:
    """Whether a folded message says yes to an offer, and nothing else; thanks alone are no yes, nor is a
    question."""
    if not _AGREES.match(folded) or _ASKS.search(folded):
        return False
    return _says_nothing_besides(folded, _AROUND)


def declines(folded: str) -> bool:
    """Whether a folded message says no to an offer, and nothing else."""
    return bool(_DECLINES.match(folded)) and _says_nothing_besides(folded, _AROUND_NO, _AROUND)


def takes_back(folded: str, *, is_recorded: bool) -> bool:
    """Whether a folded message says nothing but that the need shall not be recorded; right after it
    `is_recorded`, to cancel is enough."""
    if _ASKS_WHETHER.search(folded):
        return False
    if not _TAKES_BACK.search(folded) and not (is_recorded and _CANCELS.match(folded)):
        return False
    return _says_nothing_besides(folded, _AROUND_TAKING_BACK, _AROUND)


def gives_contact(folded: str) -> bool:
    """Whether a folded message tells a telephone number or an e-mail address."""
    return _CONTACT.search(folded) is not None


def contact_given(said: str) -> str:
    """How its asker is reached, as a message says it that was asked for it: with a name and an hour. The
    numbers and addresses alone where it says more than is kept, and nothing where it gives none."""
    as_typed, contact = squeeze(normalise(said)), contact_in(said)
    return as_typed if contact and len(as_typed) <= LONGEST_CONTACT else contact[:LONGEST_CONTACT]


def contact_in(said: str) -> str:
    """The telephone numbers and e-mail addresses that a message gives, separated by commas."""
    return ", ".join(match[0] for match in _CONTACT.finditer(said.translate(ARABIC_DIGITS)))


def _says_nothing_besides(folded: str, *meaningless: re.Pattern[str]) -> bool:
    if len(folded) > _LONGEST:
        return False
    around = (*meaningless, _AROUND_CONTACT) if _CONTACT.search(folded) else meaningless
    rest = _CONTACT.sub(" ", folded)
    for words in around:
        rest = words.sub(" ", rest)
    return not any(map(str.isalnum, rest))
