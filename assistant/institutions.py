"""Universities and centres of excellence as organisation lines name them, in Thai and English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.domain.people import REGIONS, Region
from assistant.language.normalising import fold
from assistant.language.segmenting import words
from assistant.places import region_of_place, region_of_province

# Region | Thai name | English name | other names.
_UNIVERSITIES = """
north | มหาวิทยาลัยเชียงใหม่ | chiang mai university | cmu | มอชอ
north | มหาวิทยาลัยแม่โจ้ | maejo university | mju | maejo | แม่โจ้
north | มหาวิทยาลัยแม่ฟ้าหลวง | mae fah luang university | mfu | mae fah luang | แม่ฟ้าหลวง
north | มหาวิทยาลัยพะเยา | university of phayao | phayao university
north | มหาวิทยาลัยนเรศวร | naresuan university | naresuan | นเรศวร
north | มหาวิทยาลัยเทคโนโลยีราชมงคลล้านนา | rajamangala university of technology lanna | rmutl
northeast | มหาวิทยาลัยขอนแก่น | khon kaen university | kku | มอดินแดง | มอขอ
northeast | มหาวิทยาลัยมหาสารคาม | mahasarakham university | maha sarakham university | msu
northeast | มหาวิทยาลัยนครพนม | nakhon phanom university
northeast | มหาวิทยาลัยกาฬสินธุ์ | kalasin university
lower-northeast | มหาวิทยาลัยเทคโนโลยีสุรนารี | suranaree university of technology | suranaree university |
    sut | suranaree
lower-northeast | มหาวิทยาลัยอุบลราชธานี | ubon ratchathani university | ubu | มหาวิทยาลัยอุบล
lower-northeast | มหาวิทยาลัยเทคโนโลยีราชมงคลอีสาน | rajamangala university of technology isan | rmuti
south | มหาวิทยาลัยสงขลานครินทร์ | prince of songkla university | prince of songkhla university |
    prince of songkla | psu | สงขลานครินทร์
south | มหาวิทยาลัยวลัยลักษณ์ | walailak university | walailak | วลัยลักษณ์
south | มหาวิทยาลัยทักษิณ | thaksin university | thaksin | ทักษิณ
south | มหาวิทยาลัยนราธิวาสราชนครินทร์ | princess of naradhiwas university
south | มหาวิทยาลัยเทคโนโลยีราชมงคลศรีวิชัย | rajamangala university of technology srivijaya | rmutsv
central | จุฬาลงกรณ์มหาวิทยาลัย | chulalongkorn university | chulalongkorn | chula
central | มหาวิทยาลัยมหิดล | mahidol university | มหิดล | mahidol
central | มหาวิทยาลัยเกษตรศาสตร์ | kasetsart university | มหาวิทยาลัยเกษตร | kasetsart | ku
central | มหาวิทยาลัยธรรมศาสตร์ | thammasat university | ธรรมศาสตร์ | thammasat
central | มหาวิทยาลัยศิลปากร | silpakorn university | silpakorn | ศิลปากร
central | มหาวิทยาลัยบูรพา | burapha university | burapha
central | มหาวิทยาลัยศรีนครินทรวิโรฒ | srinakharinwirot university
central | มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าธนบุรี | king mongkut's university of technology thonburi |
    kmutt | บางมด | พระจอมเกล้าธนบุรี
central | มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าพระนครเหนือ | king mongkut's university of technology north bangkok |
    kmutnb | พระจอมเกล้าพระนครเหนือ
central | สถาบันเทคโนโลยีพระจอมเกล้าเจ้าคุณทหารลาดกระบัง |
    king mongkut's institute of technology ladkrabang | kmitl | ลาดกระบัง | ladkrabang |
    พระจอมเกล้าลาดกระบัง
