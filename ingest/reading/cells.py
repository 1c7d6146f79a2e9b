"""What a cell says: from whatever a file holds to clean text, and from text to checked values.

Each `..._of` function returns None when the text is no such value.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from assistant.domain.people import REGIONS, OrganisationKind, Region
from assistant.eras import common_era
from assistant.language import fold, normalise, squeeze
from assistant.places import named_region, region_of_place, region_of_province
from ingest.personal_data import MARKER
from ingest.reading.register_schema import CENTRES, ORGANISATION_KINDS

# As much as a spreadsheet's cell can hold.
MAX_CELL_CHARACTERS = 32_767
# Whoever lists more is expert in nothing, and would be found for everything.
MOST_TOPICS = 25

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_LARGEST_EXACT_FLOAT = 2**53

_EXCEL_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def cell_text(value: object) -> str:
    """Return a cell's value as text; "" for nothing, NaN, and what no cell should hold (an object).

    Items of a list are joined by "; ".
    """
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (list, tuple)):
        return _joined([clean(cell_text(item)).replace("\n", " ") for item in value])
    return str(value)


def _number_text(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < _LARGEST_EXACT_FLOAT else repr(value)


def _joined(items: Sequence[str]) -> str:
    # The last separator tells a comma inside a single item from one between items.
    text = "; ".join(filter(None, items))
    return f"{text};" if "," in text and ";" not in text else text


def clean(text: str) -> str:
    """Return `text` normalised, its lines squeezed, empty lines gone."""
    shown = _EXCEL_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
    lines = (squeeze(line) for line in normalise(shown.replace("\r", "\n")).split("\n"))
    return "\n".join(filter(None, lines))


def list_items(text: str) -> tuple[str, ...]:
    """Split at ; | and line ends, or at commas where there are none of them."""
    separators = "[;；|\n]" if re.search("[;；|\n]", text) else "[,，、]"
    return tuple(filter(None, map(str.strip, re.split(separators, text))))


def id_of(text: str) -> str | None:
    is_sound = text.isprintable() and not re.search(r"\s", text) and len(text) <= 160 and MARKER not in text
    return text if is_sound else None


def year_of(text: str) -> int | None:
    """The CE year of "2024", "พ.ศ. ๒๕๖๗", "2567.0"; years from 2400 count as Buddhist Era."""
    found = re.fullmatch(
        r"(?:พ\.?ศ\.?|ค\.?ศ\.?|b\.?e\.?|c\.?e\.?|a\.?d\.?|ปี|ปีงบประมาณ)?\s*(\d{4})(?:\.0+)?", fold(text)
    )
    return _likely_year(int(found[1])) if found else _year_of_date(text)


def _year_of_date(text: str) -> int | None:
    found = date_of(text)
    return found.year if found else None


def _likely_year(told: int) -> int | None:
    year = common_era(told)
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def trl_of(text: str) -> int | None:
    found = re.fullmatch(r"(?:(?:trl|ระดับ|level)[\s:\-]*)?([1-9])(?:\.0+)?", fold(text))
    return int(found[1]) if found else None


_REGIONS_BY_KEY: Mapping[str, Region] = (
    {region.replace("-", ""): region for region in REGIONS}
    | {
        "เหนือ": "north",
        "ใต้": "south",
        "กลาง": "central",
        "ตะวันออกเฉียงเหนือ": "northeast",
        "bangkok": "central",
    }
    | {"อีสานล่าง": "lower-northeast", "ตะวันออกเฉียงเหนือตอนล่าง": "lower-northeast"}
    # What no regional park serves counts as central (assistant.places).
    | {"ภาคตะวันออก": "central", "ภาคตะวันตก": "central", "east": "central", "west": "central"}
)


def region_of(text: str) -> Region | None:
    """The region by code ("lower-northeast"), by name ("ภาคเหนือ"), or of a province ("เชียงใหม่")."""
    folded = fold(text)
    return (
        _REGIONS_BY_KEY.get(re.sub(r"[\s_\-]+", "", folded))
        or region_of_province(folded)
        or named_region(folded)
        or region_of_place(folded)
    )


def centre_of(text: str) -> str | None:
    """The centre's code, in any case, with or without its hyphen."""
    wanted = re.sub("[^a-z]", "", fold(text))
    return next((centre for centre in CENTRES if re.sub("[^a-z]", "", centre.lower()) == wanted), None)


_ORGANISATION_WORDS: Mapping[OrganisationKind, tuple[str, ...]] = {
    "centre": ("center", "coe", "ศูนย์", "ศูนย์ความเป็นเลิศ"),
    "park": ("science park", "อุทยาน", "อุทยานวิทยาศาสตร์"),
    "university": ("มหาวิทยาลัย",),
    "incubator": ("ubi", "หน่วยบ่มเพาะ", "หน่วยบ่มเพาะวิสาหกิจ", "ศูนย์บ่มเพาะวิสาหกิจ"),
    "company": ("บริษัท", "เอกชน"),
}


