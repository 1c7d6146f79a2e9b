"""What in a text gives orders to the programs that read it, and is neither a need nor a subject.

A question may order the search about, a document whoever reads it by machine. Nobody here obeys, but such
words would be searched for, found and quoted as if they were of the subject. They are told by turns of a
forged dialogue, by sayings about a program's own rules, role and secrets, and by duties put on programs or on
their answers. A word alone decides nothing: a report may speak of assistants, and of orders.
"""

import re
from collections.abc import Iterator

from assistant.language.code import without_code
from assistant.language.sentences import Span, clause_spans


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# Most texts hold none of these words, and then nothing else is looked for.
_MAY_ORDER = _any_of(
    r"<\||\[/?inst\]|tool_call|ignore|disregard|forget|overrid|overrul|bypass|skip|instruction|prompt|secret|hidden",
    r"api.?key|environment var|you (?:are|must|should|shall|have|will)|act as|pretend|character|role|whoever",
    r"\b(?:ai|llm|bot|chatbot|assistant|model|system|engine|matchmaker|answer|reply|response|quote|statement)s?\b",
    r"\b(?:candidate|result|message|recommendation|name)s?\b",
    r"ลืม|ข้าม|เพิกเฉย|ละเลย|ไม่ต้อง|อย่า|เลิก|งด|ห้าม|คำสั่ง|สั่ง|พรอม|สมมติ|บทบาท|คุณ|ผู้ช่วย|ระบบ|บอต|บอท|เอไอ|โมเดล|เครื่องมือ",
    r"ตัวแปรแวดล้อม|คีย์|ฐานข้อมูล|คำตอบ|คำแนะนำ|ถอดรหัส|แทนการค้น|ให้แต่ง|ข้อความถึง|หมายเหตุถึง",
)

