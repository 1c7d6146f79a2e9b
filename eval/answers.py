"""`python -m eval answers`: ask a labelled set through the whole path and print how it went."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np

from api.bootstrap import Services, calibration_for
from assistant.asking import Assistant
from assistant.domain.drafting import Drafting
from eval.questions import Judgement, Question, judge
from eval.runs import QueryRecord, Run, by_group, made_by
from samples import corpus_folder

# What questions are told apart by.
GROUPS = ("language", "style", "kind")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's judgement as users see it, and as it would be if nothing were refused for doubt.

    `drafting`: how its statements were made, where a language model is asked.
    """

    judgement: Judgement
    unrefused: Judgement
    drafting: Drafting | None = None


def run(services: Services, questions: Sequence[Question]) -> list[Asked]:
    """Ask every question and judge the answers."""
    names = report_names(services)
    never_in_doubt = replace(calibration_for(services.settings.vectorstore), confidence_needed=0.0)
    unrefusing = Assistant(services.index, services.register, services.assistant.today, never_in_doubt)
    asked = []
    for question in questions:
        answer = services.assistant.ask(question.text)
        judgement, unrefused = (
            judge(question, one, services.register, names) for one in (answer, unrefusing.ask(question.text))
        )
        asked.append(Asked(judgement, unrefused, answer.drafting))
    return asked


def record(services: Services, file: Path, asked: Sequence[Asked]) -> Run:
    """The run over the questions of `file` as it is printed, kept, compared and reported."""
    queries = [
        QueryRecord(
            one.judgement.question.id,
            one.judgement.question.text,
            groups(one.judgement.question),
            measures(one),
            one.judgement.found,
        )
        for one in asked
    ]
    made = made_by(services, [file, *sample_files()])
    return Run("answers", file.stem, summary(asked, queries), queries, made)


def sample_files() -> list[Path]:
    """The files of the sample corpus, over which questions are asked."""
    return [file for file in corpus_folder().rglob("*") if file.is_file()]


def report_names(services: Services) -> Mapping[str, str]:
    """The labels name a report by its file; the register by its content."""
    works = services.register.all_works()
    cards = services.register.documents({work.source.document_id for work in works})
    return {
        work.id: Path(cards[work.source.document_id].file).stem for work in works if work.kind == "report"
    }


def groups(question: Question) -> dict[str, str]:
    """What questions are told apart by: their language, their style and what they ask."""
    return {name: value for name in GROUPS if (value := getattr(question, name))}


def measures(asked: Asked) -> dict[str, float]:
    """The measures that a question has a right to, each from 0 to 1.

    `unrefused@3` is what `found@3` would be if nothing were refused for doubt.
    """
    judgement, question = asked.judgement, asked.judgement.question
    of_question: dict[str, float] = {}
    if question.is_answerable:
        of_question |= {f"found@{top}": float(judgement.found_within(top)) for top in (1, 3, 5)}
        of_question["unrefused@3"] = float(asked.unrefused.found_within(3))
        of_question["answered"] = float(not judgement.was_refused)
    else:
        of_question["refused"] = float(judgement.was_refused)
    for name, right, rank in (
        ("expert@3", question.experts, judgement.expert_rank),
        ("work@3", question.works, judgement.work_rank),
    ):
        if right:
            of_question[name] = float(rank is not None and rank <= 3)
    if judgement.quotes:
        of_question["verbatim"] = judgement.verbatim / judgement.quotes
    if judgement.statements:
        of_question["supported"] = judgement.supported / judgement.statements
    return of_question


def summary(asked: Sequence[Asked], queries: Sequence[QueryRecord]) -> dict[str, Any]:
    """The figures of a run: counts, latency in milliseconds, shares (0 to 1) group by group, and the curve
    of risk and coverage."""
    judgements = [one.judgement for one in asked]
    answerable = [j for j in judgements if j.question.is_answerable]
    unanswerable = [j for j in judgements if not j.question.is_answerable]
    refused = sum(j.was_refused for j in judgements)
    rightly_refused = sum(j.was_refused for j in unanswerable)
    return {
        "questions": len(judgements),
        "answerable": len(answerable),
        **{f"found@{top}": sum(j.found_within(top) for j in answerable) for top in (1, 3, 5)},
        **{name: sum(q.measures.get(name, 0) == 1 for q in queries) for name in ("expert@3", "work@3")},
        "with_expert_label": sum(bool(j.question.experts) for j in answerable),
        "with_work_label": sum(bool(j.question.works) for j in answerable),
        "quotes": sum(j.quotes for j in judgements),
        "verbatim": sum(j.verbatim for j in judgements),
        "statements": sum(j.statements for j in judgements),
        "supported": sum(j.supported for j in judgements),
        "unanswerable": len(unanswerable),
        "unanswerable_refused": rightly_refused,
        "answerable_refused": refused - rightly_refused,
        "refused": refused,
        "refusal_precision": round(rightly_refused / refused, 4) if refused else None,
        "refusal_recall": round(rightly_refused / len(unanswerable), 4) if unanswerable else None,
        "latency_ms_p50": round(float(np.percentile([j.milliseconds for j in judgements], 50)), 1),
        "latency_ms_p95": round(float(np.percentile([j.milliseconds for j in judgements], 95)), 1),
        **drafting_figures([one.drafting for one in asked if one.drafting]),
        "groups": {
            group: {
                measure: {
                    name: round(mean, 4) for name, (_, mean) in by_group(queries, measure, group).items()
                }
                for measure in ("found@3", "refused")
            }
            for group in GROUPS
        },
        "risk_coverage": risk_coverage(asked),
    }


