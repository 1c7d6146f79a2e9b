"""`jabkoo ingest` and `jabkoo read` as commands."""

import shutil
from pathlib import Path

import pytest

from api.commands import ingesting, reading
from api.context import Context
from api.settings import load_settings
from assistant.errors import IndexIncompleteError
from tests.faults.tiny_model import save_tiny_model


@pytest.fixture
def context(tmp_path: Path) -> Context:
    model = save_tiny_model(tmp_path / "model")
    home = tmp_path / "home"
    return Context(load_settings({"JABKOO_HOME": str(home), "JABKOO_EMBEDDING_MODEL": str(model)}), "en")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "rice.txt"
    file.write_text("Salt tolerant rice grows in brackish water.", encoding="utf-8")
    return file


@pytest.mark.parametrize("part", ["words", "tokens.sqlite3"])
def test_a_lost_part_of_the_index_is_told_instead_of_calling_all_unchanged(
    context: Context, report: Path, part: str
) -> None:
    ingesting.ingest(context, (report,), wait=False)
    lost = context.settings.home / "index" / part
    shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    with pytest.raises(IndexIncompleteError):
        ingesting.ingest(context, (report,), wait=False)

    assert ingesting.rebuild(context, wait=False) == 0
    assert ingesting.ingest(context, (report,), wait=False).unchanged == ("rice.txt",)


def test_rows_are_called_rows_and_a_faulty_one_fails_the_reading(
    context: Context, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "experts.csv"
    register.write_text("name_th,year\nสมหญิง ใจดีงาม,2567\n", encoding="utf-8")
    reading.run(context, register, as_json=False)
    assert "--- row" in capsys.readouterr().out
    register.write_text("name_th,region\nสมหญิง ใจดีงาม,south\n,north\n", encoding="utf-8")
    assert reading.run(context, register, as_json=False) == 1


def test_headings_are_shown(context: Context, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rice.md"
    file.write_text("# Rice\n\n## Results\n\nSalt tolerant rice grows well.\n", encoding="utf-8")
    assert reading.run(context, file, as_json=False) == 0
    assert "Results" in capsys.readouterr().out.split("---")[0]
