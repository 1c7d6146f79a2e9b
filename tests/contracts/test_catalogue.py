"""One test file over every database the catalogue runs on."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError

from assistant.domain.needs import Need
from assistant.domain.problems import Place, Problem
from assistant.domain.works import Authorship
from catalogue import tables
from catalogue.register import SqlRegister
from catalogue.repository import Catalogue, Decision, ReadContent, StoredFile
from tests.examples import DOCUMENT, PLARA, a_chunk, a_document, a_page, a_work, an_expert, an_organisation

PROBLEM = Problem(
    "warning",
    "tables.repeated_id",
    "plara.pdf",
    Place("row", "2", "experts"),
    (("first", Place("row", "1")),),
)


@pytest.fixture
def catalogue(engine: Engine) -> Catalogue:
    return Catalogue(engine)


@pytest.fixture
def register(engine: Engine) -> SqlRegister:
    return SqlRegister(engine)


def a_file(path: str = "/data/plara.pdf", content: str = "hash-1", reader: str = "1") -> StoredFile:
    return StoredFile(path, Path(path).name, content, reader)


def a_content(content: str = "hash-1", document_id: str = DOCUMENT) -> ReadContent:
    return ReadContent(
        content,
        [a_document(document_id, a_page(1), a_page(2, score=0.4), redactions={"mobile_number": 1})],
        [
            a_work(document_id=document_id),
            an_expert(document_id=document_id),
            an_organisation(document_id=document_id),
        ],
        [a_chunk(f"{document_id}:000001")],
        [PROBLEM],
    )


def test_of_several_documents_the_pages_asked_for_come_and_no_others(
    catalogue: Catalogue, register: SqlRegister
) -> None:
    catalogue.store(a_file(), a_content())
    catalogue.store(a_file("/data/other.pdf", "hash-2"), a_content("hash-2", "doc-other"))

    places = [(DOCUMENT, 1), ("doc-other", 2), ("doc-other", 3), ("doc-none", 1)]
    assert set(register.pages(places)) == {(DOCUMENT, 1), ("doc-other", 2)}


def test_any_number_of_ids_may_be_asked_for(catalogue: Catalogue, register: SqlRegister) -> None:
    catalogue.store(a_file(), a_content())
    others = [f"none-{number}" for number in range(100_000)]

    assert set(register.works([*others, "report-1", "report-1"])) == {"report-1"}
    assert set(register.pages([*((id_, 1) for id_ in others), (DOCUMENT, 1)])) == {(DOCUMENT, 1)}
    assert register.works([]) == {}


def test_what_is_stored_comes_back_as_it_was(catalogue: Catalogue, register: SqlRegister) -> None:
    catalogue.store(a_file(), a_content())

    assert register.works(["report-1"]) == {"report-1": a_work()}
    assert register.experts(["exp-1"]) == {"exp-1": an_expert()}
    assert register.organisations() == [an_organisation()]
    assert register.chunks([f"{DOCUMENT}:000001"]) == {f"{DOCUMENT}:000001": a_chunk()}
    assert register.pages([(DOCUMENT, 2)]) == {(DOCUMENT, 2): a_page(2, score=0.4)}
    assert catalogue.files() == {"/data/plara.pdf": a_file()}
    assert catalogue.problems("hash-1", "plara.pdf") == [PROBLEM]


def test_a_document_card_says_what_was_recognised(catalogue: Catalogue, register: SqlRegister) -> None:
    catalogue.store(a_file(), a_content())

    card = register.documents([DOCUMENT])[DOCUMENT]

    assert (card.file, card.title, card.year) == ("plara.pdf", PLARA[:18], None)


@pytest.mark.parametrize(
    ("changes", "problems", "may_hold_personal_data"),
    [
        ({}, [], False),
        ({}, [Problem("notice", "structure.not_found", "a.pdf")], False),
        ({}, [Problem("warning", "reading.scanned_pages", "a.pdf")], True),
        ({"pages": (a_page(1), a_page(2, score=0.4))}, [], True),
        ({"redactions": {"national_id": 1}}, [], True),
    ],
)
def test_a_document_that_was_not_wholly_read_may_hold_personal_data(
    catalogue: Catalogue,
    register: SqlRegister,
    changes: dict[str, Any],
    problems: list[Problem],
    may_hold_personal_data: bool,
) -> None:
    document = a_document("doc-a", **changes)
    catalogue.store(a_file(), ReadContent("hash-1", [document], [], [], problems))
    assert register.documents(["doc-a"])["doc-a"].may_hold_personal_data is may_hold_personal_data


def test_a_document_is_pending_until_both_indexes_hold_it(catalogue: Catalogue) -> None:
    catalogue.store(a_file(), a_content())
    assert catalogue.pending_documents() == [DOCUMENT]

    catalogue.confirm_indexed([DOCUMENT])
    assert catalogue.pending_documents() == []

    catalogue.begin_index_generation()
    assert catalogue.pending_documents() == [DOCUMENT]


def test_how_much_the_indexes_should_hold_is_known_while_they_are_rebuilt(
    catalogue: Catalogue, register: SqlRegister
) -> None:
    catalogue.store(a_file(), a_content())
    assert register.snapshot().indexed_passages() == 0, "never indexed: nothing is missing yet"

    catalogue.confirm_indexed([DOCUMENT])
    assert register.snapshot().indexed_passages() == 1

    catalogue.begin_index_generation()
    assert register.snapshot().indexed_passages() == 1

    catalogue.remove(["/data/plara.pdf"])
    assert register.snapshot().indexed_passages() == 0


def test_changed_content_takes_the_place_of_the_old_one(catalogue: Catalogue, register: SqlRegister) -> None:
    catalogue.store(a_file(content="hash-1"), a_content("hash-1", "doc-old"))
    catalogue.store(a_file(content="hash-2"), a_content("hash-2", "doc-new"))

    assert set(register.documents(["doc-old", "doc-new"])) == {"doc-new"}
    assert catalogue.pending_removals() == ["doc-old"]
    assert catalogue.problems("hash-1", "plara.pdf") == []


def test_reading_the_same_content_again_leaves_nothing_to_remove(catalogue: Catalogue) -> None:
    catalogue.store(a_file(reader="1"), a_content())
    catalogue.store(a_file(reader="2"), a_content())

    assert catalogue.pending_removals() == []
    assert catalogue.pending_documents() == [DOCUMENT]


def test_a_copy_keeps_the_content_when_the_first_file_goes(
    catalogue: Catalogue, register: SqlRegister
) -> None:
    catalogue.store(a_file("/data/a.pdf"), a_content())
    catalogue.store_copies([a_file("/data/b.pdf")])
    assert register.documents([DOCUMENT])[DOCUMENT].file == "a.pdf"

    catalogue.remove(["/data/a.pdf"])
    assert register.documents([DOCUMENT])[DOCUMENT].file == "b.pdf"

    catalogue.remove(["/data/b.pdf"])
    assert register.is_empty()
    assert catalogue.pending_removals() == [DOCUMENT]
    catalogue.confirm_removed([DOCUMENT])
    assert catalogue.pending_removals() == []


@pytest.mark.parametrize("consents", [(True, True), (True, False), (False, True)])
def test_a_contact_may_be_shown_only_if_every_row_of_its_id_consents(
    catalogue: Catalogue, register: SqlRegister, consents: tuple[bool, bool]
) -> None:
    for name, consent in zip(("a", "b"), consents, strict=True):
        expert = an_expert(document_id=f"doc-{name}", contact_consent=consent)
        content = ReadContent(f"hash-{name}", [a_document(f"doc-{name}")], [expert], [], [])
        catalogue.store(a_file(f"/data/{name}.csv", f"hash-{name}"), content)

    assert register.experts(["exp-1"])["exp-1"].contact_consent is all(consents)
    assert [expert.contact_consent for expert in register.all_experts()] == [all(consents)]


def test_of_two_rows_with_one_id_the_first_document_wins(catalogue: Catalogue, register: SqlRegister) -> None:
    catalogue.store(
        a_file("/data/b.csv", "hash-b"),
        ReadContent("hash-b", [a_document("doc-b")], [an_expert(document_id="doc-b", name_en="B")], [], []),
    )
    catalogue.store(
        a_file("/data/a.csv", "hash-a"),
        ReadContent("hash-a", [a_document("doc-a")], [an_expert(document_id="doc-a", name_en="A")], [], []),
    )
    assert register.experts(["exp-1"])["exp-1"].name_en == "A"

    catalogue.remove(["/data/a.csv"])
    assert register.experts(["exp-1"])["exp-1"].name_en == "B"


def test_what_two_documents_tell_under_one_id_is_counted_once(
    catalogue: Catalogue, register: SqlRegister
) -> None:
    assert register.snapshot().subject_counts() == {"expert": 0, "work": 0}
    for name in ("a", "b"):
        content = [an_expert(document_id=f"doc-{name}"), a_work(f"report-{name}", f"doc-{name}")]
        document = a_document(f"doc-{name}")
        catalogue.store(a_file(f"/data/{name}", name), ReadContent(name, [document], content, [], []))
    assert register.snapshot().subject_counts() == {"expert": 1, "work": 2}


def test_limits_see_the_first_row_of_each_id_and_joined_names_alone(
    catalogue: Catalogue, register: SqlRegister
) -> None:
    for document, year in (("doc-b", 2015), ("doc-a", 2023)):
        content = [an_expert(document_id=document, region="south"), a_work(document_id=document, year=year)]
        catalogue.store(
            a_file(f"/data/{document}", document),
            ReadContent(document, [a_document(document)], content, [], []),
        )
    southern = Need("rice", "en", region="south", year_from=2020)
    assert register.snapshot().directory().speaking_for(southern) == {"expert:exp-1"}

    catalogue.replace_authorships([Authorship("report-1", "exp-1", "name", 1, 1.0)], [])

    directory = register.snapshot().directory()
    assert directory.speaking_for(southern) == {"expert:exp-1", "work:report-1"}
    assert directory.speaking_for(replace(southern, year_from=2024)) == {"expert:exp-1"}


def test_unsure_names_wait_and_joined_ones_count(catalogue: Catalogue, register: SqlRegister) -> None:
    sure = Authorship("report-1", "exp-1", "ผศ.ดร.สมหญิง ใจดีงาม", 1, 1.0)
    unsure = Authorship("report-1", "exp-2", "S. Chaideengam", 2, 0.6)

    catalogue.replace_authorships([sure], [unsure])

    assert register.authorships(["report-1"]) == [sure]
    assert catalogue.unsure_authorships() == [unsure]


def test_a_decision_is_kept_and_can_be_changed(catalogue: Catalogue) -> None:
    first = Decision("report-1", "S. Chaideengam", "exp-2", True, date(2026, 1, 5))
    second = Decision("report-1", "S. Chaideengam", "exp-2", False, date(2026, 1, 6))

    catalogue.decide(first)
    catalogue.decide(second)

    assert catalogue.decisions() == [second]


def test_a_snapshot_reads_once_and_a_new_one_sees_what_changed(
    catalogue: Catalogue, register: SqlRegister
) -> None:
    before = register.snapshot()
    assert before.is_empty()
    assert before.works(["report-1"]) == {}

    catalogue.store(a_file(), a_content())
    after = register.snapshot()
    assert not after.is_empty()
    assert after.works(["report-1"]) == {"report-1": a_work()}
    assert after.experts(["exp-1", "exp-2"]) == {"exp-1": an_expert()}
    assert after.organisations() == [an_organisation()]
    assert after.pages([(DOCUMENT, 2)]) == {(DOCUMENT, 2): a_page(2, score=0.4)}
    assert after.chunks([f"{DOCUMENT}:000001"]) == {f"{DOCUMENT}:000001": a_chunk()}
    assert after.documents([DOCUMENT]) == register.documents([DOCUMENT])
    assert after.facts([DOCUMENT]) == register.facts([DOCUMENT])
    assert after.authorships(["report-1"]) == []
    assert register.snapshot() is after

    catalogue.replace_authorships([Authorship("report-1", "exp-1", "ผศ.ดร.ก", 1, 0.9)], [])
    assert after.authorships(["report-1"]) == []
    assert [a.expert_id for a in register.snapshot().authorships(["report-1"])] == ["exp-1"]


def test_a_snapshot_makes_cards_from_the_facts_it_knows(
    engine: Engine, catalogue: Catalogue, register: SqlRegister
) -> None:
    catalogue.store(a_file(), a_content())
    snapshot = register.snapshot()
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    snapshot.facts([DOCUMENT])
    snapshot.documents([DOCUMENT])
    snapshot.facts([DOCUMENT])

    assert sum("FROM facts" in statement for statement in asked) == 1


def test_after_reading_a_transaction_still_happens_whole_or_not_at_all(
    catalogue: Catalogue, register: SqlRegister
) -> None:
    assert register.works(["report-1"]) == {}
    twice = replace(a_content(), records=[a_work(), a_work()])

    with pytest.raises(IntegrityError):
        catalogue.store(a_file(), twice)

    assert catalogue.files() == {}
    assert register.documents([DOCUMENT]) == {}


def test_another_process_makes_a_new_snapshot(engine: Engine, catalogue: Catalogue) -> None:
    elsewhere = SqlRegister(engine)
    assert elsewhere.snapshot().is_empty()
    catalogue.store(a_file(), a_content())
    assert not elsewhere.snapshot().is_empty()


def test_a_place_that_an_earlier_version_stored_as_words_is_still_told(
    engine: Engine, catalogue: Catalogue
) -> None:
    catalogue.store(a_file(), a_content())
    with engine.begin() as connection:
        connection.execute(tables.problems.update().values(place="row 5, trl"))
    assert [problem.place.text("th") for problem in catalogue.problems("hash-1", "plara.pdf")] == [
        "row 5, trl"
    ]
