"""`python -m eval answers`: ask a labelled set through the whole path and print how it went."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import click

from api.bootstrap import Services
from eval.questions import Judgement, judge, load_questions


def run(services: Services, file: Path) -> list[Judgement]:
    """Ask every question of `file` and judge the answers."""
    names = report_names(services)
    return [
        judge(question, services.assistant.ask(question.text), services.register, names)
        for question in load_questions(file)
    ]


def report_names(services: Services) -> Mapping[str, str]:
    """The labels name a report by its file; the register by its content."""
    works = services.register.all_works()
    cards = services.register.documents({work.source.document_id for work in works})
    return {
        work.id: Path(cards[work.source.document_id].file).stem for work in works if work.kind == "report"
    }


def summary(judgements: Sequence[Judgement]) -> dict[str, Any]:
    """The figures of a run: shares from 0 to 1, latency in milliseconds."""
    answerable = [j for j in judgements if j.question.is_answerable]
    unanswerable = [j for j in judgements if not j.question.is_answerable]
    refused = [j for j in judgements if j.was_refused]
    quotes = sum(j.quotes for j in judgements)
    return {
        "questions": len(judgements),
        "answerable": len(answerable),
        "found@1": sum(j.found_within(1) for j in answerable),
        "found@3": sum(j.found_within(3) for j in answerable),
        "found@5": sum(j.found_within(5) for j in answerable),
        "expert@3": sum(j.expert_rank is not None and j.expert_rank <= 3 for j in answerable),
        "with_expert_label": sum(bool(j.question.experts) for j in answerable),
        "work@3": sum(j.work_rank is not None and j.work_rank <= 3 for j in answerable),
        "with_work_label": sum(bool(j.question.works) for j in answerable),
        "quotes": quotes,
        "verbatim": sum(j.verbatim for j in judgements),
        "unanswerable": len(unanswerable),
        "unanswerable_refused": sum(j.was_refused for j in unanswerable),
        "answerable_refused": sum(j.was_refused for j in answerable),
        "refused": len(refused),
        "latency_ms_p50": round(median(j.milliseconds for j in judgements), 1),
    }


def missed(figures: Mapping[str, Any], *, found_at_least: int, refused_at_least: int) -> list[str]:
    """What a run lacks, a line each; nothing where it passes. Every quote must be verbatim."""
    needed = {
        "found@3": found_at_least,
        "unanswerable_refused": refused_at_least,
        "verbatim": figures["quotes"],
    }
    return [
        f"{name}: {figures[name]}, needed {least}" for name, least in needed.items() if figures[name] < least
    ]


def print_run(judgements: Sequence[Judgement], *, as_json: bool) -> None:
    """Print the summary, and a line for each question that went wrong."""
    figures = summary(judgements)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    for name, value in figures.items():
        click.echo(f"{name:<22} {value}")
    for judgement in judgements:
        if went_wrong(judgement):
            click.echo(_line(judgement))


def went_wrong(judgement: Judgement) -> bool:
    if not judgement.question.is_answerable:
        return not judgement.was_refused
    return not judgement.found_within(3) or judgement.verbatim < judgement.quotes


def _line(judgement: Judgement) -> str:
    question = judgement.question
    outcome = (
        "refused" if judgement.was_refused else f"expert {judgement.expert_rank}, work {judgement.work_rank}"
    )
    wanted = "answerable" if question.is_answerable else "nothing fits"
    return f"- {question.id} ({question.kind}, {wanted}): {outcome}: {question.text}"
