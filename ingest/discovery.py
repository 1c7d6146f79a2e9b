"""Which files a run is about, and what has become of each since the last one."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.problems import Problem
from assistant.language import normalise, squeeze
from catalogue.repository import StoredFile
from ingest.personal_data import redact

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file on disk.

    `name` is what users are shown: the path below the folder they gave, personal numbers blanked.
    """

    path: Path
    name: str
    content_hash: str

    @property
    def key(self) -> str:
        """The path as the register knows it, whatever bytes it is made of."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")

    def is_unchanged(self) -> bool:
        """Whether the file still holds what it held when it was found."""
        try:
            return content_hash(self.path) == self.content_hash
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class Found:
    """The files below the given paths, known files that are gone, and what leads nowhere."""

    files: tuple[FoundFile, ...]
    gone: tuple[StoredFile, ...]
    problems: tuple[Problem, ...]

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The names of what could not be opened."""
        return tuple(problem.file for problem in self.problems if problem.severity == "error")


def discover(paths: Iterable[Path], known: Mapping[str, StoredFile]) -> Found:
    """Walk `paths` (files and folders). Hidden files and links are passed over; order is by path."""
    roots = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 links stay as they were given
    files: dict[str, FoundFile] = {}
    problems: dict[str, Problem] = {}
    for root in roots:
        for found in _look_below(root, known):
            if isinstance(found, FoundFile):
                files.setdefault(found.key, found)
            else:
                problems.setdefault(f"{found.key} {found.file}", found)
    gone = [
        file
        for key, file in known.items()
        if key not in files and _is_below(Path(key), roots) and _is_gone(Path(key))
    ]
    return Found(tuple(files[key] for key in sorted(files)), tuple(gone), tuple(problems.values()))


def _look_below(root: Path, known: Mapping[str, StoredFile]) -> Iterator[FoundFile | Problem]:
    if root.is_dir():
        yield from _walk(root)
    elif os.path.lexists(root):
        yield _look_at(root, root.name, is_given=True)
    elif not any(_is_below(Path(key), [root]) for key in known):
        yield Problem("error", "ingest.no_such_path", _shown(root.name))


def _walk(root: Path) -> Iterator[FoundFile | Problem]:
    closed: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=closed.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        links = [name for name in subfolders if Path(folder, name).is_symlink()]
        for name in sorted([*names, *links]):
            path = Path(folder, name)
            if not name.startswith((".", "~$")):
                yield _look_at(path, path.relative_to(root).as_posix())
    for error in closed:
        yield Problem("error", "ingest.unreadable", _shown(os.path.relpath(error.filename, root)))


def _look_at(path: Path, name: str, *, is_given: bool = False) -> FoundFile | Problem:
    """Hash a file; a link counts as the file it leads to only where the user gave it."""
    try:
        if not stat.S_ISREG(path.stat(follow_symlinks=is_given).st_mode):
            return Problem("notice", "ingest.not_a_file", _shown(name))
        return FoundFile(path, _shown(name), content_hash(path))
    except OSError:
        return Problem("error", "ingest.unreadable", _shown(name))


def content_hash(path: Path) -> str:
    """What a content is known by. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _shown(name: str) -> str:
    """The name as text that every store and channel takes and anybody may see, whatever its bytes: one line,
    without characters that are not seen or turn others round."""
    return redact(squeeze(normalise(os.fsencode(name).decode("utf-8", "replace"))))[0]


def _is_gone(path: Path) -> bool:
    """Whether nothing is there. What cannot be looked at now (a closed folder) may still be there."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False


def _is_below(path: Path, roots: Sequence[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
