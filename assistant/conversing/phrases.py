"""How people talk about a need that stands, in Thai and English: what is no subject itself."""

import re

from assistant.domain.needs import Wanted
from assistant.limits import A_NUMBER_WORD, number_said

PARTICLE = r"นะ|ดิ|เน้อ|เด้อ|พี่(?![ก-๎])|ครับ|คับ|ค้าบ|คร้าบ|ครัช|ค่ะ|คะ|จ้า|จ้ะ|จ๊ะ|ฮะ|ผม|หน่อย|ละ|ล่ะ|ด้วย|ๆ"
A_PARTICLE = rf"{PARTICLE}|please|then|though|\s|[!.,?~]"
PARTICLES = rf"(?:{A_PARTICLE})*"
_ACKNOWLEDGES = (
    r"(?:โอเค|โอเช|(?<![a-z])ok(?:ay)?(?![a-z])|เยี่ยม(?:เลย|มาก)?|ดี(?:เลย|มาก)|ได้เลย|รับทราบ|เข้าใจแล้ว"
    r"|great|perfect"
    r"|excellent|good|nice|cool"
    r"|wonderful|got it|alright|all right)"
)
_THANKS = (
    r"(?:ขอบ(?:คุณ|คุน|ใจ|พระคุณ)|(?<![a-z])(?:thank(?:s|\s?you)?|thx|ty|ta|cheers|appreciate)(?![a-z])"
    r"|แต้ง(?:กิ้ว)?)"
)
THANKS = re.compile(rf"(?:{_ACKNOWLEDGES}|{PARTICLE}|\s|[!.,])*{_THANKS}|{_ACKNOWLEDGES}{PARTICLES}$")
THANKS_IN_A_PICTURE = re.compile("[👍👌🙏💯❤♥🥰😊😀😁👏🎉✅]")
_HELLO = (
    r"(?:สวัสดี(?:ปีใหม่)?|หวัดดี|เจริญพร|ดีจ้า|ดีค่ะ|ดีครับ|[ฮอ]ั?[ลน]โหล|ฮาโหล|เฮลโล|อรุณสวัสดิ์|สบายดีไหม|เป็น(?:ยัง)?ไงบ้าง"
    r"|มี(?:ใคร|คน)อยู่(?:ไหม|มั้ย)"
    r"|(?<![a-z])(?:h[aeu]llo|hi|hey|hiya|yo|hola|howdy|greetings|good (?:morning|afternoon|evening|day)"
    r"|how are you|(?:is )?any(?:one|body) (?:there|here)|are you there)(?![a-z]))"
)
_TO_WHOM = (
    rf"(?:(?:ตอน|ยาม)\S+|there|all|everyone|team|jabkoo|แอดมิน|ทีมงาน|พี่|คุณ|โยม|admin|ma'?am|sir|madam|/"
    rf"|nice to meet you|how are you|ยินดีที่ได้รู้จัก"
    rf"|{PARTICLE}|\s|[!.,?])*"
)
HELLO = re.compile(_HELLO)
GREETING = re.compile(rf"(?:{_HELLO}{_TO_WHOM})+")
# Who says hello may say who they are, and nothing besides.
INTRODUCTION = re.compile(
    rf"(?:{_HELLO}{_TO_WHOM})+(?:(?:ผม|ดิฉัน|หนู|เรา|นี่)?\s*(?:ชื่อ|เป็น|มา|โทร)*\s*(?:จาก|เจ้าหน้าที่)\S*"
    rf"|(?:this is|i'?m|i am) (?:\w+ ){{0,3}}(?:from|of|with|at) [^,.?!]+)(?:{_TO_WHOM})"
)
# What makes a message more than thanks.
ASKS = re.compile(
    r"\?|ไหม|มั้ย|มั๊ย|ใคร|ยังไง|อย่างไร|ไหน|เท่าไ|กี่|(?<!ขอบ)ขอ(?!บ)|อยาก|ต้องการ|หา(?!ย)|เอา(?!ไว้)"
    r"|เปลี่ยน|แต่|แล้ว(?:ถ้า|มี|ของ|ก็)"
    r"|(?<![a-z])(?:who|what|where|which|how|any|need|want|find|looking|show|but|only|can|could|is there"
    r"|do you)(?![a-z])"
)
CONTACT = re.compile(
    r"ติดต่อ|เบอร์(?!\s*\d)|เบอโทร|เบอ(?![ร์ก-๎])|โทรศัพท์|โทร(?![ก-๎])|อีเมล|อีเมล์|(?<![ก-๎])เมล์?"
    r"|ไลน์(?:ไอดี)?|ช่องทาง"
    r"|(?<![a-z])(?:e-?mails?|phones?|telephones?|contacts?|get in touch|reach(?: out)?|line id"
    r"|call (?:him|her|them))(?![a-z])"
)
QUESTION = re.compile(
    r"\?|ไหม|มั้ย|มั๊ย|ใคร|อะไร|ทำไม|ยังไง|อย่างไร|ไหน|เท่าไ|กี่|เมื่อไ|หรือ|รึ(?:เปล่า|ป่าว|ยัง)|เหรอ|หรอ"
    r"|ใช่มะ|(?:ป่ะ|ปะ|มะ)(?![ก-๎])|(?<![a-z])(?:who"
    r"|what|where|which|how|when|is|does|did|are)(?![a-z])"
)
# That a message names a subject of its own.
NAMES_SUBJECT = re.compile(
    r"(?:เรื่อง|ด้าน|เกี่ยวกับ)(?!\s*(?:นี้|นั้น|นี่|เดิม|เดียวกัน|ดังกล่าว|ที่|$))|อยาก(?:รู้|ทำ|แก้"
    r"|พัฒนา|ปรึกษา)|ต้องการ|มีปัญหา|(?:ทำ|แก้)(?:ยัง|อย่าง)?ไง"
    r"|(?<![a-z])(?:about|regarding|how (?:to|do|can)|looking for|search(?:ing)? for|(?:i|we) (?:need|want"
    r"|make|grow|produce"
    r"|have)|problem)(?![a-z])"
)
# That it adds to the need that stands, in so many words.
ADDS = re.compile(
    r"(?:and )?(?:please )?add(?![a-z])|(?:.{,12}(?:could|can) you (?:also )?(?:add|put in|include)(?![a-z]))"
    r"|and [^,.;]{,30} too(?![a-z])"
    r"|also (?:want|need)(?![a-z])|(?:i|we) (?:(?:want|need) also|also (?:want|need))(?![a-z])"
    r"|(?:เอ้อ|อ้อ|แล้ว|และ|ก็|ขอ|เพิ่ม)+เรื่อง[^,.]{,40}?(?<!ช่วย)ด้วย(?=นะ|ครับ|คับ|ค่ะ|คะ|\s|$)"
)
# That it goes on with the need that stands.
GOES_ON = re.compile(
    r"(?:แล้ว|แต่|และ|โดย|เน้น|เพิ่ม)*(?:ขอ|เอา|อยากได้|ต้อง|เป็น)*(?:แบบ|ชนิด|แนว|สำหรับ|โดย|ซึ่ง"
    r"|ที่(?!ไหน|อื่น)|แต่|และ|เน้น|ไม่(?:ใช้|ใส่|อยาก|มี|เอา)|ใช้กับ|ราคา|ต้นทุน)"
    r"|.*(?<!ช่วย)(?:ด้วย|เพิ่ม)(?![ก-๎]*ตัวเอง)|.*(?:เรื่อง|แบบ|แนว|อย่าง)(?:นี้|นั้น|เดิม)"
    r"|(?:and|but|or)?\s*(?:it|they|that|this|these|those|must|should|has|have|needs?|can|with|without|for"
    r"|which|preferably|using|ideally"
    r"|especially|mainly|also|written|made|based|suitable|any|something)(?![a-z])"
)
# Which limits stay as they were, though the subject is another.
_PLACE, _YEARS, _LEVELS = (
    ("region", "organisation", "centre", "without"),
    ("year_from", "year_to"),
    ("trl_from", "trl_to"),
)
KEPT: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (
        re.compile(
            rf"(?:{thai})\s*(?:เหมือน|แบบ|คง)?(?:เดิม|same)|(?<![a-z])(?:same"
            rf"|keep the) (?:{english})s?(?![a-z])"
        ),
        limits,
    )
    for thai, english, limits in (
        (
            "พื้นที่|ภาค|จังหวัด|ที่|มหาวิทยาลัย|มหาลัย|ศูนย์",
            "region|area|place|province|universit(?:y|ie)|centre|center",
            _PLACE,
        ),
        ("ปี|ช่วงปี|ช่วงเวลา", "year|date|period", _YEARS),
        ("ระดับ|trl ?", "trl|level", _LEVELS),
        ("คน|อาจารย์|นักวิจัย|ผู้เชี่ยวชาญ|ประเภท", "people|kind|type", ("wanted",)),
        (
            "เงื่อนไข(?:อื่น(?:ๆ)?)?|ตัวกรอง|ที่เหลือ|อย่างอื่น|ทุกอย่าง",
            "filter|limit|condition|criteria|setting|thing otherwise",
            (*_PLACE, *_YEARS, *_LEVELS, "wanted"),
        ),
    )
)


