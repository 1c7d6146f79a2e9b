"""Who can help: experts and organisations."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from assistant.domain.documents import SourceRef
from assistant.domain.evidence import subject_key

Region = Literal["north", "northeast", "lower-northeast", "south", "central"]
REGIONS: tuple[Region, ...] = get_args(Region)

OrganisationKind = Literal["centre", "park", "university", "incubator", "company"]


@dataclass(frozen=True, slots=True)
class Contact:
    """An office contact, never a private one, with where and when it was found."""

    name: str
    email: str = ""
    phone: str = ""
    url: str = ""
    source: str = ""
    found_on: date | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    kind: OrganisationKind
    code: str
    name_th: str
    name_en: str
    source: SourceRef
    host: str = ""
    field: str = ""
    region: Region | None = None
    contact: Contact | None = None

    def name(self, language: str) -> str:
        """The name in `language`, or in the other one where that is missing."""
        return _in_language(language, self.name_th, self.name_en)


@dataclass(frozen=True, slots=True)
class Expert:
    """A researcher. `contact` may be shown only if `contact_consent` is true."""

    id: str
    name_th: str
    name_en: str
    source: SourceRef
    academic_title: str = ""
    position: str = ""
    organisation: str = ""
    centre: str = ""
    region: Region | None = None
    fields: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    bio_th: str = ""
    bio_en: str = ""
    orcid: str = ""
    openalex: str = ""
    nriis: str = ""
    contact: Contact | None = None
    contact_consent: bool = False

    @property
    def key(self) -> str:
        """Names them among experts and works."""
        return subject_key("expert", self.id)

    def name(self, language: str) -> str:
        """The name in `language`, or in the other one where that is missing."""
        return _in_language(language, self.name_th, self.name_en)


def _in_language(language: str, thai: str, english: str) -> str:
    return (thai or english) if language == "th" else (english or thai)
