"""Sound pages are well, damaged ones are not, and the healthier of two extractions can be told."""

import re
import time
from pathlib import Path

import pytest

from ingest.text_health import assess

SOUND = Path(__file__).with_name("sound_thai.txt").read_text(encoding="utf-8")

ENGLISH = (
    "Drying kinetics of jasmine rice were studied in a heat-pump dryer at 40-60 °C. The moisture content "
    "fell from 24 to 14 % (w.b.) within six hours, and head rice yield (HRY) exceeded 55 %."
)
TABLE = """ตารางที่ 4.1 คุณภาพน้ำนมดิบ
ตัวอย่าง pH TSS (°Brix) ความชื้น (%) L* a* b*
T1 4.51 ± 0.02a 12.3 ± 0.1b 14.2 78.1 −1.2 15.6
T2 4.48 ± 0.03a 12.9 ± 0.2a 13.8 77.4 −0.9 16.0
SD 0.12 0.33 1.04 0.50 0.10 0.21"""
REFERENCES = """กิตติพงษ์ ห่วงรักษ์. 2560. ผักและผลไม้. สถาบันเทคโนโลยีพระจอมเกล้าเจ้าคุณทหารลาดกระบัง, กรุงเทพฯ.
Srichumpoung, W., Szczepański, P. 2019. Nucleic Acids Res. 47(D1): D23–D28. doi:10.1093/nar/gky1069
ณัฐพล ศรีสุวรรณ์ และ วราภรณ์ บุญเลิศ. 2555. ว. วิทย์. กษ. 43(2 พิเศษ): 101–104."""
FORMULAS = """MR = (M − Me)/(M0 − Me) = exp(−k tⁿ)   (3.1)
χ² = Σ (MRexp − MRpre)² / (N − z), R² = 0.998, kcal/mol, mmol kg−1
∂T/∂t = α ∇²T, α = k/(ρ cp)"""


@pytest.mark.parametrize("page", [SOUND, ENGLISH, TABLE, REFERENCES, FORMULAS, "", "12", "บทที่ 1", "— 5 —"])
def test_sound_pages_are_well(page: str) -> None:
    assert assess(page).score >= 0.9


DAMAGES = {
    "tone marks lost": lambda text: re.sub("[\u0e48-\u0e4b]", "", text),
    "tone marks turned into NUL": lambda text: re.sub("[\u0e48-\u0e4b]", "\x00", text),
    "marks turned into U+FFFD": lambda text: re.sub("[\u0e31\u0e34]", "\ufffd", text),
    "marks drawn late": lambda text: re.sub("([\u0e31\u0e34-\u0e39]+)([\u0e01-\u0e2e])", r"\2\1", text),
    "syllables doubled": lambda text: re.sub(
        "([\u0e01-\u0e2e])(\u0e31)([\u0e01-\u0e2e])", r"\1\2\3\1\3\2", text
    ),
    "SARA AM for SARA AA": lambda text: text.replace("\u0e32", "\u0e33"),
    "glyphs without a meaning": lambda text: re.sub("[\u0e19\u0e23]", "\ue01a", text),
    "Latin letters for marks": lambda text: text.replace("\u0e48", "É").replace("\u0e49", "Ê"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_page_is_clearly_below_the_sound_one(damage: str) -> None:
    damaged = assess(DAMAGES[damage](SOUND)).score
    assert damaged < assess(SOUND).score - 0.1
    assert damaged < 0.85


def test_what_is_wrong_is_counted() -> None:
    health = assess("กา\x00ร ก\ufffdข \ue001 าก ิ (cid:12)")
    assert (health.nulls, health.private_use) == (3, 1)
    assert health.orphan_marks >= 2
    assert not health.is_well


def test_thai_glyphs_of_older_fonts_are_no_damage() -> None:
    health = assess("ค\uf70aาใช\uf70bจ\uf70aาย" * 20)
    assert health.private_use == 0


def test_shifted_latin_is_not_well() -> None:
    shifted = "".join(chr((ord(c) - 97 + 13) % 26 + 97) if c.islower() else c for c in ENGLISH.lower())
    assert assess(shifted).score < 0.8
    assert assess(shifted).dictionary_share < assess(ENGLISH).dictionary_share


def test_foreign_names_in_thai_cost_little() -> None:
    page = (
        "เฟรเดอริก วิลเลียม เชื้อเชิญให้ชาวอูเกอโนต์ไปตั้งถิ่นฐานในเมืองบรันเดนเบิร์ก โดยมีขุนนางชื่อ "
        "ฌ็อง เดอ เบอเทนกูร์ เป็นผู้นำทางและช่วยจัดหาที่ดินสำหรับเพาะปลูก "
    ) * 3
    assert assess(page).score >= 0.8


def test_a_page_is_assessed_in_milliseconds() -> None:
    page = SOUND[:3000]
    assert min(_seconds(page) for _ in range(5)) < 0.02


def _seconds(page: str) -> float:
    started = time.process_time()
    assess(page)
    return time.process_time() - started


@pytest.mark.parametrize(
    "hostile", ["\x00" * 100_000, "\u0e31" * 100_000, "ก" * 100_000, "b" * 100_000, "(cid:" * 20_000]
)
def test_hostile_text_is_assessed_in_time(hostile: str) -> None:
    started = time.process_time()
    assert 0.0 <= assess(hostile).score <= 1.0
    assert time.process_time() - started < 2