def without_kept(folded: str) -> str:
    """A folded message without what it says of limits that stay as they were."""
    for pattern, _ in KEPT:
        folded = pattern.sub(" ", folded)
    return folded.strip()


# Speaks of what was pointed to before.
POINTS_AGAIN = re.compile(
    r"(?:คน|ท่าน|อัน|ตัว|ชิ้น|งาน|เล่ม|โครงการ|เทคโนโลยี|อาจารย์)(?:นี้|นั้น)|เขา(?![ก-๎])|เค้า(?!โครง)"
    r"|(?<![a-z])(?:this|that) (?:one|person|expert|researcher|technology|project|report|product)(?![a-z])"
    r"|(?<![a-z])(?:he|she|him|her|his)(?![a-z])"
)
POINTS_AT_SHOWN = re.compile(
    r"ที่(?:ว่ามา|แสดง|ให้มา|แนะนำมา)|ใน(?:นี้|ลิสต์|รายชื่อ)|(?<![a-z])(?:of|among) (?:these|them"
    r"|those)(?![a-z])"
)
POINTS_AT_ONE = re.compile(r"(?:นี้|นั้น)$|^(?:this|that) ")
# Asks for more of what was shown, and says nothing besides.
ASKS_FOR_MORE = re.compile(
    rf"{PARTICLES}(?:(?:ขอ|อยาก|ได้|รู้|ทราบ|ดู|ต้องการ|มี|ช่วย|บอก|เล่า|ให้|อธิบาย|ฟัง|\s)*"
    r"(?:รายละเอียด|ดีเทล|details?|info|ข้อมูล(?=\s*เพิ่ม|\s*มากกว่า|\s*อีก)|(?<=เล่า)|(?<=บอก)|(?<=อธิบาย)|ขยายความ)"
    r"(?:\s*(?:เพิ่ม(?:เติม)?|มาก(?:ขึ้น|กว่านี้)|กว่านี้|อีก|ลึกๆ?|ทั้งหมด|ได้|ให้|ไหม|มั้ย|บ้าง|นิด"
    r"|ของ(?:ทั้งหมด|พวกนี้)))*"
    r"|(?:(?:can|could|would) you |can i (?:have|get|see) |i(?:'d| would)? (?:want|like|need) (?:to know )?"
    r"|give me |send me |show me |tell me |any |some |a bit |please )*"
    r"(?:(?:more|further|additional|full) (?:details?|info(?:rmation)?)|(?:the )?details|(?<=tell me )more"
    r"|elaborate|explain (?:it |this )?(?:more|further|in (?:more )?detail))"
    rf"(?: (?:on|about|of|for) (?:it|them|this|that|these|those|all))?){PARTICLES}"
)
# That a message turns to another subject, with what leads to that and what ends it.
_LEADS_TO_IT = (
    r"(?:(?<![a-z])(?:(?:and|also|now|so|well|but|ok(?:ay)?|actually|i have|there(?:'s| is)|it'?s|let'?s"
    r"|can we|talk about|move (?:on )?to|a|totally|completely|entirely|quite|,)(?![a-z])\s*)+)?"
)
_ENDS_IT = rf"(?: (?:entirely|altogether|completely))?(?:\s*(?:{PARTICLE}))*"
_OTHER_SUBJECT = (
    r"ว่าแต่|(?<![a-z])by the way,?|(?:ขอ)?เปลี่ยน(?:ใจ(?:ละ|แล้ว)?|\s*(?:เรื่อง|หัวข้อ|ประเด็น|topic"
    r"|คำถาม))(?:ใหม่|ก่อน|หน่อย|เป็น)?"
    r"|(?<![a-z])(?:a )?different thing(?![a-z]),?"
    r"|พอ(?:แล้ว)?เรื่อง(?:นี้|นั้น)(?:ก่อน)?|เรื่อง(?:นี้|นั้น)พอ(?:ก่อน|แล้ว|แค่นี้)"
    r"|(?:ขอ)?พักเรื่อง\S{0,30}?(?:ไว้)?ก่อน(?:ค่ะ|ครับ|คับ|นะ)*"
    r"|(?:ราย|เคส|เจ้า)(?:ต่อไป|ถัดไป|ใหม่)|(?<![a-z])next (?:one|client|case)(?![a-z])"
    r"|(?:ขอ)?(?:ถาม|สอบถาม|ปรึกษา|มี)?(?:อีก(?:สัก)?(?:เรื่อง|คำถาม|ข้อ|ประเด็น)(?:หนึ่ง|นึง|นะ)?"
    r"|(?:เรื่อง|คำถาม)ใหม่|(?:เรื่อง|คำถาม)อื่น)"
    r"|(?<![a-z])(?:(?:new|different|another) (?:client|customer|case)(?: now)?|(?:a |one )?(?:new"
    r"|different|another|separate|unrelated|other) (?:question|topic"
    r"|subject|issue|problem|matter|need)"
    r"|chang(?:e|ing) (?:of |the )?(?:topic|subject)|something (?:else|different)"
    r"|switch(?:ing)? (?:topics?|to another))(?:\s(?:now|then))?"
    r"|(?<![a-z])something (?:totally|completely|entirely|quite) (?:else|different)"
    r"|on (?:another|a different) note,?|(?:another thing|next(?: question| topic)?)(?=\s*:)"
    r"|(?:อีกอย่าง|อย่างอื่น)(?:หนึ่ง|นึง)?(?=\s*:)"
    r"|(?:หัวข้อ|ประเด็น|เคส)ใหม่|คนละเรื่อง(?:กัน|เลย)*"
)
CHANGES_SUBJECT = re.compile(rf"{_LEADS_TO_IT}(?:{_OTHER_SUBJECT}){_ENDS_IT}")
_ANNOUNCES_SUBJECT = re.compile(rf"\s*{CHANGES_SUBJECT.pattern}\s*[:,.–—-]\s*", re.IGNORECASE)


