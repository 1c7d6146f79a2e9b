"""Made-up stores are whole stores, and what is asked of them is measured."""

import json
from pathlib import Path

import pytest

from api.bootstrap import open_services
from assistant.language import contains_verbatim
from eval.benchmarks import scale
from eval.benchmarks.made_up import MadeUpCorpus, authorships
from eval.settings import evaluation_settings


def test_a_made_up_document_is_the_same_for_the_same_number_and_stands_on_its_pages() -> None:
    corpus = MadeUpCorpus()
    content = corpus.content(3, passages=6)
    assert content == MadeUpCorpus().content(3, passages=6) != corpus.content(4, passages=6)
    (document,) = content.documents
    pages = {page.number: page.text for page in document.pages}
    placed = [(chunk.text, chunk.sources[0]) for chunk in content.chunks]
    placed += [(fact.value, fact.source) for fact in document.facts]
    assert all(pages[place.page][place.start : place.end] == text for text, place in placed)
    assert [chunk.subject_kind for chunk in content.chunks] == ["work"] * 5 + ["expert"]
    assert [authorship.expert_id for authorship in authorships(2)] == ["expert-0", "expert-1", "expert-0"]


def test_words_are_drawn_as_often_as_they_are_counted() -> None:
    texts = " ".join(chunk.text for chunk in MadeUpCorpus().content(1, passages=40).chunks)
    assert texts.count("ที่") + texts.count(" the ") > texts.count("วิจัย") + texts.count(" fermentation ")


@pytest.mark.usefixtures("tiny_model")
def test_a_made_up_store_is_healthy_and_its_questions_are_answered(tmp_path: Path) -> None:
    with open_services(evaluation_settings(tmp_path / "home")) as services:
        likeness = scale.Likeness(services.index.embeddings, passages=8)
        builder = scale.Builder(services, likeness)
        builder.build(50)
    assert set(builder.seconds()) == {"register", "vectors", "tokens", "words"}
    assert min(builder.seconds().values()) > 0
    asked = scale.ask_store(tmp_path / "home", ["อยากลดเกลือในปลาร้า", "ข้าวทนเค็ม", "rice", "drones"])
    assert asked.answered == 1
    assert asked.search.p95 >= asked.search.p50 > 0
    with open_services(evaluation_settings(tmp_path / "home")) as services:
        check = services.index.check()
        assert check.is_healthy
        assert check.vectors == services.register.indexed_passages() == 50
        answer = scale._never_in_doubt(services).ask("อยากลดเกลือในปลาร้า")
        assert answer.citations
        for citation in answer.citations:
            page = services.register.pages([(citation.document_id, citation.page)])
            assert contains_verbatim(page[citation.document_id, citation.page].text, citation.quote)


@pytest.mark.slow
@pytest.mark.usefixtures("tiny_model")
def test_a_run_tells_what_a_store_takes_draws_the_growth_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch, plot = tmp_path / "scratch", tmp_path / "growth.svg"
    scratch.mkdir()
    arguments = ["--sizes=40", "--questions=4", "--json", f"--scratch={scratch}", f"--plot={plot}"]
    monkeypatch.setattr("sys.argv", ["scale", *arguments])
    scale.main()
    printed = capsys.readouterr()
    (store,) = json.loads(printed.out)
    assert store["passages"] == 40
    assert min(*store["disk_mb"].values(), *store["building"].values(), store["asked"]["memory_mb"]) > 0
    assert "40 of 40 passages" in printed.err
    assert "whole question, p95" in plot.read_text(encoding="utf-8")
    assert not list(scratch.iterdir())
    saved = tmp_path / "run.json"
    saved.write_text(printed.out, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["scale", f"--saved={saved}", "--json"])
    scale.main()
    assert capsys.readouterr().out == printed.out


def test_growth_is_told_from_the_smallest_store() -> None:
    def store(passages: int, p50: float) -> scale.Store:
        asked = scale.Asked(scale.Spread(1.0, 2.0), scale.Spread(p50, 9.0), 1.0, 10.0, 3.0, 500.0)
        return scale.Store(passages, {"words": 0.5}, 1.0, {"words": 3.0}, asked)

    lines = scale.table([store(10, 2.0), store(100, 3.0)])
    assert [line.split()[6] for line in lines[1:]] == ["1.00", "1.50"]
