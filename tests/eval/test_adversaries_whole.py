"""The adversaries over the sample corpus: real ingestion, the bundled model, every labelled question."""

from collections.abc import Iterator

import pytest

from api.bootstrap import Services, open_services
from eval.adversary import judging, trying, weak_model
from eval.questions import SAMPLE_QUESTIONS, load_questions
from eval.settings import sample_settings
from ingest.progress import Silent
from ingest.reading.worker import ReadingWorker
from samples import corpus_folder

pytestmark = pytest.mark.slow

# Of the weak model: it takes half a minute for each that it drafts an answer to.
FEW, MANY = 4, 104
TEXTS = [question.text for question in load_questions(SAMPLE_QUESTIONS)]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("JABKOO_OCR", "off")
        settings = sample_settings(tmp_path_factory.mktemp("home"))
        with open_services(settings) as opened:
            with ReadingWorker(settings.reading) as reader:
                opened.ingestion.run([corpus_folder()], reader, Silent())
            yield opened


def test_whatever_the_script_writes_nothing_unproved_is_shown(services: Services) -> None:
    told = trying.by_script(services, TEXTS)
    assert told["drafts_asked_for"] > 100
    assert told["complaints"] == []
    assert judging.is_well(told)


@pytest.mark.parametrize("many", [pytest.param(FEW, id="few_questions"), pytest.param(MANY, id="questions")])
def test_whatever_a_weak_model_writes_nothing_unproved_is_shown(services: Services, many: int) -> None:
    if missing := weak_model.missing_packages():
        pytest.skip(f"not installed: {', '.join(missing)} (`make weak-model` installs them)")
    told = trying.by_weak_model(services, trying.evenly(TEXTS, many))
    assert told["questions"] == many
    assert told["complaints"] == []
    assert judging.is_well(told)
