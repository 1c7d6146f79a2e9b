"""Words by which somebody wants something, and by which they say that they want one thing more."""

import re
from collections.abc import Sequence

_THAI = r"(?:ต้องการ|อยาก|ขอ(?!ง|บคุณ)|มองหา|กำลังหา|หา(?=คน|ผู้|นัก|ที่ปรึกษา|อาจารย์|ทีม))"
_ENGLISH = r"(?:need|want|(?:are |am |'re |'m )?looking for|would like|require|have to)"
_WE = r"(?:we|i)(?:'d|'re|'m)?"
_BEGINS = r"(?:(?<=\s)|^)"
_AFTER_SENTENCE = r"(?<=[.!?;])\s+"

WANT = re.compile(rf"{_THAI}|(?<![a-z]){_WE} (?:also )?{_ENGLISH}(?![a-z])", re.IGNORECASE)

_FURTHER = re.compile(
    # "อีกเรื่องคือ", "มีอีกปัญหาหนึ่งคือ"
    r"(?:และ|แล้วก็|แล้ว|กับ|มี|ยังมี)*อีก(?:เรื่อง|ปัญหา|ประเด็น|อย่าง)(?:หนึ่ง|นึง)?\s*(?:ก็)?คือ\s*"
    # "นอกจากนี้ยังอยากได้", "และยังต้องการ", "แล้วก็อยากให้"
    rf"|{_BEGINS}(?:นอกจาก(?:นี้|นั้น)(?:แล้ว)?|และยัง|อีกทั้งยัง|รวมทั้งยัง|แล้วก็(?:ยัง)?|แล้วยัง)\s*(?:(?:เรา|ผม|ดิฉัน)\s*)?(?:ก็)?(?:ยัง)?(?={_THAI})"
    # "We also need", "Also, who can"
    rf"|{_AFTER_SENTENCE}(?={_WE} also {_ENGLISH})"
    rf"|{_AFTER_SENTENCE}(?:also|in addition|additionally|besides that|separately),?\s+"
    rf"(?={_WE} {_ENGLISH}|who |how |can |could )"
    rf"|{_AFTER_SENTENCE}(?:another|the other|the second) (?:problem|issue|thing|need)(?: is)?[,:]?\s+",
    re.IGNORECASE,
)


def divided_by_further_wants(text: str) -> Sequence[str]:
    """What stands before, between and after words that begin one problem more."""
    ends = [(further.start(), further.end()) for further in _FURTHER.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    return [text[s:e] for s, e in zip(starts, [*(start for start, _ in ends), len(text)], strict=True)]