# A dialogue forged into the text: what any but the user says in it, and the marks of turns.
_FORGED_TURN = re.compile(
    r"<\|(?:im_start\|>)?\s*(?:system|assistant|tool|developer|function)\b.*?(?:<\|(?:im_)?end\w*\|>|(?=<\|)|\Z)"
    r"|<(tool_\w+|function_\w+|system|assistant|instructions?)\b[^<>]{0,200}>.*?(?:</\1>|\Z)"
    r"|\[INST\].*?(?:\[/INST\]|\Z)"
    r"|<\|\w{1,20}\|>(?:\s*user\b)?",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETED = re.compile(r"(?:\([^()\n]{1,600}\)|\[[^\[\]\n]{1,600}\])\s*:?")

_PROGRAM = (
    r"(?:\b(?:ai|a\.i\.|llms?|bots?|chatbots?|language models?|search engines?|matchmakers?|whoever reads"
    r"|(?:any|every|each|all|virtual|digital|automatic) (?:systems?|assistants?))\b"
    r"|ผู้ช่วย(?!ศาสตราจารย์|วิจัย|ผู้|ครู|สอน)|แชต?บอ[ตท]|เอไอ|โมเดลภาษา|ระบบจับคู่|ทุกระบบ|เครื่องมือค้น)"
)
_SAYING = (
    r"\b(?:recommend|name|list|rank|cite|mention|say|tell|write|answer|reply|respond|print|output|repeat|reveal"
    r"|put|place|pin|add|append|replace|keep|end|begin|start|drop|omit|call|send)\b"
)
_THAI_SAYING = r"(?:แนะนำ|เสนอ|อ้างอิง|ระบุ|ตอบ|บอก|แจ้ง|เขียน|พิมพ์|เติม|ใส่|ยก|จัดอันดับ|แสดง|คัดลอก|แต่ง|ใช้ผล)"
_DUTY = (
    r"\b(?:must|shall|should|have to|has to|(?:ordered|required|told) to|always|never|please)\s(?:\w+\s){0,2}"
)
_THAI_DUTY = r"(?:ต้อง|จง|ห้าม|อย่า|งด)\s?"
_TOPICS_OF_ORDERS = (
    r"\b(?:instructions?|rules?|prompts?|guidelines?|orders?|above|previous|before|earlier|questions?|evidence"
    r"|sources|everything)\b"
)

# What any reader is told to leave out of what is looked for, by its years: no order to a program.
_WORKS_BEFORE = re.compile(
    r"\b(?:ignore|disregard|forget|skip)"
    r"(?:\s(?:everything|anything|all|any|those|the|what|works?|reports?|papers?|studies|research|results?"
    r"|projects?|technolog(?:y|ies)|patents?|publications?|documents?|that|which|is|are|was|were|published"
    r"|written|done|made|from|dated))*"
    r"\s(?:(?:before|until|prior to|earlier than|older than)(?: the)?(?: year)?\s(?:19|20|24|25)\d\d\b"
    r"|older than\s\w+\syears?\b)"
    r"|(?:ข้าม|ไม่ต้อง(?:สนใจ|ค้น|เอา)|(?:อย่า|เลิก)สนใจ)\s?"
    r"(?:ทุกอย่าง|งาน|วิจัย|รายงาน|ผลงาน|เทคโนโลยี|โครงการ|สิทธิบัตร|เอกสาร|ที่|ของ|ทำ|ตีพิมพ์|\s)*"
    r"(?:ก่อน(?:หน้า)?|เก่ากว่า)\s?(?:ปี)?\s?(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s?(?:19|20|24|25)\d\d(?!\d)",
    re.IGNORECASE,
)
_SPEAKS_AS_SYSTEM = re.compile(
    r"(?:system|assistant|developer|ai|ระบบ)\s*:|\[?(?:จบ)?ข้อความจากระบบ", re.IGNORECASE
)
_ITS_RULES = _any_of(
    r"(?:^|[.;:,(]\s*|\b(?:please|and|then|now|must|should)\s+)"
    rf"(?:ignore|disregard|forget|override|overrule|bypass|skip)\b.{{0,50}}?{_TOPICS_OF_ORDERS}",
    r"\b(?:system|hidden) (?:prompts?|instructions?|messages?)\b",
    r"\byour (?:own |initial |original |hidden )?(?:\w+ )?"
    r"(?:instructions?|prompts?|rules|settings|configuration|guidelines)\b",
    r"\b(?:message|prompt|instructions?) (?:that|which) precedes?\b",
    r"\bdecode\b.{0,30}\bobey\b|ถอดรหัส.{0,40}(?:ทำตาม|ปฏิบัติ)",
    r"(?:ลืม|(?<!เ)ข้าม(?!า)|เพิกเฉย|ละเลย|ไม่ต้อง(?:สนใจ|ทำตาม|ค้น|อ้างอิง)|(?:อย่า|เลิก)(?:สนใจ|ทำตาม))"
    r".{0,30}?(?:คำสั่ง|กฎ|กติกา|ข้างบน|ข้างต้น|ก่อนหน้า|ทุกอย่าง|คำถาม|หลักฐาน|คลังข้อมูล)",
    r"คำสั่ง(?:ของ)?ระบบ|คำสั่งที่ผู้พัฒนา|พรอม(?:ป์|ต์|พต์|พท์)",
)
_ITS_ROLE = _any_of(
    r"\byou are (?:now |no longer )?(?:an? )?(?:\w+[- ])?(?:ai|bot|chatbot|assistant|model|matchmaker)\b",
    r"\b(?-i:You are [A-Z]{3,})|\bfrom now on,? you (?:are|must|will)\b",
    r"(?:^|please )(?:act as|pretend (?:to be|that you)|role-?play)\b",
    r"\b(?:stay in character|let'?s play a game)\b",
    r"เล่นสมมติ|(?:จง|คุณต้อง|ให้คุณ)(?:สวม|แสดง)บท|สมมติว่าคุณ",
    r"คุณ(?:คือ|เป็น|จะเป็น)(?:ผู้ช่วย|ระบบ|เอไอ|ai|บอต|บอท|โมเดล)",
)
_ITS_SECRETS = _any_of(
    r"\bapi[ _-]?keys?\b|\benvironment variables?\b|\bhidden weights\b",
    r"คีย์\s?api|ตัวแปรแวดล้อม|ที่อยู่ของฐานข้อมูล|รหัสผ่านของระบบ",
)
_ITS_DUTIES = _any_of(
    rf"{_PROGRAM}.{{0,60}}?(?:{_DUTY}{_SAYING}|{_THAI_DUTY}{_THAI_SAYING})",
    rf"(?:สั่ง|คำสั่ง|กำหนด)ให้\s?{_PROGRAM}.{{0,20}}?{_THAI_SAYING}",
    rf"\b(?:notes?|messages?|instructions?|attention)\s(?:to|for)\s(?:any |all |every |the )?{_PROGRAM}",
    rf"(?:หมายเหตุ|ข้อความ|คำสั่ง)ถึง\s?{_PROGRAM}",
    rf"\byou (?:must|should|shall|have to|are ordered to|will) (?:\w+ )?{_SAYING}|คุณต้อง{_THAI_SAYING}",
)
_ITS_ANSWER = _any_of(
    rf"{_SAYING}.{{0,80}}?\b(?:your|every|each) (?:answer|reply|response|output|statement|recommendation)\b",
    rf"{_SAYING}.{{0,80}}?\b(?:the (?:first|top) (?:name|result|candidate|place)|other candidates)\b",
    rf"{_SAYING}.{{0,80}}?\b(?:beside|after|before) (?:his|her|its|their|the) names?\b",
    r"\b(?:keep|leave|change) the (?:quote|citation|score)s?\b",
    rf"(?:{_THAI_DUTY}|ให้|และ\s?){_THAI_SAYING}.{{0,80}}?(?:ทุกคำ(?:ตอบ|แนะนำ)|ท้าย(?:ชื่อ|คำตอบ|คำแนะนำ|ทุกคำ))",
    rf"{_THAI_DUTY}{_THAI_SAYING}.{{0,80}}?"
    r"(?:แทนผู้วิจัย|เป็น(?:ข้อ|ราย|ชื่อ|อันดับ)(?:แรก|หนึ่ง)|ก่อนรายงานอื่น|ผู้ถาม|หน้าเอกสาร)",
    r"ให้แต่ง(?:ข้อความ|ชื่อ)|แทนการค้น",
)
_KINDS = (_ITS_RULES, _ITS_ROLE, _ITS_SECRETS, _ITS_DUTIES, _ITS_ANSWER)

# A Thai order goes on until a clause begins something else, or to the end of its line.
_BEGINS_ANEW = re.compile(
    r"คำถาม|เรื่องที่ถาม|อยาก|ต้องการ|ขอ|หา|ใคร|มีใคร|จากนั้น|แล้วค่อย"
    r"|การ|ผล|ทั้งนี้|นอกจาก|ดังนั้น|โครงการ|งานวิจัย|เครื่อง|ค่า|อัตรา"
)
_THAI = re.compile("[\u0e01-\u0e2e]")
# What stands on one line between two orders no further apart belongs to them.
_SHORTEST_OF_ITS_OWN = 25


def order_spans(text: str) -> list[Span]:
    """Return where `text` gives orders to programs, in order, none overlapping another."""
    if not _MAY_ORDER.search(text):
        return []
    text = _WORKS_BEFORE.sub(lambda said: " " * len(said[0]), text)
    forged = (match.span() for match in _FORGED_TURN.finditer(text))
    bracketed = (match.span() for match in _BRACKETED.finditer(text) if _orders(match[0][1:]))
    return _joined(text, sorted((*forged, *bracketed, *_ordering_clauses(text))))


def without_orders(text: str) -> str:
    """Return `text` without what orders programs about; empty where no word is left."""
    kept, done = [], 0
    for start, end in order_spans(text):
        kept.append(text[done:start])
        done = end
    rest = " ".join((*kept, text[done:])).strip()
    return rest if any(map(str.isalnum, rest)) else ""


def stated(question: str) -> str:
    """Return what of a question states a need: neither orders nor code; empty where nothing does."""
    return without_orders(without_code(_FORGED_TURN.sub(" ", question)))


def _ordering_clauses(text: str) -> Iterator[Span]:
    """The clauses outside brackets that order, each up to where something else begins."""
    outside = _BRACKETED.sub(lambda b: " " * len(b[0]) if _orders(b[0][1:]) else b[0], text)
    for line in clause_spans(outside):
        reaches = False
        for start, end in line:
            clause = outside[start:end]
            goes_on = reaches and bool(_THAI.search(clause)) and not _BEGINS_ANEW.match(clause)
            reaches = goes_on or _orders(clause)
            if reaches:
                yield start, end


def _orders(clause: str) -> bool:
    """Whether a clause orders a program about."""
    return bool(_SPEAKS_AS_SYSTEM.match(clause)) or any(kind.search(clause) for kind in _KINDS)


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Spans in order, those joined that overlap or have next to nothing between them."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and _is_of_one(text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _is_of_one(between: str) -> bool:
    return "\n" not in between and len(between.strip()) < _SHORTEST_OF_ITS_OWN
