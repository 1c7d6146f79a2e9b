"""The figures that a text tells: how much, of what and by what, in Thai and English alike.

"ร้อยละ ๓๐", "30%" and "30 per cent" are one figure, so are "1.5 ล้านบาท" and "1,500,000 baht", "พ.ศ. 2566"
and "2023", "วันละ 13 กก." and "13 kg of gas per day"; "30%" and "30 kg" are not, nor are "25 kg/h" and
"25 kg/day".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import pairwise

from assistant.eras import BUDDHIST_ERA
from assistant.language import fold

# A bare number from this range is a year of that era.
_BUDDHIST_YEARS = range(2440, 2640)
_YEARS = range(1900, 2100)
# Thai units of so few letters are abbreviations, which stand by themselves.
_ABBREVIATED = 2
_TEXTS_REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class Unit:
    """So many (`size`) of the unit `base`."""

    base: str
    size: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Figure:
    """`number` of `unit`, for each `per`; None for what is only counted, and for a bare number.

    `start` and `end` tell where it stands in the folded text.
    """

    number: Fraction
    unit: Unit | None
    per: Unit | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of a text in its order, the units that it names anywhere, and from which number to which
    other one it goes ("from 17 to 10")."""

    figures: tuple[Figure, ...]
    units: frozenset[Unit]
    ways: frozenset[tuple[Fraction, Fraction]] = frozenset()

    def holds(self, figure: Figure) -> bool:
        """Whether `figure` is told: of the same value, and of the same units where both tell them.

        A unit that only `figure` tells must be named somewhere: "15 to 20%" tells of 15%, too.
        """
        return any(self._is_the_same(figure, told) for told in self.figures)

    def turned(self, said: "Told") -> tuple[Fraction, Fraction] | None:
        """A way that `said` goes and that is told the other way round."""
        there = said.ways - self.ways
        return next((way for way in sorted(there) if way[::-1] in self.ways), None)

    def _is_the_same(self, figure: Figure, told: Figure) -> bool:
        if figure.per and told.per and figure.unit and told.unit:
            same = figure.unit.base == told.unit.base and figure.per.base == told.per.base
            return same and _whole(figure) / figure.per.size == _whole(told) / told.per.size
        if figure.unit and told.unit:
            same = figure.unit.base == told.unit.base and _whole(figure) == _whole(told)
        else:
            same = figure.number == told.number and self._names(figure.unit)
        return same and (figure.per == told.per if told.per and figure.per else self._names(figure.per))

    def _names(self, unit: Unit | None) -> bool:
        return unit is None or unit in self.units