def without_announcement(said: str) -> str:
    """A message without what announces its subject, where it names one after a pause: "something else: …"."""
    announced = _ANNOUNCES_SUBJECT.match(said)
    return said[announced.end() :] or said if announced else said


REFERS_BACK = re.compile(
    r"(?:ขอ)?กลับ(?:ไป|มา)(?:ที่|ยัง|ดู|ถาม)?|ขอกลับ(?=เรื่อง|ที่|\s)|ย้อน(?:กลับ)?(?:ไป|มา)?(?=เรื่อง|ที่)"
    r"|(?<![a-z])(?:(?:go(?:ing)?|come|coming|let'?s go|switch(?:ing)?|return(?:ing)?) back to"
    r"|(?<!get )back to"
    r"|returning to|return to)(?![a-z]|\s*\d)"
)

# What of a need can be lifted, as people call it.
_ASPECTS = {
    "region": r"ภาค|จังหวัด|พื้นที่|เขต|โซน|ภูมิภาค|ถิ่น|(?:region|province|area|location|place"
    "|part of the country)s?",
    "organisation": (
        r"มหา'?(?:วิทยา)?ลัย|ม\.|สถาบัน|หน่วยงาน|สังกัด|องค์กร|(?:universit(?:y|ies)|institut(?:e|ion)s?"
        r"|organi[sz]ations?)"
    ),
    "centre": r"ศูนย์(?:ฯ|ความเป็นเลิศ)?|(?:cent(?:re|er)s?(?: of excellence)?|coes?)",
    "years": r"ปี|พ\.ศ\.?|ช่วงเวลา|(?:years?|dates?|time (?:range|period|frame))",
    "readiness": r"trls?|ระดับ(?:ความพร้อม|เทคโนโลยี)?|ความพร้อม|(?:readiness(?: levels?)?|levels?|maturity)",
    "wanted": r"ประเภท|ชนิด|kinds?|types?",
}
_NO_LONGER_THAI = (
    r"(?:ไม่(?:ต้อง)?|เลิก|ยกเลิก(?:การ)?)\s*(?:ติดว่า|จำกัด|กำหนด|ระบุ|เจาะจง|สน(?:ใจ)?|เกี่ยง|เน้น|ล็อ[กค]"
    r"|ยึด(?:ติด)?|แคร์|กรอง"
    r"|เลือก|ฟิ[กค]ซ?์?|fix|lock|limit|สำคัญ)"
)
_LIFT_BEFORE_THAI = (
    rf"(?:{_NO_LONGER_THAI}"
    r"|ไม่ต้อง(?:เอา|มี|ดู|ใช้|ใส่|ระบุ)?|ยกเลิก|เลิก|ปลด|ล้าง|เคลียร์"
    r"|(?:ตัด|ลบ|เอา|ถอด)(?=(?:\S*\s*){1,3}?\S*(?:ออก|ทิ้ง)))\s*(?:แล้ว)?\s*(?:ที่|เรื่อง|เงื่อนไข|เฉพาะ"
    r"|ว่า|เป็น|ของ|ตัวกรอง"
    r"|เลข|ข้อจำกัด|limit|filter|\s)*"
)
_ANY_AFTER_THAI = r"\s?(?:ที่)?(?:ไหน|ใด|อื่น(?:ๆ)?|อะไร|เท่าไ[รห]่?|ไร|ก่อนหน้า)\S{0,3}\s?ก็(?:ได้|เอา|โอเค|ดี|ไม่เป็นไร)"
_LIFT_AFTER_THAI = (
    r"\s?(?:นี่|นี้|เนี่ย|ก็)?\s?(?:ไม่(?:จำเป็น|สำคัญ|เกี่ยง|จำกัด|เป็นไร|ซีเรียส|ต้อง\s*(?:ดู|limit|fix|lock|จำกัด|กำหนด|ระบุ"
    r"|เจาะจง|สน|มี"
    r"|แล้ว|ละ|ก็ได้|\s*$)|เอา(?:แล้ว|ละ))|(?:ตัด|เอา|ลบ|ถอด)ออก|ทิ้ง|ไม่\s*(?:fix|lock|ล็อก|ยึด)|(?:lift"
    r"|drop|remove|clear|off)(?![a-z])"
    r"|ปลด|ยกเลิก)"
)
_LIFT_BEFORE_ENGLISH = (
    r"(?<![a-z])(?:(?:any|whichever|whatever)(?: other)? "
    r"|no need (?:for )?(?:the |any )?|take off (?:the |that )?|(?:drop|remove|forget|ignore|lift|skip|clear"
    r"|cancel|discard|scrap|ditch|waive|never mind|no|without"
    r"|relax)(?: about)?\s*(?:the |that |any |my |a |เรื่อง\s*)?"
    r"|(?:no matter|don'?t (?:care|mind)|regardless)(?: about| of)?(?: the| which| what)? )(?:both |ทั้ง\s*)?"
)
_LIFT_AFTER_ENGLISH = (
    r"s?(?: limits?| filters?| restrictions?| requirements?| range)?"
    r" (?:doesn'?t|don'?t|does not|do not|isn'?t|is not) (?:matter|important|necessary)"
)


