"""The columns of the register tables: the one source for the readers, the template and docs/registers.md."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from assistant.domain.people import REGIONS, OrganisationKind
from assistant.institutions import centre_codes
from assistant.language import fold

TableName = Literal["experts", "organisations", "technologies", "projects", "products"]

ColumnType = Literal[
    "id",
    "text",
    "long_text",
    "list",
    "region",
    "centre",
    "kind",
    "year",
    "trl",
    "yes_no",
    "date",
    "email",
    "phone",
    "orcid",
    "url",
]

CENTRES = centre_codes()
ORGANISATION_KINDS: tuple[OrganisationKind, ...] = get_args(OrganisationKind)

# Values offered and checked; a column of another type takes any text of its type.
ALLOWED_VALUES: Mapping[ColumnType, tuple[str, ...]] = {
    "region": REGIONS,
    "centre": CENTRES,
    "kind": ORGANISATION_KINDS,
    "trl": tuple(str(level) for level in range(1, 10)),
    "yes_no": ("yes", "no"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its canonical name. `aliases` are other headers it is known by, in any case or spacing.

    `is_private`: a contact detail, kept out of the row's searchable text.
    """

    name: str
    type: ColumnType
    th: str
    en: str
    aliases: tuple[str, ...] = ()
    is_private: bool = False

    @property
    def allowed(self) -> tuple[str, ...]:
        return ALLOWED_VALUES.get(self.type, ())


