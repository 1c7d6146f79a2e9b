"""`python -m eval report`: saved runs as one HTML page with tables and plots.

Plots are drawn by Altair and put into the page as SVG, so that the page needs neither scripts nor network.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from eval.answers import GROUPS
from eval.runs import Run, by_group, leg_measure, means
from prompts import Language, message

_TEMPLATES = Path(__file__).parent / "pages"
# Which measures of each kind of run are told group by group, and by which groups.
_BY_GROUP: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = {
    "answers": (("found@3", GROUPS), ("refused", ("style", "kind"))),
    "retrieval": (("ndcg@10", ("pair",)),),
}
# What of `made_by` has a name for readers; what stands within is named as it is set or called.
_MADE_BY = frozenset({"date", "settings", "versions", "machine", "commit", "fingerprints"})
# From the palette of Okabe and Ito, which colour-blind readers tell apart.
_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
_WIDTH, _BAR_HEIGHT, _CURVE_HEIGHT = 520, 18, 260


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Plot:
    caption: str
    svg: Markup


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    tables: Sequence[Table]
    plots: Sequence[Plot]


@dataclass(frozen=True, slots=True)
class Bar:
    """A measured share (0 to 1) of one run. `label` is what is measured, or of which group."""

    label: str
    run: str
    value: float
    queries: int


def page(runs: Mapping[str, Run], language: Language) -> str:
    """The page of `runs` by name: a section for each kind of run, then what made them."""
    say = partial(_say, language)
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True)
    kinds = dict.fromkeys(run.kind for run in runs.values())
    return environment.get_template("report.html").render(
        language=language,
        say=say,
        sections=[_section({n: r for n, r in runs.items() if r.kind == kind}, language) for kind in kinds],
        made_by={name: _made_by(run, say) for name, run in runs.items()},
    )


def _made_by(run: Run, say: Callable[..., str]) -> dict[str, str]:
    """What made a run, each thing by its name, part by part."""
    parts = {say("dataset"): run.dataset}
    for key, value in run.made_by.items():
        name = say(f"made_{key}") if key in _MADE_BY else key
        named = value if isinstance(value, dict) else {"": value}
        parts |= {" › ".join(filter(None, (name, part))): str(told) for part, told in named.items()}
    return parts


def _say(language: Language, key: str, **values: str) -> str:
    return message(f"report.{key}", language, **values)


def _section(runs: Mapping[str, Run], language: Language) -> Section:
    say = partial(_say, language)
    kind = next(iter(runs.values())).kind
    tables, plots = [], []
    for caption, what, bars in _measured(kind, runs, say):
        if bars:
            tables.append(_table(caption, what, bars))
            plots.append(_bars(caption, bars, runs))
    if any(run.figures.get("risk_coverage") for run in runs.values()):
        plots.append(_risk_coverage(runs, say))
    datasets = ", ".join(dict.fromkeys(run.dataset for run in runs.values()))
    return Section(f"{say(f'of_{kind}')}: {datasets}", tables, plots)


def _measured(
    kind: str, runs: Mapping[str, Run], say: Callable[..., str]
) -> Iterator[tuple[str, str, list[Bar]]]:
    """What is told of runs of one kind: a caption, what its rows are, and the bars."""
    yield say("means"), say("measure"), _means(runs)
    for measure, groups in _BY_GROUP.get(kind, ()):
        for group in groups:
            of_group = say(f"group_{group}")
            yield say("by_group", measure=measure, group=of_group), of_group, _grouped(runs, measure, group)
    measure = leg_measure(kind)
    yield say("legs", measure=measure), say("leg"), _legs(runs, measure, say)


def _means(runs: Mapping[str, Run]) -> list[Bar]:
    """The mean of each measure over the queries that have it."""
    return [
        Bar(measure, name, mean, queries)
        for name, run in runs.items()
        for measure, (queries, mean) in means(run.queries).items()
    ]


def _grouped(runs: Mapping[str, Run], measure: str, group: str) -> list[Bar]:
    return [
        Bar(label, name, value, queries)
        for name, run in runs.items()
        for label, (queries, value) in by_group(run.queries, measure, group).items()
    ]


def _legs(runs: Mapping[str, Run], measure: str, say: Callable[..., str]) -> list[Bar]:
    """`measure` of the whole and of each leg alone."""
    return [
        Bar(say(f"leg_{leg}"), name, figures[measure], len(run.queries))
        for name, run in runs.items()
        if run.figures.get("legs")
        for leg, figures in (("whole", run.figures), *run.figures["legs"].items())
    ]


def _table(caption: str, what: str, bars: Sequence[Bar]) -> Table:
    """A row for each label, and for each run its value and over how many queries."""
    runs = list(dict.fromkeys(bar.run for bar in bars))
    values = {(bar.label, bar.run): f"{bar.value:.3f} ({bar.queries})" for bar in bars}
    labels = dict.fromkeys(bar.label for bar in bars)
    rows = [[label, *(values.get((label, run), "–") for run in runs)] for label in labels]
    return Table(caption, [what, *runs], rows)


def _bars(caption: str, bars: Sequence[Bar], runs: Iterable[str]) -> Plot:
    rows = [{"label": bar.label, "run": bar.run, "value": bar.value} for bar in bars]
    chart = (
        alt.Chart(alt.InlineData(rows))
        .mark_bar()
        .encode(
            x=alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("label:N", title=None, sort=None),
            yOffset=alt.YOffset("run:N", sort=None),
            color=_colour(runs),
        )
        .properties(width=_WIDTH, height=alt.Step(_BAR_HEIGHT))
    )
    return Plot(caption, _svg(chart))


def _colour(runs: Iterable[str]) -> alt.Color:
    """The same colour for a run in every plot."""
    names = list(runs)
    colours = [_COLOURS[place % len(_COLOURS)] for place in range(len(names))]
    legend = alt.Legend(title=None, orient="top") if len(names) > 1 else None
    return alt.Color("run:N", scale=alt.Scale(domain=names, range=colours), legend=legend)


def _risk_coverage(runs: Mapping[str, Run], say: Callable[..., str]) -> Plot:
    rows = [
        {"run": name, "coverage": point["coverage"], "risk": point["risk"]}
        for name, run in runs.items()
        for point in run.figures.get("risk_coverage", ())
    ]
    chart = (
        alt.Chart(alt.InlineData(rows))
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("coverage:Q", title=say("coverage"), scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("risk:Q", title=say("risk")),
            color=_colour(runs),
        )
        .properties(width=_WIDTH, height=_CURVE_HEIGHT)
    )
    return Plot(say("risk_coverage"), _svg(chart))


def _svg(chart: alt.Chart) -> Markup:
    specification: dict[str, Any] = chart.configure(font="Noto Sans Thai, Noto Sans, sans-serif").to_dict()
    # Drawn by Altair from numbers and escaped labels alone, so it may stand in the page as it is.
    return Markup(vl_convert.vegalite_to_svg(specification))  # noqa: S704
