"""Stores for measuring: filled by the product's own ingestion, kept by what they hold.

A collection's documents are written as files (Markdown with a title, plain text without) and ingested as
a park's reports are. The store lies in a cache folder whose name tells the documents, the embedding
model, the analyser and the code of ingestion, so a second run embeds nothing and a changed product
never meets an old store.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import click
from platformdirs import user_cache_path

import ingest
from api.bootstrap import Services, open_services
from api.settings import Settings
from assistant.errors import StoreBusyError
from eval.collections import Paper
from eval.runs import require_writable, unwritable
from eval.settings import evaluation_settings
from ingest.progress import Progress
from ingest.reading.worker import ReadingWorker
from vectorstore.adapter import BUNDLED_ADAPTER
from vectorstore.embeddings import CODE_VERSION
from vectorstore.late import VERSION
from vectorstore.lexical import analyser_fingerprint

_DOCUMENTS = "documents"
_MODELS = "models"
_FILES_A_LINE = 100


@dataclass(frozen=True, slots=True)
class CollectionStore:
    """An open store, and which document of the collection each work of the register is.

    `same_as` names the document that stands for each one: copies of a text are stored once.
    """

    services: Services
    document_of_work: Mapping[str, str]
    same_as: Mapping[str, str]


def cache_folder() -> Path:
    """Where stores are kept between runs unless a folder is named."""
    return user_cache_path("jabkoo") / "eval"


@contextmanager
def collection_store(papers: Sequence[Paper], cache: Path, progress: Progress) -> Iterator[CollectionStore]:
    """Open the store of `papers`, filling it first where that has not been done.

    Raises EvaluationError where `cache` cannot be written, StoreBusyError where another evaluation fills the
    same store.
    """
    names = {paper.id: _file_name(number, paper) for number, paper in enumerate(papers)}
    home = cache.absolute() / _fingerprint(papers, evaluation_settings(cache))
    settings = evaluation_settings(home)
    require_writable(cache)
    try:
        _write_documents(home / _DOCUMENTS, papers, names)
        _share_models(cache.absolute(), home)
    except OSError as error:
        raise unwritable(cache, error) from error
    with open_services(settings) as services:
        with filling(cache, "--cache"):
            if not services.index.check().is_healthy:
                services.ingestion.rebuild_indexes(progress)
            with ReadingWorker(settings.reading) as reader:
                services.ingestion.run([home / _DOCUMENTS], reader, progress)
        by_name = {Path(name).stem: id_ for id_, name in names.items()}
        works = services.register.all_works()
        cards = services.register.documents({work.source.document_id for work in works})
        yield CollectionStore(
            services,
            {work.id: by_name[Path(cards[work.source.document_id].file).stem] for work in works},
            _representatives(papers),
        )


@contextmanager
def filling(folder: Path, option: str) -> Iterator[None]:
    """Raise StoreBusyError where another evaluation fills the store in `folder` at the time.

    It says that `option` names another folder: the option to wait, which `jabkoo ingest` has, is none here.
    """
    try:
        yield
    except StoreBusyError as error:
        raise StoreBusyError("eval.busy", folder=folder, option=option) from error


class EveryHundred:
    """Progress of a long ingestion: a line for each hundred files, on standard error."""

    def __init__(self) -> None:
        self._files = self._done = 0

    def begin(self, files: int) -> None:
        self._files = files

    def file_done(self, name: str) -> None:  # noqa: ARG002 - as Progress has it
        self._done += 1
        if self._done % _FILES_A_LINE == 0 or self._done == self._files:
            click.echo(f"read {self._done} of {self._files} documents", err=True)

    def passages_indexed(self, count: int) -> None:
        click.echo(f"indexed {count} passages", err=True)


def _write_documents(folder: Path, papers: Sequence[Paper], names: Mapping[str, str]) -> None:
    """Each document is there whole or not at all, also where this is killed: what is there is not written
    again."""
    folder.mkdir(parents=True, exist_ok=True)
    for paper in papers:
        file = folder / names[paper.id]
        if not file.exists():
            written = folder.parent / f"{file.name}.new-{os.getpid()}"
            written.write_text(_content(paper), encoding="utf-8")
            written.replace(file)


def _share_models(cache: Path, home: Path) -> None:
    """One unpacked model for all stores."""
    (cache / _MODELS).mkdir(exist_ok=True)
    if not (home / _MODELS).exists():
        (home / _MODELS).symlink_to(cache / _MODELS, target_is_directory=True)


def _content(paper: Paper) -> str:
    return f"# {paper.title}\n\n{paper.text}\n" if paper.title else f"{paper.text}\n"


def _file_name(number: int, paper: Paper) -> str:
    return f"{number:07d}{'.md' if paper.title else '.txt'}"


def _representatives(papers: Sequence[Paper]) -> dict[str, str]:
    first: dict[str, str] = {}
    return {paper.id: first.setdefault(_content(paper), paper.id) for paper in papers}


def _fingerprint(papers: Sequence[Paper], settings: Settings) -> str:
    """Changes with all that decides what a store of `papers` holds."""
    vectorstore = settings.vectorstore
    versions = (
        vectorstore.embedding_model,
        vectorstore.embedding_adapter,
        CODE_VERSION,
        VERSION,
        analyser_fingerprint(),
    )
    digest = hashlib.sha256(repr(versions).encode())
    digest.update(files("vectorstore").joinpath(BUNDLED_ADAPTER).read_bytes())
    for source in sorted(Path(ingest.__file__).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    for paper in papers:
        digest.update(f"{paper.id}\0{_content(paper)}\0".encode())
    return digest.hexdigest()[:20]
