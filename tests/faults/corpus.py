"""Small folders of good files, before and after their owner has worked on them."""

import shutil
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples" / "corpus"
_REPORTS = SAMPLES / "reports"
_REGISTERS = SAMPLES / "registers"

NOTES = {
    "plara.md": "# การลดโซเดียมในปลาร้า\n\nการใช้โพแทสเซียมคลอไรด์ร้อยละ 30 ลดโซเดียมในปลาร้าลงได้หนึ่งในสี่\n",
    "water.md": "# Treating waste water\n\nA wetland of reeds removed most nitrogen from the waste water.\n",
    "rice.md": "# ข้าวทนเค็ม\n\nพันธุ์ข้าวหอมมะลิทนเค็มให้ผลผลิต 420 กิโลกรัมต่อไร่ในดินเค็มปานกลาง\n",
}


def good_reports(count: int) -> list[Path]:
    """The smallest sound reports of the sample corpus."""
    sound = [path for path in _REPORTS.glob("*.pdf") if "special" not in path.name]
    return sorted(sound, key=lambda path: (path.stat().st_size, path.name))[:count]


def write_notes(folder: Path) -> Path:
    """Three short reports in a language each, read in a moment."""
    folder.mkdir(parents=True)
    for name, text in NOTES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def work_on_notes(folder: Path) -> None:
    """One changed, one moved and copied, one deleted, one new."""
    (folder / "water.md").write_text(
        "# Cleaning waste water\n\nAn algae pond did it too.\n", encoding="utf-8"
    )
    (folder / "plara.md").rename(folder / "fish.md")
    (folder / "rice.md").unlink()
    shutil.copy(folder / "fish.md", folder / "zz-copy.md")
    (folder / "solar.md").write_text("# Solar drying\n\nA dryer for bananas.\n", encoding="utf-8")


def write_reports(folder: Path) -> Path:
    """Ten PDF reports and a register."""
    folder.mkdir(parents=True)
    for path in good_reports(10):
        shutil.copy(path, folder)
    shutil.copy(_REGISTERS / "technologies.csv", folder)
    return folder


def work_on_reports(folder: Path) -> None:
    """Reports moved, deleted, copied, replaced, exchanged and added, and a row less in the register."""
    first, second, third, fourth, fifth, sixth = sorted(folder.glob("*.pdf"))[:6]
    first.rename(folder / "moved.pdf")
    second.unlink()
    shutil.copy(third, folder / "a-copy.pdf")
    shutil.copy(good_reports(11)[-1], fourth)
    fifth.rename(folder / "aside")
    sixth.rename(fifth)
    (folder / "aside").rename(sixth)
    register = folder / "technologies.csv"
    register.write_bytes(b"\n".join(register.read_bytes().rstrip().split(b"\n")[:-1]) + b"\n")
    for name, text in NOTES.items():
        (folder / name).write_text(text, encoding="utf-8")
