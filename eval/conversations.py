"""Scripted conversations: is the need that stands after each message the one that is meant?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any, get_args

from api.bootstrap import Services
from assistant.conversing.following import Step
from assistant.domain.conversations import LAST, Conversation, Pointing, ShownList, Turn
from assistant.domain.needs import Need
from assistant.language import fold
from eval.rows import Row, read_rows_by
from eval.runs import QueryRecord, Run, by_group, made_by

MEASURED_CONVERSATIONS = Path(__file__).parent / "datasets" / "conversations" / "measured.jsonl"
_LIMITS = ("region", "centre", "organisation", "year_from", "year_to", "trl_from", "trl_to")
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LabelledTurn:
    """One message, and what it should do.

    `need` is None where none stands after it; else its limits by name (None or empty: none), the kinds
    "wanted", and what its text holds ("subject") and does not hold ("not_subject").
    """

    id: str
    language: str
    said: str
    act: str
    need: Mapping[str, Any] | None
    pointing: Pointing | None


@dataclass(frozen=True, slots=True)
class Followed:
    """What a message did, and in what its need is another than the labelled one; nothing: it is right."""

    turn: LabelledTurn
    step: Step
    faults: tuple[str, ...]


def load_conversations(file: Path) -> list[list[LabelledTurn]]:
    """Read a JSON Lines file of conversations (docs/howto-evaluator.md describes its fields).

    Raises EvaluationError naming the line that is none, and what is wrong with it.
    """
    return [list(_turns(row)) for row in read_rows_by("id", file).values()]


def run(services: Services, conversations: Sequence[Sequence[LabelledTurn]]) -> list[Followed]:
    """Say every message in its turn; what it does is followed upon, be it right or wrong."""
    return [followed for turns in conversations for followed in _follow(services, turns)]


def record(services: Services, file: Path, followed: Sequence[Followed]) -> Run:
    """The run over the conversations of `file` as it is printed, kept, compared and reported."""
    queries = [
        QueryRecord(
            one.turn.id,
            one.turn.said,
            {"language": one.turn.language, "act": one.turn.act},
            measures(one),
            (),
        )
        for one in followed
    ]
    return Run("conversations", file.stem, figures(queries), queries, made_by(services, [file]))


def measures(followed: Followed) -> dict[str, float]:
    """Whether the need, the act and, where it points to anything, what it points to are right: 1 or 0."""
    turn, step = followed.turn, followed.step
    right = {"need": float(not followed.faults), "act": float(step.act == turn.act)}
    return right | ({"pointing": float(step.pointing == turn.pointing)} if turn.pointing else {})


def figures(queries: Sequence[QueryRecord]) -> dict[str, object]:
    """Shares from 0 to 1 over all messages, and of right needs by language and by what the message does."""
    named = {
        name: [query.measures[name] for query in queries if name in query.measures]
        for name in ("need", "act", "pointing")
    }
    return {
        "turns": len(queries),
        **{name: round(fmean(values), 4) for name, values in named.items() if values},
        "groups": {
            group: {name: round(share, 4) for name, (_, share) in by_group(queries, "need", group).items()}
            for group in ("language", "act")
        },
    }


def lines(run: Run, followed: Sequence[Followed], *, wrong: bool) -> Iterator[str]:
    """The figures for people; with `wrong` also each message whose need came out otherwise, and how."""
    for name, value in run.figures.items():
        if name != "groups":
            yield f"{name:<10}{value}"
    for group, shares in run.figures["groups"].items():
        yield ""
        yield from (f"{group:<10}{name:<10}{share:.0%}" for name, share in shares.items())
    if wrong:
        yield ""
        for one in followed:
            if one.faults:
                yield f"{one.turn.id}  {one.turn.said}  ({one.step.act}: {', '.join(one.faults)})"


def _turns(row: Row) -> Iterator[LabelledTurn]:
    for number, turn in enumerate(row.objects("turns"), start=1):
        need, pointing = turn.optional_object("need"), turn.optional_object("refers_to")
        yield LabelledTurn(
            id=f"{row.id('id')}-{number}",
            language=row.text("language"),
            said=turn.text("say"),
            act=turn.text("act"),
            need=None if need is None else _labelled(need),
            pointing=None if pointing is None else _pointing(pointing),
        )


def _labelled(need: Row) -> dict[str, Any]:
    told = {name: need.values.get(name) for name in _LIMITS}
    return told | {name: need.texts(name) for name in ("subject", "not_subject", "wanted")}


def _pointing(row: Row) -> Pointing:
    number = row.values.get("number")
    place = LAST if number == "last" else number
    if row.text("list") not in get_args(ShownList) or not (place is None or isinstance(place, int)):
        raise row.error("eval.needs_pointing")
    return Pointing(_list(row.text("list")), place)


def _list(name: str) -> ShownList:
    lists: tuple[ShownList, ...] = get_args(ShownList)
    return next(one for one in lists if one == name)


def _follow(services: Services, turns: Sequence[LabelledTurn]) -> Iterator[Followed]:
    conversation = Conversation("labelled")
    for turn in turns:
        step, _ = services.assistant.follow(turn.said, conversation)
        said = Turn(turn.said, _NOW, step.act, step.need, step.pointing)
        conversation = Conversation(conversation.id, (*conversation.turns, said))
        yield Followed(turn, step, tuple(_faults(step.need, turn.need)))


def _faults(need: Need | None, labelled: Mapping[str, Any] | None) -> Iterator[str]:
    """In what a need is not the labelled one."""
    if need is None or labelled is None:
        if (need is None) != (labelled is None):
            yield "no need stands" if need is None else "a need stands"
        return
    text = fold(need.text)
    yield from (f"lacks {part}" for part in labelled["subject"] if fold(part) not in text)
    yield from (f"holds {part}" for part in labelled["not_subject"] if fold(part) in text)
    for name in _LIMITS:
        if (getattr(need, name) or None) != (labelled[name] or None):
            yield f"{name} is {getattr(need, name)}, not {labelled[name]}"
    if set(need.wanted) != set(labelled["wanted"]):
        yield f"wanted is {'+'.join(need.wanted)}, not {'+'.join(labelled['wanted'])}"