# A line: the base unit, then how many of it each further group of spellings is.
_UNITS = """
% | 1: % ร้อยละ เปอร์เซ็นต์ เปอร์เซนต์ percent per_cent
percentage_point | 1: percentage_points percentage_point จุดเปอร์เซ็นต์ จุดร้อยละ
time | 1: เท่า เท่าตัว times fold
g | 1: กรัม ก. g gram grams gramme grammes | 0.001: มิลลิกรัม มก. มก mg milligram milligrams
  | 0.000001: ไมโครกรัม µg ug microgram micrograms | 1000: กิโลกรัม กิโล กก. กก kg kilogram kilograms kilo kilos
  | 1000000: ตัน ton tons tonne tonnes
l | 1: ลิตร l litre litres liter liters
  | 0.001: มิลลิลิตร มล. มล ml millilitre millilitres milliliter milliliters
m3 | 1: ลูกบาศก์เมตร ลบ.ม. m3 m³ cubic_metres cubic_meters cubic_metre cubic_meter
m2 | 1: ตารางเมตร ตร.ม. m2 m² square_metres square_meters square_metre square_meter
  | 0.0001: ตารางเซนติเมตร ตร.ซม. cm2 cm² square_centimetres square_centimeters square_centimetre
  | 1600: ไร่ rai | 10000: เฮกตาร์ เฮกแตร์ ha hectare hectares
m | 1: เมตร ม. m metre metres meter meters
  | 0.01: เซนติเมตร ซม. ซม cm centimetre centimetres centimeter centimeters
  | 0.001: มิลลิเมตร มม. มม mm millimetre millimetres millimeter millimeters
  | 0.000001: ไมโครเมตร ไมครอน µm um micron microns micrometre micrometres micrometer micrometers
  | 0.000000001: นาโนเมตร nm nanometre nanometres nanometer nanometers
  | 1000: กิโลเมตร กม. กม km kilometre kilometres kilometer kilometers
°brix | 1: องศาบริกซ์ °บริกซ์ °brix degrees_brix degree_brix brix
°c | 1: องศาเซลเซียส องศา °c ℃ °ซ degrees_celsius degree_celsius degrees degree celsius
s | 1: วินาที s sec second seconds | 60: นาที min mins minute minutes | 3600: ชั่วโมง ชม. ชม h hr hrs hour hours
  | 86400: วัน day days | 604800: สัปดาห์ อาทิตย์ week weeks
month | 1: เดือน month months | 12: ปี year years
baht | 1: บาท baht thb ฿
dollar | 1: ดอลลาร์ ดอลลาร์สหรัฐ dollar dollars usd $
euro | 1: ยูโร euro euros eur €
yen | 1: เยน yen jpy
°f | 1: องศาฟาเรนไฮต์ °f degrees_fahrenheit
in | 1: นิ้ว inch inches | 12: ฟุต ft foot feet
cal | 1: แคลอรี cal calorie calories | 1000: กิโลแคลอรี kcal
j | 1: จูล j joule joules | 1000: กิโลจูล kj | 3600: วัตต์ชั่วโมง วัตต์-ชั่วโมง wh
  | 3600000: กิโลวัตต์ชั่วโมง กิโลวัตต์-ชั่วโมง kwh หน่วยไฟ
w | 1: วัตต์ w watt watts | 0.001: มิลลิวัตต์ milliwatt milliwatts | 1000: กิโลวัตต์ kw kilowatt kilowatts
  | 1000000: เมกะวัตต์ mw megawatt megawatts
pa | 1: ปาสคาล pa | 1000: กิโลปาสคาล kpa | 1000000: เมกะปาสคาล mpa
n | 1: นิวตัน newton newtons | 1000: กิโลนิวตัน kn
v | 1: โวลต์ v volt volts | 0.001: มิลลิโวลต์ mv | 1000: กิโลโวลต์ kv
hz | 1: เฮิรตซ์ hz hertz | 1000: khz กิโลเฮิรตซ์ | 1000000: mhz | 1000000000: ghz
ppm | 1: ppm พีพีเอ็ม ส่วนในล้านส่วน parts_per_million | 0.001: ppb ส่วนในพันล้านส่วน parts_per_billion
mol | 1: โมล mol | 0.001: มิลลิโมล mmol
"""
_MANY = {
    "ล้านล้าน": 10**12, "ล้าน": 10**6, "แสน": 10**5, "หมื่น": 10**4, "พัน": 10**3, "ร้อย": 100,
    "million": 10**6, "billion": 10**9, "trillion": 10**12, "thousand": 10**3, "hundred": 100,
}  # fmt: skip
_PERCENT, _TIMES = Unit("%"), Unit("time")
# What is a part or a multiple in one word.
_PARTS: dict[str, tuple[Fraction, Unit]] = {
    spelling.replace("_", " "): (value, unit)
    for value, unit, spellings in (
        (Fraction(50), _PERCENT, "ครึ่งหนึ่ง ครึ่ง one_half a_half half halved halves"),
        (Fraction(10), _PERCENT, "หนึ่งในสิบ one_tenth a_tenth one-tenth"),
        (Fraction(100, 3), _PERCENT, "หนึ่งในสาม one_third a_third one-third"),
        (Fraction(200, 3), _PERCENT, "สองในสาม two_thirds two-thirds"),
        (Fraction(25), _PERCENT, "หนึ่งในสี่ one_quarter a_quarter one-quarter one_fourth"),
        (Fraction(75), _PERCENT, "สามในสี่ three_quarters three-quarters"),
        (Fraction(20), _PERCENT, "หนึ่งในห้า one_fifth a_fifth one-fifth"),
        (Fraction(40), _PERCENT, "สองในห้า two_fifths two-fifths"),
        (Fraction(60), _PERCENT, "สามในห้า three_fifths three-fifths"),
        (Fraction(80), _PERCENT, "สี่ในห้า four_fifths four-fifths"),
        (Fraction(2), _TIMES, "เท่าตัว double doubles doubled doubling twice twofold"),
        (Fraction(3), _TIMES, "triple triples tripled tripling threefold"),
    )
    for spelling in spellings.split()
}
_THAI_ONES = "หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า"
_ENGLISH_ONES = "one two three four five six seven eight nine"
_ENGLISH_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
# What Thai counts by: a number spelt out before one of these is a number, "สาม" in "สามารถ" is none.
_COUNTED = """
    คน ราย แห่ง ครั้ง ชนิด ตัว ต้น ชุด แปลง กลุ่ม สูตร ประเภท โรง หลัง ใบ ผล เครื่อง สถานี รอบ สาย พันธุ์ ตัวอย่าง ด้าน ฤดู
    ขั้น จังหวัด อำเภอ
"""
_DIGITS = r"(?<![\d.,])(?<![a-z])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)"
_ABOUT = r"\s*(?:ประมาณ|ราว|เพียง|เฉลี่ย|ถึง|about|around|some)?\s*"
# Between an amount and what it is for each of: "13 kg of LPG per day", "1.38 กิโลกรัมน้ำต่อ...".
_OF_SOMETHING = r"(?:\s?[a-z-]+|\s?[ก-๎]{1,20}?){0,3}?"
_EACH = r"\s?(?:/|ต่อ\s?|(?<![a-z])(?:per|an?|each|every|for each|for every)\s)\s?(?:หนึ่ง|one\s)?"
_GOES_ON = re.compile(r"\s*(?:(?:down |up )?to|(?:ลง|ขึ้น|มา)?(?:เป็น|เหลือ|ถึง)|จนถึง|->|→|-)\s*")
_TRL = r"(?<![a-z])trl|ระดับความพร้อม(?:ทางเทคโนโลยี)?|technology readiness level"
# What a number is of by the word before it.
_BEFORE = re.compile(
    rf"(?:(?P<percent>ร้อยละ)|(?P<trl>{_TRL})|(?P<ph>(?<![a-z])ph|พีเอช|ความเป็นกรด-ด่าง))"
    rf"\s*(?:ที่|ระดับ|of|level|ระดับที่|\s|[:=(])*{_ABOUT}$"
)


