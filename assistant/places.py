"""Thailand's places as people write them, by the region of the science park that serves them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.domain.people import Region
from assistant.language.segmenting import words

# All 77 provinces and some cities, Thai before English names, other spellings after "/"; a space in an
# English name may be missing. The four parks' regions; "central" is everything that no regional park serves.
_PROVINCES: dict[Region, str] = {
    "north": """
        เชียงใหม่ Chiang Mai|เชียงราย Chiang Rai|ลำพูน Lamphun|ลำปาง Lampang|แม่ฮ่องสอน Mae Hong Son|น่าน Nan
        พะเยา Phayao/Payao|แพร่ Phrae|อุตรดิตถ์ Uttaradit|ตาก Tak|สุโขทัย Sukhothai|พิษณุโลก Phitsanulok/Pitsanulok
        พิจิตร Phichit/Pichit|กำแพงเพชร Kamphaeng Phet|เพชรบูรณ์ Phetchabun/Petchabun
        นครสวรรค์ Nakhon Sawan/Nakorn Sawan|อุทัยธานี Uthai Thani
    """,
    "northeast": """
        ขอนแก่น Khon Kaen|อุดรธานี/อุดร Udon Thani/Udon|หนองคาย Nong Khai|หนองบัวลำภู Nong Bua Lam Phu|เลย Loei
        สกลนคร Sakon Nakhon|นครพนม Nakhon Phanom|มุกดาหาร Mukdahan|กาฬสินธุ์ Kalasin|มหาสารคาม Maha Sarakham
        ร้อยเอ็ด Roi Et|บึงกาฬ Bueng Kan/Bung Kan
    """,
    "lower-northeast": """
        นครราชสีมา/โคราช Nakhon Ratchasima/Korat/Khorat|บุรีรัมย์ Buri Ram|สุรินทร์ Surin
        ศรีสะเกษ/ศรีษะเกษ Si Sa Ket/Sri Sa Ket|อุบลราชธานี/อุบล Ubon Ratchathani/Ubon|ยโสธร Yasothon
        อำนาจเจริญ Amnat Charoen|ชัยภูมิ Chaiyaphum
    """,
    "south": """
        สงขลา Songkhla/Songkla|หาดใหญ่ Hat Yai/Had Yai|ปัตตานี Pattani|ยะลา Yala|นราธิวาส Narathiwat|สตูล Satun
        ตรัง Trang|พัทลุง Phatthalung|นครศรีธรรมราช Nakhon Si Thammarat/Nakhon Sri Thammarat
        สุราษฎร์ธานี/สุราษฎร์/สุราษ Surat Thani|กระบี่ Krabi|ภูเก็ต Phuket|พังงา Phang Nga|ระนอง Ranong
        ชุมพร Chumphon/Chumporn
    """,
    "central": """
        กรุงเทพ Bangkok|นนทบุรี Nonthaburi|ปทุมธานี/ปทุม Pathum Thani|สมุทรปราการ Samut Prakan
        สมุทรสาคร Samut Sakhon|สมุทรสงคราม Samut Songkhram/Samut Songkram|นครปฐม Nakhon Pathom
        นครนายก Nakhon Nayok|อยุธยา Ayutthaya/Ayuthaya|อ่างทอง Ang Thong|สิงห์บุรี Sing Buri|ชัยนาท Chai Nat
        สระบุรี Sara Buri|ลพบุรี Lop Buri|ชลบุรี Chon Buri|ระยอง Rayong|จันทบุรี Chanthaburi/Chantaburi|ตราด Trat
        ฉะเชิงเทรา/แปดริ้ว Chachoengsao|ปราจีนบุรี Prachin Buri|สระแก้ว Sa Kaeo/Sa Kaew|ราชบุรี Ratcha Buri
        กาญจนบุรี Kanchana Buri|เพชรบุรี Phetcha Buri/Petcha Buri|สุพรรณบุรี/สุพรรณ Suphan Buri
        ประจวบคีรีขันธ์ Prachuap Khiri Khan
    """,
}

# What tells that "north" or "south" is a part of the country.
_BEFORE_A_SIDE = "".join(
    f"|(?<={words} )"
    for words in (
        "in the",
        "or the",
        "or",
        "from the",
        "about the",
        "up",
        "down",
        "deep",
        "whole",
        "in",
        "ใน",
        "ทาง",
        "ภาค",
        "แล้ว",
        "อยู่",
        "แค่",
        "ขอ",
        "เอา",
    )
).removeprefix("|")
# ... or it is all that stands between two commas or in brackets: "North, TRL at least 7".
_ALONE = r"(?:(?<![^,;(\n])|(?<=[,;] )){}(?=\s*(?:$|[,;)?\n]))"
_AFTER_A_SIDE = (
    r"\s*(?:$|[,.;!?]|(?:please|only|again|instead|too|and|or|nor|is|are)(?![a-z])|isn't|ครับ|ค่ะ|คะ|ดีกว่า)"
)
# ... or what is denied by itself: "ไม่ใช่เหนือ อีสาน".
_DENIED_SIDE = r"(?:(?<=ไม่ใช่)|(?<=ไม่เอา)){}(?=\s|$|[,.;!?]|นะ|ครับ|คับ|ค่ะ)"


def _side(name: str) -> str:
    return (
        f"(?:{_BEFORE_A_SIDE}){name}(?![a-z])|{name}(?= only| ดีกว่า)"
        f"|{name}(?= or (?:the )?(?:north|south|central))"
        f"|(?:(?<=the )|(?<=to )){name}(?={_AFTER_A_SIDE})"
        f"|{_ALONE.format(name)}"
    )


_REGION_NAMES: dict[Region, str] = {
    "lower-northeast": (
        "(?:ภาค)?อีสาน(?:ใต้|ตอนล่าง)|(?:ภาค)?ตะวันออกเฉียงเหนือตอนล่าง|lower (?:north[- ]?east(?:ern)?|isaa?n)"
    ),
    "northeast": "(?:ภาค)?อีสาน|(?:ภาค)?ตะวันออกเฉียงเหนือ|north[- ]?east(?:ern)?|isaa?n",
    "north": f"ภาคเหนือ|เมืองเหนือ|(?<=คน)เหนือ|(?<=แล้ว)เหนือ(?=ล่ะ|ละ|มี)|ทางเหนือ(?!น้ำ)|northern"
    f"|{_DENIED_SIDE.format('เหนือ')}|north region|{_side('north')}",
    "south": f"ภาค[ใไ]ต้|(?<=คน)ใต้|(?<=แล้ว)ใต้(?=ล่ะ|ละ|มี)|ปักษ์ใต้|ทางใต้(?!ดิน|น้ำ)|southern"
    f"|{_DENIED_SIDE.format('ใต้')}|south region|{_side('south')}",
    # The parks serve the east and the west from the central region.
    "central": (
        "ภาคกลาง|ภาคตะวันออก(?!เฉียง)|ภาคตะวันตก|กทม|ส่วนกลาง|(?<=in )bangkok"
        "|(?:central|eastern|western) (?:region|thailand)|central(?= only| ดีกว่า)"
        f"|(?<=to )central(?={_AFTER_A_SIDE})"
        "|(?:(?<=in the )|(?<=from the ))(?:east|west)(?! coast)"
    ),
}

_CAPITAL = "กรุงเทพ"
# Provinces whose names are everyday words: they need a sign of place before them.
_ALSO_COMMON_WORDS = frozenset({"เลย", "ตาก", "น่าน", "แพร่", "nan", "tak"})
# Those whose names begin or end in the midst of other words: "กัมมันตรังสี", "พังงาน", "ตราดอกบัว", "อ่างทองแดง".
_PARTS_OF_OTHER_WORDS = frozenset(
    {"ตรัง", "ตราด", "พังงา", "ยะลา", "อ่างทอง", "อุดร", "อุบล", "สุพรรณ", "ปทุม", "สุราษ"}
)
_SIGN_OF_PLACE = re.compile(r"(?:จังหวัด|จ\.|เมือง|แถว|แถบ|\b(?:in|from|near|at))\s*$")


@dataclass(frozen=True, slots=True)
class Place:
    """A region, province or city that a text names between `start` and `end`.

    `name` is that of the province or city in Thai, however it is written there; empty for a region.
    """

    start: int
    end: int
    region: Region
    is_region: bool
    name: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """From where to where it stands."""
        return self.start, self.end

    @property
    def speaks_of_region(self) -> bool:
        """Whether it is a region, or the capital, whose name stands for the central region."""
        return self.is_region or self.name == _CAPITAL


def places_in(text: str) -> tuple[Place, ...]:
    """The places that `text` (folded) names, regions first, each in the order of the text."""
    return (*_regions_in(text), *_provinces_in(text))


def named_region(text: str) -> Region | None:
    """The first region that `text` (folded) names as such ("ภาคใต้", "northern"), or None."""
    return next((place.region for place in _regions_in(text)), None)


def region_of_place(text: str) -> Region | None:
    """The region of the first province or city that `text` (folded) names, or None."""
    return next((place.region for place in _provinces_in(text)), None)


def region_of_province(text: str) -> Region | None:
    """The region of the province or city whose name `text` (folded) is, and nothing but that, or None."""
    province = _provinces().get(_key(text))
    return province[0] if province else None


def _regions_in(text: str) -> Iterator[Place]:
    for match in _region_pattern().finditer(text):
        region = next(region for region, group in _groups().items() if match[group])
        yield Place(match.start(), match.end(), region, is_region=True)


def _provinces_in(text: str) -> Iterator[Place]:
    for match in _province_pattern().finditer(text):
        if _is_a_place(match[0], text, match.start()):
            region, name = _provinces()[_key(match[0])]
            yield Place(match.start(), match.end(), region, is_region=False, name=name)


def _is_a_place(name: str, text: str, start: int) -> bool:
    if name in _PARTS_OF_OTHER_WORDS and text[:start].endswith("ใน"):
        return True
    if name in _ALSO_COMMON_WORDS | _PARTS_OF_OTHER_WORDS and not _SIGN_OF_PLACE.search(text[:start]):
        return name in _PARTS_OF_OTHER_WORDS and name in words(text)
    return True


@cache
def _groups() -> dict[Region, str]:
    return {region: region.replace("-", "_") for region in _REGION_NAMES}


@cache
def _region_pattern() -> re.Pattern[str]:
    regions = (f"(?P<{_groups()[region]}>{names})" for region, names in _REGION_NAMES.items())
    return _whole_words("|".join(regions))


@cache
def _province_pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=lambda name: -len(name))
    return _whole_words("|".join(re.escape(name).replace(r"\ ", "[ -]?") for name in longest_first))


def _whole_words(names: str) -> re.Pattern[str]:
    """Thai names stand anywhere, Latin ones as whole words."""
    return re.compile(rf"(?<![a-z])(?:{names})(?![a-z])")


@cache
def _provinces() -> dict[str, tuple[Region, str]]:
    return {_key(name): province for name, province in _names().items()}


@cache
def _names() -> dict[str, tuple[Region, str]]:
    """The region and the Thai name of each province and city by all its names."""
    return {
        name.lower(): (region, row.split()[0].split("/")[0])
        for region, table in _PROVINCES.items()
        for row in re.split(r"[|\n]", table)
        if row.strip()
        for names in row.strip().split(" ", 1)
        for name in names.split("/")
    }


def _key(name: str) -> str:
    return re.sub("[ -]", "", name)