central | มหาวิทยาลัยเทคโนโลยีราชมงคลธัญบุรี | rajamangala university of technology thanyaburi | rmutt
central | มหาวิทยาลัยเทคโนโลยีราชมงคลกรุงเทพ | rajamangala university of technology krungthep | rmutk
central | มหาวิทยาลัยเทคโนโลยีราชมงคลพระนคร | rajamangala university of technology phra nakhon | rmutp
central | มหาวิทยาลัยเทคโนโลยีราชมงคลตะวันออก | rajamangala university of technology tawan-ok | rmutto
central | มหาวิทยาลัยเทคโนโลยีราชมงคลรัตนโกสินทร์ | rajamangala university of technology rattanakosin | rmutr
central | มหาวิทยาลัยเทคโนโลยีราชมงคลสุวรรณภูมิ | rajamangala university of technology suvarnabhumi | rmutsb
central | มหาวิทยาลัยราชภัฏราชนครินทร์ | rajabhat rajanagarindra university
central | มหาวิทยาลัยสวนดุสิต | suan dusit university | สวนดุสิต
central | สถาบันวิทยสิริเมธี | vidyasirimedhi institute | vistec
central | สำนักงานพัฒนาวิทยาศาสตร์และเทคโนโลยีแห่งชาติ | national science and technology development agency | nstda |
    สวทช
central | สถาบันวิจัยวิทยาศาสตร์และเทคโนโลยีแห่งประเทศไทย |
    thailand institute of scientific and technological research | tistr
"""

# Of each Rajabhat University what follows that word, in Thai and before it in English.
_RAJABHATS = """
north | เชียงใหม่ chiang mai | เชียงราย chiang rai | ลำปาง lampang | อุตรดิตถ์ uttaradit |
    กำแพงเพชร kamphaeng phet | พิบูลสงคราม pibulsongkram | นครสวรรค์ nakhon sawan | เพชรบูรณ์ phetchabun
northeast | อุดรธานี udon thani | มหาสารคาม maha sarakham | เลย loei | สกลนคร sakon nakhon | ร้อยเอ็ด roi et
lower-northeast | นครราชสีมา nakhon ratchasima | บุรีรัมย์ buriram | สุรินทร์ surindra | ศรีสะเกษ sisaket |
    อุบลราชธานี ubon ratchathani | ชัยภูมิ chaiyaphum
south | สงขลา songkhla | ยะลา yala | นครศรีธรรมราช nakhon si thammarat | สุราษฎร์ธานี suratthani | ภูเก็ต phuket
central | พระนครศรีอยุธยา phranakhon si ayutthaya | พระนคร phranakhon | สวนสุนันทา suan sunandha |
    จันทรเกษม chandrakasem | ธนบุรี dhonburi | บ้านสมเด็จเจ้าพระยา bansomdejchaopraya |
    นครปฐม nakhon pathom | เพชรบุรี phetchaburi | กาญจนบุรี kanchanaburi | หมู่บ้านจอมบึง muban chombueng |
    เทพสตรี thepsatri | วไลยอลงกรณ์ valaya alongkorn | รำไพพรรณี rambhai barni