@lru_cache(_TEXTS_REMEMBERED)
def figures_in(text: str) -> Told:
    """Return what figures `text` tells, in digits of either script or spelt out."""
    folded = fold(text)
    figures = tuple(_figures(folded))
    return Told(figures, frozenset(_units_named(folded)), frozenset(_ways(folded, figures)))


def told_besides(told: Told, year: int | None, trl: int | None) -> Told:
    """`told` and what the register says besides: the readiness level of the work, and its year, unless a year
    is told already, of something else."""
    level = Unit("trl")
    tells_year = any(figure.unit is None and figure.number in _YEARS for figure in told.figures)
    more = [Figure(Fraction(year), None, None, 0, 0)] if year and not tells_year else []
    if trl:
        more.append(Figure(Fraction(trl), level, None, 0, 0))
    # Its unit is not named besides: "six reactions" is no level 6.
    return Told((*told.figures, *more), told.units, told.ways)


def is_unit(word: str) -> bool:
    """Whether a folded word is the name of a unit."""
    return word in _units()


def _ways(folded: str, figures: Sequence[Figure]) -> Iterator[tuple[Fraction, Fraction]]:
    for one, other in pairwise(figures):
        if one.number != other.number and _GOES_ON.fullmatch(folded, one.end, other.start):
            yield one.number, other.number


def _whole(figure: Figure) -> Fraction:
    return figure.number * (figure.unit.size if figure.unit else 1)


def _figures(folded: str) -> Iterator[Figure]:
    for match in _number_pattern().finditer(folded):
        if part := match["part"]:
            yield Figure(*_PARTS[part], None, match.start(), match.end())
            continue
        number, unit = _number(match), _unit(match["unit"])
        before = _BEFORE.search(folded[: match.start()]) if unit is None else None
        if before:
            unit = Unit({"percent": "%", "trl": "trl", "ph": "ph"}[before.lastgroup or ""])
        if unit is None and match["digits"]:
            number = _common_era(number)
        start = before.start() if before else match.start()
        yield Figure(number, unit, _per(folded, match), start, match.end())


def _number(match: re.Match[str]) -> Fraction:
    digits, spelt = match["digits"], match["spelt"] or match["counted"]
    value = _spelt_numbers()[spelt] if spelt else Fraction(digits.replace(",", ""))
    return value * _MANY.get(match["many"] or "", 1)


def _unit(spelling: str | None) -> Unit | None:
    return _units().get(spelling.replace(" ", "_")) if spelling else None


