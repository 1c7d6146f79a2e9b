"""Texts that people read, kept in files: one file per area and language.

Every folder may import this one; it imports nothing of the project. A text is found by a dotted key,
`area.name`, in `messages/<area>.<language>.toml`, and takes named variables in braces. What a language
model is told stands in `templates/<name>.<language>.md`.
"""

import tomllib
from functools import cache
from hashlib import sha256
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


def prompt(name: str, language: Language, **variables: object) -> str:
    """Return what a language model is told: the template `name` with its variables filled in.

    Raises KeyError when a variable is missing, and FileNotFoundError when there is no such template: both
    are programming errors, which `tests/prompts` finds.
    """
    return _template(name, language).format_map(dict(variables))


def prompt_version(language: Language, *names: str) -> str:
    """Twelve hexadecimal digits that change with any word of these templates."""
    return sha256("\0".join(_template(name, language) for name in names).encode()).hexdigest()[:12]


@cache
def _template(name: str, language: Language) -> str:
    return files(__name__).joinpath("templates", f"{name}.{language}.md").read_text(encoding="utf-8")


@cache
def _area(area: str, language: Language) -> dict[str, str]:
    source = files(__name__).joinpath("messages", f"{area}.{language}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
