"""Whether a place or an organisation that a question names is demanded, ruled out, or only told.

"Researchers in the south" demands the south; "our mill in the south, who can help?" tells where the asker is.
A demand needs words that govern the name: those who shall help stand before it in the same clause with a
preposition directly before it, or it is asked of itself ("มข. มีใครทำเรื่องอ้อย", "KKU only").

What need not be ("not only KKU") is not demanded; ruled out is what help shall not be of ("not from KKU").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

Span = tuple[int, int]

_THAI_PEOPLE = (
    r"(?<!เป็น)(?:ผู้เชี่ยวชา[ญน]|ผู้ชำนาญ|นักวิจัย|นักวิชาการ|อาจารย์|ที่ปรึกษา|ใคร|(?:ขอ|หา|มี|อยากได้"
    r"|ต้องการ)คน"
    r"|หน่วยงาน|ศูนย์|มหาวิทยาลัย|ทีม|แล็บ|แลป|เทคโนโลยี)"
)
_ENGLISH_PEOPLE = (
    r"(?<!am a )(?<!am an )(?<!i'm a )(?<!we are )(?<!my )(?<!our )(?<![a-z])"
    r"(?:experts?|researchers?|scientists?|specialists?|professors?|consultants?|someone|somebody|anyone"
    r"|anybody|people"
    r"|teams?|lab(?:s|orator(?:y|ies))?|universit(?:y|ies)|cent(?:er|re)s?|technolog(?:y|ies))(?![a-z])"
)
# Asking, not as in "customers who live in the north".
_WHO = r"(?:^|(?<=, )|(?<=know )|(?<=find )|(?<=me )|(?<=and )|(?<=but )|(?<=so )|(?<=or ))who(?![a-z])"
_PEOPLE = rf"(?:{_THAI_PEOPLE}|{_ENGLISH_PEOPLE}|{_WHO})"
_THAI_WORKS = r"(?:งานวิจัย|ผลงาน|รายงาน|โครงการ|เทคโนโลยี|นวัตกรรม|สิทธิบัตร)"
_ENGLISH_WORKS = (
    r"(?<!my )(?<!our )(?<![a-z])"
    r"(?:research|reports?|stud(?:y|ies)|projects?|papers?|patents?|works?)(?![a-z])"
)
_HELP = (
    r"(?:ช่วยเหลือ|ปรึกษา|ติดต่อ|ร่วม(?:มือ|งาน)|(?<![a-z])(?:help|advice|contact|partner"
    r"|collaborat\w+)(?![a-z]))"
)
_HELP_OF_ORGANISATION = rf"(?:{_PEOPLE}|{_THAI_WORKS}|{_ENGLISH_WORKS}|{_HELP})"

# Words further away, in characters, govern nothing.
_LONGEST_REACH = 300
_SENTENCE_END = re.compile(r"[?!]|(?<![ก-๎.])\.(?=\s)")
_CLAUSE_END = re.compile(r"[,;:()]\s*|(?<=[ก-๎])\s+(?=[ก-๎])")
_PREPOSITIONS = re.compile(
    r"(?:(?:ที่|ซึ่ง|อย[ูุ]่|ตั้ง|ประจำ|สังกัด|ใน|แถว|แถบ|จาก|ทาง|ของ|กับ|โดย|เขต|ย่าน|ฝั่ง|พื้นที่|ใกล้ๆ?"
    r"|เฉพาะ)\s*)+$"
    r"|(?<![a-z])(?:in|from|of|near|around|at|with|within|only)\s+(?:the\s+)?$"
)
_OF_FACULTY = re.compile(
    r"(?:คณะ|ภาควิชา|สาขา|สำนักวิชา)\S*\s*$|(?<![a-z])(?:faculty|department|school) of [a-z ]+,?\s*$"
)
# A clause that only adds a place to one before: "..., ขอที่อยู่แถวภาคกลาง", "..., preferably in the south".
_ONLY_ADDS = re.compile(r"(?:ขอ|เอา|อยากได้|ต้อง|แต่|และ|preferably|ideally|but|only|based|located|\s)*")
_ASKS_FOR_PLACE = re.compile(r"(?:ขอ|เอา|อยากได้)\S*(?:อย[ูุ]่|แถว|ใกล้|ใน)|เฉพาะ")
_ONLY_AFTER = re.compile(r"[\s)]*(?:เท่านั้น|only(?![a-z]))")

# What belongs to the asker, or to the people spoken of, stands between helpers and place.
_OWN_PLACE = re.compile(
    r"(?<![a-z])(?:our|my|(?:we|i)(?:'re|'m| (?:are|am|have|run|grow|make|live|own|sell|produce)))(?![a-z])"
    r"|(?<!สระ)(?<!เส้น)(?<!ย้อม)(?<!บำรุง)(?:ผม|เรา|ฉัน|หนู)\s*$"
    r"|(?:โรงงาน|โรงสี|ร้าน|ฟาร์ม|สวน|ไร่|บ้าน|บริษัท|กิจการ|สหกรณ์|วิสาหกิจ|เกษตรกร|ชาวนา"
    r"|ผู้ประกอบการ)\S{0,12}\s*$"
    r"|(?<![a-z])(?:mills?|factor(?:y|ies)|farms?|farmers?|plants?|plantations?|shops?|compan(?:y|ies)"
    r"|business(?:es)?"
    r"|growers?|producers?|villagers?|cooperatives?|customers?)\s*$"
    r"|(?:(?<!ทุ)เรียน(?:จบ)?|จบ|(?<![a-z])(?:study|studied|studying|graduated))\s*$"
)

# One of several wishes between commas, or in brackets: "rice drying experts, North, TRL 7 and up".
_BEFORE_A_WISH = re.compile(r"(?:^|[,;(])\s*(?:the\s+)?$")
_AFTER_A_WISH = re.compile(r"\s*(?:[,;)]|$)")
_OTHER_WISHES = re.compile(rf"{_PEOPLE}|{_THAI_WORKS}|{_ENGLISH_WORKS}|(?<![a-z])trl(?![a-z])")

# "ผู้เชี่ยวชาญปลาร้าภาคใต้": who is sought and for what, then the region, and nothing more.
_SEEKS_A_PERSON = re.compile(
    r"(?:\s|อยาก(?:ได้|หา)|ต้องการ|ช่วย|แนะนำ|ค้นหา|หา|ขอ|มี|รายชื่อ)*"
    r"(?:ผู้เชี่ยวชา[ญน]|ผู้ชำนาญการ?|นักวิจัย|นักวิชาการ|อาจารย์|ที่ปรึกษา)(?:ด้าน|เรื่อง|เกี่ยวกับ|\s)*"
)
# What may itself stand in the region: it is done there, or told in a clause of its own.
_SAYS_MORE = re.compile(r"[,;:()]|ที่|ซึ่ง|ของ|ให้|เป็น|คน|ช่วย|ดู|แก้|สอน|ทำ|มา|เลี้ยง|ปลูก|ขาย|ผลิต|.{40}")
_CALLED_BY_REGION = re.compile(
    r"(?:อาหาร|ขนม|แกง|ผ้า|ทอ|ไหม|ภาษา|วัฒนธรรม|ประเพณี|ศิลปะ|ดนตรี|ประวัติศาสตร์|ท่องเที่ยว|เศรษฐกิจ|อากาศ|ฝน"
    r"|น้ำท่วม|ฝุ่น|ควัน|ไฟป่า|ดิน|ป่า|ทะเล|สมุนไพร|พันธุ์|เมือง|บ้าน|ท้องถิ่น)$"
)
# Limits besides are no more of the subject.
_NOTHING_MORE = re.compile(
    r"\s*(?:(?:บ้าง|มี|ใคร|(?:หรือ|รึ)(?:เปล่า|ไม่|ยัง)|ไหม|มั้ย|หน่อย|ด้วย|ครับ|คับ|ค่ะ|คะ|จ้า|[?!.])\s*)*"
    r"(?:$|[,;]|trl|(?:ไม่|บ่)(?:เอา|รวม|ใช่|นับ)|(?:ยก)?เว้น|งด|(?:หลีก)?เลี่ยง"
    r"|(?:ตั้งแต่|หลัง|ก่อน|ไม่เกิน|(?:ใน)?ช่วง)?\s*(?:ปี|พ\.?ศ)|ย้อนหลัง)"
)

_REGION_IS_ASKED = re.compile(rf"(?:พอ|จะ)*มี{_THAI_PEOPLE}")
_ORGANISATION_IS_ASKED = re.compile(
    rf"\s*(?:พอ|จะ)*(?:มี\s*(?:{_THAI_PEOPLE}|{_THAI_WORKS})|ช่วย)"
    r"|\s+(?:can |could )?(?:help|have|has)(?![a-z])"
)
_BEFORE_ASKED_NAME = re.compile(r"(?:ที่|ใน|ทาง|at|in|the|can|could|does|do|would|\s)*")
_QUALIFIES = re.compile(rf"(?:'s)?\s+(?:{_ENGLISH_PEOPLE}|{_ENGLISH_WORKS})")

# How a question denies what it names, from what is always a wish to what may tell of anything.
_UNWANTED = (
    r"(?:ไม่|บ่|อย่า)(?:เอา|ต้องการ|อยากได้|ขอ)|ห้าม(?:เอา|เป็น)|(?:หลีก)?เลี่ยง|(?<![ก-๎])งด"
    r"|อย่า(?:ให้)?มี|ไม่ให้มี"
    r"|(?:(?<![a-z])not|n't) (?:want|wish|include|show|suggest|recommend|consider|pick|choose)"
    r"|(?<![a-z])(?:exclud(?:e|ing)|avoid(?:ing)?|ignor(?:e|ing)|(?:rather|prefer) not"
    r"|leav(?:e|ing) out|rul(?:e|ing) out"
    r"|(?:skip|drop|ditch|forget|remove)(?! (?:in|at|of)))"
)
_EXCEPTED = (
    r"(?:ไม่|บ่|อย่า)(?:รวม(?:ถึง)?|นับ)|(?:ยก)?เว้น(?!แต่|ระยะ)|นอกจาก|นอกเหนือ(?:ไป)?(?:จาก)?"
    r"|(?<![a-z])(?:except(?:ing)?|other(?: [a-z]+)? than|apart from|aside from|besides"
    r"|(?:(?:any|every)(?:one|body|where|thing)|(?:all|any|every)(?: other)? [a-z]+|all) but)"
    r"|(?:^|(?<=[,;.!?] )|(?<=but )|(?<=and )|(?<=with )|(?<=please ))no(?: one|body|ne|thing)?"
)
_DENIED = (
    r"บ่แม่น|(?:ไม่|บ่|อย่า)(?:ใช่|สังกัด|มาจาก|อยู่|ได้(?:สังกัด|ใช่|อยู่|มาจาก|มา|เป็น|พัฒนา|วิจัย|ทำงาน|ต้อง)|จำเป็นต้อง|จำเป็น|ต้อง(?!การ))|(?:(?<![ก-๎])|(?:ที่)?อยู่|จาก|คน)นอก(?:เขต|พื้นที่)?"
    r"|(?:(?:need )?(?<![a-z])(?:can)?not|n't|(?<![a-z])(?:outside|without|never|neither|unaffiliated))"
)
# Who speaks so of a name wants no help from there, whoever else may dislike it does not matter.
_DISLIKED = (
    r"ไม่(?:ชอบ|ปลื้ม|ถูกใจ|ไว้ใจ)|เบื่อ|เกลียด|เข็ด|ไม่(?:สะดวก|อยาก|ว่าง)?\s*(?:จะ)?(?:เดินทาง)?(?:ไป|ลงไป)"
    r"|(?<![a-z])(?:(?:do|can|would|could) ?not|(?:do|ca|wo|would|could)n't) (?:really |much )?"
    r"(?:like|trust|fancy|care for|(?:travel|go|get|drive|come) to)"
    r"|(?<![a-z])(?:not (?:an? )?(?:big )?(?:fan of|keen on|fond of|happy with)|no fan of|dislike|hate"
    r"|(?:tired|sick) of|fed up with)"
)
_OF_WHOM = (
    r"(?:แค่|เฉพาะ|เพียง|ทั้ง|โดย|ที่|จาก|ของ|ใน|in|at|from|คน|อยู่|งาน|งานวิจัย|ศูนย์|อาจารย์|นักวิจัย|นักวิชาการ|ผู้เชี่ยวชาญ|ผลงาน|รายงาน"
    r"|โครงการ|เทคโนโลยี|หน่วยงาน|ทีม|พวก|กลุ่ม|ทาง|แถว|แถบ|ฝั่ง|สาย|สังกัด|เป็น|มา|ให้|ภาค|จังหวัด|\s)*$"
)
_OF_WHOM_IN_ENGLISH = (
    r":?(?:\s+(?:for|from|in|at|of|by|with|the|only|just|those|that|who|is|are|be|to|have|necessarily|limited|tied"
    r"|based|located|developed|made|done|published|affiliated|associated|working|works?|people|persons?|researchers?|scientists?|experts?|specialists?|professors?"
    r"|lecturers?|consultants?|staff|teams?|want|need|include|show|see|me|us|any|anyone|anybody|anything|someone"
    r"|somebody|ones?|reports?|research|studies|projects?|technolog(?:y|ies)|results?|here))*\s+$"
)
_EXCLUDES = re.compile(
    rf"(?:(?P<unwanted>{_UNWANTED})|(?P<excepted>{_EXCEPTED})|(?P<disliked>{_DISLIKED})"
    rf"|(?P<denied>{_DENIED}))"
    rf"(?:(?<=[ก-๎])\s*{_OF_WHOM}|(?<=[a-z])(?:{_OF_WHOM_IN_ENGLISH}|\s+{_OF_WHOM}))|(?P<prefix>(?<![a-z])non-)$"
)
_MAY_EXCLUDE = re.compile(rf"{_UNWANTED}|{_EXCEPTED}|{_DISLIKED}|{_DENIED}|non-")
# It may come from elsewhere too, which rules nothing out.
_NEED_NOT = re.compile(
    r"แค่|เฉพาะ|เพียง|จำเป็น|ต้อง(?!การ)|(?<![a-z])(?:only|just|need|have|necessarily|limited|tied)(?![a-z])"
)
# Who does not leave somebody out lets them in.
_NOT_DENIED = re.compile(r"(?:ไม่(?:ต้อง)?|เลิก|ยกเลิก(?:การ)?|(?<![a-z])(?:not|no longer|stop)|n't)\s*$")
_ALONE_AFTER = re.compile(r"[\s)]*(?:เท่านั้น|(?:เพียง)?(?:อย่าง|ที่|แห่ง)เดียว|(?:only|alone)(?![a-z]))")
_PARTICLES = r"(?:นะ|ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ|เลย|ดีกว่า|please)"
_EXCLUDES_AFTER = re.compile(
    r"\s*(?:นี้|นี่|ก็|ขอ)?\s*(?:ไม่(?:เอา|รวม|นับ|ต้องการ|อยากได้)|ยกเว้น|(?:ตัด|เอา|ลบ|ถอด|กรอง)(?:ออก|ทิ้ง))"
    rf"(?:{_PARTICLES}+(?=[\s,.;!?]|$)|\s*(?=[,.;!?]|$))"
    r"|\s+(?:is |are )?(?:excluded|not (?:wanted|welcome|an option|what (?:i|we) (?:want|need)))(?![a-z])"
)
# The same where the name itself begins the clause: "CMU is not ok", but not "our yield at CMU is not ok".
_REFUSED_AFTER = re.compile(
    rf"\s*(?:นี้|นี่|ก็|\?)?\s*(?:ไม่(?:โอเค|เวิร์[กค]|สะดวก|ดีกว่า)|อย่าดีกว่า|ไกล(?:เกิน)?ไป){_PARTICLES}*(?=[\s,.;!?]|$)"
    r"|\s*[?,.]?\s+(?:no,? (?:thanks?|thank you)|(?:is|are) (?:not (?:ok(?:ay)?|an option|for (?:me|us))"
    r"|no (?:good|option)|(?:too|so) far(?: away)?|out(?! of))|isn't (?:ok(?:ay)?|an option)"
    r"|(?:won't do|(?:doesn't|won't) (?:work|suit)(?: for)?(?: me| us)))(?=[\s,.;!?]|$)"
)
_TAKES = re.compile(
    r"(?:(?:ตัด|เอา|ลบ|ถอด|กรอง|คัด|กัน)\s*(?:คน|งาน|พวก|ของ|จาก|ที่|ศูนย์|\s)*"
    r"|(?<![a-z])(?:leave|take|keep|cut|rule|filter|throw)(?: (?:the|those|people|researchers?|experts?"
    r"|results?|from|of|at|in))* )$"
)
_OUT = re.compile(r"\s*(?:นี้|นี่|ก็)?\s*(?:ออก|ทิ้ง)|\s+(?:out|off)(?![a-z])")
_AND = re.compile(r"หรือ|และ|กับ|(?<![a-z])(?:or|and|nor)(?![a-z])")
_PLACED_BY = r"(?:(?:ที่|ใน|จาก|ของ|the|in|at|from|of)\s*)*"
_JOINS = re.compile(rf"[\s,/]*(?:(?:[,/]|แล้วก็|{_AND.pattern})[\s,/]*{_PLACED_BY})?")
# After these what is named may be meant instead of what is denied: "not the south, the north".
_PARTS_FROM_DENIED = re.compile(rf"(?:,\s*|\s+){_PLACED_BY}")
# In "not from CMU, KKU" both are denied, in "not from CMU, from KKU" the second is meant.
_FROM = re.compile(r"(?<![a-z])(?:neither|(?:from|at|of|with)\s*$)")
_NAMED_ANEW = re.compile(rf"(?:,\s*|\s+)(?=\S){_PLACED_BY}")
# Who trades in a place does not say where help shall come from.
_TRADES = re.compile(
    r"ขาย|จำหน่าย|ส่งออก|ตลาด|ลูกค้า|สาขา|ปลูก|เลี้ยง"
    r"|(?<![a-z])(?:sell|sold|ship|deliver|export|market|customer|branch|grow|buy|available)"
)
_BEGINS_CLAUSE = re.compile(
    r"(?:.*(?:แต่|(?<![a-z])but))?(?:ขอ|เอา|อยากได้|ต้องการ|ต้อง|แต่|และ|หรือ|แล้ว|ก็|ถ้า|โดย|คือ|เป็น|ที่|ซึ่ง|พวก|คน|งาน|เฉพาะ|แค่|หา|มี"
    r"|อื่น|ไหน|ใด|ได้|มหาวิทยาลัย|สถาบัน"
    r"|(?<![a-z])(?:it|they|that|which|those|these|but|and|or|if|should|must|can|could|would|may|do|does|is|are|be"
    r"|so|preferably|ideally|please|actually|maybe|just|only|from|based|located|somewhere)(?![a-z])|\s)*"
)
_SPEAKS_FOR_ONESELF = re.compile(
    r"(?:ผม|เรา|ฉัน|ดิฉัน|หนู|พวก|แต่|และ|เพราะ|คือ|ก็|ขอ|จริงๆ"
    r"|(?<![a-z])(?:i|we)(?:'m|'re)?(?![a-z])|(?<![a-z])(?:am|are|but|and|so|actually|really)(?![a-z])|\s)*"
)

# What is told of others, or of everywhere, is no wish, nor is what is asked.
_OTHERS_REFUSE = re.compile(
    r"(?:ลูกค้า|ผู้บริโภค|ผู้ซื้อ|คน(?:ซื้อ|กิน)|พ่อค้า|แม่ค้า|ตลาด|ร้าน(?:ค้า)?|โรงงาน|ชาวบ้าน|เขา)(?:เขา|ก็|จะ|เลย|มัก|ส่วนใหญ่|\s)*$"
    r"|(?<![a-z])(?:customers?|buyers?|consumers?|clients?|traders?|shops?|markets?|they)"
    r"(?: (?:do|will|would|often|usually|always))*\s*$"
)
_HAPPENS_EVERYWHERE = re.compile(
    r"(?P<what>.*?)(?:ใน|ที่|\s)*"
    r"(?:ทุก(?:ๆ)?(?:ภาค|ที่|แห่ง|จังหวัด|พื้นที่)|ทั่ว(?:ประเทศ|ไทย)|(?<![a-z])(?:everywhere|all over))\s*"
)
_ASKS_WHY = re.compile(r"(?:ทำไม|เหตุใด|(?<![a-z])why)\s*$")
_IS_ONESELF = re.compile(
    r"(?:ผม|เรา|ฉัน|หนู)(?:เป็น|จบ|เรียน|อยู่|ทำงาน|มาจาก)(?:(?!ขอ|หา(?!วิ)|อยาก|ต้องการ)\S)*\s*(?:(?:มหาวิทยาลัย|ภาค)\S*\s*)?$"
    rf"|(?<![a-z])(?:i am|we are|i'm|we're)(?! (?:looking|searching|seeking|after|interested))"
    rf"(?:(?!{_ENGLISH_PEOPLE})[a-z -])+,?\s*$"
)
# Of several names without "or" the last may be what is meant instead.
_MEANT_INSTEAD = re.compile(r"\s*(?:เท่านั้น|ก็(?:ได้|พอ)|ดีกว่า|แทน|มี|(?:only|instead)(?![a-z]))")

# A denial, however it is worded: none of distance, of amounts, of what one knows or asks.
_DENIES = re.compile(
    r"(?<!หรือ)(?<!รึ)(?:ไม่|มิได้)(?!ทราบ|รู้|แน่ใจ|ไกล|ห่าง|เกิน|ต่ำกว่า|น้อยกว่า|มากกว่า|เก่ากว่า|ก่อน|หลัง)"
    r"|อย่า(?!ง)|เลี่ยง|(?<![ก-๎])งด|เว้น(?!ระยะ)"
    r"|(?:(?<![a-z])(?:not|no|cannot)|n't)(?![a-z])(?! (?:know|sure|doubt|matter|far|older|newer|later"
    r"|earlier|more|less|lower|higher|below|above|before|after|over|under|trl|you|there|any)(?![a-z]))"
    r"|(?<![a-z])(?:never|none|nothing|nobody|neither|nor|without|except|excluding|avoid|ignore"
    r"|unaffiliated)(?![a-z])"
)
# In Thai a mere space may stand between such words and what they deny.
_DENIES_WHAT_FOLLOWS = re.compile(
    r"(?:ไม่|อย่า)(?:ได้|เคย|อยาก|ให้|ต้อง)*(?:มี|เจอ|พบ|ติดต่อ|ถาม|ใช้|ไป|ปรึกษา|ชอบ|เลือก)\s*$"
)
# Behind it stands what is spoken of by itself.
_SPEAKS_ANEW = re.compile(
    r"แต่|เพราะ|(?<!ไม่)(?<!ไม่ได้)(?<!บ่)(?<!อย่า)(?:ขอ|อยากได้|ต้องการ|หา(?=คน|ผู้|นัก|อาจารย์|ทีม))"
    r"|(?<![a-z])(?:but|so|because|and|however|then)(?![a-z])"
)
_DENIED_AFTER = re.compile(
    r"(?:\s*(?:แล้ว|ก็|แต่)+\s*|(?:นี้|นั้น)?)(?:ไม่(?!ต้อง|จำเป็น|เกิน|ไกล|ทราบ|รู้|เอา|รวม|ใช่)|มิได้)"
    r"|(?:'s)?(?:\s+(?!who|that|which|but|and|or|not|no)[a-z]+){0,2}?\s+(?:is|are|was|were|has|have|had|do|does|did"
    r"|can|could|will|would)(?:n't| (?:not|no|never|nothing|none))(?![a-z])"
)


def stands_in_denial(folded: str, start: int, end: int) -> bool:
    """Whether the clause denies something in which a folded question names what stands from `start` to `end`.

    Such a name is neither demanded nor where the asker is, whatever it is that is denied: "technology not
    made at KKU", "nobody at CMU could help". One's own place stays one's own: "our mill in the north has no
    dryer".
    """
    sentence = _sentence_before(folded, start)
    if _DENIES_WHAT_FOLLOWS.search(sentence):
        return True
    preposition = _PREPOSITIONS.search(sentence)
    _, clause = _clauses(sentence, preposition.start() if preposition else len(sentence))
    anew = max((match.end() for match in _SPEAKS_ANEW.finditer(clause)), default=0)
    if _DENIES.search(clause, anew):
        return True
    return bool(_DENIED_AFTER.match(folded, end) and not _OWN_PLACE.search(clause))


def exclusion(folded: str, start: int) -> Span | None:
    """Where the words stand by which a folded question says that the help shall not, or need not, come from
    what it names from `start` on; None where it does not say so, or asks why: "ทำไมไม่มี มข."."""
    words = _EXCLUDES.search(folded[:start])
    return words.span() if words and not _ASKS_WHY.search(folded[: words.start()]) else None


def may_exclude(folded: str) -> bool:
    """Whether a folded text holds any of the words without which nothing in it has an `exclusion`."""
    return _MAY_EXCLUDE.search(folded) is not None


def takes_out(folded: str, start: int, end: int) -> bool:
    """Whether words around what a folded message names from `start` to `end` take it out: "ตัด มช. ออก"."""
    return bool(_TAKES.search(folded[:start]) and _OUT.match(folded, end))


def not_demanded(folded: str, named: Iterable[Span]) -> frozenset[Span]:
    """Which of the names that stand in a folded question it says the help shall not, or need not, be of, be
    it by words before or after, or in one list with others."""
    return frozenset(name for names in _lists(folded, named) for name in _denied(folded, names))


def ruled_out(folded: str, named: Iterable[Span]) -> frozenset[Span]:
    """Which of the names that stand in a folded question it says the help shall not be of. "Not only KKU",
    "need not be from KKU" and "we are not from KKU" rule nothing out."""
    denied = (_denied(folded, names) for names in _lists(folded, named))
    return frozenset(name for names in denied if names and _are_ruled_out(folded, names) for name in names)


def words_of_denial(folded: str, named: Iterable[Span]) -> Iterator[Span]:
    """Where the words stand by which a folded question says that of a name."""
    for names in _lists(folded, named):
        start, end = names[0][0], names[-1][1]
        if words := exclusion(folded, start):
            yield words
        elif after := _put_out_after(folded, names):
            yield after.span()
        elif (takes := _TAKES.search(folded[:start])) and (out := _OUT.match(folded, end)):
            yield from (takes.span(), out.span())


def _denied(folded: str, names: Sequence[Span]) -> Sequence[Span]:
    """Those of a list of names that are not demanded; what is named after a mere comma may be what is meant
    instead, as in "not CMU, KKU", but not in "not from CMU, KKU"."""
    words = _EXCLUDES.search(folded[: names[0][0]])
    if words is None:
        return names if _is_put_out(folded, names) else ()
    gaps = _gaps(folded, names)
    if any(map(_AND.search, gaps)):
        return names
    if words["denied"]:
        parts = _NAMED_ANEW if _FROM.search(words[0]) else _PARTS_FROM_DENIED
    elif _MEANT_INSTEAD.match(folded, names[-1][1]):
        parts = re.compile(" ")
    else:
        return names
    return names[: next((place for place, gap in enumerate(gaps, start=1) if parts.fullmatch(gap)), None)]


def _are_ruled_out(folded: str, names: Sequence[Span]) -> bool:
    """Whether names that are not demanded may not be either."""
    before = folded[: names[0][0]]
    words = _EXCLUDES.search(before)
    leaving_out = words or _TAKES.search(before)
    if leaving_out and any(
        pattern.search(before[: leaving_out.start()]) for pattern in (_NOT_DENIED, _OTHERS_REFUSE, _ASKS_WHY)
    ):
        return False
    if words is None or words["prefix"]:
        return True
    if not words["excepted"] and _NEED_NOT.search(words[0]):
        return False
    if words["unwanted"]:
        return True
    sentence = _sentence_before(folded, words.start())
    earlier, clause = _clauses(sentence, len(sentence))
    if words["disliked"]:
        return _SPEAKS_FOR_ONESELF.fullmatch(clause) is not None
    if words["denied"]:
        if not clause and _IS_ONESELF.search(earlier):
            return False
        sentence = clause
        if _ALONE_AFTER.match(folded[names[-1][1] :]):
            return False
    if re.search(_HELP_OF_ORGANISATION, sentence):
        return not _tells_own_place(sentence, _HELP_OF_ORGANISATION)
    if words["denied"]:
        return _BEGINS_CLAUSE.fullmatch(sentence) is not None
    happens = _HAPPENS_EVERYWHERE.fullmatch(clause)
    if happens and not _BEGINS_CLAUSE.fullmatch(happens["what"]):
        return False
    return not (_OWN_PLACE.search(sentence) or _TRADES.search(sentence))


def _is_put_out(folded: str, names: Sequence[Span]) -> bool:
    """Whether words after the names, or around them, rule them out: "มช. ไม่เอานะ", "leave CMU out"."""
    return _put_out_after(folded, names) is not None or takes_out(folded, names[0][0], names[-1][1])


def _put_out_after(folded: str, names: Sequence[Span]) -> re.Match[str] | None:
    """The words after the names by which they are ruled out."""
    start, end = names[0][0], names[-1][1]
    sentence = _sentence_before(folded, start)
    _, clause = _clauses(sentence, len(sentence))
    refused = _REFUSED_AFTER.match(folded, end) if _BEFORE_ASKED_NAME.fullmatch(clause) else None
    return refused or _EXCLUDES_AFTER.match(folded, end)


def joined(folded: str, named: Iterable[Span]) -> Iterator[Sequence[Span]]:
    """The names that stand in a folded question, in its order: those of a list together where a word joins
    some of them ("CMU, KKU or PSU"), any other by itself."""
    for names in _lists(folded, named):
        if any(map(_AND.search, _gaps(folded, names))):
            yield names
        else:
            yield from ([name] for name in names)


def _lists(folded: str, named: Iterable[Span]) -> Iterator[Sequence[Span]]:
    """The names in the order of the text, those of one list together, as are those that overlap."""
    names: list[Span] = []
    for name in sorted(named):
        if names and not _JOINS.fullmatch(folded[names[-1][1] : name[0]]):
            yield names
            names = []
        names.append(name)
    if names:
        yield names


def _gaps(folded: str, names: Sequence[Span]) -> list[str]:
    """What stands between the names of a list."""
    return [folded[one[1] : other[0]] for one, other in pairwise(names)]


def help_must_be_in(folded: str, start: int, end: int) -> bool:
    """Whether a folded question demands help in the region that it names from `start` to `end`."""
    sentence, after = _sentence_before(folded, start), folded[end:]
    if folded[start:end].endswith("ern") and _QUALIFIES.match(after):
        return True
    if _ONLY_AFTER.match(after) or _is_listed(sentence, after):
        return not _tells_own_place(sentence.rstrip(" ,;("), _PEOPLE)
    return (
        _is_asked(sentence, after, _REGION_IS_ASKED)
        or _is_governed(sentence, _PEOPLE)
        or _ends_a_search(sentence, folded[start:end], after)
    )


def help_must_be_of(folded: str, start: int, end: int) -> bool:
    """Whether a folded question demands help of the organisation that it names from `start` to `end`."""
    sentence, after = _OF_FACULTY.sub("", _sentence_before(folded, start)), folded[end:]
    return bool(
        _ONLY_AFTER.match(after)
        or re.search(r"(?:เฉพาะ|(?<![a-z])only)(?:ที่|ของ|ใน|\s|at|from|with)*$", sentence)
        or _QUALIFIES.match(after)
        or _is_asked(sentence, after, _ORGANISATION_IS_ASKED)
        or _is_governed(sentence, _HELP_OF_ORGANISATION)
    )


def _is_listed(sentence: str, after: str) -> bool:
    """Whether the name is a wish among others that commas part."""
    stands_alone = _BEFORE_A_WISH.search(sentence) and _AFTER_A_WISH.match(after)
    return bool(stands_alone and _OTHER_WISHES.search(sentence + after))


def _ends_a_search(sentence: str, name: str, after: str) -> bool:
    """Whether the name, called a region, ends what says no more than who is sought for what.

    It is no demand where the subject may be meant, which stands there or is called by its region.
    """
    seeks = _SEEKS_A_PERSON.match(sentence)
    if seeks is None or not name.startswith("ภาค") or not _NOTHING_MORE.match(after):
        return False
    subject = sentence[seeks.end() :]
    return not any(told.search(subject) for told in (_SAYS_MORE, _CALLED_BY_REGION, _OWN_PLACE))


def _is_asked(sentence: str, after: str, question: re.Pattern[str]) -> bool:
    """Whether the name begins its clause and is asked of itself: "ภาคใต้มีใครทำเรื่องยาง"."""
    _, clause = _clauses(sentence, len(sentence))
    return bool(_BEFORE_ASKED_NAME.fullmatch(clause) and question.match(after))


def _is_governed(sentence: str, helpers: str) -> bool:
    """Whether those who help stand before the name, with a preposition directly before it or nothing."""
    if re.search(rf"{helpers}\s*$", sentence):
        return True
    preposition = _PREPOSITIONS.search(sentence)
    if not preposition:
        return False
    earlier, clause = _clauses(sentence, preposition.start())
    if re.search(helpers, clause):
        return not _tells_own_place(clause, helpers)
    if not _ONLY_ADDS.fullmatch(clause):
        return False
    return bool(re.search(_PEOPLE, earlier) or _ASKS_FOR_PLACE.search(clause + preposition[0]))


def _tells_own_place(text: str, helpers: str) -> bool:
    """Whether what stands after the last of those who help says whose place it is."""
    end = max((match.end() for match in re.finditer(helpers, text)), default=0)
    return _OWN_PLACE.search(text[end:]) is not None


def _sentence_before(folded: str, start: int) -> str:
    near = folded[max(0, start - _LONGEST_REACH) : start]
    return _SENTENCE_END.split(near)[-1].lstrip()


def _clauses(sentence: str, end: int) -> tuple[str, str]:
    """What stands before the clause that goes up to `end`, and that clause."""
    # A letter for what follows, so that a space before it is seen as the end of a clause.
    start = max((match.end() for match in _CLAUSE_END.finditer(f"{sentence[:end]}ก")), default=0)
    return sentence[:start], sentence[start:end]
