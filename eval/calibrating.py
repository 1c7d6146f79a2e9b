"""Fitting the confidence that decides between answering and refusing.

A logistic regression (Newton's method with a small ridge, so that separable data do not run away) of
"the question can be answered" on the signals of `assistant.refusing`, checked by leave-one-out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from api.bootstrap import Services
from assistant.errors import EvaluationError
from assistant.finding import Finder
from assistant.refusing import MULTILINGUAL_E5_SMALL, Signals, signals
from assistant.respelling import respell
from assistant.understanding import understand
from eval.questions import Question

Vector = npt.NDArray[np.float64]

_RIDGE = 1.0
_STEPS = 50
# Of each kind: one is left out, and one must be left.
_FEWEST = 2
_SHOWN_THRESHOLDS = (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Observation:
    question: str
    found: Signals
    is_answerable: bool


def require_both(file: Path, questions: Sequence[Question]) -> None:
    """Raise EvaluationError where `file` holds too few questions with an answer or without to fit on."""
    answerable = sum(question.is_answerable for question in questions)
    if min(answerable, len(questions) - answerable) < _FEWEST:
        raise EvaluationError("eval.one_sided", file=file)


def observe(services: Services, questions: Sequence[Question]) -> list[Observation]:
    """The signals of every question."""
    finder = Finder(services.index, services.register)
    observations = []
    for question in questions:
        meant, _ = respell(question.text, services.index)
        need = understand(meant, services.register.organisations(), services.assistant.today())
        found = signals(
            need,
            finder.find(need).passages,
            services.index.document_frequencies(need.topics),
            services.index.count(),
        )
        observations.append(Observation(question.id, found, question.is_answerable))
    return observations


def fit(features: Vector, labels: Vector) -> Vector:
    """Weights, the intercept first, of the ridge-penalised logistic regression on standardised features."""
    mean, deviation = features.mean(axis=0), features.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(labels)), (features - mean) / deviation])
    penalty = np.diag([0.0, *[_RIDGE] * features.shape[1]])
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (labels - likely) - penalty @ weights
        curvature = (design * (likely * (1 - likely))[:, None]).T @ design + penalty
        weights = weights + np.linalg.solve(curvature, gradient)
    slopes = weights[1:] / deviation
    return np.concatenate([[weights[0] - float(slopes @ mean)], slopes])


def print_fit(observations: list[Observation]) -> None:
    """Print the weights, and how each question would be decided by a fit that never saw it.

    What holds all of a question answers it, as it does where people ask.
    """
    features = np.array([[o.found.cosine, o.found.shared] for o in observations])
    labels = np.array([float(o.is_answerable) for o in observations])
    held_out = np.array(
        [1.0 if o.found.holds_all else _left_out(features, labels, i) for i, o in enumerate(observations)]
    )
    for observation, likely in sorted(zip(observations, held_out, strict=True), key=lambda pair: pair[1]):
        mark = (
            " " if (likely >= MULTILINGUAL_E5_SMALL.confidence_needed) == observation.is_answerable else "x"
        )
        found = observation.found
        label = "answerable" if observation.is_answerable else "-"
        click.echo(
            f"{mark} {likely:.2f} {label:<10} {observation.question}"
            f"  cosine {found.cosine:.3f} shared {found.shared:.2f}"
        )
    for needed in _SHOWN_THRESHOLDS:
        refused = held_out < needed
        right = int((refused & (labels == 0)).sum())
        click.echo(
            f"needed {needed:.2f}: refuses {right} of {int((labels == 0).sum())} that nothing fits"
            f" and {int(refused.sum()) - right} of {int(labels.sum())} others"
        )
    click.echo("intercept, cosine, shared: " + ", ".join(f"{w:.2f}" for w in fit(features, labels)))


def _left_out(features: Vector, labels: Vector, index: int) -> float:
    others = np.arange(len(labels)) != index
    weights = fit(features[others], labels[others])
    return float(1 / (1 + np.exp(-(weights[0] + features[index] @ weights[1:]))))
