"""Thailand's places as people write them, by the region of the science park that serves them."""

import re
from collections.abc import Iterable
from functools import cache

from assistant.domain.people import Region

# The four parks' regions; "central" is everything that no regional park serves.
_PROVINCES: dict[Region, str] = {
    "north": """
        เชียงใหม่ Chiang Mai|เชียงราย Chiang Rai|ลำพูน Lamphun|ลำปาง Lampang|แม่ฮ่องสอน Mae Hong Son|น่าน Nan
        พะเยา Phayao|แพร่ Phrae|อุตรดิตถ์ Uttaradit|ตาก Tak|สุโขทัย Sukhothai|พิษณุโลก Phitsanulok
        พิจิตร Phichit|กำแพงเพชร Kamphaeng Phet|เพชรบูรณ์ Phetchabun|นครสวรรค์ Nakhon Sawan|อุทัยธานี Uthai Thani
    """,
    "northeast": """
        ขอนแก่น Khon Kaen|อุดรธานี Udon Thani|หนองคาย Nong Khai|หนองบัวลำภู Nong Bua Lamphu|เลย Loei
        สกลนคร Sakon Nakhon|นครพนม Nakhon Phanom|มุกดาหาร Mukdahan|กาฬสินธุ์ Kalasin|มหาสารคาม Maha Sarakham
        ร้อยเอ็ด Roi Et|บึงกาฬ Bueng Kan
    """,
    "lower-northeast": """
        นครราชสีมา Nakhon Ratchasima|โคราช Korat|บุรีรัมย์ Buriram|สุรินทร์ Surin|ศรีสะเกษ Sisaket
        อุบลราชธานี Ubon Ratchathani|ยโสธร Yasothon|อำนาจเจริญ Amnat Charoen|ชัยภูมิ Chaiyaphum
    """,
    "south": """
        สงขลา Songkhla|หาดใหญ่ Hat Yai|ปัตตานี Pattani|ยะลา Yala|นราธิวาส Narathiwat|สตูล Satun|ตรัง Trang
        พัทลุง Phatthalung|นครศรีธรรมราช Nakhon Si Thammarat|สุราษฎร์ธานี Surat Thani|กระบี่ Krabi
        ภูเก็ต Phuket|พังงา Phang Nga|ระนอง Ranong|ชุมพร Chumphon
    """,
    "central": """
        กรุงเทพ Bangkok|นนทบุรี Nonthaburi|ปทุมธานี Pathum Thani|สมุทรปราการ Samut Prakan
        สมุทรสาคร Samut Sakhon|นครปฐม Nakhon Pathom|อยุธยา Ayutthaya|สระบุรี Saraburi|ลพบุรี Lopburi
        ชลบุรี Chonburi|ระยอง Rayong|จันทบุรี Chanthaburi|ราชบุรี Ratchaburi|กาญจนบุรี Kanchanaburi
        เพชรบุรี Phetchaburi|สุพรรณบุรี Suphan Buri|ปราจีนบุรี Prachinburi
    """,
}

_REGION_NAMES: dict[Region, tuple[str, ...]] = {
    "lower-northeast": ("อีสานใต้", "อีสานตอนล่าง", "ภาคตะวันออกเฉียงเหนือตอนล่าง", "lower northeast", "lower isan"),
    "northeast": ("ภาคอีสาน", "อีสาน", "ภาคตะวันออกเฉียงเหนือ", "northeast", "north-east", "isan", "isaan"),
    "north": ("ภาคเหนือ", "เมืองเหนือ", "northern", "in the north", "from the north", "north region"),
    "south": ("ภาคใต้", "ปักษ์ใต้", "southern", "in the south", "from the south", "south region"),
    "central": ("ภาคกลาง", "กทม", "ส่วนกลาง", "central region", "in bangkok"),
}


def named_region(text: str) -> Region | None:
    """The region that `text` (folded) names as such ("ภาคใต้", "northern"), or None."""
    for region, names in _REGION_NAMES.items():
        if any(_stands_in(name, text) for name in names):
            return region
    return None


def region_of_place(text: str) -> Region | None:
    """The region of the first province or city that `text` (folded) names, or None."""
    found = [(text.find(name), region) for name, region in _places() if _stands_in(name, text)]
    return min(found)[1] if found else None


def place_words(text: str) -> tuple[str, ...]:
    """The names of regions, provinces and cities that stand in `text` (folded)."""
    names: Iterable[str] = (name for names in _REGION_NAMES.values() for name in names)
    return tuple(name for name in (*names, *(name for name, _ in _places())) if _stands_in(name, text))


@cache
def _places() -> tuple[tuple[str, Region], ...]:
    pairs = [
        (pair, region)
        for region, text in _PROVINCES.items()
        for pair in re.split(r"[|\n]", text)
        if pair.strip()
    ]
    return tuple((name.lower(), region) for pair, region in pairs for name in pair.strip().split(" ", 1))


def _stands_in(name: str, text: str) -> bool:
    """Thai names are found anywhere, Latin ones as whole words. Short Thai names need a sign of place."""
    if name not in text:
        return False
    if name.isascii():
        return re.search(rf"\b{re.escape(name)}\b", text) is not None
    if len(name) <= 4 and name in _ALSO_COMMON_WORDS:
        return re.search(rf"(?:จังหวัด|จ\.|เมือง)\s*{name}", text) is not None
    return True


# Provinces whose names are everyday words or parts of such.
_ALSO_COMMON_WORDS = frozenset({"เลย", "ตาก", "ตรัง", "น่าน", "แพร่", "nan", "tak"})
