"""Texts that people read, kept in files: one file per area and language.

Every folder may import this one; it imports nothing of the project. A text is found by a dotted key,
`area.name`, in `messages/<area>.<language>.toml`, and takes named variables in braces.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")


def message(key: str, language: Language, **variables: object) -> str:
    """Return the text `key` in `language` with its variables filled in.

    Raises KeyError when there is no such text or a variable is missing: both are programming errors,
    which `tests/prompts` finds.
    """
    area, _, name = key.partition(".")
    return _area(area, language)[name].format_map(dict(variables))


@cache
def _area(area: str, language: Language) -> dict[str, str]:
    source = files(__name__).joinpath("messages", f"{area}.{language}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
