"""`jabkoo people review`"""

from datetime import datetime

import click

from api.bootstrap import BANGKOK, open_services, open_stores
from api.context import Context, print_json
from assistant.domain.works import Authorship
from assistant.errors import NotFoundError
from catalogue.register import SqlRegister
from catalogue.repository import Catalogue, Decision
from prompts import message


def run(context: Context, *, as_json: bool, same: int | None, different: int | None) -> int:
    """List the unsure names, or decide the one on line `same` or `different`."""
    if same is not None and different is not None:
        raise click.UsageError(message("people.one_of_two", context.language))
    with open_stores(context.settings) as stores:
        waiting = stores.catalogue.unsure_authorships()
        if same is not None or different is not None:
            _decide(stores.catalogue, waiting, same or different or 0, is_same=same is not None)
            decided = True
        else:
            _show(context, stores.register, waiting, as_json=as_json)
            decided = False
    if decided:
        with open_services(context.settings) as services:
            joined, unsure = services.ingestion.join_people_again()
        click.echo(context.text("joined_again", joined=joined, unsure=unsure))
    return 0


def _decide(catalogue: Catalogue, waiting: list[Authorship], line: int, *, is_same: bool) -> None:
    if not 1 <= line <= len(waiting):
        raise NotFoundError("people.no_such_line", line=line, lines=len(waiting))
    pair = waiting[line - 1]
    today = datetime.now(BANGKOK).date()
    catalogue.decide(Decision(pair.work_id, pair.printed_name, pair.expert_id, is_same, today))


def _show(context: Context, register: SqlRegister, waiting: list[Authorship], *, as_json: bool) -> None:
    experts = register.experts({pair.expert_id for pair in waiting})
    works = register.works({pair.work_id for pair in waiting})
    if as_json:
        print_json(
            [
                {
                    "line": line,
                    "printed_name": pair.printed_name,
                    "work_id": pair.work_id,
                    "work": works[pair.work_id].title(context.language),
                    "expert_id": pair.expert_id,
                    "expert": experts[pair.expert_id].name(context.language),
                    "confidence": round(pair.confidence, 3),
                }
                for line, pair in enumerate(waiting, start=1)
            ]
        )
        return
    if not waiting:
        click.echo(context.text("nobody_unsure"))
    for line, pair in enumerate(waiting, start=1):
        expert = experts[pair.expert_id]
        click.echo(
            context.text(
                "unsure_line",
                line=line,
                name=pair.printed_name,
                work=works[pair.work_id].title(context.language),
                expert=expert.name(context.language),
                organisation=expert.organisation,
                confidence=f"{pair.confidence:.2f}",
            )
        )