_FILLERS = r"(?:ให้|หมด|เลย|ไป|ก่อน|ทั้ง|และ|กับ|ที่|ปี|ภาค|ศูนย์|มหาวิทยาลัย|trl|\s)*?"
_STAYS = r"\S{0,12}?\s*(?:คงไว้|ยังเอา|เอาไว้|เหมือนเดิม)"


# What then is ruled out is a part of the range alone: "no TRL below 5".
_COMPARES = (
    r"(?:below|under|above|over|before|after|since|more|less"
    r"|(?:low|high|old|new|great|late|earli|few)er)(?![a-z])"
)


def _lifts(aspect: str) -> re.Pattern[str]:
    """How somebody says that an aspect of the need no longer limits it."""
    return re.compile(
        rf"ทุก(?:{aspect})|ไม่เอา\s*(?:{aspect})\s*(?:แล้ว|ละ)|แทน(?:{aspect})(?:นั้น|นี้|เดิม)|(?:เอา|ตัด|ลบ"
        rf"|ถอด)ออก{_FILLERS}(?:{aspect})(?!{_STAYS})"
        rf"|(?<![a-z])other (?:{aspect})s?(?= (?:too|also|as well|are|is))|(?<![a-z])(?:all"
        rf"|every) (?:{aspect})(?![a-z])|(?<![a-z])take (?:the |that "
        rf"|off the )?(?:{aspect})(?: filter| limit)? off"
        rf"|{_LIFT_BEFORE_THAI}(?:{aspect})(?!{_STAYS})|(?:{aspect}){_ANY_AFTER_THAI}"
        rf"|(?:{aspect})(?:\s*(?:กับ|และ|แล้วก็)\s*[^\s,]{{1,15}}?)?{_LIFT_AFTER_THAI}"
        rf"|{_LIFT_BEFORE_ENGLISH}(?:[^\s,]{{1,15}}\s*(?:กับ|และ|and)\s*(?:the )?)?"
        rf"(?:{aspect})(?![a-z])(?!\s*(?:limit )?(?:to|down|ลง|เป็น|เหลือ|{_COMPARES}))"
        rf"|(?<![a-z])(?:{aspect}){_LIFT_AFTER_ENGLISH}"
    )


