"""What a run of ingestion did, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Files by what became of them (names as shown), totals of this run, and every problem.

    `failed` holds the files nothing could be read from; each has a problem of severity "error".
    `redactions` counts blanked personal data by kind.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    documents: int = 0
    pages: int = 0
    passages: int = 0
    experts: int = 0
    works: int = 0
    organisations: int = 0
    people_joined: int = 0
    people_unsure: int = 0
    redactions: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0

    @property
    def outcomes(self) -> Mapping[str, tuple[str, ...]]:
        """The files by what became of them."""
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "copies": self.copies,
            "removed": self.removed,
            "failed": self.failed,
        }
