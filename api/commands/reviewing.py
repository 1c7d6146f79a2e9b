"""`jabkoo people review`"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import click

from api.bootstrap import BANGKOK, Stores, open_stores
from api.context import Context, WrongUse, print_json
from api.rendering import JsonObject
from api.terminal import fictional_mark
from assistant.domain.people import Expert
from assistant.domain.works import Work
from assistant.errors import NotFoundError
from catalogue.repository import Decision
from prompts import Language, message


@dataclass(frozen=True, slots=True)
class Pair:
    """A name printed on a work and the expert it may be. `key` is the same as long as both are known."""

    printed_name: str
    work: Work
    expert: Expert
    confidence: float

    @property
    def key(self) -> str:
        return key_of(self.work.id, self.printed_name, self.expert.id)


def key_of(work_id: str, printed_name: str, expert_id: str) -> str:
    """A short name of the pair, never taken for a line number: "p" and 8 hexadecimal digits."""
    identity = "\0".join((work_id, printed_name, expert_id))
    return f"p{hashlib.sha256(identity.encode()).hexdigest()[:8]}"


def run(
    context: Context,
    *,
    as_json: bool,
    same: str | None = None,
    different: str | None = None,
    undo: str | None = None,
) -> int:
    """List the unsure names, decide the one of the line or key `same` or `different`, or undo a decision."""
    chosen = [choice for choice in (same, different, undo) if choice is not None]
    if len(chosen) > 1:
        raise WrongUse(message("people.one_of_three", context.language))
    with open_stores(context.settings) as stores:
        if not chosen:
            _show(context, _waiting(stores), as_json=as_json)
            return 0
        if undo is not None:
            _undo(context, stores, undo)
        else:
            _decide(context, stores, chosen[0], is_same=same is not None)
    with context.services() as services:
        joined, unsure = services.ingestion.join_people_again()
    click.echo(context.text("joined_again", joined=joined, unsure=unsure))
    return 0


def _waiting(stores: Stores) -> list[Pair]:
    """The unsure pairs, the surest first. What a run that was killed left of removed files is passed over."""
    authorships = stores.catalogue.unsure_authorships()
    experts = stores.register.experts({a.expert_id for a in authorships})
    works = stores.register.works({a.work_id for a in authorships})
    return [
        Pair(a.printed_name, works[a.work_id], experts[a.expert_id], a.confidence)
        for a in authorships
        if a.work_id in works and a.expert_id in experts
    ]


def _decide(context: Context, stores: Stores, choice: str, *, is_same: bool) -> None:
    pair = _chosen(_waiting(stores), choice)
    today = datetime.now(BANGKOK).date()
    stores.catalogue.decide(Decision(pair.work.id, pair.printed_name, pair.expert.id, is_same, today))
    decided = "decided_same" if is_same else "decided_different"
    click.echo(context.text(decided, pair=pair.key, **_names(pair, context.language)))


def _chosen(waiting: Sequence[Pair], choice: str) -> Pair:
    by_key = {pair.key: pair for pair in waiting}
    by_line = {str(line): pair for line, pair in enumerate(waiting, start=1)}
    pair = by_key.get(choice) or by_line.get(choice)
    if pair is None:
        raise NotFoundError("people.no_such_line", line=choice, lines=len(waiting))
    return pair


def _undo(context: Context, stores: Stores, key: str) -> None:
    decisions = {key_of(d.work_id, d.printed_name, d.expert_id): d for d in stores.catalogue.decisions()}
    decision = decisions.get(key)
    if decision is None:
        raise NotFoundError("people.no_such_decision", pair=key)
    stores.catalogue.undo(decision)
    expert = stores.register.experts({decision.expert_id}).get(decision.expert_id)
    click.echo(
        context.text(
            "undone",
            name=decision.printed_name,
            expert=expert.name(context.language) if expert else decision.expert_id,
        )
    )


def _show(context: Context, waiting: Sequence[Pair], *, as_json: bool) -> None:
    if as_json:
        print_json([_to_json(line, pair, context.language) for line, pair in enumerate(waiting, start=1)])
        return
    if not waiting:
        click.echo(context.text("nobody_unsure"))
    for line, pair in enumerate(waiting, start=1):
        names = _names(pair, context.language)
        confidence = f"{pair.confidence:.2f}"
        click.echo(context.text("unsure_line", line=line, pair=pair.key, confidence=confidence, **names))


def _to_json(line: int, pair: Pair, language: Language) -> JsonObject:
    return {
        "line": line,
        "key": pair.key,
        "printed_name": pair.printed_name,
        "work_id": pair.work.id,
        "work": pair.work.title(language),
        "expert_id": pair.expert.id,
        "expert": pair.expert.name(language),
        "confidence": round(pair.confidence, 3),
    }


def _names(pair: Pair, language: Language) -> Mapping[str, str]:
    """Both sides of a pair as they are shown."""
    mark = fictional_mark(pair.expert.source.document_id, language)
    return {
        "name": pair.printed_name,
        "work": pair.work.title(language),
        "expert": " ".join(filter(None, (pair.expert.name(language), mark))),
        "organisation": pair.expert.organisation,
    }