@dataclass(frozen=True, slots=True)
class Table:
    """A register table. Each row needs all of `required` and at least one of `one_of`.

    `prefix` begins the ids of rows that bring none.
    """

    name: TableName
    prefix: str
    th: str
    en: str
    columns: tuple[Column, ...]
    one_of: tuple[str, str]
    required: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column called `name`. Raises KeyError when there is none."""
        return {column.name: column for column in self.columns}[name]

    def resolve(self, header: str) -> str | None:
        """Return the canonical name for a printed header, or None.

        A header that leaves the language open ("ชื่อ-สกุล", "title") gives the name without "_th" or
        "_en": the cell's own language decides.
        """
        known = _known_headers(self)
        return next((known[key] for key in header_keys(header) if key in known), None)


_LANGUAGE_OPEN: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "ชื่อ", "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อ นามสกุล", "ชื่อและนามสกุล", "full name", "ชื่อหน่วยงาน",
             "ชื่อนักวิจัย", "ชื่อผู้เชี่ยวชาญ", "ชื่อองค์กร"),
    "title": ("title", "name", "ชื่อ", "ชื่อเรื่อง", "ชื่อผลงาน", "ชื่อเทคโนโลยี", "ชื่อโครงการ", "ชื่อผลิตภัณฑ์",
              "technology", "project", "product", "project name", "product name", "technology name"),
    "abstract": ("abstract", "บทคัดย่อ", "รายละเอียด", "คำอธิบาย", "สรุป", "description", "summary"),
    "bio": ("bio", "biography", "profile", "ประวัติ", "ประวัติย่อ", "ประวัติโดยย่อ", "ประสบการณ์"),
}  # fmt: skip

# Numbering that offices add; it says nothing and is passed over in silence.
_ROW_NUMBERS = ("ลำดับ", "ลำดับที่", "ที่", "no", "no.", "#", "item no")

_ID = Column(
    "id",
    "id",
    "รหัสประจำแถว ไม่ซ้ำกันทั้งทะเบียน เว้นว่างได้",
    "Row id, unique in all registers; may be empty",
    ("รหัส", "code id"),
)
_CENTRE = Column(
    "centre",
    "centre",
    "รหัสศูนย์ความเป็นเลิศ",
    "Code of the centre of excellence",
    ("center", "coe", "ศูนย์", "ศูนย์ความเป็นเลิศ", "centre of excellence", "center of excellence"),
)
_REGION = Column(
    "region",
    "region",
    "ภูมิภาคของอุทยานวิทยาศาสตร์ (เขียนว่า ภาคเหนือ ก็ได้)",
    "Region of the science park that serves it",
    ("ภาค", "ภูมิภาค", "พื้นที่"),
)
_ORGANISATION = Column(
    "organisation",
    "text",
    "หน่วยงานหรือมหาวิทยาลัยที่สังกัด",
    "University, faculty or other organisation",
    ("organization", "affiliation", "institution", "university", "หน่วยงาน", "สังกัด", "หน่วยงานต้นสังกัด",
     "มหาวิทยาลัย", "องค์กร", "สถาบัน", "คณะ/มหาวิทยาลัย"),
)  # fmt: skip
_EMAIL = Column(
    "email",
    "email",
    "อีเมลที่ทำงาน",
    "Office e-mail",
    ("e-mail", "mail", "อีเมล", "อีเมล์", "contact email"),
    is_private=True,
)
_PHONE = Column(
    "phone",
    "phone",
    "โทรศัพท์ที่ทำงาน (ไม่เก็บเบอร์มือถือ)",
    "Office phone; mobile numbers are not kept",
    ("telephone", "tel", "tel.", "โทรศัพท์", "โทร", "โทร.", "เบอร์โทร", "เบอร์โทรศัพท์", "contact phone"),
    is_private=True,
)
_URL = Column("url", "url", "หน้าเว็บ", "Web page", ("website", "web", "link", "เว็บไซต์", "ลิงก์"))


def _in_both(
    stem: str, kind: ColumnType, th: str, en: str, th_aliases: tuple[str, ...], en_aliases: tuple[str, ...]
) -> tuple[Column, Column]:
    return (
        Column(f"{stem}_th", kind, f"{th} (ไทย)", f"{en} in Thai", th_aliases),
        Column(f"{stem}_en", kind, f"{th} (อังกฤษ)", f"{en} in English", en_aliases),
    )


_EXPERTS = Table(
    "experts",
    "exp",
    "นักวิจัยและผู้เชี่ยวชาญ",
    "Researchers and experts",
    (
        _ID,
        Column(
            "academic_title",
            "text",
            "ตำแหน่งทางวิชาการ เช่น ผศ.ดร.",
            "Academic title, e.g. Assoc. Prof. Dr.",
            ("title", "ตำแหน่งทางวิชาการ", "ตำแหน่งวิชาการ", "คำนำหน้า", "คำนำหน้าชื่อ"),
        ),
        *_in_both(
            "name",
            "text",
            "ชื่อและนามสกุล",
            "First name and surname",
            ("ชื่อไทย", "ชื่อภาษาไทย", "ชื่อ-สกุล ไทย", "ชื่อ-สกุล ภาษาไทย", "ชื่อ-นามสกุล ไทย", "thai name"),
            ("ชื่ออังกฤษ", "ชื่อภาษาอังกฤษ", "ชื่อ-สกุล อังกฤษ", "ชื่อ-สกุล ภาษาอังกฤษ", "ชื่อ-นามสกุล อังกฤษ", "english name",
             "ชื่อ-สกุล english"),
        ),
        Column("position", "text", "ตำแหน่งงาน", "Position", ("ตำแหน่ง", "ตำแหน่งงาน", "ตำแหน่งปัจจุบัน")),
        _ORGANISATION,
        _CENTRE,
        _REGION,
        Column(
            "fields",
            "list",
            "สาขา คั่นด้วย ;",
            "Fields, separated by ;",
            ("field", "สาขา", "สาขาวิชา", "สาขาวิจัย", "discipline"),
        ),
        Column(
            "expertise",
            "list",
            "ความเชี่ยวชาญ (คำสำคัญ) คั่นด้วย ;",
            "What they are expert in (keywords), separated by ;",
            ("ความเชี่ยวชาญ", "ความชำนาญ", "เชี่ยวชาญด้าน", "คำสำคัญ", "keywords", "skills",
             "areas of expertise", "research interests"),
        ),
        *_in_both("bio", "long_text", "ประวัติและประสบการณ์", "Short biography", ("ประวัติไทย",), ("ประวัติอังกฤษ",)),
        Column("orcid", "orcid", "เลข ORCID", "ORCID iD", ("orcid id", "orcid-id")),
        Column("openalex", "text", "รหัส OpenAlex", "OpenAlex author id", ("openalex id",)),
        Column("nriis", "text", "เลข NRIIS", "NRIIS number", ("nriis id", "เลขnriis", "รหัสnriis")),
        _EMAIL,
        _PHONE,
        Column(
            "contact_consent",
            "yes_no",
            "ยินยอมให้แสดงข้อมูลติดต่อ (ใช่/ไม่ใช่ เว้นว่าง = ไม่ใช่)",
            "Agrees to the contact being shown; empty means no",
            ("consent", "ความยินยอม", "ยินยอม", "ยินยอมเปิดเผยข้อมูล", "ยินยอมให้ติดต่อ", "ยินยอมให้เปิดเผยข้อมูลติดต่อ"),
            is_private=True,
        ),
        Column(
            "contact_source",
            "text",
            "ที่มาของข้อมูลติดต่อ",
            "Where the contact was found",
            ("ที่มาของข้อมูล", "แหล่งข้อมูล", "ที่มา", "แหล่งที่มา"),
            is_private=True,
        ),
        Column(
            "contact_date",
            "date",
            "วันที่ได้ข้อมูลติดต่อ (2025-03-14 หรือ 14 มี.ค. 2568)",
            "Day the contact was found (2025-03-14)",
            ("วันที่ได้ข้อมูล", "วันที่", "วันที่ของข้อมูล"),
            is_private=True,
        ),
    ),
    one_of=("name_th", "name_en"),
    aliases=("expert", "researcher", "researchers", "ผู้เชี่ยวชาญ", "นักวิจัย", "ทะเบียนผู้เชี่ยวชาญ"),
)  # fmt: skip

_ORGANISATIONS = Table(
    "organisations",
    "org",
    "หน่วยงาน: ศูนย์ความเป็นเลิศ อุทยานวิทยาศาสตร์ มหาวิทยาลัย หน่วยบ่มเพาะ บริษัท",
    "Centres of excellence, science parks, universities, incubators, companies",
    (
        _ID,
        Column("kind", "kind", "ประเภทหน่วยงาน", "Kind of organisation", ("type", "ประเภท", "ประเภทหน่วยงาน")),
        Column("code", "text", "ชื่อย่อ", "Short name or code", ("abbreviation", "acronym", "ชื่อย่อ", "อักษรย่อ")),
        *_in_both(
            "name",
            "text",
            "ชื่อหน่วยงาน",
            "Name",
            ("ชื่อไทย", "ชื่อภาษาไทย", "ชื่อหน่วยงาน ไทย", "thai name"),
            ("ชื่ออังกฤษ", "ชื่อภาษาอังกฤษ", "ชื่อหน่วยงาน อังกฤษ", "english name"),
        ),
        Column("host", "text", "มหาวิทยาลัยหรือหน่วยงานแม่ข่าย", "Hosting university or organisation",
               ("มหาวิทยาลัยแม่ข่าย", "แม่ข่าย", "หน่วยงานแม่ข่าย", "หน่วยงานต้นสังกัด", "สังกัด")),
        Column("field", "text", "สาขาหรือพันธกิจ", "Field or mission", ("สาขา", "ด้าน", "พันธกิจ", "mission")),
        _REGION,
        _EMAIL,
        _PHONE,
        _URL,
        Column("source", "text", "ที่มาของข้อมูลติดต่อ", "Where the contact was found",
               ("contact_source", "ที่มา", "แหล่งข้อมูล", "แหล่งที่มา"), is_private=True),
    ),
    one_of=("name_th", "name_en"),
    required=("kind",),
    aliases=("organisation", "organization", "organizations", "หน่วยงาน", "องค์กร"),
)  # fmt: skip

_WORK_COLUMNS = (
    _ID,
    *_in_both(
        "title",
        "text",
        "ชื่อผลงาน",
        "Title",
        ("ชื่อไทย", "ชื่อภาษาไทย", "ชื่อเรื่องไทย", "ชื่อผลงานไทย", "ชื่อผลงานภาษาไทย", "ชื่อเทคโนโลยีไทย", "ชื่อโครงการไทย",
         "ชื่อผลิตภัณฑ์ไทย", "thai title"),
        ("ชื่ออังกฤษ", "ชื่อภาษาอังกฤษ", "ชื่อเรื่องอังกฤษ", "ชื่อผลงานอังกฤษ", "ชื่อผลงานภาษาอังกฤษ", "ชื่อเทคโนโลยีอังกฤษ",
         "ชื่อโครงการอังกฤษ", "ชื่อผลิตภัณฑ์อังกฤษ", "english title"),
    ),
    *_in_both(
        "abstract", "long_text", "บทคัดย่อหรือคำอธิบาย", "Abstract or description",
        ("บทคัดย่อไทย", "บทคัดย่อภาษาไทย", "รายละเอียดไทย", "คำอธิบายไทย"),
        ("บทคัดย่ออังกฤษ", "บทคัดย่อภาษาอังกฤษ", "รายละเอียดอังกฤษ", "คำอธิบายอังกฤษ"),
    ),
    Column("year", "year", "ปี พ.ศ. หรือ ค.ศ.", "Year, CE or Buddhist Era",
           ("ปี", "ปี พ.ศ.", "พ.ศ.", "ปี ค.ศ.", "ปีงบประมาณ", "ปีที่แล้วเสร็จ", "fiscal year")),
    Column("people", "list", "ชื่อผู้วิจัย คั่นด้วย ;", "Names of the researchers, separated by ;",
           ("authors", "author", "researchers", "inventors", "ผู้วิจัย", "นักวิจัย", "คณะผู้วิจัย", "ผู้ประดิษฐ์",
            "หัวหน้าโครงการ", "ผู้แต่ง", "ผู้พัฒนา", "ชื่อนักวิจัย")),
    _ORGANISATION,
    _CENTRE,
    Column("field", "text", "สาขา", "Field", ("สาขา", "สาขาวิชา", "ด้าน")),
    Column("keywords", "list", "คำสำคัญ คั่นด้วย ;", "Keywords, separated by ;", ("keyword", "คำสำคัญ", "คำค้น")),
    _REGION,
    Column("trl", "trl", "ระดับความพร้อมของเทคโนโลยี 1 ถึง 9", "Technology readiness level, 1 to 9",
           ("trl level", "ระดับ trl", "ระดับความพร้อม", "ระดับความพร้อมของเทคโนโลยี", "ระดับความพร้อมทางเทคโนโลยี")),
    Column("ip_status", "text", "สถานะทรัพย์สินทางปัญญา", "Status of the intellectual property",
           ("ip", "ip status", "patent", "สถานะทรัพย์สินทางปัญญา", "ทรัพย์สินทางปัญญา", "สิทธิบัตร")),
    Column("licence_contact", "text", "หน่วยงานที่ติดต่อขออนุญาตใช้สิทธิ", "Office to ask for a licence",
           ("license_contact", "licensing contact", "ผู้ประสานงาน", "ติดต่อขอใช้สิทธิ", "หน่วยงานประสานงาน", "ติดต่อ")),
    _URL,
)  # fmt: skip


def _works(name: TableName, prefix: str, th: str, en: str, aliases: tuple[str, ...]) -> Table:
    return Table(name, prefix, th, en, _WORK_COLUMNS, one_of=("title_th", "title_en"), aliases=aliases)


TABLES: tuple[Table, ...] = (
    _EXPERTS,
    _ORGANISATIONS,
    _works(
        "technologies",
        "tech",
        "เทคโนโลยีที่พร้อมถ่ายทอด",
        "Technologies that can be transferred",
        ("technology", "เทคโนโลยี"),
    ),
    _works(
        "projects", "proj", "โครงการวิจัยและพัฒนา", "Research and development projects", ("project", "โครงการ")
    ),
    _works("products", "prod", "ผลิตภัณฑ์จากงานวิจัย", "Products that came of research", ("product", "ผลิตภัณฑ์")),
)


def table(name: TableName) -> Table:
    """Return the table called `name`."""
    return next(table for table in TABLES if table.name == name)


def header_key(header: str) -> str:
    """Return what two spellings of one header share: letters and digits, caseless."""
    return re.sub("[^0-9a-z\u0e01-\u0e4e]+", "", fold(header))


def header_keys(header: str) -> Iterator[str]:
    """Yield the keys a header may go by: the whole, before a bracket, each side of "/" or a line end."""
    parts = [header, re.split(r"[(\[（]", header)[0], *re.split(r"[/\n|]", header)]
    yield from dict.fromkeys(filter(None, map(header_key, parts)))


def is_row_number(header: str) -> bool:
    """Whether the header only numbers the rows."""
    return header.strip().lower() in _ROW_NUMBERS


def known_header_keys(table: Table) -> tuple[str, ...]:
    """Return the keys of every header that `table` knows."""
    return tuple(_known_headers(table))


@cache
def _known_headers(table: Table) -> Mapping[str, str]:
    known: dict[str, str] = {}
    names = {column.name for column in table.columns}
    for stem, aliases in _LANGUAGE_OPEN.items():
        if f"{stem}_th" in names:
            known |= {header_key(alias): stem for alias in aliases}
    for column in table.columns:
        known |= {header_key(alias): column.name for alias in column.aliases}
    return known | {header_key(name): name for name in names}
