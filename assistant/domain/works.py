"""What can be used: reports, technologies, projects and products."""

from dataclasses import dataclass
from typing import Literal

from assistant.domain.documents import SourceRef
from assistant.domain.evidence import subject_key
from assistant.domain.people import Expert, Organisation, Region

WorkKind = Literal["report", "technology", "project", "product"]


@dataclass(frozen=True, slots=True)
class Work:
    """A result somebody may want. `year` is CE; `trl` runs from 1 to 9; `people` are names as printed."""

    id: str
    kind: WorkKind
    title_th: str
    title_en: str
    source: SourceRef
    abstract_th: str = ""
    abstract_en: str = ""
    year: int | None = None
    people: tuple[str, ...] = ()
    organisation: str = ""
    centre: str = ""
    field: str = ""
    keywords: tuple[str, ...] = ()
    region: Region | None = None
    trl: int | None = None
    ip_status: str = ""
    licence_contact: str = ""
    url: str = ""

    @property
    def key(self) -> str:
        """Names it among experts and works."""
        return subject_key("work", self.id)

    def title(self, language: str) -> str:
        """The title in `language`, or in the other one where that is missing."""
        preferred, other = (
            (self.title_th, self.title_en) if language == "th" else (self.title_en, self.title_th)
        )
        return preferred or other


# What the register holds one by one.
Record = Expert | Organisation | Work


@dataclass(frozen=True, slots=True)
class Authorship:
    """A person of a work joined to an expert. `position` counts from 1; `confidence` is 0 to 1."""

    work_id: str
    expert_id: str
    printed_name: str
    position: int
    confidence: float
