"""What a message says that speaks of no need: what is asked of Jabkoo itself, confusion, laughter, noise."""

import re
from itertools import pairwise

from assistant.conversing.phrases import A_PARTICLE, PARTICLE
from assistant.domain.conversations import Act

# Who says nothing of a need says it in few words.
_LONGEST = 100
_AROUND = rf"(?:{A_PARTICLE}|อะ|อ่ะ|อ้ะ|เนี่ย|เลย|จัง|มาก|แล้ว|บ้าง|มั่ง|จ๋า|,|…)*"


def _only(*ways: str) -> re.Pattern[str]:
    """A message that says one of these, or a few of them, and nothing besides."""
    return re.compile(rf"{_AROUND}(?:(?:{'|'.join(ways)})(?![a-z]){_AROUND}){{1,4}}")


_JABKOO = r"(?:(?:คุณ|เธอ|นาย|น้อง|พี่|แอดมิน|เจ้า|ระบบ|โปรแกรม|แอป|เว็บ|บอท|แชท|ที่)(?:นี้|นี่)?|นี่|จับคู่|jabkoo)"
_THIS = r"(?:this|jabkoo|(?:this|the) (?:page|site|website|app|system|program|service|bot|chatbot|tool))"
_MACHINE = (
    r"(?:ai|เอไอ|chat ?gpt|gpt|แชทจีพีที|gemini|claude|บอ[ทต]|แชทบอท|หุ่นยนต์|โปรแกรม|(?:ro|chat)?bot"
    r"|machine|program|computer|human|person)"
)
_POLITELY = (
    r"(?:(?:can|could|would|will) you|please|i(?:'d| would)? (?:want|like) (?:you )?to|how (?:do|can) i"
    r"|ขอ(?:ให้)?|ช่วย|อยาก(?:ให้)?|ต้องการ(?:ให้)?|รบกวน|กรุณา|โปรด|จะ|ให้|\s)*"
)

# Who or what Jabkoo is, what it does and how it is used.
_ABOUT = _only(
    rf"{_JABKOO}\s*(?:คือ|เป็น|ชื่อ)(?:ใคร|อะไร)",
    rf"(?:{_JABKOO}\s*)?(?:คือ|เป็น|ใช่)\s*{_MACHINE}(?:\s|ใช่|ไหม|มั้ย|หรือ|รึ|เปล่า|ป่าว|คน|จริง|ๆ|{_MACHINE})*",
    rf"{_JABKOO}\s*(?:ทำ|ช่วย|ใช้ทำ|ตอบ|ค้น)(?:อะไร|ไร)(?:ให้)?(?:ได้)?",
    rf"(?:{_JABKOO}\s*)?(?:ใช้(?:งาน)?|ถาม|เริ่มใช้)(?:ยัง|อย่าง)?ไง|(?:{_JABKOO}\s*)?ใช้(?:งาน)?อย่างไร",
    rf"ใคร(?:เป็น(?:คน|ผู้))?\s*(?:สร้าง|ทำ|พัฒนา|ออกแบบ|เขียน|เป็นเจ้าของ)\s*{_JABKOO}(?:ขึ้น|มา)*",
    rf"{_JABKOO}\s*(?:รัก|ชอบ|คิดถึง|รู้จัก)\s*(?:ฉัน|ผม|หนู|เรา|พี่|ดิฉัน|กัน)\s*(?:ไหม|มั้ย|ป่าว|เปล่า|หรือ|รึ)*",
    rf"{_JABKOO}\s*(?:อายุ(?:เท่าไ[รห]่?|กี่ปี)|มีแฟน(?:ไหม|หรือ|มั้ย|ยัง)*|กินข้าว(?:หรือ|รึ|ยัง)+|อยู่(?:ที่)?ไหน)",
    r"แนะนำตัว|วิธีใช้(?:งาน)?",
    r"(?:and )?(?:who|what) (?:are|r) (?:you|u)|what(?:'s| is) (?:your|ur) name",
    r"who am i (?:talking|speaking|chatting|writing) (?:to|with)",
    rf"(?:are you|is this) (?:an? |the |real |or |{_MACHINE}|\s)+",
    rf"who (?:made|built|created|wrote|owns|developed|designed|runs) (?:you|{_THIS})",
    r"do you (?:love|like|know) me|how old are you|where (?:are you|do you live)(?: from)?",
    rf"what (?:can|do|could) you (?:do|help (?:me )?with)(?: for me)?|what(?:'s| is| does) {_THIS}(?: do)?",
    rf"how (?:can|do) you help(?: me)?|how (?:does|do) {_THIS} work|how (?:do i|can i|to) use {_THIS}",
    r"tell me about yourself|introduce yourself",
)

