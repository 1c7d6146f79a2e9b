"""The command line says what was wrong with what it was given, in the language it is set to."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest

import prompts
from api.cli import main
from assistant.domain.documents import FactName
from assistant.errors import StoreError
from ingest.personal_data import redact
from ingest.structuring.lines import is_thai
from prompts import LANGUAGES, Language, message


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments), prog_name="jabkoo")
    return int(ended.value.code or 0), capsys.readouterr().err


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JABKOO_HOME", str(tmp_path / "home"))


def test_a_wrong_setting_is_said_in_the_language_that_is_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JABKOO_LANGUAGE", "th")
    monkeypatch.setenv("JABKOO_PORT", "many")
    code, printed = said(capsys, "doctor")
    assert code == 2
    assert "ต้องเป็นจำนวนเต็ม" in printed


def test_a_folder_is_not_called_a_missing_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, printed = said(capsys, "read", str(tmp_path))
    assert code == 2
    assert "jabkoo ingest" in printed


HELP = Path(prompts.__file__).parent / "messages" / "help.th.toml"
ENGLISH_SENTENCE = re.compile(r"[a-z]+(?: [a-z]+){2}")
# click breaks a line at spaces only; beyond this a help text would be cut within a word.
LONGEST_UNBROKEN = 45


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """`command` and all below it, by what they are called by."""
    yield path, command
    if isinstance(command, click.Group):
        for name, part in command.commands.items():
            yield from commands(part, f"{path} {name}")


COMMANDS = list(commands(main, "jabkoo"))


def test_every_command_and_option_is_explained_in_thai_and_nothing_else_is() -> None:
    explained = tomllib.loads(HELP.read_text(encoding="utf-8"))
    options = {
        f"{path} {max(each.opts, key=len)}"
        for path, command in COMMANDS
        for each in command.params
        if isinstance(each, click.Option)
    }
    assert explained.keys() == {"--help"} | {path for path, _ in COMMANDS} | options
    assert all(is_thai(text) for text in explained.values())
    assert max(len(word) for text in explained.values() for word in text.split()) <= LONGEST_UNBROKEN


@pytest.mark.parametrize("path", [path for path, _ in COMMANDS])
def test_help_is_thai_where_thai_is_set_and_english_where_it_is_not(
    path: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def helped() -> str:
        main([*path.split()[1:], "--help"], prog_name="jabkoo")
        return capsys.readouterr().out

    monkeypatch.setenv("JABKOO_LANGUAGE", "th")
    thai = helped()
    assert thai.startswith(f"วิธีใช้: {path} [ตัวเลือก]")
    assert "แสดงวิธีใช้นี้แล้วจบ" in thai
    assert "..." not in thai.split("\n", 1)[1], "a short help that is cut"
    assert not ENGLISH_SENTENCE.search(thai.replace(path, ""))
    assert not re.search("Usage|Options|Commands|default|TEXT|INTEGER|COMMAND", thai)
    monkeypatch.setenv("JABKOO_LANGUAGE", "en")
    english = helped()
    assert english.startswith(f"Usage: {path} [OPTIONS]")
    assert "ตัวเลือก" not in english


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        ("ask", "ยังไม่ได้ระบุ QUESTION"),
        ("ask a b", "ระบุค่ามากเกินไป"),
        ("ask a --top", "ตัวเลือก --top ต้องมีค่าตามหลัง"),
        ("ask a --json=x", "ตัวเลือก --json ไม่รับค่า"),
        ("ask a --top x", "ค่าของ --top ไม่ถูกต้อง โปรดระบุจำนวนเต็มตั้งแต่ 1 ถึง 50"),
        ("ask a --language de", "โปรดเลือกค่าใดค่าหนึ่ง: auto, th, en"),
        ("ask a --jsno", "ไม่มีตัวเลือก --jsno โปรดตรวจตัวสะกด หรือหมายถึง --json"),
        ("aks", "ไม่มีคำสั่ง aks โปรดตรวจตัวสะกด หรือหมายถึง ask"),
        ("people --", "ยังไม่ได้ระบุคำสั่ง"),
        ("ingest", "โปรดระบุไฟล์หรือโฟลเดอร์อย่างน้อยหนึ่งรายการ"),
        ("people", "วิธีใช้: jabkoo people [ตัวเลือก] คำสั่ง [ค่า]..."),
    ],
)
def test_what_is_wrong_with_a_command_is_said_in_thai_alone(
    arguments: str, wrong: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")
    code, printed = said(capsys, *arguments.split())
    assert code == 2
    assert wrong in printed
    assert not re.search("Usage|Error|Try|OPTIONS", printed)


REPORT = """# การอบแห้งเนื้อลำไยสีทอง

Drying of golden longan flesh in a heat pump

โดย ผศ.ดร.สมหญิง ใจดีงาม

คณะอุตสาหกรรมเกษตร มหาวิทยาลัยเชียงใหม่

พ.ศ. 2564

## บทคัดย่อ

ลดเวลาอบแห้งเหลือ 9 ชั่วโมง โทร 081-000-0123 เลขบัตร 1-1001-00000-00-0

คำสำคัญ: ลำไย
"""


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "th",
            [
                "ชื่อเรื่อง (ไทย): การอบแห้งเนื้อลำไยสีทอง  (หน้า 1)",
                "ผู้วิจัย: ผศ.ดร.สมหญิง ใจดีงาม  (หน้า 1)",
                "ปี: พ.ศ. 2564  (หน้า 1)",
                "ปกปิดแล้ว: เลขประจำตัวประชาชน × 1",
                "ปกปิดแล้ว: หมายเลขโทรศัพท์มือถือ × 1",
            ],
        ),
        (
            "en",
            [
                "Title (English): Drying of golden longan flesh in a heat pump  (page 1)",
                "Author: ผศ.ดร.สมหญิง ใจดีงาม  (page 1)",
                "Year: 2021  (page 1)",
                "blanked out: national ID × 1",
                "blanked out: mobile number × 1",
            ],
        ),
    ],
)
def test_what_was_read_is_labelled_in_words_of_the_language(
    language: str,
    lines: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    file = tmp_path / "report.md"
    file.write_text(REPORT, encoding="utf-8")
    monkeypatch.setenv("JABKOO_LANGUAGE", language)
    with pytest.raises(SystemExit) as ended:
        main(["read", str(file)])
    printed = capsys.readouterr().out
    assert ended.value.code == 0
    assert set(lines) <= {line.strip() for line in printed.splitlines()}
    assert not re.search("title_|author:|_id|_number", printed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_and_every_kind_of_blanked_number_has_a_label(language: Language) -> None:
    _, blanked = redact("โทร 081-000-0123 เลขบัตร 1-1001-00000-00-0")
    assert len(blanked) == 2
    for name in (
        *(f"fact_{fact}" for fact in get_args(FactName)),
        *(f"redaction_{kind}" for kind in blanked),
    ):
        assert message(f"cli.{name}", language)


def test_an_output_that_takes_nothing_more_is_said_without_a_stack_trace() -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-c", "from api.cli import main; main()", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"JABKOO_LANGUAGE": "th"},
            check=False,
        )
    assert ended.returncode == StoreError.exit_code
    assert "Traceback" not in ended.stderr
    assert ended.stderr.startswith("ข้อผิดพลาด")
