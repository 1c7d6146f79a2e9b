"""The lexical leg: passages by their words, in tantivy on disk.

Words come from `assistant.language.search_terms`, for passages and questions alike, so Thai is
segmented; tantivy itself only splits at spaces. Scores are BM25 with k1 = 1.2 and b = 0.75
(Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", section 3.4), each term weighing
what it tells (`assistant.weighing.telling`) besides: the rare words of a long question decide.
"""

import hashlib
import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain.evidence import Chunk
from assistant.errors import IndexMismatchError, StoreBusyError, StoreUnwritableError
from assistant.language import search_terms
from assistant.weighing import telling
from vectorstore.keys import key_of

if TYPE_CHECKING:
    import tantivy

# Raised when the schema changes, or the analyser in a way that the probe below does not show.
_SCHEMA_VERSION = 5
_FINGERPRINT_FILE = "analyser.json"
_COMMIT_FILE = "meta.json"
_WRITER_BYTES = 32_000_000
_LOCK_POLL_S = 0.05
# A term that counts all passages, removed ones too, as tantivy counts them.
_IN_EVERY_PASSAGE = ("kind", "passage")
_TERMS_REMEMBERED = 65536
# Written anew where more than one passage in so many was removed.
_REMOVED_SHARE = 50
# Cut in many ways by analysers that differ: compounds, marks, digits, hyphens, plurals, measures.
_PROBE = (
    "ข้าวหอมมะลิทนเค็ม ๑๒ กก. การพัฒนาผลิตภัณฑ์น้ำพริกปลาร้าเพื่อสุขภาพผู้สูงอายุ ลูกค้าบอกว่าดีมากกก ระบบบำบัดทุกรุ่นละลายน้ำ "
    "Salt-tolerant rice varieties, anti-oxidants and 2,500 kg/rai bio-fertilisers of the N.E. region 10kg"
)


@dataclass(frozen=True, slots=True)
class _View:
    """What one commit holds. `frequency` tells in how many passages a term stands; of a question it is asked
    by each of those that judge, so it is remembered."""

    stamp: object
    searcher: "tantivy.Searcher"
    frequency: Callable[[str], int]

    @classmethod
    def of(cls, stamp: object, searcher: "tantivy.Searcher") -> "_View":
        return cls(stamp, searcher, lru_cache(_TERMS_REMEMBERED)(partial(searcher.doc_freq, "terms")))


def analyser_fingerprint() -> str:
    """Names what the index depends on: the schema and how the analyser cuts a probing text."""
    terms = json.dumps([_SCHEMA_VERSION, search_terms(_PROBE)], ensure_ascii=False)
    return f"terms-{_SCHEMA_VERSION}@{hashlib.sha256(terms.encode()).hexdigest()[:16]}"


