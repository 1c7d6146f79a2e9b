"""The tools: each a name, the shapes of its arguments and result, and one function of the services."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from api.fictional import is_fictional
from api.mcp.shapes import ExpertsBody, ExpertSearch, SourceBody, SourceQuestion, WorksBody, WorkSearch
from api.passages import PassageView, passage_view
from api.rendering import JsonObject, answer_to_json, refusal_to_json
from api.routes.services import WebServices
from api.schemas import LARGEST_TOP, AnswerBody, AskBody, QuestionBody, Shape
from assistant.domain.answers import Refusal
from assistant.domain.needs import Limits
from prompts import Language, message

Subjects = Literal["experts", "works"]
_LIMITS = {"region", "centre", "organisation", "year_from", "year_to", "trl_from", "trl_to"}
_KEPT = ("question", "language", "need", "respelt", "refusal")


@dataclass(frozen=True, slots=True)
class Tool:
    """`call` gets the services, the arguments in their shape, and the language of the server."""

    name: str
    arguments: type[Shape]
    result: type[Shape]
    call: Callable[[WebServices, Any, Language], JsonObject]


def ask(services: WebServices, asked: AskBody, _: Language) -> JsonObject:
    """Return the whole answer. Raises QuestionError or IndexIncompleteError, as the other searches do."""
    return _answer(services, asked, Limits(), asked.top, explain=asked.explain)


def search_experts(services: WebServices, asked: ExpertSearch, _: Language) -> JsonObject:
    """Return the experts of the answer with what carries them."""
    return _only(_answer(services, asked, _limits(services, asked), asked.top), "experts")


def search_works(services: WebServices, asked: WorkSearch, _: Language) -> JsonObject:
    """Return the works of the answer with what carries them; only those of the kind that is asked for."""
    if not asked.kind:
        return _only(_answer(services, asked, _limits(services, asked), asked.top), "works")
    # Works of other kinds may stand before them.
    answer = _answer(services, asked, _limits(services, asked), LARGEST_TOP)
    of_kind = [work for work in answer["works"] if work["kind"] == asked.kind]
    return _only({**answer, "works": of_kind[: asked.top]}, "works")


def get_source(services: WebServices, asked: SourceQuestion, language: Language) -> JsonObject:
    """Return the page of a citation with the passage, as the web page shows it. Raises NotFoundError."""
    view = passage_view(services.register, asked.document_id, asked.page, asked.start, asked.end)
    return _source(view, language if asked.language == "auto" else asked.language)


TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool("search_experts", ExpertSearch, ExpertsBody, search_experts),
        Tool("search_works", WorkSearch, WorksBody, search_works),
        Tool("ask", AskBody, AnswerBody, ask),
        Tool("get_source", SourceQuestion, SourceBody, get_source),
    )
}


def _answer(
    services: WebServices, asked: QuestionBody, limits: Limits, top: int, *, explain: bool = False
) -> JsonObject:
    """The assistant's answer as one object: the one place where the tools use the assistant."""
    return answer_to_json(
        services.assistant.ask(asked.question, language=asked.spoken, top=top, explain=explain, limits=limits)
    )


def _limits(services: WebServices, asked: ExpertSearch) -> Limits:
    """The limits that are set. Raises QuestionError where one can never be met."""
    set_ = asked.model_dump(include=_LIMITS, exclude_none=True)
    if isinstance(asked, WorkSearch) and asked.kind:
        set_["wanted"] = (asked.kind,)
    if asked.without:
        set_["without"] = asked.without.exclusion()
    return services.assistant.limits_named(set_)


def _only(answer: JsonObject, subjects: Subjects) -> JsonObject:
    """The experts or the works of an answer, with the citations that carry them; if there are none, why."""
    chosen = answer[subjects]
    carrying = {number for one in chosen for why in one["why"] for number in why["citations"]}
    if answer["refusal"] and (nearest := answer["refusal"]["nearest"]):
        carrying |= {*nearest["why"]["citations"]}
    found = {
        **{name: answer[name] for name in _KEPT},
        subjects: chosen,
        "citations": [citation for citation in answer["citations"] if citation["number"] in carrying],
    }
    if not chosen and not found["refusal"]:
        told = message(f"mcp.no_{subjects}", answer["language"])
        found["refusal"] = refusal_to_json(Refusal("nothing_fits", told), answer["language"])
    return found


def _source(view: PassageView, language: Language) -> JsonObject:
    document, page = view.document, view.page
    return {
        "document_id": document.id,
        "file": document.file,
        "title": view.title(language),
        "people": list(document.people),
        "year": document.year,
        "page": page.number,
        "page_count": view.page_count,
        "is_row": view.is_row,
        "is_well": page.health.is_well,
        "fictional": is_fictional(document.id),
        "passage": "".join(stretch.text for stretch in view.text if stretch.is_marked) or None,
        "text": page.text,
        "note": _note(view, language),
    }


def _note(view: PassageView, language: Language) -> str | None:
    if not view.page.text.strip():
        return f"{message('web.empty_page', language)}. {message('web.empty_page_next', language)}"
    return None if view.page.health.is_well else message("web.unwell", language)
