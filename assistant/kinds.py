"""Which kinds of help a text names, and which of them it does not want: "technologies but no reports"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.needs import Wanted

_NOT_WANTED = re.compile(
    r"(?:(?:ไม่|อย่า)เอา|ไม่ต้องการ|ไม่ต้องมี|ไม่อยากได้|ไม่ใช่|ยกเว้น|แทน|เปลี่ยนจาก)\s*(?:รายชื่อ|พวก|ตัว)?\s*$"
    # "We have no technology" and "this is not a technology" tell of what is.
    r"|(?<![a-z])(?:(?<!have )(?<!has )(?<!had )(?<!is )(?<!are )(?<!was )(?<!were )not?"
    r"|(?:do not|don'?t) (?:want|need|show(?: me)?|include)|except|excluding"
    r"|without|leave out|drop|never mind|forget|skip"
    r"|instead of|rather than|than talk to|than) (?:the |any )?$"
)
_ALONE = re.compile(r"(?:เฉพาะ|แค่|(?<![a-z])only(?: the)?|(?<![a-z])just)\s*$")
# After a kind: some of it alone are meant, as those that were shown: "ไม่เอาคนเดิม".
_OF_THOSE = re.compile(
    r"\s*(?:อื่น|เก่า|แรก|(?:คน|ท่าน|ชิ้น|อัน)?\s*(?:เดิม|นี้|นั้น|พวกนี้|เมื่อกี้)|สุดท้าย"
    r"|ที่(?:\s*\d|สอง|สาม|แล้ว|เคย|แนะนำ|แสดง|ว่ามา))"
)


@dataclass(frozen=True, slots=True)
class KindsSaid:
    """The kinds that a text names as wanted, those that it does not want, and those that it wants alone."""

    named: tuple[Wanted, ...] = ()
    unwanted: tuple[Wanted, ...] = ()
    alone: tuple[Wanted, ...] = ()

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """What is wanted by name, each once."""
        return tuple(dict.fromkeys(kind for kind in self.alone or self.named if kind not in self.unwanted))


def kinds_said(
    folded: str, kinds: Mapping[Wanted, str], need_not_be: re.Pattern[str] | None = None
) -> KindsSaid:
    """What a folded text says of `kinds`, each with the pattern of its names. A name after what is told by
    `need_not_be` says nothing."""
    named: list[Wanted] = []
    unwanted: list[Wanted] = []
    alone: list[Wanted] = []
    for kind, pattern in kinds.items():
        for match in re.finditer(pattern, folded):
            before = folded[: match.start()]
            if need_not_be and need_not_be.search(before):
                continue
            if _ALONE.search(before):
                alone.append(kind)
            if not _NOT_WANTED.search(before):
                named.append(kind)
            elif not _OF_THOSE.match(folded[match.end() :]):
                unwanted.append(kind)
    return KindsSaid(tuple(named), tuple(unwanted), tuple(alone))
