"""GET / and GET /answer: the page to ask on, and its answers."""

from fastapi import APIRouter
from starlette.responses import Response

from api.negotiating import ChosenLanguage, PageLanguage
from api.pages import page
from api.rendering import answer_to_json
from api.routes.services import Given
from assistant.errors import QuestionError
from assistant.language import normalise
from assistant.understanding import LONGEST_QUESTION

router = APIRouter(include_in_schema=False)
RECOMMENDATIONS_SHOWN = 5


@router.get("/")
def home(services: Given, language: PageLanguage, chosen: ChosenLanguage, q: str = "") -> Response:
    """The page; with a question also its answer, so that it works without JavaScript."""
    shown = {"question": _shown_again(q), "chosen": chosen}
    if not q.strip():
        return page("home.html", language, shown)
    try:
        answer = services.assistant.ask(q, language=chosen, top=RECOMMENDATIONS_SHOWN)
    except QuestionError as error:
        return page("home.html", language, {**shown, "problem": error.message(language)}, status=422)
    return page("home.html", language, {**shown, "answer": answer_to_json(answer)})


def _shown_again(question: str) -> str:
    """The question without characters that are not seen; nothing of one far longer than it may be."""
    return normalise(question) if len(question) <= 2 * LONGEST_QUESTION else ""


@router.get("/answer")
def answer(services: Given, chosen: ChosenLanguage, q: str = "") -> Response:
    """Only the answer, for the page to put below the question. Wrong questions are told as anywhere."""
    answer = services.assistant.ask(q, language=chosen, top=RECOMMENDATIONS_SHOWN)
    return page("partials/answer.html", answer.language, {"answer": answer_to_json(answer)})