def _per(folded: str, match: re.Match[str]) -> Unit | None:
    """What the number is for each of: "ต่อ 100 กรัม" after it, "วันละ" before it."""
    if after := _per_pattern().match(folded, match.end()):
        unit = _units()[after["unit"].replace(" ", "_")]
        return Unit(unit.base, unit.size * Fraction((after["number"] or "1").replace(",", "")))
    before = _each_pattern().search(folded[: match.start()])
    return _unit(before["unit"]) if before else None


def _common_era(value: Fraction) -> Fraction:
    """A year of the Buddhist era in CE; any other number as it is."""
    return value - BUDDHIST_ERA if value.denominator == 1 and int(value) in _BUDDHIST_YEARS else value


def _units_named(folded: str) -> Iterator[Unit]:
    for match in _unit_pattern().finditer(folded):
        yield _units()[match[0].replace(" ", "_")]
    if re.search(_TRL, folded):
        yield Unit("trl")


@cache
def _number_pattern() -> re.Pattern[str]:
    """A part ("half"), or a number, the thousands or millions that it counts, and its unit."""
    parts, many = _one_of(_PARTS), _one_of(_MANY)
    latin = _one_of(spelt for spelt in _spelt_numbers() if spelt.isascii())
    thai = _one_of(spelt for spelt in _spelt_numbers() if not spelt.isascii())
    units, counted = _units_spelt(), _one_of(_COUNTED.split())
    return re.compile(
        rf"(?<![a-z])(?P<part>{parts})(?![a-z-])(?!\s?(?:{units}))"
        rf"|(?:{_DIGITS}|(?<![a-z-])(?P<spelt>{latin})(?![a-z])"
        rf"|(?P<counted>{thai})(?=\s?(?:{many}|{units}|{counted})))"
        rf"(?:\s?(?P<many>{many})(?![a-z]))?(?:[\s-]?\(?(?P<unit>{units}))?"
    )


@cache
def _per_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{_OF_SOMETHING}{_EACH}(?:(?:[ก-๎]{{1,20}}?\s?)?(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?))?\s?"
        rf"(?P<unit>{_units_spelt()})"
    )


@cache
def _each_pattern() -> re.Pattern[str]:
    """ "วันละ" before a number."""
    return re.compile(rf"(?P<unit>{_units_spelt()})ละ{_ABOUT}$")


@cache
def _unit_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z.])(?:{_units_spelt()})")


@cache
def _units_spelt() -> str:
    return "|".join(_spelling(unit) for unit in sorted(_units(), key=len, reverse=True))


def _one_of(spellings: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, spellings), key=len, reverse=True))


def _spelling(unit: str) -> str:
    ends_in_letters = unit[-1].isalpha() and (unit[-1].isascii() or len(unit) <= _ABBREVIATED)
    return re.escape(unit).replace("_", " ") + (r"(?![a-zก-๎])" if ends_in_letters else "")


@cache
def _spelt_numbers() -> dict[str, Fraction]:
    """Numbers spelt out, from two to 99: one is more often an article than a number."""
    thai_ones, english_ones, english_tens = _THAI_ONES.split(), _ENGLISH_ONES.split(), _ENGLISH_TENS.split()
    numbers = {word: number for number, word in enumerate(thai_ones, start=1)}
    numbers |= {word: number for number, word in enumerate(english_ones, start=1)}
    numbers |= {word: number for number, word in enumerate(_ENGLISH_TEENS.split(), start=10)}
    for tens in range(1, 10):
        thai = ("" if tens == 1 else "ยี่" if tens == 2 else thai_ones[tens - 1]) + "สิบ"
        numbers[thai] = tens * 10
        numbers |= {
            thai + ("เอ็ด" if ones == 1 else thai_ones[ones - 1]): tens * 10 + ones for ones in range(1, 10)
        }
        if tens > 1:
            english = english_tens[tens - 2]
            numbers[english] = tens * 10
            numbers |= {f"{english}-{english_ones[ones - 1]}": tens * 10 + ones for ones in range(1, 10)}
    return {word: Fraction(number) for word, number in numbers.items() if number > 1}


@cache
def _units() -> dict[str, Unit]:
    """Each unit by its spellings."""
    units: dict[str, Unit] = {}
    for line in _UNITS.strip().replace("\n  |", " |").splitlines():
        base, *groups = (part.strip() for part in line.split(" | "))
        for group in groups:
            size, _, spellings = group.partition(":")
            units |= {fold(spelling): Unit(base, Fraction(size)) for spelling in spellings.split()}
    return units