# That what was said shall be deleted.
_KEPT_THAI = (
    r"ข้อมูล|ประวัติ|บทสนทนา|สนทนา|แช[ทต]|ข้อความ|คำถาม|บัญชี|ทุกอย่าง|ที่(?:คุย|พิมพ์|ถาม|บอก|เก็บ)(?:ไว้|ไป|กัน|มา)*"
)
_KEPT_ENGLISH = (
    r"data|info(?:rmation)?|conversations?|chats?|history|messages?|account|me"
    r"|(?:everything |all |what )+(?:that )?(?:i|we)(?:'ve| have)? (?:said|wrote|written|typed|told you"
    r"|asked)"
)
_FORGETS = _only(
    rf"{_POLITELY}(?:ใช้สิทธิ์?)?(?:ลบ|ล้าง|ลืม)(?:การ)?\s*(?:{_KEPT_THAI})"
    rf"(?:{_KEPT_THAI}|ส่วน(?:ตัว|บุคคล)|การ|ของ|ฉัน|ผม|หนู|เรา|ดิฉัน|พี่|นี้|ทั้งหมด|ออก|ทิ้ง|ได้|ไหม|มั้ย|ให้|(?:ยัง|อย่าง)ไง"
    r"|อย่างไร|ที่ไหน|\s)*",
    rf"{_POLITELY}(?:delete|erase|remove|wipe|clear|forget)(?: (?:all|of|my|this|the|our|personal|about"
    rf"|whole|entire|chat))* (?:{_KEPT_ENGLISH})"
    rf"(?: (?:and|all|my|this|the|of|about|here|from you|{_KEPT_ENGLISH}))*",
)

# That nothing was understood, or that its writer has yet to think.
_PUZZLED = _only(
    r"งง|มึน|สับสน|ไม่(?:ค่อย)?(?:เข้าใจ|เก็ต|รู้เรื่อง)|(?:แปล|หมาย(?:ความ)?)ว่า(?:(?:ยัง|อย่าง)?ไง|อะไร)|ว่าไงนะ|อะไร(?:นะ|เนี่ย)",
    r"ไปหมด|ตึ้บ|ๆ|หือ|ห๊ะ|หา\?|อ้าว|อื้?ม+|อือ|เอ่อ|เอ๊ะ|เดี๋ยว(?=นะ|ก่อน)|hm+|um+|uh+|er+m?|huh|eh",
    r"(?:sorry,? )?(?:i'?m|i am)(?: (?:so|a bit|very|totally|quite|really|still))* (?:confused|lost|puzzled)",
    r"(?:sorry,? )?i (?:don'?t|do not|didn'?t|can'?t) (?:really |quite )?(?:understand|get it|follow)"
    r"(?: (?:you|it|this|that|anything))?",
    r"what(?: do you mean|'s that| is that| does (?:this|that|it) mean)?|pardon(?: me)?|come again",
    r"help(?: me)?|undo|test(?:ing)?(?: ?[0-9]+)*|เทส|ทดสอบ(?:ระบบ)?",
)

