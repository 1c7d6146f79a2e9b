"""Every text exists in Thai and English with the same variables, and every key in the code has a text."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

import prompts
from prompts import LANGUAGES

MESSAGES = Path(prompts.__file__).parent / "messages"
TEMPLATES = MESSAGES.with_name("templates")
SETS_OF_TEMPLATES = [("draft",), ("draft_repair",), ("draft", "draft_repair")]
AREAS = sorted({path.name.split(".")[0] for path in MESSAGES.glob("*.toml")})
# Their English stands where click takes it from: in docstrings, in `help=` and in click.
THAI_ONLY = {"help", "eval_help", "usage"}
BILINGUAL = sorted(set(AREAS) - THAI_ONLY)
ROOT = MESSAGES.parents[1]


def texts(area: str, language: str) -> dict[str, str]:
    return tomllib.loads((MESSAGES / f"{area}.{language}.toml").read_text(encoding="utf-8"))


def variables(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("area", BILINGUAL)
def test_thai_and_english_hold_the_same_texts_and_variables(area: str) -> None:
    thai, english = texts(area, "th"), texts(area, "en")
    assert thai.keys() == english.keys()
    assert {key: variables(text) for key, text in thai.items()} == {
        key: variables(text) for key, text in english.items()
    }


@pytest.mark.parametrize("area", BILINGUAL)
def test_thai_texts_are_thai(area: str) -> None:
    without = [
        key for key, text in texts(area, "th").items() if text == texts(area, "en")[key] and len(text) > 25
    ]
    assert not without


@pytest.mark.parametrize("name", sorted({path.name.split(".")[0] for path in TEMPLATES.glob("*.md")}))
def test_what_a_language_model_is_told_takes_the_same_variables_in_both_languages(name: str) -> None:
    thai, english = (
        (TEMPLATES / f"{name}.{language}.md").read_text(encoding="utf-8") for language in LANGUAGES
    )
    assert variables(thai) == variables(english)
    filled = prompts.prompt(name, "th", **dict.fromkeys(variables(thai), "{x}"))
    assert filled.count("{x}") >= len(variables(thai))


def test_a_prompt_without_one_of_its_variables_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        prompts.prompt("draft", "en", most=4)


def test_the_version_of_a_prompt_tells_languages_and_templates_apart() -> None:
    versions = {
        prompts.prompt_version(language, *names) for language in LANGUAGES for names in SETS_OF_TEMPLATES
    }
    assert len(versions) == len(LANGUAGES) * len(SETS_OF_TEMPLATES)


def test_every_key_in_the_code_has_a_text() -> None:
    known = {f"{area}.{name}" for area in AREAS for name in texts(area, "th")}
    areas = "|".join(AREAS)
    pattern = re.compile(rf'"((?:{areas})\.[a-z_0-9]+)"|Error\("([a-z]+\.[a-z_0-9]+)"')
    folders = ("assistant", "vectorstore", "catalogue", "ingest", "api")
    used = {
        (key, str(path.relative_to(ROOT)))
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        for pair in pattern.findall(path.read_text(encoding="utf-8"))
        for key in filter(None, pair)
    }
    assert used
    assert not {(key, where) for key, where in used if key not in known}
