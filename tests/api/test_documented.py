"""What can be set and called is documented: nothing is missing from docs/, nothing there is out of date."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from api.cli import main
from api.settings import Settings, load_settings
from assistant.errors import JabkooError
from assistant.language import contains_verbatim
from eval.__main__ import main as evaluate

PROJECT = Path(__file__).parents[2]
SETTINGS = (PROJECT / "docs" / "settings.md").read_text(encoding="utf-8")
COMMANDS = (PROJECT / "docs" / "command-line.md").read_text(encoding="utf-8")
SECTIONS = [field.name for field in fields(Settings) if field.name != "home"]
QUOTE = re.compile(r"“([^”]+)” \[\d+\]")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def section(page: str, heading: str) -> str:
    """The part of a page below a heading of the second level, up to the next one."""
    _, found, rest = page.partition(f"\n## {heading}\n")
    assert found, f"no section {heading}"
    return rest.split("\n## ")[0]


def test_every_setting_stands_in_its_section_with_its_default(tmp_path: Path) -> None:
    defaults = load_settings({"JABKOO_HOME": str(tmp_path)})
    for name in SECTIONS:
        rows = section(SETTINGS, f"`[{name}]`")
        values = getattr(defaults, name)
        for field in fields(values):
            default = getattr(values, field.name)
            written = str(default).lower() if isinstance(default, bool) else default  # as TOML has it
            shown = f"`{written}`" if default != "" else "*(empty)*"
            assert f"| `JABKOO_{field.name.upper()}` | `{field.name}` | {shown} |" in rows


def test_no_setting_is_documented_that_does_not_exist(tmp_path: Path) -> None:
    defaults = load_settings({"JABKOO_HOME": str(tmp_path)})
    known = {field.name for name in SECTIONS for field in fields(getattr(defaults, name))}
    documented = {name.lower() for name in re.findall(r"^\| `JABKOO_([A-Z_]+)`", SETTINGS, re.MULTILINE)}
    assert documented == known | {"home", "config"}


def test_the_example_file_is_read_as_it_stands(tmp_path: Path) -> None:
    example = SETTINGS.split("```toml\n")[1].split("```")[0]
    (tmp_path / "jabkoo.toml").write_text(example, encoding="utf-8")
    assert load_settings({"JABKOO_HOME": str(tmp_path)}).api.port == tomllib.loads(example)["api"]["port"]


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the name it is called by."""
    for part, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {part}")
        else:
            yield f"{name} {part}", command


@pytest.mark.parametrize(("name", "command"), list(commands(main, "jabkoo")))
def test_every_command_is_documented_with_its_options(name: str, command: click.Command) -> None:
    assert options_of(command) == documented_options(section(COMMANDS, name))


def test_the_evaluators_commands_are_documented_with_their_options() -> None:
    text = section(COMMANDS, "python -m eval")
    assert all(f"-m eval {name} " in text for name in evaluate.commands)
    assert documented_options(text) == set().union(*map(options_of, evaluate.commands.values()))


def options_of(command: click.Command) -> set[str]:
    return {name for option in command.params if isinstance(option, click.Option) for name in option.opts}


def documented_options(text: str) -> set[str]:
    return set(re.findall(r"^\| `(--[a-z-]+)` \|", text, re.MULTILINE))


def test_every_exit_code_of_an_error_is_documented() -> None:
    codes = set(re.findall(r"^\| (\d+) \|", section(COMMANDS, "รหัสสิ้นสุด / Exit codes"), re.MULTILINE))
    assert codes == {"0", "130"} | {str(error.exit_code) for error in errors()}


def errors(error: type[JabkooError] = JabkooError) -> Iterator[type[JabkooError]]:
    yield error
    for kind in error.__subclasses__():
        yield from errors(kind)


@pytest.mark.parametrize("page", [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")], ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", ["README.md", "README.th.md"])
def test_the_answer_that_readers_see_first_quotes_the_sample_corpus(page: str) -> None:
    sources = [
        file.read_text(encoding="utf-8")
        for file in (PROJECT / "samples" / "sources").rglob("*.*")
        if file.suffix in (".md", ".json")
    ]
    quotes = QUOTE.findall((PROJECT / page).read_text(encoding="utf-8"))
    assert quotes
    for quote in quotes:
        assert any(contains_verbatim(source, quote) for source in sources), quote
