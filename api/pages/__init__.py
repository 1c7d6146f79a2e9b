"""The web pages: templates, one partial a card, filled from the same JSON that the interface gives.

Everything is escaped; a page holds no script and no style of its own, so hostile text stays text.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.responses import HTMLResponse

from api.fictional import is_fictional
from api.pages.showing import FILTERS
from prompts import Language, message

FOLDER = Path(__file__).parent
STATIC_FOLDER = FOLDER / "static"


def page(
    template: str,
    language: Language,
    values: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Return the page that `template` makes of `values`, its own texts in `language`."""
    html = markup(template, language, values)
    about = {"Content-Language": language, "Vary": "Accept-Language"}
    return HTMLResponse(html, status, {**about, **(headers or {})})


def markup(template: str, language: Language, values: Mapping[str, Any]) -> str:
    """What `template` makes of `values`, its own texts in `language`."""
    return _environment().get_template(template).render(values, language=language)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = _text
    environment.filters.update(FILTERS)
    environment.tests["fictional"] = is_fictional
    return environment


@pass_context
def _text(context: Context, name: str, **variables: object) -> str:
    """A text of the pages in the language in force where the template asks for it."""
    return message(f"web.{name}", context["language"], **variables)
