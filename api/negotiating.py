"""Which language a request wants: what it names, else what its Accept-Language prefers, else Thai."""

from typing import Annotated

from fastapi import Depends, Request

from prompts import LANGUAGES, Language


def preferred_language(accept_language: str) -> Language:
    """The better liked of Thai and English (RFC 9110, 12.5.4); Thai where neither is named or both are."""
    qualities = {language: _quality(accept_language, language) for language in LANGUAGES}
    return "en" if qualities["en"] > qualities["th"] else "th"


def chosen_language(request: Request) -> Language | None:
    """The language that the address names (`?lang=`), if it is one of ours."""
    named = request.query_params.get("lang")
    return next((language for language in LANGUAGES if language == named), None)


def request_language(request: Request) -> Language:
    """The language of a page or of an error."""
    return chosen_language(request) or preferred_language(request.headers.get("accept-language", ""))


def _quality(accept_language: str, language: Language) -> float:
    """From 0 (not wanted) to 1; a region ("en-GB") speaks for its language."""
    ranges = (entry.partition(";") for entry in accept_language.lower().split(","))
    return max(
        (_weight(weight) for tag, _, weight in ranges if tag.strip().partition("-")[0] == language),
        default=0.0,
    )


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0


PageLanguage = Annotated[Language, Depends(request_language)]
ChosenLanguage = Annotated[Language | None, Depends(chosen_language)]