# That a limit shall be again what it was at first.
AS_AT_FIRST = re.compile(
    r"(?:ตอน|แต่)แรก"
    r"|(?<![a-z])(?:as|like) (?:it was )?(?:at first|in the beginning|originally|at the start)(?![a-z])"
)
# That the need shall be again what it was at first, and nothing besides.
BACK_TO_THE_FIRST = re.compile(
    r"(?:ขอ|เอา|ให้|ช่วย|งั้น|\s)*(?:(?:ย้อน)?กลับ(?:ไป|มา)?)?(?:เป็น|ที่|หา)?\s*(?:แบบ|เหมือน|อย่าง|ที่|เดิม|\s)*"
    rf"(?:ตอน|แต่)แรก(?:สุด|เลย|\s)*{PARTICLES}"
    r"|(?:please )?(?:(?:(?:go|put it|set it) )?back to|return to|(?:make it |be )?(?:as|like))"
    r" (?:how |what |the way )?(?:it was |the |my )*"
    r"(?:at first|in the beginning|originally|at the start|beginning|start|original(?: (?:question|one))?)"
    rf"(?: again)?{PARTICLES}"
)
NAMES_ASPECT = {aspect: re.compile(words) for aspect, words in _ASPECTS.items()}
LIFTS = {aspect: _lifts(words) for aspect, words in _ASPECTS.items()}
ANYWHERE = re.compile(
    r"(?:ที่(?:ไหน|ใด|อื่น(?:ๆ)?)|จากไหน|อยู่ไหน|แห่งไหน|แห่งใด)\s?ก็(?:ได้|เอา|โอเค|ดี)|ทั่ว(?:ประเทศ"
    r"|ไทย)|ทั้งประเทศ|ทุก(?:ที่|แห่ง|สถาบัน)|ที่อื่น(?:ๆ)?\s?(?:มี|ด้วย|บ้าง)|ไม่จำกัด(?:ที่|พื้นที่)"
    r"|(?<![a-z])(?:no need|needn'?t|doesn'?t (?:have"
    r"|need) to)(?: for)?(?: \w+)?(?: to)?(?: be)? (?:nearby|near|close|local)(?![a-z])"
    r"|(?<![a-z])(?:anywhere|wherever|nationwide|all over (?:thailand|the country)|(?:whole"
    r"|entire) country|everywhere)(?![a-z])"
)
ANYTIME = re.compile(
    r"เก่า(?:กว่านี้)?\s?ก็(?:ได้|เอา)|(?<![a-z])older (?:ones|works?|ones? too)(?: are| is)? (?:fine"
    r"|ok(?:ay)?|too)"
)
ALL_KINDS = re.compile(
    r"ทั้ง(?:คน|นักวิจัย|ผู้เชี่ยวชาญ)\S{0,3}(?:และ|กับ|แล้วก็)|(?:คน|งาน)หรือ(?:คน|งาน)\S*ก็ได้"
    r"|(?<![a-z])(?:both (?:people|experts)|anything (?:is fine|goes|will do)|everything"
    r"|whatever you have)(?![a-z])"
)
ALL_LIMITS = re.compile(
    r"(?:ยกเลิก|ล้าง|ลบ|ตัด|เอา)\s?(?:เงื่อนไข|ตัวกรอง|ข้อจำกัด)(?:\s?ออก)?\s?(?:ทั้งหมด|ทุก\S+|(?:เลย"
    r"|แล้ว|ก่อน|นะ|ครับ|ค่ะ|\s)*$)"
    r"|ไม่(?:ต้อง)?(?:มี|จำกัด)(?:เงื่อนไข|อะไร)"
    r"|(?<![a-z])all (?:the )?(?:filters?|limits?|conditions?) (?:taken?|go|off|out|away)(?![a-z])"
    r"|(?<![a-z])(?:clear|remove|drop|forget|reset|lift) (?:all |the |all the |every )+(?:filters?|limits?"
    r"|conditions?|restrictions?)"
)
# That something which is named need not be so.
NEED_NOT_BE = re.compile(
    rf"(?:{_NO_LONGER_THAI}|ไม่(?:ต้อง|จำเป็นต้อง|จำเป็น)|ไม่ได้ต้อง|เลิก|ไม่(?:ได้)?เฉพาะ)"
    r"(?:เป็น|เอา|อยู่|ที่|ของ|จาก|เฉพาะ|ใน|ว่า|ต้อง|แค่|แถว|แถบ|ศูนย์|ภาค|จังหวัด|มหาวิทยาลัย|\s)*$"
    r"|(?:doesn'?t|does not|don'?t|do not|needn'?t|need not)(?: (?:have|need))?(?: to)?(?: be)?(?: (?:in"
    r"|at|from|of|only|the|an?))*\s+$"
    r"|(?:not (?:only|just|limited to|tied to)|no need for|drop|forget|remove|lift|ditch|skip|take off"
    r"|without)(?: (?:in|at|from|of"
    r"|the))*\s+$"
)
NEED_NOT_BE_AFTER = re.compile(
    r"\s*(?:ก็)?(?:[^,.]{0,15}?(?:เอา|ตัด|ถอด|ลบ)ออก|ไม่(?:จำเป็น|สำคัญ|เอาแล้ว|ต้อง(?:แล้ว|ละ|ก็ได้"
    r"|\s*(?:fix|lock|ล็อก|ยึด)|\s*$))"
    r"|(?:isn'?t|is not|not) (?:necessary|required|needed))"
)
# That what stood as a demand does so no longer; "นอกจาก มช. แล้ว" says nothing of the kind.
NO_LONGER_AFTER = re.compile(r"\s*(?:อีก(?:ต่อไป)?)?\s*(?:แล้ว|ละ(?![ก-๎])|any ?more|any longer)")
BESIDES = re.compile(r"นอก(?:เหนือ)?(?:ไป)?จาก\s*\S{0,12}$")
# That what was ruled out may come again.
LETS_IN = re.compile(
    r"(?:(?<!ไม่)(?:รวม(?:ถึง)?|นับ|ใส่)|(?:ไม่(?:ต้อง)?|เลิก|ยกเลิก(?:การ)?)\s*(?:ยกเว้น|ตัด|กัน|คัด))\s*(?:ของ|จาก|คน|ที่|\s)*$"
    r"|(?:(?<!not )(?<!n't )(?<![a-z])(?:include|allow|bring back|put back|add)"
    r"|(?:n't|(?<![a-z])(?:not|no longer|stop)) (?:exclud(?:e|ing)|leav(?:e|ing) out|rul(?:e|ing) out))"
    r"(?: (?:people|researchers?|experts?|those|from|at|of|the))* $"
)
_WILL_DO_TOO = (
    r"(?:\s*(?:ก็(?:ได้|เอา|โอเค|ดี)|ด้วย|เหมือนกัน|ไม่เป็นไร|ได้(?:แล้ว|ละ|นะ|ครับ|คับ|ค่ะ|(?=\s|แต่|$)))"
    r"|\s+(?:(?:is|are|would be) )?(?:also )?(?:fine|ok(?:ay)?|alright|allowed|welcome|too|also"
    r"|as well)(?![a-z]))"
)
LETS_IN_AFTER = re.compile(rf"{_WILL_DO_TOO}|\s*กลับ(?:มา|เข้า)|\s+(?:again|back|after all)(?![a-z])")
# What leads to the one that will do as well as what stands, and what says that it shall be that one instead.
_OF_WHERE = (
    r"(?:ที่|ใน|จาก|ของ|ทาง|แถว|แถบ|คน|นักวิจัย|อาจารย์|ศูนย์|เป็น"
    r"|(?<![a-z])(?:the|in|at|from|of|around|near|someone|people|researchers?|experts?)(?![a-z])|\s)*"
)
_OR_ELSE = re.compile(
    rf"\s*(?:หรือ(?:ไม่ก็|ว่า|จะ|อาจ)*|or(?![a-z])(?: (?:else|maybe|perhaps|also|even)(?![a-z]))*){_OF_WHERE}"
)
_IN_ITS_PLACE = re.compile(r"\s*(?:ดีกว่า|แทน|เท่านั้น|(?:instead|rather|only|(?:is|would be) better)(?![a-z]))")
_ALSO = r"(?:เพิ่ม|รวม(?:ถึง)?|(?<![a-z])(?:also|add|include)(?![a-z]))"
_AND_ALSO = re.compile(rf"\s*(?:(?:และ|แล้วก็|and(?![a-z])|{_ALSO})\s*)*{_OF_WHERE}")
_SAYS_ALSO = re.compile(_ALSO)
_SAYS_TOO = re.compile(_WILL_DO_TOO)


