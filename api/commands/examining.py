"""`jabkoo doctor`"""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import cycle, islice

import click

from api.bootstrap import calibration_for, open_cross_encoder, open_services, open_stores
from api.context import Context, print_json
from api.settings import Settings, shown_settings
from assistant.errors import JabkooError
from assistant.refusing import SHARED_WORDS_ALONE
from assistant.settings import AssistantSettings
from ingest.reading.tesseract import is_installed as ocr_is_installed
from prompts import Language, message
from vectorstore.late import reference_texts
from vectorstore.settings import VectorStoreSettings

_LEAST_FREE_BYTES = 1 << 30
_LIBRARIES = (
    "chromadb",
    "langchain",
    "langchain-chroma",
    "pypdf",
    "sentence-transformers",
    "sqlalchemy",
    "tantivy",
    "torch",
)

# The least that a language model can be asked for.
_ANYTHING = {
    "title": "reply",
    "description": "A reply.",
    "type": "object",
    "properties": {"well": {"type": "boolean"}},
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing examined: whether it is well, and what was seen or must be done."""

    name: str
    is_well: bool
    detail: str


def run(context: Context, *, as_json: bool) -> int:
    """Examine and print; returns 1 when something is not well."""
    checks = list(examine(context.settings, context.language))
    if as_json:
        settings = dict(shown_settings(context.settings))
        print_json(
            {
                "settings": settings,
                "checks": [{"name": c.name, "ok": c.is_well, "detail": c.detail} for c in checks],
            }
        )
    else:
        for name, value in shown_settings(context.settings):
            click.echo(f"{name}={value}")
        for check in checks:
            mark = context.text("well" if check.is_well else "not_well")
            click.echo(f"{mark} {context.text(f'check_{check.name}')}: {check.detail}")
    return 0 if all(check.is_well for check in checks) else 1


def examine(settings: Settings, language: Language) -> Iterator[Check]:
    """Look at every part in turn; a part that fails does not keep the others from being looked at."""
    yield _attempt("register", lambda: _register(settings, language), language)
    yield _attempt("indexes", lambda: _indexes(settings, language), language)
    yield _attempt("cross_encoder", lambda: _cross_encoder(settings.vectorstore, language), language)
    yield _refusing(settings, language)
    yield _attempt("language_model", lambda: _language_model(settings.assistant, language), language)
    yield _disk(settings)
    yield _ocr(language)
    yield Check("versions", True, ", ".join(f"{name} {version(name)}" for name in _LIBRARIES))


def _attempt(name: str, examine_part: Callable[[], Check], language: Language) -> Check:
    try:
        return examine_part()
    except JabkooError as error:
        return Check(name, False, error.message(language))


def _register(settings: Settings, language: Language) -> Check:
    with open_stores(settings) as stores:
        stores.catalogue.check()
        counts = stores.register.counts()
    return Check("register", True, message("cli.register_holds", language, **counts))


def _indexes(settings: Settings, language: Language) -> Check:
    """Every part must hold exactly the register's passages, with nothing left to do."""
    with open_services(settings) as services:
        held = services.index.check()
        passages = services.register.counts()["chunks"]
        pending = len(services.catalogue.pending_documents()) + len(services.catalogue.pending_removals())
    is_well = held.is_healthy and held.words == passages and not pending
    other = message("cli.other_model", language)
    parts = {name: other if count is None else count for name, count in asdict(held).items()}
    detail = message("cli.indexes_hold", language, **parts, register=passages, pending=pending)
    return Check("indexes", is_well, detail)


def _cross_encoder(settings: VectorStoreSettings, language: Language) -> Check:
    """Well where none is set; of one that is set, how long it will keep each question waiting."""
    reader = open_cross_encoder(settings)
    if reader is None:
        return Check("cross_encoder", True, message("cli.cross_encoder_none", language))
    question, *passages = islice(cycle(reference_texts()), 1 + settings.cross_encoder_candidates)
    started = time.monotonic()
    reader.scores(question, passages)
    seconds = f"{time.monotonic() - started:.1f}"
    name, count = settings.cross_encoder, len(passages)
    detail = message("cli.cross_encoder_reads", language, model=name, count=count, seconds=seconds)
    return Check("cross_encoder", True, detail)


def _refusing(settings: Settings, language: Language) -> Check:
    """Well either way: but who sets another model should know how it is decided when nothing fits."""
    is_fitted = calibration_for(settings.vectorstore) is not SHARED_WORDS_ALONE
    return Check("refusing", True, message(f"cli.refusing_{'fitted' if is_fitted else 'words'}", language))


def _language_model(settings: AssistantSettings, language: Language) -> Check:
    """Well where none is set; one that is set must answer in time, whatever it says."""
    if not settings.llm:
        return Check("language_model", True, message("cli.llm_none", language))
    from assistant.language_model import open_language_model

    started = time.monotonic()
    list(open_language_model(settings).write("{}", "{}", _ANYTHING, within_s=settings.llm_timeout_s))
    seconds = f"{time.monotonic() - started:.1f}"
    return Check(
        "language_model", True, message("cli.llm_writes", language, llm=settings.llm, seconds=seconds)
    )


def _disk(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.home).free
    return Check("disk", free >= _LEAST_FREE_BYTES, f"{free / (1 << 30):.1f} GiB")


def _ocr(language: Language) -> Check:
    """Scanned pages can wait: without Tesseract they are named, not lost."""
    return Check("ocr", True, message(f"cli.ocr_{'here' if ocr_is_installed() else 'missing'}", language))
