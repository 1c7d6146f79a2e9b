"""Settings: JABKOO_* variables over a TOML file over defaults. Unknown keys are refused, secrets masked.

Each folder owns its section; here they are only read and put together. A variable is JABKOO_ and the
field's name in capitals: JABKOO_HOME, JABKOO_CHROMA_URL, JABKOO_FILE_TIMEOUT_S. The TOML file is
`jabkoo.toml` in JABKOO_HOME, or what JABKOO_CONFIG names; it has one table a section.
"""

import math
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from platformdirs import user_data_path

from assistant.errors import SettingsError
from assistant.masking import masked
from assistant.settings import AssistantSettings
from catalogue.settings import CatalogueSettings
from ingest.reading.settings import ReadingSettings
from prompts import LANGUAGES, Language
from vectorstore.settings import VectorStoreSettings

PREFIX = "JABKOO_"
CONFIG_FILE = "jabkoo.toml"
# No count, size or port is meant to be higher.
_HIGHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """The language of commands ("auto": from the system's locale), and where the server listens.

    `allowed_hosts` are further names, separated by commas, under which it may be asked for.
    """

    language: Literal["auto", "th", "en"] = "auto"
    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. `home` is the folder that holds all data of this installation."""

    home: Path
    api: ApiSettings = field(default_factory=ApiSettings)
    assistant: AssistantSettings = field(default_factory=AssistantSettings)
    catalogue: CatalogueSettings = field(default_factory=CatalogueSettings)
    vectorstore: VectorStoreSettings = field(default_factory=VectorStoreSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)


_SECTIONS: Mapping[str, type[Any]] = {
    "api": ApiSettings,
    "assistant": AssistantSettings,
    "catalogue": CatalogueSettings,
    "vectorstore": VectorStoreSettings,
    "reading": ReadingSettings,
}


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings in force. Raises SettingsError naming the first key or value that is wrong."""
    home = Path(environment.get(f"{PREFIX}HOME") or user_data_path("jabkoo")).expanduser().absolute()
    given = _from_file(_config_path(environment, home))
    for name, text in _variables(environment):
        section, key = _field_of(name)
        given.setdefault(section, {})[key] = text
    sections = {section: _build(section, values) for section, values in given.items()}
    return Settings(home=home, **sections)


def shown_settings(settings: Settings) -> Iterator[tuple[str, str]]:
    """Every variable with its value as it may be shown: keys, and passwords in URLs, are masked."""
    yield f"{PREFIX}HOME", str(settings.home)
    for section, kind in _SECTIONS.items():
        for name in (f.name for f in fields(kind)):
            value = str(getattr(getattr(settings, section), name))
            is_key = value and name.endswith("_api_key")
            yield f"{PREFIX}{name.upper()}", "***" if is_key else masked(value)


def command_language(settings: Settings, environment: Mapping[str, str]) -> Language:
    """The language commands speak: as set, else Thai where the locale is Thai, else English."""
    return settings.api.language if settings.api.language in LANGUAGES else locale_language(environment)


def locale_language(environment: Mapping[str, str]) -> Language:
    """Thai where the locale is Thai, else English."""
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "th" if locale.startswith("th") else "en"


def _config_path(environment: Mapping[str, str], home: Path) -> Path | None:
    if named := environment.get(f"{PREFIX}CONFIG"):
        if not Path(named).is_file():
            raise SettingsError("settings.no_config_file", file=Path(named).name)
        return Path(named)
    default = home / CONFIG_FILE
    # A home that may not be entered has no settings to read; opening the store will say what is wrong.
    return default if os.path.isfile(default) else None  # noqa: PTH113 Path.is_file raises there


def _from_file(path: Path | None) -> dict[str, dict[str, Any]]:
    if path is None:
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError("settings.bad_config_file", file=path.name, detail=str(error)) from error
    for section, values in given.items():
        if section not in _SECTIONS or not isinstance(values, dict):
            raise SettingsError("settings.unknown_section", name=section, known=", ".join(_SECTIONS))
        for key in values:
            if key not in {f.name for f in fields(_SECTIONS[section])}:
                raise SettingsError("settings.unknown_key", name=f"{section}.{key}")
    return given


def _variables(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The variables that are set; an empty one is not."""
    for name, text in environment.items():
        if name.startswith(PREFIX) and text and name not in (f"{PREFIX}HOME", f"{PREFIX}CONFIG"):
            yield name, text


def _field_of(variable: str) -> tuple[str, str]:
    key = variable.removeprefix(PREFIX).lower()
    for section, kind in _SECTIONS.items():
        if key in {f.name for f in fields(kind)}:
            return section, key
    raise SettingsError("settings.unknown_key", name=variable)


def _build(section: str, values: Mapping[str, Any]) -> Any:
    kind = _SECTIONS[section]
    hints = get_type_hints(kind)
    return kind(**{key: _value(key, hints[key], value) for key, value in values.items()})


def _value(key: str, kind: Any, given: Any) -> Any:
    """`given` as the field's type; TOML gives typed values, the environment text."""
    if get_origin(kind) is Literal:
        if given not in get_args(kind):
            raise _wrong("bad_choice", key, known=", ".join(map(str, get_args(kind))))
        return given
    try:
        if kind is bool and isinstance(given, str):
            return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}[
                given.lower()
            ]
        value = kind(given)
    except (KeyError, TypeError, ValueError) as error:
        raise _wrong(f"no_{kind.__name__}", key) from error
    if isinstance(value, float) and not math.isfinite(value):
        raise _wrong("no_float", key)
    if isinstance(value, (int, float)) and value < 0:
        raise _wrong("negative", key)
    if key.endswith(("_weight", "_share")) and value > 1:
        raise _wrong("no_share", key)
    if isinstance(value, int) and value > _HIGHEST:
        raise _wrong("too_high", key, highest=f"{_HIGHEST:,}")
    return value


def _wrong(what: str, key: str, **details: str) -> SettingsError:
    return SettingsError(f"settings.{what}", name=key, variable=key.upper(), **details)