# Of the weather and of other things that nobody here can tell.
_CHATS = _only(
    r"(?:วันนี้|พรุ่งนี้|ตอนนี้|\s)*(?:อากาศ|ฝน)(?:วันนี้|พรุ่งนี้|ที่นั่น|\s)*"
    r"(?:เป็น(?:ยัง|อย่าง)?ไง|เป็นอย่างไร|ร้อน|หนาว|ดี|จะ|ตก|ไหม|มั้ย)+",
    r"(?:ตอนนี้)?กี่โมง|วันนี้วัน(?:ที่เท่าไ[รห]่?|อะไร)|เล่า(?:เรื่อง)?(?:ตลก|นิทาน)(?:ให้ฟัง)?",
    r"เบื่อ|เหงา|หิว(?:ข้าว)?|ง่วง(?:นอน)?",
    r"(?:how(?:'s| is)|what(?:'s| is)) the weather(?: like)?(?: today| tomorrow| there)?",
    r"what time is it(?: now)?|tell me a (?:joke|story)|i(?:'m| am) (?:bored|hungry|tired)",
)

# That something is not right, without saying what; and insults.
_IT_IS = r"(?:(?:that|this|it)(?:'s| is)|you(?:'re| are)|(?:they|these) are)"
_DISAGREES = _only(
    r"(?:มัน|นี่|นี้|ยัง|ก็|คำตอบ|ผล(?:ลัพธ์)?|ที่(?:แสดง|ให้มา|แนะนำ)|\s)*"
    r"(?:ไม่(?:ใช่|ถูก(?:ต้อง)?|ตรง(?:ประเด็น|กับที่(?:ถาม|ต้องการ))?|เกี่ยว(?:กัน|ข้อง)?|เห็นด้วย|ได้เรื่อง|ได้ความ|โอเค|ดี"
    r"|ช่วยอะไร|มีประโยชน์)|ผิด|มั่ว|คนละเรื่อง)(?:กัน|ซะ|สิ|ที่ถาม|ที่ต้องการ|หมด|ทั้งหมด|ไป|อยู่|ดี|เท่าไหร่|\s)*",
    r"(?:โคตร|คุณ|เธอ|ระบบ|บอท|\s)*(?:แย่|ห่วย|โง่|งี่เง่า|ไร้ประโยชน์|ใช้ไม่ได้(?:เรื่อง)?|น่าเบื่อ)(?:แตก|ที่สุด|ว่ะ|วะ|\s)*",
    r"no(?:pe)?|nah|wrong(?: answer)?|incorrect|not really",
    rf"(?:{_IT_IS} )?not (?:quite |so |very )*(?:right|correct|true|that|this|relevant|helpful|useful|good"
    r"|what i (?:want(?:ed)?|meant?|asked(?: for)?|need(?:ed)?))",
    rf"{_IT_IS} (?:(?:so|very|just|all|totally|completely) )*"
    r"(?:wrong|incorrect|useless|stupid|bad|terrible|rubbish|dumb|irrelevant)",
    r"useless|stupid|bad(?: (?:bot|answer|results?))?|terrible|awful|rubbish|garbage|nonsense|idiot",
    r"you suck|this (?:sucks|doesn'?t help)|(?:you )?(?:don'?t|do not) help",
)