def drafting_figures(draftings: Sequence[Drafting]) -> dict[str, Any]:
    """How the language model did: answers it drafted, those that stayed quotes by reason, its statements and
    tokens. Nothing where no model was asked."""
    if not draftings:
        return {}
    fallbacks = Counter(drafting.fallback for drafting in draftings if drafting.fallback)
    costs = [drafting.cost for drafting in draftings if drafting.cost is not None]
    return {
        "answers_drafted": sum(drafting.by == "model" for drafting in draftings),
        **{f"quoted_{reason}": count for reason, count in sorted(fallbacks.items())},
        "statements_drafted": sum(drafting.drafted for drafting in draftings),
        "statements_repaired": sum(drafting.repaired for drafting in draftings),
        "statements_dropped": sum(drafting.dropped for drafting in draftings),
        "input_tokens": sum(drafting.input_tokens for drafting in draftings),
        "output_tokens": sum(drafting.output_tokens for drafting in draftings),
        **({"cost": round(sum(costs), 6)} if costs else {}),
    }


def risk_coverage(asked: Sequence[Asked]) -> list[dict[str, float]]:
    """How wrong the answers would be if only the surest share of all questions were answered.

    (El-Yaniv and Wiener 2010, "On the Foundations of Noise-free Selective Classification".) `coverage` is
    that share, `risk` the share of wrong ones among them: nothing fits, or nothing right in the first 3;
    `confidence` what is needed to answer so many. What is never answered, however sure (a question without
    a subject, say), is in neither.
    """
    answered = [one for one in asked if not one.unrefused.was_refused]
    surest = sorted(answered, key=lambda one: -one.judgement.confidence)
    curve, wrong = [], 0
    for place, one in enumerate(surest, start=1):
        wrong += not one.unrefused.found_within(3)
        following = surest[place].judgement.confidence if place < len(surest) else -1.0
        if one.judgement.confidence > following:
            curve.append(
                {
                    "coverage": round(place / len(asked), 4),
                    "risk": round(wrong / place, 4),
                    "confidence": round(one.judgement.confidence, 4),
                }
            )
    return curve


def print_run(run: Run, asked: Sequence[Asked], *, as_json: bool) -> None:
    """Print the figures, and for people a line for each question that went wrong."""
    if as_json:
        click.echo(json.dumps(run.figures, ensure_ascii=False, indent=2))
        return
    for name, value in run.figures.items():
        if name not in ("groups", "risk_coverage"):
            click.echo(f"{name:<22} {value}")
    for group in GROUPS:
        click.echo(f"\n{group:<16}{'found@3':>16}{'refused':>16}")
        found, refused = (by_group(run.queries, measure, group) for measure in ("found@3", "refused"))
        for name in sorted({*found, *refused}):
            click.echo(f"{name:<16}{_percent(found.get(name)):>16}{_percent(refused.get(name)):>16}")
    click.echo()
    for one in asked:
        if went_wrong(one.judgement):
            click.echo(_line(one.judgement))


def _percent(counted: tuple[int, float] | None) -> str:
    return f"{counted[1]:.0%} of {counted[0]}" if counted else "-"


def went_wrong(judgement: Judgement) -> bool:
    if not judgement.question.is_answerable:
        return not judgement.was_refused
    return not judgement.found_within(3) or not _is_proved(judgement)


def _is_proved(judgement: Judgement) -> bool:
    """Whether every quote stands on its page and every reason follows from what it cites."""
    return judgement.verbatim == judgement.quotes and judgement.supported == judgement.statements


def _line(judgement: Judgement) -> str:
    question = judgement.question
    outcome = (
        "refused" if judgement.was_refused else f"expert {judgement.expert_rank}, work {judgement.work_rank}"
    )
    if not _is_proved(judgement):
        outcome += f", {judgement.verbatim} of {judgement.quotes} quotes verbatim"
        outcome += f", {judgement.supported} of {judgement.statements} reasons supported"
    wanted = "answerable" if question.is_answerable else "nothing fits"
    return f"- {question.id} ({question.kind}, {wanted}): {outcome}: {question.text}"