def names_alternative(before: str, after: str) -> bool:
    """Whether what a folded message names between `before` and `after` will do as well as what stands: "หรือ
    มข.", "or the south"."""
    return bool(_OR_ELSE.fullmatch(before) and not _IN_ITS_PLACE.match(after))


def names_another(before: str, after: str) -> bool:
    """Whether a folded message names it besides one of its kind that stands: "มข. ก็ได้", "also KKU"."""
    if not _AND_ALSO.fullmatch(before) or _IN_ITS_PLACE.match(after):
        return False
    return bool(_SAYS_ALSO.search(before) or _SAYS_TOO.match(after))


# That what is named behind is asked for, or asked about; that it comes besides.
ASKS_FOR = re.compile(
    r"\?|ไหม|มั้ย|ใคร|มี|(?<!ไม่)(?<!ไม่ได้)เอา(?!ออก)|ขอ(?!โทษ|แก้|อภัย)|(?<!ไม่)(?:อยากได้|ต้องการ)|เฉพาะ|แค่"
    r"|(?<![a-z])(?:only|just|please|(?<!n't )(?<!not )(?:want|need|show)|what about|how about"
    r"|any(?:one|body)?|who)(?![a-z])"
)
COMES_BESIDES = re.compile(r"ด้วย|เหมือนกัน|อีก|เพิ่ม|(?<![a-z])(?:either|neither|nor|also|too|as well)(?![a-z])")
# What is said of one end of a range that need not be any more.
_LETS_GO = (
    r"\D{0,20}?(?:\d+\D{0,6}?)?(?:ปล่อย|เปิด|ไม่(?:ต้อง|จำกัด|เอา)|ตัดออก|เอาออก"
    r"|(?<![a-z])(?:can go|may go|open|free|off)(?![a-z]| (?:up |down )?to))"
)
LETS_END_GO = re.compile(
    rf"ไม่ต้อง(?:จบ|ถึง|สิ้นสุด)(?:ที่|ปี|\s)*\d|(?:ปีสุดท้าย|ปีท้าย|ปีจบ|ปลาย|เพดาน|ขั้นสูง|สูงสุด|(?<![a-z])(?:end|upper|latest"
    rf"|maximum)(?![a-z])){_LETS_GO}"
)
LETS_BEGINNING_GO = re.compile(
    rf"(?:ปีเริ่ม|ปีแรก|ปีต้น|ขั้นต่ำ|ต่ำสุด|(?<![a-z])(?:start|lower|earliest|minimum)(?![a-z])){_LETS_GO}"
)
ADDS_KIND = re.compile(r"ด้วย|เพิ่ม|ทั้งสอง|ทั้งคู่|(?<![a-z])(?:also|too|as well|add|both)(?![a-z])")
# The kinds of what is wanted, as they are called where the subject is known.
KINDS: dict[Wanted, str] = {
    "expert": (
        r"ผู้เช[ีิ]่?ยวชา[ญนณ]|ผู้ชำนาญ|ผู้รู้|ทีมวิจัย|วิทยากร|นัก(?:วิจัย|วิชาการ|วิทยาศาสตร์|เคมี"
        r"|ชีววิทยา|โภชนาการ"
        r"|ออกแบบ)|วิศวกร|เภสัชกร|สัตวแพทย์"
        r"|อาจาร?ย?์?น?(?=[^ก-๎]|[ก-ฮเแ]|$)|ที่ปรึกษา|ใคร(?!เคย(?:ทำ|พัฒนา|วิจัย))|ท่าน(?:ไหน|ใด)|(?<=ขอ)คน|(?<=เอา)คน"
        r"|(?<=ได้)คน|(?<=มี)(?<!ที่มี)(?<!เคยมี)คน|(?<=ทั้ง)คน|(?<=หา)คน|(?<=เป็น)คน|(?<=กับ)คน|^คน(?=แถว|แถบ|ภาค|เหนือ|ใต้|อีสาน|กลาง)|ใค(?=มั่ง|บ้าง|ช่วย|ทำ|\s|$)"
        r"|คน(?=ที่|ใน|จาก|ช่วย|เดียว|อย่างเดียว|เท่านั้น|\s*$)"
        r"|(?<![a-z])(?<!by )(?:experts?|researchers?|specialists?|scientists?|professors?|consultants?"
        r"|lecturers?|who|people|persons?|someone|somebody"
        r"|anyone|anybody|profs?|folks|vets?|[a-z]+(?:ologist|icist|ician|chemist|engineer|nomist|tionist"
        r"|macist)s?)(?![a-z])"
    ),
    "technology": r"เ[ทต]คโน(?:ฯ|โล[ยญ]ี่?)(?!ชีวภาพ|สารสนเทศ)|นวัตกรรม|สิทธิบัตร|ขอ(?:ใช้|อนุญาตใช้)สิทธิ์?|ไลเซนส์"
    r"|(?<![a-z])(?:technolog(?:y|ies)|patents?|innovations?|inventions?|tech|licen[cs]ed?)(?![a-z])",
    "project": r"โครงการ|(?<![a-z])projects?(?![a-z])",
    "report": r"งานวิจัย|รายงาน|ผลการวิจัย|อยากอ่าน|(?<=อ่าน)เล่ม|(?<![a-z])(?:reports?|research results"
    # "Paper cups" are made of it.
    r"|studies|papers|paper(?= (?:on|about|from|by|in|that|which|only)|\s*[.?!,]|\s*$)"
    r"|publications?)(?![a-z])",
    "product": r"สินค้า|ผลิตภัณฑ์|(?:ทำ|วาง|มี|พร้อม)ขาย(?=อยู่|แล้ว|ให้|ไหม|มั้ย)|ซื้อ(?:มา)?ใช้"
    r"|(?<![a-z])(?:products?|off[- ]the[- ]shelf|on the shelf|ready-made)(?![a-z])",
}

