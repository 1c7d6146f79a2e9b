"""Two stores alike but for the hostile documents."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from api.bootstrap import Services, open_services
from eval.hostile.cases import TRUE_DOCUMENTS, Case
from eval.hostile.documents import write_documents
from eval.settings import evaluation_settings
from ingest.progress import Progress
from ingest.reading.worker import ReadingWorker
from samples import corpus_folder


@contextmanager
def hostile_stores(
    cases: Iterable[Case], folder: Path, progress: Progress
) -> Iterator[tuple[Services, Services]]:
    """Fill and open two stores in `folder`: of the sample corpus and of those whom hostile documents pass
    themselves off for, without the hostile documents and with them."""
    documents, without, with_them = (folder / name for name in ("documents", "without", "with"))
    documents.mkdir()
    write_documents(cases, documents)
    with _filled(without, [corpus_folder(), TRUE_DOCUMENTS], progress):
        pass
    shutil.copytree(without, with_them)
    with _filled(without, [], progress) as first, _filled(with_them, [documents], progress) as second:
        yield first, second


@contextmanager
def _filled(home: Path, paths: Sequence[Path], progress: Progress) -> Iterator[Services]:
    settings = evaluation_settings(home)
    with open_services(settings) as services:
        with ReadingWorker(settings.reading) as reader:
            services.ingestion.run(paths, reader, progress)
        yield services