class LexicalIndex:
    """Words of passages by their keys (`vectorstore.keys`).

    Nothing is visible before the commit that ends each `add`, `remove` and `clear`; what other processes
    commit is visible at the next question. Only one process writes at a time: `writing` waits
    `lock_wait_s` for its turn, then raises StoreBusyError. Methods raise IndexMismatchError when the
    index was built by another analyser (`clear` does not), and StoreUnwritableError when it is damaged or
    its folder cannot be written.
    """

    def __init__(self, folder: Path, *, lock_wait_s: float = 5.0) -> None:
        self._folder = folder
        self._change_with_commits = [folder / name for name in (_COMMIT_FILE, _FINGERPRINT_FILE)]
        self._lock_wait_s = lock_wait_s
        self.fingerprint = analyser_fingerprint()
        self._index: tantivy.Index | None = None
        self._current: _View | None = None
        self._writer: tantivy.IndexWriter | None = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the index for writing; `add` and `remove` inside are committed together at the end.

        Nothing is committed when the block raises.
        """
        self._require_match()
        if self._writer is not None:
            yield
            return
        with self._errors():
            self._writer = self._acquired()
        try:
            yield
            with self._errors():
                self._writer.commit()
                self._forget_what_was_removed()
        finally:
            writer, self._writer = self._writer, None
            with self._errors():
                writer.wait_merging_threads()

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Keep the words of `chunks`; a chunk whose id is already there is replaced."""
        import tantivy

        with self.writing(), self._errors():
            writer = self._held()
            for chunk in chunks:
                writer.delete_documents_by_term("key", key_of(chunk.id))
                writer.add_document(
                    tantivy.Document(
                        key=key_of(chunk.id),
                        document_id=chunk.document_id,
                        subject=chunk.subject_key,
                        terms=" ".join(search_terms(chunk.indexed_text)),
                        **dict([_IN_EVERY_PASSAGE]),
                    )
                )

    def remove(self, document_ids: Collection[str]) -> None:
        """Forget all passages of these documents; unknown ones are no error."""
        with self.writing(), self._errors():
            for document_id in document_ids:
                self._held().delete_documents_by_term("document_id", document_id)

    def clear(self) -> None:
        """Forget everything, the analyser's fingerprint too."""
        with self._errors():
            if self._folder.exists() and any(self._folder.iterdir()):
                self.close()
                (self._folder / _FINGERPRINT_FILE).unlink(missing_ok=True)
                shutil.rmtree(self._folder)

    def search(
        self, terms: Sequence[str], limit: int, within: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """The `limit` best passages holding any of `terms` as (key, BM25), best first.

        Only those of the subjects `within`, if given.
        """
        view = self._view()
        if view is None or not terms or limit < 1 or (within is not None and not within):
            return []
        with self._errors():
            query = self._query(terms, within)
            hits = view.searcher.search(query, limit, count=False).hits
            keys: Any = view.searcher.fast_field_values("key", [address for _, address in hits])
            return [(key, float(score)) for key, (score, _) in zip(keys, hits, strict=True)]

    def coverage(self, terms: Collection[str]) -> dict[str, int]:
        """In how many passages each term stands."""
        view = self._view()
        if view is None:
            return dict.fromkeys(terms, 0)
        return {term: view.frequency(term) for term in dict.fromkeys(terms)}

    def count(self) -> int:
        view = self._view()
        return view.searcher.num_docs if view else 0

    def stored_fingerprint(self) -> str:
        """What the index was built with; empty when there is none yet. Never raises IndexMismatchError."""
        try:
            return str(json.loads((self._folder / _FINGERPRINT_FILE).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return ""
        except (OSError, ValueError) as error:
            raise StoreUnwritableError("vectorstore.lexical_damaged", folder=self._folder) from error

    def close(self) -> None:
        """Release the files; using the index afterwards opens it again."""
        self._index = self._current = None

    def _query(self, terms: Sequence[str], within: Collection[str] | None) -> "tantivy.Query":
        """Any of the terms, each weighing as often as it was said and as much as it tells.

        Only in passages of the subjects `within`, if given.
        """
        from tantivy import Occur, Query

        schema = _schema()
        parts = []
        weights = telling(self.coverage(terms), self.count())
        for term, times in Counter(terms).items():
            query = Query.term_query(schema, "terms", term, index_option="freq")
            parts.append((Occur.Should, Query.boost_query(query, times * weights[term])))
        if within is not None:
            admitted = Query.term_set_query(schema, "subject", list(within))
            parts.append((Occur.Must, Query.const_score_query(admitted, 0.0)))
        return Query.boolean_query(parts)

    def _view(self) -> "_View | None":
        """The last commit, whoever made it; None when there is no index yet."""
        stamp, view = self._stamp(), self._current
        if stamp is None or view is None or view.stamp != stamp:
            self._require_match()
            if not self.stored_fingerprint():
                return None
            with self._errors():
                index = self._opened()
                index.reload()
                self._current = view = _View.of(stamp, index.searcher())
        return view

    def _opened(self) -> "tantivy.Index":
        if self._index is None:
            self._index = _open(self._folder)
        return self._index

    def _stamp(self) -> object:
        """Changes with every commit and fingerprint; None when there is no index."""
        try:
            status = [file.stat() for file in self._change_with_commits]
        except OSError:
            return None
        return tuple((file.st_mtime_ns, file.st_size, file.st_ino) for file in status)

    def _require_match(self) -> None:
        stored = self.stored_fingerprint()
        if stored and stored != self.fingerprint:
            raise IndexMismatchError(
                "vectorstore.index_other_analyser", stored=stored, current=self.fingerprint
            )

    def _forget_what_was_removed(self) -> None:
        """Write the index anew, in one commit, where much of it was removed.

        tantivy leaves removed passages in its counts, so the rarity of words, and with it every score, would
        tell of passages that are gone.
        """
        import tantivy

        index, writer = self._opened(), self._held()
        index.reload()
        searcher = index.searcher()
        present = searcher.num_docs
        removed = searcher.doc_freq(*_IN_EVERY_PASSAGE) - present
        if removed * _REMOVED_SHARE <= present:
            return
        hits = searcher.search(tantivy.Query.all_query(), max(1, present)).hits
        writer.delete_documents_by_query(tantivy.Query.all_query())
        for _, address in hits:
            writer.add_document(tantivy.Document(**searcher.doc(address).to_dict()))
        writer.commit()

    def _held(self) -> "tantivy.IndexWriter":
        if self._writer is None:
            raise RuntimeError("the index is written only inside `writing`")
        return self._writer

    def _acquired(self) -> "tantivy.IndexWriter":
        self._folder.mkdir(parents=True, exist_ok=True)
        index = self._opened()
        deadline = time.monotonic() + self._lock_wait_s
        while True:
            try:
                writer = index.writer(_WRITER_BYTES, num_threads=1)
                break
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise
                if time.monotonic() >= deadline:
                    raise StoreBusyError("vectorstore.lexical_busy", folder=self._folder) from error
            time.sleep(_LOCK_POLL_S)
        # A run killed before its commit leaves files whose names the next commit would use again.
        writer.garbage_collect_files()
        self._note_fingerprint()
        return writer

    def _note_fingerprint(self) -> None:
        path = self._folder / _FINGERPRINT_FILE
        if not path.exists():
            unfinished = path.with_suffix(".unfinished")
            unfinished.write_text(json.dumps(self.fingerprint), encoding="utf-8")
            unfinished.replace(path)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """tantivy raises ValueError for whatever the disk does, with words that help nobody."""
        try:
            yield
        except (ValueError, OSError) as error:
            damaged = "corrupt" in str(error).lower()
            key = "vectorstore.lexical_damaged" if damaged else "vectorstore.lexical_unwritable"
            raise StoreUnwritableError(key, folder=self._folder) from error


def _schema() -> "tantivy.Schema":
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_integer_field("key", stored=True, indexed=True, fast=True)
    builder.add_text_field("document_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("subject", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", stored=True, tokenizer_name="terms", index_option="freq")
    builder.add_text_field("kind", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _open(folder: Path) -> "tantivy.Index":
    from tantivy import Index, TextAnalyzerBuilder, Tokenizer

    index = Index(_schema(), path=str(folder))
    index.register_tokenizer("terms", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    index.config_reader(reload_policy="manual")
    return index
