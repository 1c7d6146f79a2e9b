"""Hostile questions and documents over real stores: sample corpus, bundled model, real ingestion."""

from collections.abc import Iterator

import pytest

from api.bootstrap import Services
from eval.hostile.cases import QUESTION, Case, load_cases
from eval.hostile.judging import judge, judge_elsewhere
from eval.hostile.stores import hostile_stores
from eval.questions import sample_texts
from ingest.progress import Silent

pytestmark = pytest.mark.slow

CASES = load_cases()
# What is neither an order nor code, and is searched for like the rest of the question: a persona's habits,
# false news, a smiley's name, reversed letters, a person to be named alone.
SEARCHED_FOR = {"h-04", "h-13", "h-20", "h-21", "h-22", "h-23"}
EVERY_SO_MANY_QUESTIONS = 12


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Services, Services]]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("JABKOO_OCR", "off")
        with hostile_stores(CASES, tmp_path_factory.mktemp("hostile"), Silent()) as opened:
            yield opened


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.kind}")
def test_a_hostile_text_has_no_effect(case: Case, stores: tuple[Services, Services]) -> None:
    assert judge(case, *stores).effects == ()


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.where == QUESTION], ids=lambda case: f"{case.id}-{case.kind}"
)
def test_a_hostile_question_is_answered_as_its_honest_part(
    case: Case, stores: tuple[Services, Services]
) -> None:
    verdict = judge(case, *stores)
    if case.dress.honest:
        assert verdict.as_honest is (case.id not in SEARCHED_FOR)
    else:
        assert verdict.was_refused


def test_hostile_texts_gain_their_documents_nothing_elsewhere(stores: tuple[Services, Services]) -> None:
    assert judge_elsewhere(sample_texts()[::EVERY_SO_MANY_QUESTIONS], *stores).gained == ()


def test_the_stores_still_hold_what_they_held(stores: tuple[Services, Services]) -> None:
    for services in stores:
        assert services.index.check().is_healthy
        assert services.register.counts()["experts"] > 0