# That others than those that were shown are wanted, or not one of these.
_WHO_OR_WHAT = r"(?:คน|ท่าน|ราย(?:การ|ชื่อ)?|อัน|ตัว|ชิ้น|ผู้เชี่ยวชาญ|นักวิจัย|อาจารย์)"
_ONE_OF_THEM = (
    rf"(?:{_WHO_OR_WHAT}|เรื่อง|ข้อ|เทคโนโลยี|โครงการ|งานวิจัย|งาน)"
    r"\s*(?:แรก|ที่\s?(?:[1-9]|หนึ่ง|สอง|สาม|สี่|ห้า)|สุดท้าย|นี้|นั้น|พวกนี้|เดิม(?:ๆ)?)"
)
_ENGLISH_KIND = r"(?:ones?|experts?|persons?|people|researchers?|results?)"
_WANTS_OTHERS = _only(
    rf"(?:ขอ|เอา|อยากได้|อยากดู|ดู|มี|หา|ลอง|แนะนำ|แต่|\s)*{_WHO_OR_WHAT}\s*อื่น(?:ๆ)?"
    rf"(?:อีก|เพิ่ม|ได้|ไหม|มั้ย|บ้าง|\s)*(?:แทน|(?:ที่)?(?:ไม่ใช่|ไม่เอา|นอกจาก|แทน)\s*{_ONE_OF_THEM})?",
    rf"(?:ขอ|มี|เอา|อยากได้|ดู|แนะนำ|\s)*(?:(?:{_WHO_OR_WHAT}\s*)?(?:เพิ่ม|อีก)|{_WHO_OR_WHAT}\s*(?:ใหม่|ถัดไป))"
    r"(?:ๆ|ได้|ไหม|มั้ย|บ้าง|สัก(?:คน|ท่าน)|คน|\s)*",
    rf"(?:ฉัน|ผม|หนู)?(?:ไม่(?:เอา|ชอบ|อยากได้|ต้องการ|ใช่)|ข้าม|ยกเว้น|นอกจาก|ตัด)\s*{_ONE_OF_THEM}(?:ออก|ไป|\s)*",
    r"(?:(?:can|could) you |please |i(?:'d| would)? (?:want|like|need) )*"
    r"(?:(?:show|give|find|suggest)(?: me)? |see |are there |is there |do you have |any |some |the )*"
    rf"(?:others|(?:other|another|more) {_ENGLISH_KIND}|(?:some|any)(?:body|one) else|(?:who|what) else"
    r"|more(?! [a-z]))(?: (?:please|is there|do you have|are there|instead))*",
    r"(?:i (?:do not|don'?t) want |not |except |skip |(?:someone )?other than |anyone but )"
    r"(?:the |that |this )?"
    rf"(?:(?:first|second|third|fourth|fifth|last|top|1st|2nd|3rd|4th|5th)(?: {_ENGLISH_KIND})?"
    rf"|(?<=the ){_ENGLISH_KIND}|(?<=this ){_ENGLISH_KIND}|(?<=that ){_ENGLISH_KIND})",
)

# Who says yes, or only a particle, where nothing was asked; and praise.
_AGREES = _only(
    r"ใช่(?:แล้ว)?|ถูก(?:ต้อง)?(?:แล้ว)?|เออ|อ๋อ|ครับผม|ได้(?:เลย)?|ตกลง",
    r"(?:คุณ|เธอ|น้อง|ระบบ)?(?:เก่ง|ฉลาด|น่ารัก|สุดยอด|เจ๋ง|ยอดเยี่ยม|เริ่ด)",
    r"yes+|yeah|yep|yup|sure|right|correct|i see|well done|good (?:job|bot|work)|wow|(?:i )?love (?:you|it)",
    rf"(?:{_IT_IS} (?:so |very )?)?(?:smart|great|good|helpful|amazing|awesome|nice|right)",
)
_A_PARTICLE_ALONE = re.compile(rf"(?:{PARTICLE}|\s|[!.])+")

# Laughter, and taking leave.
_LEAVES = _only(
    r"5{3,}\+*|(?:ฮ่?า){2,}|ฮ่า|อิ{1,2}|(?:ha){2,}h?|(?:he){2,}h?|(?:hi){2,}|lo+l|rofl|lmao",
    r"(?:บ๊?า?ย)+|ลาก่อน|(?:แล้ว|ไว้)?(?:เจอ|พบ)กัน(?:ใหม่)?|ราตรีสวัสดิ์|ฝันดี|ไปก่อน",
    r"(?:good ?)?bye+(?: ?bye)?|see (?:you|ya|u)(?: (?:later|soon|again|tomorrow))?|good ?night"
    r"|have a (?:nice|good|great) (?:day|one|evening|weekend)|take care",
)

