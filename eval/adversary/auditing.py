"""An auditor of what answers show, which shares no rule with the check that it audits, and is stricter.

Whatever number, unit, year, readiness level, person, organisation, place or work a statement names must stand
letter by letter in a quote that it cites, or in what the register holds of whom and what that is from.
It knows nothing of translations, sums or other ways to say the same, beyond the two eras, Thai digits and the
two scripts of a name in the register.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from pythainlp.corpus import provinces, thai_family_names, thai_female_names, thai_male_names, thai_words

from assistant.domain.answers import Answer
from assistant.domain.citations import Citation, Statement
from assistant.domain.people import Expert
from assistant.domain.works import Work
from assistant.language import words
from assistant.ports import Register

ComplaintKind = Literal[
    "citation", "number", "unit", "year", "readiness", "person", "organisation", "place", "work", "name"
]
_BUDDHIST_ERA = 543
_YEARS, _BUDDHIST_YEARS = range(1900, 2100), range(2443, 2643)
_MARKS = str.maketrans("๐๑๒๓๔๕๖๗๘๙“”„«»‘’`´‐‑‒–—−", "0123456789" + '"' * 5 + "'" * 4 + "-" * 6)
_NUMBER = re.compile(r"(?<![a-z\d.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\d])")
_FROM_TWO = "two three four five six seven eight nine ten eleven twelve"
_WORD_NUMBERS: Mapping[str, float] = {
    **{word: number for number, word in enumerate(_FROM_TWO.split(), start=2)},
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "half": 50,
    "twice": 2,
    "double": 2,
    "doubled": 2,
}
_WORD_NUMBER = re.compile(rf"(?<![a-z])(?:{'|'.join(_WORD_NUMBERS)})(?![a-z])")
_THAI_FROM_TWO = "สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ"
_THAI_NUMBERS = {word: number for number, word in enumerate(_THAI_FROM_TWO.split(), start=2)}
_THAI_COUNTED = "คน|ราย|แห่ง|ครั้ง|ชนิด|วัน|เดือน|ปี|ชั่วโมง|นาที|เท่า|จังหวัด|กิโล|ล้าน|แสน|หมื่น|พัน"
_THAI_WORD_NUMBER = re.compile(rf"({'|'.join(_THAI_NUMBERS)})\s?(?={_THAI_COUNTED})")
# One line a unit: all the ways to write it.
_UNITS = """
    % percent per_cent เปอร์เซ็นต์ เปอร์เซนต์
    วัน day days
    เดือน month months
    ปี year years
    ชั่วโมง ชม. hour hours h
    นาที minute minutes min
    วินาที second seconds
    สัปดาห์ week weeks
    กรัม g gram grams
    กิโลกรัม กก. kg kilogram kilograms
    มิลลิกรัม มก. mg
    ตัน ton tons tonne tonnes
    ลิตร l litre litres liter liters
    มิลลิลิตร มล. ml
    เมตร m metre metres
    เซนติเมตร ซม. cm
    มิลลิเมตร มม. mm
    กิโลเมตร กม. km
    บาท baht
    ดอลลาร์ dollar dollars
    องศาเซลเซียส °c
    องศาฟาเรนไฮต์ °f
    เท่า times times_as fold
    ไร่ rai
    ล้านบาท million_baht