"""

_SHORT_NAMES = {
    "มช": "มหาวิทยาลัยเชียงใหม่",
    "มข": "มหาวิทยาลัยขอนแก่น",
    "มมส": "มหาวิทยาลัยมหาสารคาม",
    "มทส": "มหาวิทยาลัยเทคโนโลยีสุรนารี",
    "มอ": "มหาวิทยาลัยสงขลานครินทร์",
    "มก": "มหาวิทยาลัยเกษตรศาสตร์",
    "มธ": "มหาวิทยาลัยธรรมศาสตร์",
    "มจพ": "มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าพระนครเหนือ",
    "มจธ": "มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าธนบุรี",
    "มน": "มหาวิทยาลัยนเรศวร",
    "มวล": "มหาวิทยาลัยวลัยลักษณ์",
    "มฟล": "มหาวิทยาลัยแม่ฟ้าหลวง",
    "มพ": "มหาวิทยาลัยพะเยา",
    "มบ": "มหาวิทยาลัยบูรพา",
    "มศว": "มหาวิทยาลัยศรีนครินทรวิโรฒ",
    "มศก": "มหาวิทยาลัยศิลปากร",
    "สจล": "สถาบันเทคโนโลยีพระจอมเกล้าเจ้าคุณทหารลาดกระบัง",
    "จุฬา": "จุฬาลงกรณ์มหาวิทยาลัย",
}
# A letter before a short form means that it is none ("คุณหมอ."), but these words lead to one. A number before
# it is an amount: "5 มก." are milligrams.
_LEADING_WORDS = (
    *("ที่", "ของ", "จาก", "ใน", "กับ", "อยู่", "ทาง", "โดย", "และ", "หรือ", "สังกัด", "เรียน", "จบ"),
    *("ดู", "ขอ", "เอา", "ลอง", "เป็น", "เฉพาะ", "ยึด", "จำกัด", "ฝั่ง"),
    *("อาจารย์", "นักวิจัย", "นักศึกษา"),
)
_LED_TO = "|".join(f"(?<={word})" for word in _LEADING_WORDS)
_LEADS_TO_SHORT_FORM = rf"(?<!\d)(?<!\d\s)(?:(?<![ก-๎.])|{_LED_TO})"
# Without its dot a short form stands alone, or before a word that asks or joins.
_ASKS = (
    "ที่|มี|ทำ|ดู|ช่วย|ไหม|มั้ย|คนไหน|ใคร|เรื่อง|ด้าน|บ้าง|ครับ|ค่ะ|คะ|หรือ|และ|กับ|พอจะ|วิจัย|เท่านั้น"
    "|ก่อน|แทน|อย่างเดียว|เลย|แล้ว|ก็|ล่ะ|ละ|นะ|หน่อย|ไม่|ด้วย|ดีกว่า|แต่|อยู่"
)
_DOTTED = "|".join(rf"{name[0]}\.?{name[1:]}\." for name in _SHORT_NAMES if name != "จุฬา")
_BARE = "|".join(_SHORT_NAMES)
_SHORT_FORM = re.compile(
    rf"{_LEADS_TO_SHORT_FORM}(?:{_DOTTED}|จุฬาฯ|(?:{_BARE})(?=(?:{_ASKS})|(?![ก-๎a-z0-9.']|\s\d)))"
)
_COLLOQUIAL = re.compile("มหาลัย(?!วิทยา)|มหา'ลัย")
_COLLOQUIAL_ENGLISH = re.compile(r"(?<![a-z])unis?(?![a-z])")
_UNIVERSITY = "มหาวิทยาลัย"
# Universities of one name, told apart by what follows it; people leave out how it begins.
_OF_ONE_NAME = (
    (
        re.compile(rf"(?:(?<!มหาวิทยาลัย)ราชภั[ฏฎ]|มหาวิทยาลัยราชภัฎ|{_LEADS_TO_SHORT_FORM}มรภ\.)\s?"),
        "มหาวิทยาลัยราชภัฏ",
    ),
    (
        re.compile(rf"(?:(?<!เทคโนโลยี)ราชมงคล|{_LEADS_TO_SHORT_FORM}มทร\.)\s?"),
        "มหาวิทยาลัยเทคโนโลยีราชมงคล",
    ),
    # Beside other universities it is one, elsewhere farming: "ยกเว้น จุฬา มหิดล เกษตร".
    (
        re.compile(r"(?:(?<=จุฬา )|(?<=จุฬาฯ )|(?<=มหิดล )|(?<=ธรรมศาสตร์ ))เกษตร(?=[\s,]|$)"),
        "มหาวิทยาลัยเกษตรศาสตร์",
    ),
)

# Parks and campuses that stand apart from the place their name tells of.
_PARKS: tuple[tuple[str, Region], ...] = (
    ("อุทยานวิทยาศาสตร์ภาคตะวันออกเฉียงเหนือตอนล่าง", "lower-northeast"),
    ("อุทยานวิทยาศาสตร์ภาคตะวันออกเฉียงเหนือ", "northeast"),
    ("อุทยานวิทยาศาสตร์ภาคเหนือ", "north"),
    ("อุทยานวิทยาศาสตร์ภาคใต้", "south"),
    ("lower northeastern science park", "lower-northeast"),
    ("northeastern science park", "northeast"),
    ("northeast science park", "northeast"),
    ("northern science park", "north"),
    ("southern science park", "south"),
)

# Code | what follows "ศูนย์ความเป็นเลิศด้าน" | what follows "Centre of Excellence on" | other names.
_CENTRES = """
PETROMAT | เทคโนโลยีปิโตรเคมีและวัสดุ | petrochemical and materials technology | petrochemical and materials
HSM | การจัดการสารและของเสียอันตราย | hazardous substance management | hazardous substances management
PERCH-CIC | นวัตกรรมทางเคมี | innovation in chemistry | นวัตกรรมเคมี
CEE | เทคโนโลยีพลังงานและสิ่งแวดล้อม | energy technology and environment | พลังงานและสิ่งแวดล้อม |
    energy and environment
