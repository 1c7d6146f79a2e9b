"""`python -m eval exposure`: what it gives and costs that experts who fit about equally take turns.

Referrals go to whom stands first. Measured is how unevenly first places fall to experts, and how often a
right answer is found, with the order by score alone and with turns (`assistant/exposure.py`) over some days.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import click

from api.bootstrap import Services, calibration_for
from assistant.asking import Assistant
from assistant.domain.answers import Recommendation
from assistant.exposure import Turns
from assistant.language import fold
from eval.answers import report_names
from eval.questions import Judgement, Question, judge

# Shown are five; those behind them may have their turn.
SHOWN, DEPTH = 5, 10
TOP_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Observed:
    """One question as it is answered by score alone: its judgement and the experts, best first.

    `need` is what the turns of the day are told from.
    """

    judgement: Judgement
    experts: Sequence[Recommendation]
    need: str


def observe(services: Services, questions: Sequence[Question]) -> list[Observed]:
    """Ask every question, answered by score alone whatever is set."""
    names = report_names(services)
    calibration = calibration_for(services.settings.vectorstore)
    by_score = Assistant(services.index, services.register, services.assistant.today, calibration)
    observed = []
    for question in questions:
        answer = by_score.ask(question.text, top=DEPTH)
        shown = replace(answer, experts=answer.experts[:SHOWN], works=answer.works[:SHOWN])
        judgement = judge(question, shown, services.register, names)
        observed.append(Observed(judgement, answer.experts, fold(answer.need.text)))
    return observed


def figures(
    observed: Sequence[Observed], within: float, days: int, today: date
) -> dict[str, dict[str, float]]:
    """Return the figures by score alone and with turns among those within a share of the best of them.

    `gini` (0: all alike, towards 1: one has all) and `top_tenth` (the share of first places that the tenth
    with most of them has) are over all experts that are shown for any question; `found@1` and `found@3` are
    shares (0 to 1) of the answerable questions, the mean over the days.
    """
    by_score = {one.need: [list(one.experts)] for one in observed}
    calendar = [today + timedelta(number) for number in range(days)]
    in_turns = {one.need: [_turned(one, within, day) for day in calendar] for one in observed}
    people = {r.subject.id for orders in in_turns.values() for order in orders for r in order[:SHOWN]}
    people |= {r.subject.id for one in observed for r in one.experts[:SHOWN]}
    return {
        "by_score": _figures(observed, by_score, people),
        "in_turns": _figures(observed, in_turns, people),
    }


def gini(counts: Sequence[float]) -> float:
    """How unevenly `counts` are spread, from 0 (all alike) to 1 - 1/n (one has all); 0 where there are none.

    Half the relative mean difference (Gini 1912), from the sorted counts:
    2 * sum(i * x_i) / (n * sum(x_i)) - (n + 1) / n, i from 1 (Dixon et al. 1987).
    """
    total, n = sum(counts), len(counts)
    if not total:
        return 0.0
    ranked = sum(place * count for place, count in enumerate(sorted(counts), start=1))
    return 2 * ranked / (n * total) - (n + 1) / n


def top_share(counts: Sequence[float], share: float = TOP_SHARE) -> float:
    """What share (0 to 1) of all the `share` of people who have most has, rounded up to whole people."""
    most = sorted(counts, reverse=True)[: math.ceil(share * len(counts))]
    return sum(most) / total if (total := sum(counts)) else 0.0


def lines(told: Mapping[str, Mapping[str, float]]) -> Iterable[str]:
    """A table of the figures."""
    columns = list(told)
    yield f"{'':<18}" + "".join(f"{column:>12}" for column in columns)
    for name in told[columns[0]]:
        yield f"{name:<18}" + "".join(f"{told[column][name]:>12.4g}" for column in columns)


def print_figures(told: Mapping[str, Mapping[str, float]], *, as_json: bool) -> None:
    click.echo(json.dumps(told, indent=2) if as_json else "\n".join(lines(told)))


def _turned(one: Observed, within: float, day: date) -> list[Recommendation]:
    return Turns(within, day, one.need).ordered(one.experts, lambda r: r.score)


def _figures(
    observed: Sequence[Observed], orders: Mapping[str, Sequence[Sequence[Recommendation]]], people: set[str]
) -> dict[str, float]:
    first: dict[str, float] = defaultdict(float)
    found: dict[int, list[float]] = {1: [], 3: []}
    reordered = 0
    for one in observed:
        days = orders[one.need]
        for order in filter(None, days):
            first[order[0].subject.id] += 1 / len(days)
        reordered += any(
            [r.subject.id for r in order] != [r.subject.id for r in one.experts] for order in days
        )
        if one.judgement.question.is_answerable:
            judged = [_judged(one.judgement, order) for order in days]
            for top, shares in found.items():
                shares.append(sum(j.found_within(top) for j in judged) / len(days))
    counts = [first[id_] for id_ in people]
    return {
        "questions": len(observed),
        "reordered": reordered,
        "experts": len(people),
        "ever_first": sum(count > 0 for count in counts),
        "gini": round(gini(counts), 4),
        "top_tenth": round(top_share(counts), 4),
        **{f"found@{top}": round(sum(s) / len(s), 4) if s else 0.0 for top, s in found.items()},
    }


def _ids(experts: Iterable[Recommendation]) -> list[str]:
    return [recommendation.subject.id for recommendation in experts]


def _judged(judgement: Judgement, order: Sequence[Recommendation]) -> Judgement:
    right = judgement.question.experts
    ranks = (rank for rank, r in enumerate(order[:SHOWN], start=1) if r.subject.id in right)
    return replace(judgement, expert_rank=next(ranks, None))
