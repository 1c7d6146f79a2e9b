"""Two stores alike but for the hostile documents."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from api.bootstrap import Services, open_services
from eval.hostile.cases import TRUE_DOCUMENTS, Case
from eval.hostile.documents import made_honest, write_documents
from eval.settings import evaluation_settings
from ingest.progress import Progress
from ingest.reading.worker import ReadingWorker
from samples import corpus_folder


@contextmanager
def hostile_stores(
    cases: Sequence[Case], folder: Path, progress: Progress
) -> Iterator[tuple[Services, Services]]:
    """Fill and open two stores in `folder`: of the sample corpus, of those for whom hostile documents pass
    themselves off, and of all documents, made honest in the first and hostile in the second."""
    honest, hostile = folder / "honest", folder / "hostile"
    write_documents(made_honest(cases), folder / "honest documents")
    write_documents(cases, folder / "hostile documents")
    with _filled(honest, [corpus_folder(), TRUE_DOCUMENTS], progress):
        pass
    shutil.copytree(honest, hostile)
    with (
        _filled(honest, [folder / "honest documents"], progress) as first,
        _filled(hostile, [folder / "hostile documents"], progress) as second,
    ):
        yield first, second


@contextmanager
def _filled(home: Path, paths: Sequence[Path], progress: Progress) -> Iterator[Services]:
    settings = evaluation_settings(home)
    with open_services(settings) as services:
        with ReadingWorker(settings.reading) as reader:
            services.ingestion.run(paths, reader, progress)
        yield services