# That all begins anew.
_BEGINS_ANEW = _only(
    rf"{_POLITELY}(?:เริ่ม|ค้น(?:หา)?|ถาม)(?:กัน)?ใหม่(?:หมด|ทั้งหมด|ตั้งแต่ต้น|อีกที|อีกครั้ง|ได้ไหม|\s)*|รีเซ็?[ตท]",
    r"(?:let'?s |please )?(?:start|begin) (?:all )?(?:over|again|anew|afresh)(?: again)?|reset|new search",
)

# The rows of keys, from both ends.
_ROWS = tuple(
    keys
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm", "ๆไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ", "ภถุึคตจขช")
    for keys in (row, row[::-1])
)
_NEIGHBOURS = frozenset(pair for row in _ROWS for pair in pairwise(row))
_SHORTEST_RUN, _LONGEST_BY_CHANCE = 3, 4
_FEWEST_CONSONANTS = 6
_DRUMMED = re.compile(r"(.)\1{3,}|(.{2,3}?)\2{2,}")
_CONSONANTS = re.compile(rf"[bcdfghjklmnpqrstvwxz]{{{_FEWEST_CONSONANTS},}}")
_ACTS: tuple[tuple[Act, re.Pattern[str]], ...] = (
    ("about", _ABOUT),
    ("forget", _FORGETS),
    ("thanks", _LEAVES),
)
_WORD = re.compile(r"[^\W_]+(?:[ัิ-ฺ็-๎]+[^\W_]*)*")


def aside(folded: str) -> Act | None:
    """What a folded message does that says nothing of any need, or None: "about": asks about Jabkoo itself;
    "forget": wants what was said deleted; "thanks": takes its leave; "unclear": cannot be understood."""
    if not any(map(str.isalnum, folded)):  # nothing but orders to programs was said
        return "unclear"
    if len(folded) > _LONGEST:
        return None
    if _PUZZLED.fullmatch(folded) or _CHATS.fullmatch(folded) or _is_noise(folded):
        return "unclear"
    return next((act for act, says in _ACTS if says.fullmatch(folded)), None)


def answers_what_was_shown(folded: str) -> Act | None:
    """What a folded message does that only says how what was shown is liked, or None: "disagree": not, and
    not why; "others": others are wanted; "thanks": it says yes, or praises."""
    if len(folded) > _LONGEST:
        return None
    if _DISAGREES.fullmatch(folded):
        return "disagree"
    if _WANTS_OTHERS.fullmatch(folded):
        return "others"
    return "thanks" if _AGREES.fullmatch(folded) or _A_PARTICLE_ALONE.fullmatch(folded) else None


def begins_anew(folded: str) -> bool:
    """Whether a folded message says that all begins anew, and nothing else."""
    return len(folded) <= _LONGEST and _BEGINS_ANEW.fullmatch(folded) is not None


def _is_noise(folded: str) -> bool:
    """Whether every word of a folded message comes of running over the keys."""
    words = _WORD.findall(folded)
    return any(len(word) > _SHORTEST_RUN for word in words) and all(map(_is_drummed, words))


def _is_drummed(word: str) -> bool:
    if word.isdigit():
        return False
    is_run = len(word) >= _SHORTEST_RUN and any(word in row for row in _ROWS)
    if is_run or _DRUMMED.fullmatch(word) or _CONSONANTS.fullmatch(word):
        return True
    # Words as long as this leave the row more than once ("were", "brewer").
    leaps = sum(keys not in _NEIGHBOURS for keys in pairwise(word))
    return leaps <= 1 and len(word) > _LONGEST_BY_CHANCE + 2 * leaps
