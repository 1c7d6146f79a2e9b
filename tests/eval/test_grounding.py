"""Reasons are read anew against the pages they cite, so that an answer which says otherwise is found out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.answers import Answer, Recommendation
from assistant.domain.people import Expert
from assistant.ports import Register
from eval.grounding import _is_name_of, supported
from tests.examples import an_expert
from tests.web_corpus import BIOGAS_ID, BIOGAS_QUESTION, PLARA_QUESTION, open_web_parts


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[tuple[Answer, Register]]:
    with open_web_parts(tmp_path) as parts:
        yield parts.assistant.ask(PLARA_QUESTION), parts.register


def in_reasons(answer: Answer, old: str, new: str) -> Answer:
    """The answer with other words in all its reasons, and nowhere else."""

    def changed(one: Recommendation) -> Recommendation:
        return replace(one, why=tuple(replace(why, text=why.text.replace(old, new)) for why in one.why))

    return replace(
        answer, experts=tuple(map(changed, answer.experts)), works=tuple(map(changed, answer.works))
    )


def in_quotes(answer: Answer, old: str, new: str) -> Answer:
    quoted = tuple(replace(c, quote=c.quote.replace(old, new)) for c in answer.citations)
    return replace(in_reasons(answer, old, new), citations=quoted)


def of_another_expert(answer: Answer) -> Answer:
    other = an_expert("exp-9", "doc-else", name_th="วิไล แสนดีงาม", name_en="Wilai Saendee")
    return of_expert(answer, other)


def of_expert(answer: Answer, expert: Expert) -> Answer:
    return replace(answer, experts=tuple(replace(one, subject=expert) for one in answer.experts), works=())


def of_years(answer: Answer, year: int) -> Answer:
    return replace(answer, citations=tuple(replace(c, year=year) for c in answer.citations))


def on_page(answer: Answer, document_id: str, page: int) -> Answer:
    cited = tuple(replace(c, document_id=document_id, page=page) for c in answer.citations)
    return replace(answer, citations=cited)


def test_reasons_that_are_quoted_from_their_pages_are_supported(asked: tuple[Answer, Register]) -> None:
    answer, register = asked
    texts = [why.text for one in (*answer.experts, *answer.works) for why in one.why]
    assert any("ร้อยละ 30" in text for text in texts)
    assert any("สมหญิง" in text for text in texts)
    assert supported(answer, register) == len(texts)


@pytest.mark.parametrize(
    ("doctor", "reasons_left"),
    [
        (lambda answer: in_quotes(answer, "ร้อยละ 30", "ร้อยละ 80"), 1),
        (lambda answer: in_quotes(answer, "ผศ.ดร.สมหญิง", "ผศ.ดร.สมชาย"), 2),
        (lambda answer: in_reasons(answer, "ร้อยละ 30", "ร้อยละ 80"), 1),
        (lambda answer: in_reasons(answer, "”", "” ได้ผลดีที่สุด"), 0),
        (lambda answer: in_reasons(answer, "มีชื่อเป็นผู้จัดทำผลงานนี้", "เป็นเจ้าของผลงานนี้"), 2),
        (lambda answer: in_reasons(answer, answer.works[0].why[0].text, "“”"), 1),
        (lambda answer: of_years(answer, 2020), 0),
        (lambda answer: on_page(answer, "doc-plara", 9), 0),
        (lambda answer: on_page(answer, BIOGAS_ID, 1), 0),
        (lambda answer: replace(answer, citations=()), 0),
        (of_another_expert, 0),
    ],
    ids=[
        *("another number in quote and reason", "another name in quote and reason", "another number"),
        *("words added", "other fixed words", "nothing said", "another year", "a page that is not there"),
        *("a page of another work", "no citation", "what another did"),
    ],
)
def test_a_doctored_reason_is_not_supported(
    asked: tuple[Answer, Register], doctor: Callable[[Answer], Answer], reasons_left: int
) -> None:
    answer, register = asked
    assert supported(doctor(answer), register) == reasons_left


def test_a_quote_does_not_speak_for_another_work(tmp_path: Path) -> None:
    with open_web_parts(tmp_path) as parts:
        plara, biogas = (parts.assistant.ask(one) for one in (PLARA_QUESTION, BIOGAS_QUESTION))
        swapped = replace(biogas, works=(replace(biogas.works[0], subject=plara.works[0].subject),))
        assert supported(biogas, parts.register) == 1
        assert supported(swapped, parts.register) == 0


def test_the_row_of_a_profile_speaks_for_its_expert_under_any_name(asked: tuple[Answer, Register]) -> None:
    answer, register = asked
    renamed = of_expert(answer, an_expert(document_id="doc-plara", name_th="ก ขคง", name_en=""))
    assert supported(renamed, register) == 1, "the quote of page 2, and not the name on page 1"


@pytest.mark.parametrize(
    ("name_th", "name_en", "printed", "is_one"),
    [
        ("ธีรเดช พงษ์ไพศาลกิจ", "", "Asst. Prof. Dr. Theeradej Pongpaisankit", True),
        ("", "Chutikan Ratthanophat", "ชุติกาญจน์ รัฐโนภาส", True),
        ("", "Farida Hayeesama", "Hayeesama, F.", True),
        ("ปาริชาต แก้วมณีโชติ", "", "แก้วมณีโชติ ปาริชาต, ดร.", True),
        ("เกศินี ปวงคำเรือน", "", "Kesinee Puangkhamruean", True),
        ("ธีรเดช พงษ์ไพศาลกิจ", "", "Theeradet Suksawat", False),
        ("", "Farida Hayeesama", "Farida Petpiman", False),
    ],
)
def test_a_surname_is_known_in_either_script_and_spelling(
    name_th: str, name_en: str, printed: str, is_one: bool
) -> None:
    assert _is_name_of(an_expert(name_th=name_th, name_en=name_en), printed) is is_one