A_KIND = re.compile("|".join(KINDS.values()))

_TALK = """
เอา เฉพาะ แค่ ขอ ขอให้ ขอเป็น เป็น เป็นราย แต่ แต่ว่า แล้ว แล้วก็ ก็ ก็ได้ ได้ ละ กัน ละกัน แล้วกัน
ล่ะ งั้น ถ้า ถ้าเป็น หากเป็น ไม่ ไม่ต้อง ไม่มี ใช่ เอ้ย เอ๊ะ เอ่อ อ้อ พิมพ์ ผิด หมายถึง ต่างหาก
ที่อยู่ ที่ไหน ที่อื่น ไหน อยู่ แถว แถวๆ สังกัด ของ จาก ใน มี มีมั้ย มั้ย ไหม บ้าง นะ นะคะ ค่ะ คะ
คับ ครับ ปี ภาค จำกัด เจาะจง ศูนย์ ตั้งแต่ เริ่ม เริ่มต้น เท่านั้น หน่อย เหมือนเดิม เหมือน เดิม ด้วย
เพิ่ม เพิ่มเติม นี้ นั้น เรื่องนี้ เรื่องนั้น ทำ ทำเรื่องนี้ อย่างเดียว เพียง ให้ น่ะ เมื่อกี้
เมื่อกี๊ ก่อนหน้า ก่อนหน้านี้ ดีกว่า ใหม่ ใหม่กว่า ใหม่กว่านี้ กว่า กว่านี้ เก่า ล่าสุด แทน เปลี่ยน
เปลี่ยนเป็น แก้ แก้เป็น ขอแก้ ขอโทษ โทษที ทั้งหมด ทุกคน ทุก หมด ต่อ ลอง ดูก่อน ขอดู อีก อื่น อื่นๆ
คนอื่น พวก พวกนี้ กลุ่ม ระดับ ขึ้นไป ขึ้น ลง ลงมา พร้อม พร้อมใช้ ความพร้อม ช่วง เวลา โซน พื้นที่
สนใจ เน้น เลือก กรอง สาย ตัว อัน ตรง น่าจะ คงจะ คง จะ ว่า ใช้ ใช้ได้ จริงๆ จริง คือ พอ พอจะ ยัง
ยังมี ยังคง มาก เยอะ น้อย หลาย only please and for what about but keep it in at from of the any is
fine actually show me just also too instead published publish works on this that do you have be
doesn to meant mean i not no sorry wait one ones more other others same still now then all can could
would like want there here okay ok well hmm anything anyone someone people with those these which
their his her year years trl level levels region centre center university drop organisation
organization will first since between up higher later or than before after newer older recent latest
new old least most above below under over range minimum maximum limit filter filters restrict narrow
down preferably rather หรือว่า หรือไม่ก็ รวม ปะ ป่ะ อะ อ่ะ เคย รึยัง โอเค เก็ต เงื่อนไข อยู่แล้ว ดีมาก ใกล้เคียง ปริมณฑล
กลับ โทษๆ ลดเหลือ เหลือ ลด เพิ่มเป็น ขยับ ตัวกรอง lower raise close condition conditions remove take
off tell ideally folks nothing written anywhere resercher ติดต่อ เบอร์ เบอ เบอโทร โทร โทรศัพท์ อีเมล
อีเมล์ เมล์ ไลน์ ไอดี ช่องทาง เจ้าของ ข้อมูลติดต่อ แรก สอง สาม สุดท้าย ที่สอง ที่สาม คนแรก อันดับ
ตัวแรก email phone telephone touch reach line info number owner call detail contacts second third
last make change switch correction oops typo let see maybe perhaps really yes so them they him she
he who where how many much else list again back different place places thailand based located
working work worked does asking asked push move คุย เน้อ เด้อ บ่ ก่อ ก่อน
read pls either end start upper wrong within again extend stretch
"""
_VAGUE = """
ธุรกิจ กิจการ บริษัท โรงงาน สินค้า ผลิตภัณฑ์ มีเรื่อง มีเรื่องอยาก ปัญหา ช่วย แนะนำ คำแนะนำ ของดี
พัฒนา พัฒนาสินค้า ปรับปรุง ยกระดับ ไอเดีย ความรู้ โปรเจค โปรเจกต์ อะไรดี เริ่มยังไง เริ่มต้น ต่อยอด
ไม่รู้ งาน ข้อมูล เดือน เดือนหน้า สัปดาห์หน้า พรุ่งนี้ นิดนึง ปรึกษา
ร้าน smth sth ทำอะไร ดี ที่ดี สักอย่าง บางอย่าง หลายอย่าง คุย เพิ่มมูลค่า
business company product factory problem issue นิดหน่อย คือมี
idea clue support improve development develop better new thing stuff some starting
start advice assistance guidance farm farms shop store boss home house family money price sales sell buy job
life time day today got hey hello guys help sure fine mine hope plan
หนู ค่า
"""

