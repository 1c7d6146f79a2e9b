"""What is recommended, and what is missed, as it must be nearer to the best and surer.

Asks the questions for tuning over the sample corpus. Of who and what is ranked first to fifth, each pair of
shares (`assistant.choosing`) recommends what is right, right in part, or neither, and keeps so many of the
answered questions with somebody or something right.

    python -m eval.benchmarks.recommending
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import click

from api.bootstrap import Services, calibration_for, open_services
from assistant.choosing import Judged
from assistant.inquiring import Inquiry
from assistant.ranking import Ranked, Subject
from assistant.respelling import respell
from assistant.understanding import understand
from eval.answers import report_names
from eval.benchmarks.command_line import ends_with_a_message
from eval.questions import TUNING_QUESTIONS, Question, load_questions
from eval.settings import evaluation_settings
from ingest.progress import Silent
from ingest.reading.worker import ReadingWorker
from samples import corpus_folder

SHARES_OF_BEST = (0.3, 0.35, 0.4, 0.45, 0.5)
SHARES_OF_CONFIDENCE = (0.5, 0.7, 0.9)
TOP = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who might be recommended: its score as a share of the best, and its confidence as a share of what
    an answer needs; whether it is right, or helps at least in part."""

    of_best: float
    of_confidence: float
    is_right: bool
    helps: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """How many candidates two shares recommend, by what they are, and in how many answers one is right."""

    right: int
    in_part: int
    wrong: int
    answers_with_right: int


def shown(answers: Sequence[Sequence[Candidate]], share_of_best: float, share_of_confidence: float) -> Shown:
    """What the shares recommend of each answer's candidates, which stand best first."""
    chosen = [
        [c for c in answer if c.of_best >= share_of_best and c.of_confidence >= share_of_confidence][:TOP]
        for answer in answers
    ]
    every = [candidate for of_one in chosen for candidate in of_one]
    return Shown(
        right=sum(candidate.is_right for candidate in every),
        in_part=sum(candidate.helps and not candidate.is_right for candidate in every),
        wrong=sum(not candidate.helps for candidate in every),
        answers_with_right=sum(any(candidate.is_right for candidate in of_one) for of_one in chosen),
    )


def judged_answers(services: Services, questions: Sequence[Question]) -> Iterator[tuple[Question, Judged]]:
    """Each question that is not refused, and what was found for it."""
    calibration = calibration_for(services.settings.vectorstore)
    for question in questions:
        inquiry = Inquiry(services.index, services.register.snapshot(), calibration)
        meant, _ = respell(question.text, services.index)
        need = understand(meant, services.register.organisations(), services.assistant.today())
        judged = inquiry.judge(need, inquiry.find(need))
        if not judged.reason_to_refuse:
            yield question, judged


def candidates(
    question: Question,
    judged: Judged,
    best: float,
    ranked: Sequence[Ranked[Subject]],
    named: Callable[[str], str],
) -> list[Candidate]:
    """Those ranked who might be recommended, best first."""
    needed = judged.doubt.calibration.confidence_needed
    return [
        Candidate(
            one.score / best,
            judged.doubt.confidence(one) / needed,
            is_right=named(one.subject.id) in question.experts | question.works,
            helps=named(one.subject.id) in question.labels,
        )
        for one in ranked
        if one.score > 0
    ]


def measured(services: Services, questions: Sequence[Question]) -> Mapping[str, list[list[Candidate]]]:
    """The candidates of each answer, experts and works apart."""
    names = report_names(services)
    answers = list(judged_answers(services, questions))

    def named(id_: str) -> str:
        return names.get(id_, id_)

    return {
        "experts": [
            candidates(question, judged, judged.found.best_expert, judged.found.experts, named)
            for question, judged in answers
        ],
        "works": [
            candidates(question, judged, judged.found.best_work, judged.found.works, named)
            for question, judged in answers
        ],
    }


@ends_with_a_message
def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    with tempfile.TemporaryDirectory() as home:
        settings = evaluation_settings(Path(home))
        with open_services(settings) as services:
            with ReadingWorker(settings.reading) as reader:
                services.ingestion.run([corpus_folder()], reader, Silent())
            kinds = measured(services, load_questions(TUNING_QUESTIONS))
    click.echo("        of best  of confidence  right  in part  wrong  answers with one right")
    for kind, answers in kinds.items():
        for of_best, of_confidence in product(SHARES_OF_BEST, SHARES_OF_CONFIDENCE):
            of_these = shown(answers, of_best, of_confidence)
            click.echo(
                f"{kind:<7} {of_best:>7} {of_confidence:>14} {of_these.right:>6} {of_these.in_part:>8}"
                f" {of_these.wrong:>6} {of_these.answers_with_right:>8} of {len(answers)}"
            )


if __name__ == "__main__":
    main()
