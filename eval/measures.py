"""Ranking measures as ir_measures defines them (MacAvaney, Macdonald and Ounis 2022)."""

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, R, nDCG

# What each query found: (id, score), best first.
Ranking = Mapping[str, Sequence[tuple[str, float]]]
# Whole numbers.
Grades = Mapping[str, Mapping[str, float]]

MEASURES = {"ndcg@10": nDCG @ 10, "recall@10": R @ 10, "recall@50": R @ 50, "mrr@10": RR @ 10, "mrr": RR}


def mean_figures(ranking: Ranking, grades: Grades, names: Sequence[str]) -> dict[str, float]:
    """The mean over the queries of `ranking` of each measure in `names` (keys of MEASURES), 0 to 1."""
    per_query = query_figures(ranking, grades, names)
    return {
        name: round(sum(figures[name] for figures in per_query.values()) / max(1, len(per_query)), 4)
        for name in names
    }


def query_figures(ranking: Ranking, grades: Grades, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """Each measure in `names` for each query of `ranking`; 0 where nothing was found."""
    figures = {query_id: dict.fromkeys(names, 0.0) for query_id in ranking}
    name_of = {MEASURES[name]: name for name in names}
    judged = [
        ir_measures.Qrel(query_id, id_, int(grade))
        for query_id in ranking
        for id_, grade in grades.get(query_id, {}).items()
    ]
    # The order is what counts: equal scores would be put in another order.
    found = [
        ir_measures.ScoredDoc(query_id, id_, -float(place))
        for query_id, ranked in ranking.items()
        for place, (id_, _) in enumerate(ranked)
    ]
    for metric in ir_measures.iter_calc(list(name_of), judged, found):
        figures[metric.query_id][name_of[metric.measure]] = metric.value
    return figures


def figure_lines(
    heading: str, rows: Mapping[str, Mapping[str, float]], names: Sequence[str], *, width: int = 26
) -> list[str]:
    """The lines of a table: `heading` above the labels of `rows`, and for each the figures in `names`."""
    width = max(width, len(heading) + 1)
    head = heading.ljust(width) + "".join(f"{name:>11}" for name in names)
    return [head, *(label.ljust(width) + _numbers(row, names) for label, row in rows.items())]


def _numbers(row: Mapping[str, float], names: Sequence[str]) -> str:
    return "".join(f"{row[name]:>11.4f}" for name in names)
