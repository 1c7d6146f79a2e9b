"""One run of ingestion: from paths to a register and indexes that agree.

The register is written first, a file at a time, each in one transaction; its documents stay pending
until the indexes surely hold them. So a run killed at any moment is finished by the next one.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from assistant.domain.documents import ParsedDocument
from assistant.domain.evidence import Chunk
from assistant.domain.people import Organisation
from assistant.domain.problems import Problem
from assistant.domain.works import Record, Work
from assistant.errors import StoreBusyError, StoreUnwritableError
from assistant.language import fold
from assistant.orders import order_spans
from catalogue.register import SqlRegister
from catalogue.repository import Catalogue, ReadContent, StoredFile
from ingest.chunking import CountTokens, chunk_record, chunk_report
from ingest.discovery import FoundFile, discover
from ingest.people import join_people
from ingest.progress import Progress
from ingest.reading.raw_tables import Problems, place_of
from ingest.reading.result import ReadResult
from ingest.report import IngestReport
from ingest.structure import report_work

# Passages embedded in one go: enough to sort by length and fill batches, few enough to lose little.
PASSAGES_PER_BATCH = 256

# More than any report has, and a register of ten thousand rows in both languages: one absurd file must not
# hold a run for hours.
MOST_PASSAGES_OF_A_FILE = 20_000

# What a limit stopped, wholly or half way, is read again once a limit is another: it would be stopped
# again by the same ones, after minutes. (Another number of pages is another version of the reader.)
_STOPPED = frozenset(
    {
        "reading.crashed",
        "reading.memory",
        "reading.ocr_unfinished",
        "reading.timeout",
        "reading.too_large",
        "reading.too_slow",
        "tables.unfolds_too_far",
    }
)


class WritableIndex(Protocol):
    """What a run asks of the indexes. Each call may be repeated with the same effect."""

    def add(self, chunks: Sequence[Chunk]) -> None: ...

    def remove(self, document_ids: Sequence[str]) -> None: ...

    def reset(self) -> None: ...


class FileReader(Protocol):
    """Reads files in the order given, perhaps ahead of the caller."""

    @property
    def version(self) -> str:
        """Changes when the same bytes would be read differently."""
        ...

    @property
    def limits(self) -> str:
        """Changes when a file that was stopped half way might be read further."""
        ...

    def read_all(
        self, paths: Iterable[Path], *, name: Callable[[Path], str]
    ) -> Iterator[tuple[Path, ReadResult]]:
        """Yield each path with its result; `name` gives what users are shown of a path."""
        ...


@dataclass(slots=True)
class _Batch:
    """Passages that wait for their vectors, with the documents they complete."""

    document_ids: list[str] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return len(self.chunks) >= PASSAGES_PER_BATCH or len(self.document_ids) >= PASSAGES_PER_BATCH


@dataclass(slots=True)
class _Tally:
    """What the files read in this run held."""

    read: list[FoundFile] = field(default_factory=list)
    failed: list[FoundFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    redactions: Counter[str] = field(default_factory=Counter)
    readers: dict[str, str] = field(default_factory=dict)

    def add(self, file: FoundFile, content: ReadContent, reader: str) -> None:
        self.readers[file.content_hash] = reader
        (self.read if content.documents else self.failed).append(file)
        self.problems += content.problems
        self.counts["documents"] += len(content.documents)
        self.counts["passages"] += len(content.chunks)
        self.counts.update(type(record).__name__ for record in content.records)
        for document in content.documents:
            self.counts["pages"] += len(document.pages)
            self.redactions.update(document.redactions)

    def add_changed(self, file: FoundFile) -> None:
        """A file that is being written to: what was read of it belongs to no content."""
        self.failed.append(file)
        self.problems.append(Problem("error", "ingest.changed_meanwhile", file.name))


@dataclass(slots=True)
class _Plan:
    """What has become of each file since the last run.

    `copies` hold a content that is in the register, `repeats` one that another file to read brings.
    `readers` says who read each content that is in the register.
    """

    readers: Mapping[str, str]
    to_read: list[FoundFile] = field(default_factory=list)
    repeats: list[FoundFile] = field(default_factory=list)
    copies: list[FoundFile] = field(default_factory=list)
    unchanged: list[FoundFile] = field(default_factory=list)


class Ingestion:
    """Runs ingestion on one home folder. Only one run at a time: a second raises StoreBusyError."""

    def __init__(
        self,
        home: Path,
        catalogue: Catalogue,
        register: SqlRegister,
        index: WritableIndex,
        count_tokens: CountTokens,
    ) -> None:
        self._lock = FileLock(home / "run.lock")
        self._catalogue = catalogue
        self._register = register
        self._index = index
        self._count_tokens = count_tokens

    def run(
        self, paths: Iterable[Path], reader: FileReader, progress: Progress, *, wait_s: float = 0
    ) -> IngestReport:
        """Bring the stores in line with the files below `paths` and say what was done.

        `wait_s` is how long to wait for another run to end (negative: for ever).
        """
        with self._alone(wait_s):
            started = time.monotonic()
            known = self._catalogue.files()
            found = discover(paths, known)
            plan = _plan(found.files, known, reader)
            # Copies first: of a file that was moved, the copy is all that holds its content.
            self._note_copies(plan.copies, plan.readers)
            self._catalogue.remove([file.path for file in found.gone])
            self._finish_removals()
            self._index_pending(progress)
            progress.begin(len(plan.to_read))
            tally = self._read(plan.to_read, reader, progress)
            repeats = [file for file in plan.repeats if file.content_hash in tally.readers]
            self._note_copies(repeats, tally.readers)
            self._finish_removals()
            joined, unsure = self._join_people()
            known_problems = self._known_problems([*plan.unchanged, *plan.copies, *repeats])
            repeated_ids = self._repeated_ids()
        return IngestReport(
            added=tuple(file.name for file in tally.read if file.key not in known),
            changed=tuple(file.name for file in tally.read if file.key in known),
            unchanged=tuple(file.name for file in plan.unchanged),
            copies=tuple(file.name for file in (*plan.copies, *repeats)),
            removed=tuple(file.name for file in found.gone),
            failed=(*found.unreadable, *(file.name for file in tally.failed)),
            documents=tally.counts["documents"],
            pages=tally.counts["pages"],
            passages=tally.counts["passages"],
            experts=tally.counts["Expert"],
            works=tally.counts["Work"],
            organisations=tally.counts["Organisation"],
            people_joined=joined,
            people_unsure=unsure,
            redactions=dict(tally.redactions),
            problems=(*found.problems, *tally.problems, *known_problems, *repeated_ids),
            seconds=time.monotonic() - started,
        )

    def forget(self, is_unwanted: Callable[[StoredFile], bool]) -> int:
        """Forget every such file; returns how many there were."""
        with self._alone(wait_s=-1):
            unwanted = [path for path, file in self._catalogue.files().items() if is_unwanted(file)]
            self._catalogue.remove(unwanted)
            self._finish_removals()
            self._join_people()
        return len(unwanted)

    def rebuild_indexes(self, progress: Progress, *, wait_s: float = 0) -> int:
        """Build the indexes anew from the register. Returns the number of passages."""
        with self._alone(wait_s):
            self._catalogue.begin_index_generation()
            self._index.reset()
            self._finish_removals()
            return self._index_pending(progress)

    def join_people_again(self) -> tuple[int, int]:
        """Join people anew after a decision; return how many names are joined and how many unsure."""
        with self._alone(wait_s=-1):
            return self._join_people()

    @contextmanager
    def _alone(self, wait_s: float) -> Iterator[None]:
        try:
            self._lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise StoreBusyError("ingest.busy") from error
        except OSError as error:
            raise StoreUnwritableError("ingest.unwritable") from error
        try:
            yield
        finally:
            self._lock.release()

    def _finish_removals(self) -> None:
        if gone := self._catalogue.pending_removals():
            self._index.remove(gone)
            self._catalogue.confirm_removed(gone)

    def _index_pending(self, progress: Progress) -> int:
        """Index what an earlier run stored and did not finish; return the number of passages."""
        total = 0
        batch = _Batch()
        for document_id in self._catalogue.pending_documents():
            chunks = self._catalogue.chunks_of_documents([document_id])
            batch = self._collect(batch, [document_id], chunks, progress)
            total += len(chunks)
        self._index_batch(batch, progress)
        return total

    def _read(self, files: Sequence[FoundFile], reader: FileReader, progress: Progress) -> _Tally:
        batch = _Batch()
        tally = _Tally()
        by_path = {file.path: file for file in files}
        for path, result in reader.read_all(by_path, name=lambda path: by_path[path].name):
            file = by_path[path]
            if file.is_unchanged():
                content = self._content(file, result)
                noted = _reader_of(content, reader)
                self._catalogue.store(_stored(file, noted), content)
                tally.add(file, content, noted)
                ids = [document.id for document in content.documents]
                batch = self._collect(batch, ids, content.chunks, progress)
            else:
                tally.add_changed(file)
            progress.file_done(file.name)
        self._index_batch(batch, progress)
        return tally

    def _note_copies(self, files: Iterable[FoundFile], readers: Mapping[str, str]) -> None:
        """Note each file with the reader that read its content."""
        self._catalogue.store_copies([_stored(file, readers[file.content_hash]) for file in files])

    def _content(self, file: FoundFile, result: ReadResult) -> ReadContent:
        documents = {document.id: document for document in result.documents}
        records = list(result.records)
        chunks: list[Chunk] = []
        for document in result.documents:
            if document.kind == "report":
                work = report_work(document)
                records.append(work)
                chunks += chunk_report(document, work, self._count_tokens)
        for record in result.records:
            if not isinstance(record, Organisation):
                chunks += chunk_record(documents[record.source.document_id], record, self._count_tokens)
        problems = (*result.problems, *_ordering(file, result.documents), *_too_many(file, len(chunks)))
        searched = chunks[:MOST_PASSAGES_OF_A_FILE]
        return ReadContent(file.content_hash, result.documents, records, searched, problems)

    def _collect(
        self, batch: _Batch, document_ids: Sequence[str], chunks: Sequence[Chunk], progress: Progress
    ) -> _Batch:
        """Add documents to the batch, index it when it is full, and return the one to go on with."""
        batch.document_ids += document_ids
        batch.chunks += chunks
        if not batch.is_full:
            return batch
        self._index_batch(batch, progress)
        return _Batch()

    def _index_batch(self, batch: _Batch, progress: Progress) -> None:
        if not batch.document_ids:
            return
        self._index.remove(batch.document_ids)
        for start in range(0, len(batch.chunks), PASSAGES_PER_BATCH):
            part = batch.chunks[start : start + PASSAGES_PER_BATCH]
            self._index.add(part)
            progress.passages_indexed(len(part))
        self._catalogue.confirm_indexed(batch.document_ids)

    def _known_problems(self, files: Sequence[FoundFile]) -> list[Problem]:
        """What is still wrong with files that were not read again."""
        return [
            problem for file in files for problem in self._catalogue.problems(file.content_hash, file.name)
        ]

    def _repeated_ids(self) -> list[Problem]:
        """A problem for each row, anywhere in the register, that another file's row stands in place of.

        The same person or work in two files is no problem: their names tell.
        """
        problems: dict[str, Problems] = {}
        for first, *others in self._register.rows_of_one_id():
            for other in others:
                if not _bear_one_name(first, other):
                    file = self._file_of(other)
                    row = place_of("", "row", other.source.page)
                    before = f"{self._file_of(first)}, {place_of('', 'row', first.source.page)}"
                    told = problems.setdefault(file, Problems(file))
                    told.add("error", "id_of_another", row, id=other.id, first=before)
        return [problem for told in problems.values() for problem in told.all()]

    def _file_of(self, record: Record) -> str:
        document_id = record.source.document_id
        return self._register.documents([document_id])[document_id].file

    def _join_people(self) -> tuple[int, int]:
        joined, unsure = join_people(
            self._register.all_works(), self._register.all_experts(), self._catalogue.decisions()
        )
        self._catalogue.replace_authorships(joined, unsure)
        return len(joined), len(unsure)


def _plan(files: Sequence[FoundFile], known: Mapping[str, StoredFile], reader: FileReader) -> _Plan:
    """Unchanged: same path, content and reader. Otherwise a content is read once, however many hold it."""
    done = (reader.version, _stopped(reader))
    held = {file.content_hash: file.reader for file in known.values() if file.reader in done}
    plan = _Plan(held)
    coming: set[str] = set()
    for file in files:
        before = known.get(file.key)
        if before and before.content_hash == file.content_hash and before.reader in done:
            plan.unchanged.append(file)
        elif file.content_hash in held:
            plan.copies.append(file)
        elif file.content_hash in coming:
            plan.repeats.append(file)
        else:
            plan.to_read.append(file)
            coming.add(file.content_hash)
    return plan


def _ordering(file: FoundFile, documents: Iterable[ParsedDocument]) -> list[Problem]:
    """A warning where pages order programs about: that is left out of what is searched and quoted."""
    pages = [page.number for document in documents for page in document.pages if order_spans(page.text)]
    if not pages:
        return []
    variables = (("count", str(len(pages))), ("first", str(pages[0])))
    return [Problem("warning", "ingest.orders_programs", file.name, variables=variables)]


def _too_many(file: FoundFile, passages: int) -> list[Problem]:
    if passages <= MOST_PASSAGES_OF_A_FILE:
        return []
    counts = (("searched", str(MOST_PASSAGES_OF_A_FILE)), ("count", str(passages)))
    return [Problem("warning", "ingest.too_many_passages", file.name, variables=counts)]


def _bear_one_name(one: Record, other: Record) -> bool:
    """Whether both have the same name or title in a language, and none where they differ."""
    pairs = [
        (fold(mine), fold(theirs))
        for mine, theirs in zip(_names(one), _names(other), strict=True)
        if mine and theirs
    ]
    return bool(pairs) and all(mine == theirs for mine, theirs in pairs)


def _names(record: Record) -> tuple[str, str]:
    if isinstance(record, Work):
        return record.title_th, record.title_en
    return record.name_th, record.name_en


def _reader_of(content: ReadContent, reader: FileReader) -> str:
    """What is noted as the reader of a content: its version, and its limits where they stopped it."""
    is_stopped = any(problem.key in _STOPPED for problem in content.problems)
    return _stopped(reader) if is_stopped else reader.version


def _stopped(reader: FileReader) -> str:
    return f"{reader.version}, stopped at {reader.limits}"


def _stored(file: FoundFile, reader: str) -> StoredFile:
    return StoredFile(file.key, file.name, file.content_hash, reader)