def organisation_kind_of(text: str) -> OrganisationKind | None:
    word = fold(text)
    return next((kind for kind in ORGANISATION_KINDS if word in (kind, *_ORGANISATION_WORDS[kind])), None)


_YES = frozenset(["yes", "y", "true", "t", "1", "ใช่", "ยินยอม", "อนุญาต", "ได้", "จริง", "✓", "✔", "☑"])
_NO = frozenset(["no", "n", "false", "f", "0", "ไม่ใช่", "ไม่", "ไม่ยินยอม", "ไม่อนุญาต", "ไม่ได้", "เท็จ", "-", "☐"])


def yes_no_of(text: str) -> bool | None:
    word = fold(text)
    return word in _YES if word in _YES | _NO else None


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "มกราคม ม.ค. january jan",
            "กุมภาพันธ์ ก.พ. february feb",
            "มีนาคม มี.ค. march mar",
            "เมษายน เม.ย. april apr",
            "พฤษภาคม พ.ค. may",
            "มิถุนายน มิ.ย. june jun",
            "กรกฎาคม ก.ค. july jul",
            "สิงหาคม ส.ค. august aug",
            "กันยายน ก.ย. september sep sept",
            "ตุลาคม ต.ค. october oct",
            "พฤศจิกายน พ.ย. november nov",
            "ธันวาคม ธ.ค. december dec",
        ),
        start=1,
    )
    for name in names.split()
}


def date_of(text: str) -> date | None:
    """The day of "2025-03-14", "14/3/2568" (day first, as in Thailand) or "14 มี.ค. 2568"."""
    folded = fold(text)
    if found := re.fullmatch(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[t ]\d.*)?", folded):
        return _date(found[1], int(found[2]), found[3])
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", folded):
        return _date(found[3], int(found[2]), found[1])
    if found := re.fullmatch(r"(\d{1,2}) ?([^\d\s]+),? ?(?:พ\.ศ\. ?|ค\.ศ\. ?)?(\d{4})", folded):
        return _date(found[3], _MONTHS.get(found[2], 0), found[1])
    return None


def _date(year: str, month: int, day: str) -> date | None:
    likely = _likely_year(int(year))
    try:
        return date(likely, month, int(day)) if likely else None
    except ValueError:
        return None


def email_of(text: str) -> str | None:
    """The first address, if every part looks like one."""
    addresses = [part for part in re.split(r"[;,\s]+", text.removeprefix("mailto:")) if part]
    pattern = r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}"
    are_sound = all(re.fullmatch(pattern, address) for address in addresses)
    return addresses[0] if addresses and are_sound else None


def url_of(text: str) -> str | None:
    found = re.fullmatch(
        r"(?:https?://)?(?:[\w-]+\.)+[a-zA-Z\u0e01-\u0e4e]{2,24}(?::\d+)?(?:[/?#]\S*)?", text
    )
    if not found or len(text) > 2000:
        return None
    return text if text.startswith(("http://", "https://")) else f"https://{text}"


def orcid_of(text: str) -> str | None:
    """The iD as 0000-0000-0000-000X. The check digit is not judged."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?orcid\.org/|^orcid:?\s*", "", text.strip(), flags=re.IGNORECASE)
    found = re.fullmatch(r"(\d{4})[- ]?(\d{4})[- ]?(\d{4})[- ]?(\d{3}[\dXx])", bare, flags=re.ASCII)
    return "-".join(found.groups()).upper() if found else None


def without_mobile_numbers(text: str) -> tuple[str, int]:
    """Return an office's phone numbers, and how many private ones `ingest.personal_data` had overlooked.

    Spreadsheets drop the leading 0 of a number, so that nine digits beginning with 6, 8 or 9 are a
    mobile number too, here where nothing but phone numbers stands.
    """
    parts = re.split(r"[;,\n|]|หรือ|\bor\b| / ", text.replace(MARKER, ";"))
    kept = [part.strip() for part in parts if part.strip() and not _is_mobile(part)]
    return ", ".join(map(_with_leading_zero, kept)), sum(map(_is_mobile, parts))


def _is_mobile(part: str) -> bool:
    digits = _phone_digits(part)
    national = re.sub("^0066|^66(?=[0-9]{8})", "", digits)
    return re.match("0?[689][0-9]{8}", national) is not None


def _with_leading_zero(part: str) -> str:
    return f"0{part}" if re.fullmatch("[2-7][0-9]{7}", part) else part


def _phone_digits(text: str) -> str:
    return re.sub("[^0-9]", "", fold(text))


def phone_of(text: str) -> str | None:
    is_sound = re.fullmatch(r"(?:[0-9+()\-./,#* ]|ต่อ|โทร|ext|fax|tel|x)+", fold(text))
    return text if is_sound and len(_phone_digits(text)) >= 7 else None