# Words of talking about a need, not of its subject; besides those of asking.
TALK = frozenset(_TALK.split())
# Too general to be searched for by themselves.
VAGUE = frozenset(_VAGUE.split())

_NOT_IN_DIALECT = re.compile(r"(?<![ก-๎])บ่(?=ต้อง|เอา|มี|ใช่|ได้|จำกัด|สน)|(?<=คน)บ่(?=ต้อง|เอา)")

_NUMBER_WORD = f"(?:{A_NUMBER_WORD})"
_NUMBER_IN_WORDS = re.compile(
    rf"(?<=level ){_NUMBER_WORD}(?![a-z])|(?<=trl ){_NUMBER_WORD}(?![a-z])"
    rf"|^{_NUMBER_WORD}(?= (?:or|and) (?:higher|more|above|up|better|lower|less|below)(?![a-z]))"
    rf"|(?<= to ){_NUMBER_WORD}(?![a-z])|(?:(?<=เป็น)|(?<=เหลือ)|(?<=สัก)|(?<=ซัก)"
    rf"|^){_NUMBER_WORD}(?=ขึ้น|ลงมา|ถึง)|(?<=ถึง){_NUMBER_WORD}(?![ก-๎])"
)


def in_standard_thai(folded: str) -> str:
    """A folded message with the standard word for "not" in place of that of the North and the Northeast."""
    return _NOT_IN_DIALECT.sub("ไม่", folded.replace("บ่แม่น", "ไม่ใช่"))


def with_digits(folded: str) -> str:
    """A folded message with digits for what it says of levels in words: "level seven or higher"."""
    return _NUMBER_IN_WORDS.sub(lambda number: str(number_said(number[0])), folded)
