"""`jabkoo people review`: pairs keep their keys, decisions are told and can be taken back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from api.bootstrap import open_stores
from api.commands import reviewing
from api.context import Context
from api.settings import load_settings
from assistant.domain.works import Authorship
from assistant.errors import NotFoundError
from catalogue.repository import ReadContent, StoredFile
from tests.examples import a_document, a_work, an_expert

NAMES = ("ส. ใจดีงาม", "ส.ใจดี")


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    """A register with two unsure names of one expert; joining people anew changes nothing."""

    @contextmanager
    def without_indexes(_: Context) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(ingestion=SimpleNamespace(join_people_again=lambda: (0, 2)))

    monkeypatch.setattr(Context, "services", without_indexes)
    context = Context(load_settings({"JABKOO_HOME": str(tmp_path)}), "en")
    with open_stores(context.settings) as stores:
        for name, record in (
            ("works", a_work(document_id="doc-works")),
            ("people", an_expert(document_id="doc-people")),
        ):
            content = ReadContent(name, [a_document(f"doc-{name}")], [record], [], [])
            stores.catalogue.store(StoredFile(f"/{name}", name, name, "1"), content)
        unsure = [Authorship("report-1", "exp-1", name, place, 0.5) for place, name in enumerate(NAMES, 1)]
        stores.catalogue.replace_authorships([], unsure)
    return context


def listed(context: Context, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    reviewing.run(context, as_json=True)
    pairs: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return pairs


def decisions(context: Context) -> list[tuple[str, bool]]:
    with open_stores(context.settings) as stores:
        return [(decision.printed_name, decision.is_same) for decision in stores.catalogue.decisions()]


@pytest.mark.parametrize("chosen_by", ["key", "line"])
def test_a_decision_is_told_with_both_names_and_can_be_undone(
    context: Context, capsys: pytest.CaptureFixture[str], chosen_by: str
) -> None:
    pair = listed(context, capsys)[1]
    reviewing.run(context, as_json=False, same=str(pair[chosen_by]))
    told = capsys.readouterr().out
    assert NAMES[1] in told
    assert "Somying Chaideengam" in told
    assert f"--undo {pair['key']}" in told
    assert decisions(context) == [(NAMES[1], True)]

    reviewing.run(context, as_json=False, undo=str(pair["key"]))
    assert NAMES[1] in capsys.readouterr().out
    assert decisions(context) == []


def test_a_key_stays_when_the_lines_are_numbered_anew(
    context: Context, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {pair["printed_name"]: pair["key"] for pair in listed(context, capsys)}
    with open_stores(context.settings) as stores:
        stores.catalogue.replace_authorships([], [Authorship("report-1", "exp-1", NAMES[1], 2, 0.5)])
    assert [(pair["line"], pair["key"]) for pair in listed(context, capsys)] == [(1, before[NAMES[1]])]


@pytest.mark.parametrize("removed", ["/works", "/people"])
def test_what_a_killed_run_left_of_removed_files_is_passed_over(
    context: Context, capsys: pytest.CaptureFixture[str], removed: str
) -> None:
    with open_stores(context.settings) as stores:
        stores.catalogue.remove([removed])
    assert listed(context, capsys) == []


def test_an_unknown_key_and_two_wishes_at_once_are_refused(context: Context) -> None:
    for wish in ("same", "different", "undo"):
        with pytest.raises(NotFoundError, match="p00000000"):
            reviewing.run(context, as_json=False, **{wish: "p00000000"})
    with pytest.raises(click.UsageError):
        reviewing.run(context, as_json=False, same="1", undo="1")