CAB | เทคโนโลยีชีวภาพเกษตร | agricultural biotechnology | เทคโนโลยีชีวภาพการเกษตร | เทคโนโลยีชีวภาพทางการเกษตร
PHTIC | เทคโนโลยีหลังการเก็บเกี่ยว | postharvest technology | นวัตกรรมเทคโนโลยีหลังการเก็บเกี่ยว |
    post-harvest technology
EHT | อนามัยสิ่งแวดล้อมและพิษวิทยา | environmental health and toxicology | สุขภาพสิ่งแวดล้อมและพิษวิทยา
CEM | คณิตศาสตร์ | mathematics
ThEP | ฟิสิกส์ | physics
BDC | ความหลากหลายทางชีวภาพ | biodiversity
CEMB | เทคโนโลยีชีวภาพทางการแพทย์ | medical biotechnology | เทคโนโลยีชีวภาพการแพทย์
"""
_FULL_NAMES = {
    "ศูนย์นวัตกรรมเทคโนโลยีหลังการเก็บเกี่ยว": "PHTIC",
    "postharvest technology innovation center": "PHTIC",
    "postharvest technology innovation centre": "PHTIC",
}
# Thai letters may touch a code. A short one is a word of English too in small letters: cab, perch.
_CODES = re.compile(
    r"(?<![A-Za-z0-9-])(PERCH|HSM|CEE|CAB|EHT|CEM|ThEP|THEP|BDC|(?i:PETROMAT|PERCH-CIC|PHTIC|AG-BIO|CEMB))(?![A-Za-z0-9-])"
)
_OTHER_CODES = {"PERCH": "PERCH-CIC", "AG-BIO": "CAB"}
_OF_EXCELLENCE = re.compile(
    r"(?:ศูนย์(?:แห่ง)?ความเป็นเลิศ(?:ด้าน|ทาง|ใน)?|cent(?:er|re) (?:of|for) excellence (?:on|in|for|of))\s*"
)


@dataclass(frozen=True, slots=True)
class Institution:
    """A university or institute; `id` is its Thai name."""

    id: str
    region: Region


@dataclass(frozen=True, slots=True)
class Mention:
    """An institution that a text names between `start` and `end`."""

    start: int
    end: int
    institution: Institution

    @property
    def span(self) -> tuple[int, int]:
        """From where to where it stands."""
        return self.start, self.end


@lru_cache(maxsize=4096)
def institution_of(text: str) -> Institution | None:
    """Return the first university or institute that `text` names, in full or shortened, or None."""
    return next((mention.institution for mention in institutions_in(in_full(fold(text)))), None)


def english_name(id_: str) -> str:
    """Return the English name of the institution with this id; the id itself where there is no such."""
    name = _english_names().get(id_)
    return " ".join(map(_as_in_names, name.split())) if name else id_


def _as_in_names(word: str) -> str:
    return word if word in ("of", "and") else word[0].upper() + word[1:]


def institutions_in(folded: str) -> Iterator[Mention]:
    """The universities and institutes that `folded`, a text that is `in_full`, names, in its order."""
    for match in _names_of_institutions().finditer(folded):
        yield Mention(match.start(), match.end(), _institutions()[match[0]])


def in_full(folded: str) -> str:
    """`folded` with the short forms of Thai universities written out: "ม.ขอนแก่น", "มหาลัย", "มข.", "uni"."""
    folded = _SHORT_FORM.sub(lambda short: _SHORT_NAMES[short[0].replace(".", "").rstrip("ฯ")], folded)
    folded = _COLLOQUIAL_ENGLISH.sub("university", folded)
    for short, full in _OF_ONE_NAME:
        folded = short.sub(full, folded)
    return _COLLOQUIAL.sub(_UNIVERSITY, _short_university().sub(_UNIVERSITY, folded))


def region_of_organisation(text: str) -> Region | None:
    """Return the region of a park, university or place that an organisation line names, or None."""
    folded = fold(text)
    park = next((region for name, region in _PARKS if name in folded), None)
    if park:
        return park
    institution = institution_of(text)
    return institution.region if institution else region_of_place(folded) or _region_at_the_end(folded)


def _region_at_the_end(line: str) -> Region | None:
    """The region of a province that ends a name in `line`: "มหาวิทยาลัยราชภัฏเลย", "Nan Hospital"."""
    names = re.findall(r"[^\s,;()/-]+", line)
    return next(filter(None, (region_of_province(words(name)[-1]) for name in names)), None)


def centre_codes() -> tuple[str, ...]:
    """Return the codes of the centres of excellence."""
    return tuple(code for code, *_ in _rows(_CENTRES))


def centre_named(text: str) -> str:
    """Return the code of the first centre of excellence that `text` names, or an empty string."""
    return next((code for code, _ in centres_named(text)), "")


def centres_named(text: str) -> Iterator[tuple[str, str]]:
    """The code of each centre of excellence that `text` names, with the folded words that name it."""
    for match in _CODES.finditer(text):
        yield _codes()[match[1].upper()], fold(match[1])
    folded = fold(text)
    for name, code in _FULL_NAMES.items():
        if name in folded:
            yield code, name
    for match in _OF_EXCELLENCE.finditer(folded):
        if field := _centre_field_at(folded, match.end()):
            name, code = field
            yield code, match[0] + name


def _centre_field_at(folded: str, place: int) -> tuple[str, str] | None:
    """The longest name of a centre's field that stands at `place`, and the centre's code."""
    fields = [(field, code) for field, code in _centre_fields() if folded.startswith(field, place)]
    return max(fields, key=lambda pair: len(pair[0]), default=None)


@cache
def _codes() -> dict[str, str]:
    """The code of each centre by the ways to write it, in capitals."""
    return {code.upper(): code for code in centre_codes()} | _OTHER_CODES


@cache
def _centre_fields() -> tuple[tuple[str, str], ...]:
    rows = _rows(_CENTRES)
    return tuple((fold(field), code) for code, *fields in rows for field in fields)


@cache
def _institutions() -> dict[str, Institution]:
    rows = (*_rows(_UNIVERSITIES), *_rajabhats())
    return {fold(name): Institution(names[0], _region(region)) for region, *names in rows for name in names}


@cache
def _english_names() -> dict[str, str]:
    return {thai: english for _, thai, english, *_ in (*_rows(_UNIVERSITIES), *_rajabhats())}


def _rajabhats() -> Iterator[list[str]]:
    """The Rajabhat Universities as rows of the table of universities."""
    for region, *names in _rows(_RAJABHATS):
        for name in names:
            thai, english = name.split(" ", 1)
            yield [region, f"มหาวิทยาลัยราชภัฏ{thai}", f"{english} rajabhat university"]


@cache
def _names_of_institutions() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_institutions(), key=lambda name: -len(name))))
    return re.compile(rf"(?<![a-z0-9])(?<!ถนน)(?<!เจ้าฟ้า)(?:{names})(?![a-z0-9])(?! road)")


@cache
def _short_university() -> re.Pattern[str]:
    """ "ม." where the rest of a university's name follows; elsewhere it is a metre or anything."""
    names = (name.removeprefix(_UNIVERSITY) for name in _institutions() if name.startswith(_UNIVERSITY))
    return re.compile(rf"{_LEADS_TO_SHORT_FORM}ม\.\s?(?={'|'.join(map(re.escape, names))})")


def _rows(table: str) -> list[list[str]]:
    """The cells of a table in text; a row goes on below where its line ends with "|"."""
    lines = re.sub(r"\|\n\s*", "| ", table.strip()).splitlines()
    return [line.split(" | ") for line in lines]


def _region(text: str) -> Region:
    return next(region for region in REGIONS if region == text)
