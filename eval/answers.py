"""`python -m eval answers`: ask a labelled set through the whole path and print how it went."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np

from api.bootstrap import Services, calibration_for
from assistant.asking import Assistant
from eval.questions import Judgement, Question, judge, load_questions
from eval.runs import QueryRecord, Run, made_by

Ask = Callable[[Question], Judgement]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's judgement as users see it, and as it would be if nothing were refused for doubt."""

    judgement: Judgement
    unrefused: Judgement


def run(services: Services, file: Path) -> list[Asked]:
    """Ask every question of `file` and judge the answers."""
    names = report_names(services)
    never_in_doubt = replace(calibration_for(services.settings.vectorstore), confidence_needed=0.0)
    unrefusing = Assistant(services.index, services.register, services.assistant.today, never_in_doubt)
    asked = []
    for question in load_questions(file):
        judgement, unrefused = (
            judge(question, assistant.ask(question.text), services.register, names)
            for assistant in (services.assistant, unrefusing)
        )
        asked.append(Asked(judgement, unrefused))
    return asked


def record(services: Services, file: Path, asked: Sequence[Asked]) -> Run:
    """The run as it is kept, compared and reported."""
    queries = [
        QueryRecord(
            id=a.judgement.question.id,
            text=a.judgement.question.text,
            groups=groups(a.judgement.question),
            measures=measures(a.judgement) | {"found_unrefused@3": float(a.unrefused.found_within(3))}
            if a.judgement.question.is_answerable
            else measures(a.judgement),
            found=a.judgement.found,
        )
        for a in asked
    ]
    figures = summary([a.judgement for a in asked]) | {"risk_coverage": risk_coverage(asked)}
    return Run("answers", file.stem, figures, queries, made_by(services, services.settings, [file]))


def report_names(services: Services) -> Mapping[str, str]:
    """The labels name a report by its file; the register by its content."""
    works = services.register.all_works()
    cards = services.register.documents({work.source.document_id for work in works})
    return {
        work.id: Path(cards[work.source.document_id].file).stem for work in works if work.kind == "report"
    }


def groups(question: Question) -> dict[str, str]:
    """What questions are told apart by: their language, their style and what they ask."""
    told = {"language": question.language, "style": question.style, "kind": question.kind}
    return {name: value for name, value in told.items() if value}


def measures(judgement: Judgement) -> dict[str, float]:
    """The measures that a question has a right to, each from 0 to 1."""
    question, found = judgement.question, judgement.found_within
    of_question: dict[str, float] = {"confidence": round(judgement.confidence, 6)}
    if question.is_answerable:
        of_question |= {f"found@{top}": float(found(top)) for top in (1, 3, 5)}
        of_question["answered"] = float(not judgement.was_refused)
        for name, right, rank in (
            ("expert@3", question.experts, judgement.expert_rank),
            ("work@3", question.works, judgement.work_rank),
        ):
            if right:
                of_question[name] = float(rank is not None and rank <= 3)
    else:
        of_question["refused"] = float(judgement.was_refused)
    if judgement.quotes:
        of_question["verbatim"] = judgement.verbatim / judgement.quotes
        of_question["supported"] = judgement.supported / judgement.statements
    return of_question


def summary(judgements: Sequence[Judgement]) -> dict[str, Any]:
    """The figures of a run: counts, latency in milliseconds, and shares (0 to 1) group by group."""
    answerable = [j for j in judgements if j.question.is_answerable]
    unanswerable = [j for j in judgements if not j.question.is_answerable]
    refused = [j for j in judgements if j.was_refused]
    rightly_refused = sum(j.was_refused for j in unanswerable)
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
        "quotes": sum(j.quotes for j in judgements),
        "verbatim": sum(j.verbatim for j in judgements),
        "statements": sum(j.statements for j in judgements),
        "supported": sum(j.supported for j in judgements),
        "unanswerable": len(unanswerable),
        "unanswerable_refused": rightly_refused,
        "answerable_refused": len(refused) - rightly_refused,
        "refused": len(refused),
        "refusal_precision": _share(rightly_refused, len(refused)),
        "refusal_recall": _share(rightly_refused, len(unanswerable)),
        "latency_ms_p50": round(float(np.percentile([j.milliseconds for j in judgements], 50)), 1),
        "latency_ms_p95": round(float(np.percentile([j.milliseconds for j in judgements], 95)), 1),
        "groups": {group: _of_groups(judgements, group) for group in ("language", "style", "kind")},
    }


def _of_groups(judgements: Sequence[Judgement], group: str) -> dict[str, dict[str, Any]]:
    """For each language, style or kind: its questions, how many are found, and how many rightly refused."""
    members: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if name := groups(judgement.question).get(group):
            members.setdefault(name, []).append(judgement)
    found: dict[str, dict[str, Any]] = {}
    for name, of_group in sorted(members.items()):
        answerable = [j for j in of_group if j.question.is_answerable]
        others = [j for j in of_group if not j.question.is_answerable]
        found[name] = {
            "answerable": len(answerable),
            "found@3": _share(sum(j.found_within(3) for j in answerable), len(answerable)),
            "unanswerable": len(others),
            "refused": _share(sum(j.was_refused for j in others), len(others)),
        }
    return found


def risk_coverage(asked: Sequence[Asked]) -> list[dict[str, float]]:
    """How wrong the answers would be if only the surest share of all questions were answered.

    (El-Yaniv and Wiener 2010, "On the Foundations of Noise-free Selective Classification".) `coverage` is
    that share, `risk` the share of wrong ones among them: nothing fits, or nothing right in the first 3;
    `confidence` what is needed to answer so many.
    """
    surest = sorted(asked, key=lambda a: -a.judgement.confidence)
    curve, wrong = [], 0
    for place, one in enumerate(surest, start=1):
        wrong += not one.unrefused.found_within(3)
        following = surest[place].judgement.confidence if place < len(surest) else -1.0
        if one.judgement.confidence > following:
            curve.append(
                {
                    "coverage": round(place / len(surest), 4),
                    "risk": round(wrong / place, 4),
                    "confidence": round(one.judgement.confidence, 4),
                }
            )
    return curve


def _share(part: int, whole: int) -> float | None:
    """`part` of `whole`; None of nothing."""
    return round(part / whole, 4) if whole else None


def print_run(judgements: Sequence[Judgement], *, as_json: bool) -> None:
    """Print the summary, and a line for each question that went wrong."""
    figures = summary(judgements)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    by_group = figures.pop("groups")
    for name, value in figures.items():
        click.echo(f"{name:<22} {value}")
    for group, rows in by_group.items():
        click.echo(f"\n{group:<16}{'answerable':>12}{'found@3':>10}{'unanswerable':>14}{'refused':>10}")
        for name, row in rows.items():
            found, refused = (_percent(row[measure]) for measure in ("found@3", "refused"))
            click.echo(f"{name:<16}{row['answerable']:>12}{found:>10}{row['unanswerable']:>14}{refused:>10}")
    click.echo()
    for judgement in judgements:
        if went_wrong(judgement):
            click.echo(_line(judgement))


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


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
