"""What the tools take and give, besides questions and answers (`api.schemas`)."""

from typing import Annotated, Literal

from pydantic import Field

from api.schemas import (
    LARGEST_NUMBER,
    CitationBody,
    ExclusionBody,
    ExpertBody,
    Fictional,
    NeedBody,
    QuestionBody,
    RefusalBody,
    RespellingBody,
    SentText,
    Shape,
    Text,
    Trl,
    WorkBody,
    Year,
)
from assistant.domain.people import Region
from assistant.domain.works import WorkKind

_LONGEST_NAME = 200

Name = Annotated[SentText, Field(min_length=1, max_length=_LONGEST_NAME)]
Place = Annotated[int, Field(ge=0, le=LARGEST_NUMBER, strict=True)]


class ExpertSearch(QuestionBody):
    """A question with limits. What is left out is as the question's own words say."""

    region: Region | None = Field(default=None, description="Where the help must be.")
    centre: Name | None = Field(
        default=None, description="Centre of excellence, by code or name: PHTIC, CAB, PETROMAT, ..."
    )
    organisation: Name | None = Field(
        default=None,
        description="University or institute, by a name in use: Khon Kaen University, KKU, ม.ขอนแก่น",
    )
    year_from: Year | None = Field(default=None, description="Works of this year CE or later.")
    year_to: Year | None = Field(default=None, description="Works of this year CE or earlier.")
    trl_from: Trl | None = Field(default=None, description="Works of this readiness level (TRL) or above.")
    trl_to: Trl | None = Field(default=None, description="Works of this readiness level (TRL) or below.")
    without: ExclusionBody | None = Field(
        default=None,
        description="Where the help must not come from; centres and organisations by a name in use.",
    )


class WorkSearch(ExpertSearch):
    """A question with limits; also the kind of work can be one."""

    kind: WorkKind | None = Field(default=None, description="Only works of this kind.")


class SourceQuestion(Shape):
    """Which page of which document; all of it stands in a citation and its url."""

    document_id: str = Field(pattern=r"^[A-Za-z0-9._:-]{1,64}$", description="As a citation has it.")
    page: int = Field(ge=1, le=LARGEST_NUMBER, strict=True, description="As a citation has it.")
    start: Place | None = Field(
        default=None, description="Where the quote begins on the page, from the citation's url."
    )
    end: Place | None = Field(
        default=None, description="Where the quote ends on the page, from the citation's url."
    )
    language: Literal["auto", "th", "en"] = Field(
        default="auto", description="The language of title and notes; auto: that of the server."
    )


class FoundBody(Shape):
    """How a question was understood and what carries the answer, or why nothing is recommended."""

    question: Text
    language: Literal["th", "en"]
    need: NeedBody
    respelt: list[RespellingBody] = Field(description="Misspelt words, and what they were read as.")
    refusal: RefusalBody | None
    citations: list[CitationBody]


class ExpertsBody(FoundBody):
    experts: list[ExpertBody] = Field(description="Best first.")


class WorksBody(FoundBody):
    works: list[WorkBody] = Field(description="Best first.")


class SourceBody(Shape):
    """A page of a document as it was read, personal data blanked."""

    document_id: Text
    file: Text
    title: Text
    people: list[Text]
    year: int | None = Field(description="CE.")
    page: int = Field(ge=1, description="From 1; of a table: the row, the header being row 1.")
    page_count: int = Field(ge=1)
    is_row: bool = Field(description="Whether `page` is a row of a table.")
    is_well: bool = Field(description="Whether the letters could be read reliably; if not, quote nothing.")
    fictional: Fictional
    passage: Text | None = Field(description="What stands from `start` to `end`; null where nothing does.")
    text: Text = Field(description="All of the page.")
    note: Text | None = Field(description="What a reader must know of the page.")