"""
_TITLE = re.compile(
    r"(?<!, )(?:(?<![ก-๎])(?:รศ|ผศ|ศ|อ|ดร|นพ|พญ)\.\s*(?:ดร\.)?\s*|(?<![ก-๎])(?:นาย|นางสาว|นาง)(?=[ก-๎]+\s[ก-๎]+)"
    r"|\b(?:dr|prof|mr|mrs|ms|assoc|asst)\.?\s+(?:prof\.?\s+|dr\.?\s+)*)(?P<name>[^\s\d,;:.()\"]{2,}(?:\s[^\s\d,;:.()\"]{2,})?)"
)
_PAIR = re.compile(r"(?=(?<![ก-๎])([ก-๎]{2,})\s([ก-๎]{3,}))")
_ORGANISATION = re.compile(r"(?:มหาวิทยาลัย|บริษัท|หจก\.)\s?(?P<rest>[ก-๎]+)")
_CAPITALISED = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]*")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:]\s|[\"“(]\s?)$")
_BETWEEN_MARKS = re.compile(r'"([^"]{4,})"')
_FREE_NAMES = frozenset({"trl", "i", "thai", "thailand", "english"})
_SHORTEST_TITLE = 12
# Shorter names of provinces are words besides: "เลย", "ตาก", "แพร่".
_SHORTEST_PLACE = 5
_SHORTEST_SURNAME = 5


@dataclass(frozen=True, slots=True)
class Complaint:
    """What an answer shows that does not stand where it should, and in which statement."""

    kind: ComplaintKind
    what: str
    statement: str


def plain(text: str) -> str:
    """`text` in small letters, in one form of Unicode, with one kind of digits, quotes, dashes and spaces."""
    text = unicodedata.normalize("NFC", text.translate(_MARKS)).casefold()
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


class Auditor:
    """Audits answers over `register`. `strangers` are names of people whom no document names."""

    def __init__(
        self,
        register: Register,
        works: Sequence[Work],
        experts: Sequence[Expert],
        strangers: Iterable[str] = (),
    ) -> None:
        self._register = register
        self._experts = {expert.id: expert for expert in experts}
        self._works = works
        self._strangers = [plain(word) for name in strangers for word in name.split()[-2:]]

    def complaints(self, answer: Answer) -> list[Complaint]:
        """Return everything that is wrong with what `answer` shows."""
        citations = {citation.number: citation for citation in answer.citations}
        reasons = [why for r in (*answer.experts, *answer.works) for why in r.why]
        found: list[Complaint] = [*self._unproved(answer.citations)]
        for statement in (*answer.statements, *reasons):
            cited = [citations[number] for number in statement.citations if number in citations]
            if not statement.citations or len(cited) < len(statement.citations):
                found.append(Complaint("citation", str(statement.citations), statement.text))
            found += self._strange_in(statement, self._told(cited, answer))
        return found

    def _unproved(self, citations: Sequence[Citation]) -> Iterator[Complaint]:
        """Citations whose quote does not stand on its page."""
        pages = self._register.pages({(citation.document_id, citation.page) for citation in citations})
        for citation in citations:
            page = pages.get((citation.document_id, citation.page))
            quote = plain(citation.quote)
            if page is None or not quote or quote not in plain(page.text):
                yield Complaint("citation", citation.quote, "")

    def _told(self, cited: Sequence[Citation], answer: Answer) -> "_Told":
        """What these citations say, with the rows of the register that they stand for."""
        documents = {citation.document_id for citation in cited}
        numbers = {citation.number for citation in cited}
        texts = [text for c in cited for text in (c.quote, c.title, *c.people)]
        years = [c.year for c in cited if c.year]
        levels: list[int] = []
        for work in self._works:
            carried = any(r.subject.id == work.id and _carry(r.why, numbers) for r in answer.works)
            if carried or (work.source.document_id in documents and _names(cited, work)):
                texts += [work.title_th, work.title_en, work.organisation, *work.people]
                years += [work.year] if work.year else []
                levels += [work.trl] if work.trl else []
        for recommendation in answer.experts:
            expert = recommendation.subject
            if isinstance(expert, Expert) and _carry(recommendation.why, numbers):
                texts += [expert.name_th, expert.name_en]
                if any(c.people in ((expert.name_th,), (expert.name_en,)) for c in cited):
                    texts += [expert.organisation, expert.academic_title]
        return _Told("\n".join(filter(None, texts)), frozenset(years), frozenset(levels))

    def _strange_in(self, statement: Statement, told: "_Told") -> Iterator[Complaint]:
        text = plain(statement.text)
        finders: Mapping[ComplaintKind, Iterable[str]] = {
            "number": _strange_numbers(text, told),
            "unit": _strange_units(text, told),
            "year": _strange_years(text, told),
            "readiness": _strange_levels(text, told),
            "person": self._strange_people(text, told),
            "organisation": self._strange_organisations(text, told),
            "place": _strange_places(text, told),
            "work": self._strange_works(text, told),
            "name": _strange_names(statement.text, told),
        }
        for kind, found in finders.items():
            for what in dict.fromkeys(found):
                yield Complaint(kind, what, statement.text)

    def _strange_people(self, text: str, told: "_Told") -> Iterator[str]:
        yield from (word for word in self._strangers if word in text)
        for names in self._people:
            if any(_stands(name, text) for name in names) and not any(_stands(n, told.text) for n in names):
                yield next(name for name in names if _stands(name, text))
        for match in _TITLE.finditer(text):
            if match["name"].split()[0] not in told.text and not self._is_told_otherwise(match["name"], told):
                yield match["name"]
        for match in _PAIR.finditer(text):
            given, family = match[1], match[2]
            if given in _given_names() and family in _family_names() and f"{given} {family}" not in told.text:
                yield f"{given} {family}"

    @cached_property
    def _people(self) -> list[list[str]]:
        """The surnames of each person of the register, in every script; those that are words left out."""
        names = [[expert.name_th, expert.name_en] for expert in self._experts.values()]
        names += [[person] for work in self._works for person in work.people]
        surnames = [[plain(name).split()[-1] for name in person if name.split()] for person in names]
        return [kept for person in surnames if (kept := [s for s in person if _is_a_surname(s)])]

    def _is_told_otherwise(self, name: str, told: "_Told") -> bool:
        """Whether the person of that name is told by the name in the other script."""
        return any(
            any(word in plain(one) for one in (e.name_th, e.name_en) for word in name.split())
            and any(one and plain(one) in told.text for one in (e.name_th, e.name_en))
            for e in self._experts.values()
        )

    def _strange_organisations(self, text: str, told: "_Told") -> Iterator[str]:
        for name in self._organisations:
            if name in text and name not in told.text:
                yield name
        for match in _ORGANISATION.finditer(text):
            head, rest = match[0].removesuffix(match["rest"]), words(match["rest"])
            if f"{head}{rest[0]}" not in told.text:
                yield f"{head}{rest[0]}"

    @cached_property
    def _organisations(self) -> Collection[str]:
        names = [name for o in self._register.organisations() for name in (o.name_th, o.name_en)]
        names += [work.organisation for work in self._works]
        names += [expert.organisation for expert in self._experts.values()]
        return {plain(name) for name in names if len(name) >= _SHORTEST_TITLE}

    def _strange_works(self, text: str, told: "_Told") -> Iterator[str]:
        """Titles of other works, and what stands between quotation marks and is nowhere told."""
        for title in self._titles:
            if title in text and title not in told.text:
                yield title
        for match in _BETWEEN_MARKS.finditer(text):
            if match[1].strip(" .,") not in told.text:
                yield match[1]

    @cached_property
    def _titles(self) -> Collection[str]:
        titles = {plain(title) for work in self._works for title in (work.title_th, work.title_en)}
        return {title for title in titles if len(title) >= _SHORTEST_TITLE}


@dataclass(frozen=True)
class _Told:
    """What is told: a plain text, and the years and levels of the register."""

    said: str
    years: frozenset[int]
    levels: frozenset[int]

    @cached_property
    def text(self) -> str:
        return plain(self.said)

    @cached_property
    def numbers(self) -> Mapping[float, Collection[str]]:
        """Each number with the units that stand at it, "" for none."""
        found: dict[float, set[str]] = {}
        for value, unit in _numbers_in(self.text):
            found.setdefault(value, set()).add(unit)
        return found

    @cached_property
    def common_years(self) -> Collection[int]:
        told = {
            _common_era(int(value)) for value in self.numbers if value == int(value) and _is_year(int(value))
        }
        return told | self.years

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[a-z]\w*", self.text))


def _numbers_in(text: str) -> Iterator[tuple[float, str]]:
    """Every number of a plain text with its unit."""
    for match in _NUMBER.finditer(text):
        yield float(match[0].replace(",", "")), _unit_at(text, match.start(), match.end())
    for match in _WORD_NUMBER.finditer(text):
        yield _WORD_NUMBERS[match[0]], _unit_at(text, match.start(), match.end())
    for match in _THAI_WORD_NUMBER.finditer(text):
        yield float(_THAI_NUMBERS[match[1]]), _unit_at(text, match.start(), match.end())


def _unit_at(text: str, start: int, end: int) -> str:
    if re.search(r"ร้อยละ\s?$", text[:start]):
        return "%"
    unit = _unit_pattern().match(text, end)
    return _units()[unit[1]] if unit else ""


@cache
def _units() -> Mapping[str, str]:
    lines = [line.split() for line in _UNITS.strip().splitlines()]
    return {plain(spelling.replace("_", " ")): line[0] for line in lines for spelling in line}


@cache
def _unit_pattern() -> re.Pattern[str]:
    names = sorted(_units(), key=len, reverse=True)
    spelled = "|".join(
        re.escape(n) + ("(?![a-z])" if n[-1].isascii() and n[-1].isalpha() else "") for n in names
    )
    return re.compile(rf"[\s-]?({spelled})")


def _strange_numbers(text: str, told: _Told) -> Iterator[str]:
    for value, _ in _numbers_in(text):
        is_year = (
            value == int(value) and _is_year(int(value)) and _common_era(int(value)) in told.common_years
        )
        if value not in told.numbers and not is_year and value not in told.levels:
            yield f"{value:g}"


def _strange_units(text: str, told: _Told) -> Iterator[str]:
    """Numbers that are told of another unit; a range tells its unit once, behind it."""
    for value, unit in _numbers_in(text):
        units = told.numbers.get(value, {""})
        if (
            unit
            and unit not in units
            and not ("" in units and unit in {u for us in told.numbers.values() for u in us})
        ):
            yield f"{value:g} {unit}"


def _strange_years(text: str, told: _Told) -> Iterator[str]:
    for value, unit in _numbers_in(text):
        is_year = not unit and value == int(value) and _is_year(int(value))
        if is_year and _common_era(int(value)) not in told.common_years:
            yield str(int(value))


def _strange_levels(text: str, told: _Told) -> Iterator[str]:
    pattern = re.compile(r"(?:trl|ระดับความพร้อม(?:ทางเทคโนโลยี)?|readiness level)\D{0,12}(\d+)")
    levels = told.levels | {int(level) for level in pattern.findall(told.text)}
    yield from (level for level in pattern.findall(text) if int(level) not in levels)


def _is_year(value: int) -> bool:
    return value in _YEARS or value in _BUDDHIST_YEARS


def _common_era(year: int) -> int:
    return year - _BUDDHIST_ERA if year in _BUDDHIST_YEARS else year


def _strange_places(text: str, told: _Told) -> Iterator[str]:
    for thai, english in _provinces():
        names = (thai if len(thai) >= _SHORTEST_PLACE else f"จังหวัด{thai}", english)
        if any(_stands(name, text) for name in names) and not any(
            _stands(n, told.text) for n in (thai, english)
        ):
            yield thai


def _strange_names(statement: str, told: _Told) -> Iterator[str]:
    """Words in capitals that no sentence begins with."""
    for match in _CAPITALISED.finditer(statement):
        word = plain(match[0])
        if _SENTENCE_BEGINS.search(statement[: match.start()]) or word in _FREE_NAMES:
            continue
        if not told.words.issuperset(re.findall(r"[a-z]\w*", word)):
            yield match[0]


def _stands(name: str, text: str) -> bool:
    """Whether a plain name stands in a plain text: in Latin letters as whole words."""
    if not name.isascii():
        return name in text
    return re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", text) is not None


def _carry(why: Sequence[Statement], numbers: Collection[int]) -> bool:
    return any(number in numbers for statement in why for number in statement.citations)


def _names(cited: Sequence[Citation], work: Work) -> bool:
    return any(citation.title in (work.title_th, work.title_en) for citation in cited)


def _is_a_surname(word: str) -> bool:
    return len(word) >= _SHORTEST_SURNAME and word not in _thai_words()


@cache
def _thai_words() -> Collection[str]:
    return frozenset(thai_words())


@cache
def _given_names() -> Collection[str]:
    return frozenset(thai_male_names()) | frozenset(thai_female_names())


@cache
def _family_names() -> Collection[str]:
    return frozenset(thai_family_names())


@cache
def _provinces() -> Sequence[tuple[str, str]]:
    named: Any = provinces(details=True)
    return [(plain(one["name_th"]), plain(one["name_en"])) for one in named]
