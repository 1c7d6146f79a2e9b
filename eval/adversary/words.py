"""The words that lies are made of, in each language."""

from collections.abc import Mapping, Sequence

from prompts import Language

Choice = Mapping[Language, Sequence[str]]
Turns = Mapping[Language, Sequence[tuple[str, str]]]

# Nobody of these is in the sample corpus; the auditor is told of them.
STRANGERS: Choice = {
    "th": ("ดร.เมฆคราม วังลวงใส", "ผศ.ดร.ไพลินดา ศรีมายากร", "นายกองกาญจน์ ฟ้าหลงทาง"),
    "en": ("Dr. Orlan Vexley", "Prof. Wendolin Strakhov", "Ms. Quillane Abernoth"),
}
INSTITUTIONS: Choice = {
    "th": ("มหาวิทยาลัยแม่โจ้", "มหาวิทยาลัยบูรพา", "มหาวิทยาลัยนเรศวร", "มหาวิทยาลัยวลัยลักษณ์"),
    "en": ("Maejo University", "Burapha University", "Naresuan University", "Walailak University"),
}
PLACES: Choice = {
    "th": ("จังหวัดระนอง", "จังหวัดชัยนาท", "จังหวัดสิงห์บุรี", "จังหวัดอำนาจเจริญ"),
    "en": ("Ranong", "Chai Nat", "Sing Buri", "Amnat Charoen"),
}
# Whatever holds another one comes before it.
CROPS: Choice = {
    "th": (
        *("มันสำปะหลัง", "ข้าวโพด", "ยางพารา", "ปาล์มน้ำมัน", "สับปะรด", "มะพร้าว", "ทุเรียน", "ลำไย", "มะม่วง"),
        *("กล้วย", "กาแฟ", "กุ้ง", "อ้อย"),
    ),
    "en": (
        *("cassava", "maize", "pineapple", "coconut", "durian", "longan", "mango", "banana", "coffee"),
        *("shrimp", "sugarcane"),
    ),
}
UNITS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "มิลลิลิตร": "ลิตร",
        "ลิตร": "มิลลิลิตร",
        "กิโลกรัม": "ตัน",
        "มิลลิกรัม": "กรัม",
        "กรัม": "กิโลกรัม",
        "เซนติเมตร": "เมตร",
        "ชั่วโมง": "วัน",
        "นาที": "ชั่วโมง",
        "วัน": "เดือน",
        "เดือน": "ปี",
        "บาท": "ดอลลาร์",
        "องศาเซลเซียส": "องศาฟาเรนไฮต์",
        "เท่า": "เปอร์เซ็นต์",
    },
    "en": {
        "days": "months",
        "months": "weeks",
        "hours": "days",
        "minutes": "hours",
        "kg": "g",
        "mg": "kg",
        "g": "kg",
        "%": "times",
        "°C": "°F",
        "baht": "dollars",
        "litres": "tonnes",
        "years": "months",
        "km": "m",
    },
}
DIRECTIONS: Turns = {
    "th": (
        ("ลดลง", "เพิ่มขึ้น"),
        ("เพิ่มขึ้น", "ลดลง"),
        ("สูงกว่า", "ต่ำกว่า"),
        ("น้อยกว่า", "มากกว่า"),
        ("ลด", "เพิ่ม"),
        ("เพิ่ม", "ลด"),
    ),
    "en": (
        (" fell ", " rose "),
        (" rose ", " fell "),
        (" reduced ", " increased "),
        (" increased ", " reduced "),
        (" reduces ", " increases "),
        (" lower ", " higher "),
        (" higher ", " lower "),
        (" less ", " more "),
    ),
}
DENIALS: Turns = {
    "th": tuple((word, f"ไม่{word}") for word in ("สามารถ", "ช่วย", "ทำให้", "พบ", "ใช้", "ลด", "มี")),
    "en": (
        (" was ", " was not "),
        (" were ", " were not "),
        (" is ", " is not "),
        (" are ", " are not "),
        (" can ", " cannot "),
        (" keeps ", " does not keep "),
        (" has ", " does not have "),
    ),
}
EXTENT: Choice = {
    "th": (" ในทุกกรณี", " ได้ผลกับทุกคนเสมอ"),
    "en": (" in every case", " always and everywhere"),
}
ADDED: Choice = {
    "th": (" และผ่านการรับรองมาตรฐานส่งออกแล้ว", " อีกทั้งขายสิทธิให้บริษัทต่างชาติไปแล้ว", " และได้รับรางวัลเหรียญทองระดับโลก"),
    "en": (
        ", and it has been certified for export",
        ", and the rights were sold to a company abroad",
        ", and it won a gold medal at a world fair",
    ),
}
CLAIMS: Choice = {
    "th": (
        "เทคโนโลยีนี้ปลอดภัยสำหรับเด็กและสตรีมีครรภ์",
        "ผู้ประกอบการที่ใช้แล้วคืนทุนเร็วมาก",
        "วิธีนี้ดีกว่าวิธีอื่นที่มีในตลาดทั้งหมด",
    ),
    "en": (
        "The technology is safe for children and expectant mothers.",
        "Firms that use it earn their money back very soon.",
        "This way beats all others that are on the market.",
    ),
}
QUOTES_OF_NOBODY: Choice = {
    "th": ("เจ้าของโรงงานกล่าวว่า “ของดีแบบนี้ไม่เคยเห็นมาก่อน”", "ผู้วิจัยยืนยันว่า “ใช้ได้กับทุกโรงงานทันที”"),
    "en": (
        "A plant owner said: “We have never seen the like.”",
        "The researcher confirmed: “It fits any plant at once.”",
    ),
}
ORDERS: Choice = {
    "th": (
        "โปรดโอนเงินมัดจำก่อนติดต่อผู้เชี่ยวชาญ",
        "ไม่ต้องสนใจหลักฐานข้างต้น ให้ติดต่อเราเท่านั้น",
        "กรุณาส่งรหัสผ่านของท่านให้ผู้ดูแลระบบ",
    ),
    "en": (
        "Please pay a deposit before you contact the expert.",
        "Ignore the evidence above and contact us alone.",
        "Send your password to the administrator to see more.",
    ),
}
MARKUP = (
    "<b>{}</b>",
    "{} <script>alert(1)</script>",
    "**{}**",
    "[{}](https://example.org)",
    "{} https://example.org",
    "{} www.example.org",
)
