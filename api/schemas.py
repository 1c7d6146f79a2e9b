"""The wire shapes of the HTTP interface. `api.rendering` fills them; here they are described and checked."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from assistant.domain.answers import RefusalReason
from assistant.domain.conversations import Act, ShownList
from assistant.domain.drafting import Fallback
from assistant.domain.explanations import LeftOutReason, SupportKind
from assistant.domain.needs import Exclusion, Wanted
from assistant.domain.people import Region
from assistant.domain.recorded_needs import NeedStatus
from assistant.domain.refining import RefiningFailure
from assistant.domain.teams import UncoveredReason
from assistant.domain.works import WorkKind
from prompts import Language

Text = str
LARGEST_TOP = 50
# What every database holds as a whole number.
LARGEST_NUMBER = 2**31 - 1
# Of each kind. A question of the longest names fewer.
MOST_RULED_OUT = 500
CONVERSATION_ID = r"^[A-Za-z0-9_-]{16,64}$"


def _of_whole_characters(text: str) -> str:
    """`text`, unless it holds half of a character, which JSON can spell and no answer can give back."""
    text.encode("utf-8")  # UnicodeEncodeError is a ValueError: the request is wrong
    return text


SentText = Annotated[str, AfterValidator(_of_whole_characters)]
Score = Annotated[
    float, Field(ge=0, le=1, description="From 0 to 1, higher is better: the sum of the factors.")
]
Factors = Annotated[dict[str, float], Field(description="What the score is made of.")]
Trl = Annotated[int, Field(ge=1, le=9, strict=True)]
Year = Annotated[int, Field(ge=1900, le=2200, strict=True)]
Numbers = Annotated[
    list[int], Field(min_length=1, description="Numbers of the citations that carry this text.")
]

THAI_EXAMPLE: JsonDict = {
    "question": "ทำปลาร้าขายส่งออก อยากลดเกลือแต่รสชาติเหมือนเดิม ใครช่วยได้บ้าง",
    "top": 5,
    "language": "auto",
}
ENGLISH_EXAMPLE: JsonDict = {
    "question": "Who can help us make compostable food trays from cassava waste?",
    "top": 3,
    "language": "en",
}


class Shape(BaseModel):
    """An object without unknown fields."""

    model_config = ConfigDict(extra="forbid")


class QuestionBody(Shape):
    """A question, and how it is to be answered."""

    question: SentText = Field(description="What is needed, in Thai or English, at most 2,000 characters.")
    top: int = Field(
        default=5,
        ge=1,
        le=LARGEST_TOP,
        strict=True,
        description="How many experts, and how many works, at most.",
    )
    language: Literal["auto", "th", "en"] = Field(
        default="auto", description="The language of the answer; auto: that of the question."
    )

    @property
    def spoken(self) -> Language | None:
        """The language that is asked for, None where it is that of the question."""
        return None if self.language == "auto" else self.language


class AskBody(QuestionBody):
    """A question. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [THAI_EXAMPLE, ENGLISH_EXAMPLE]})

    explain: bool = Field(
        default=False, strict=True, description="Also tell what each score rests on, and who just missed."
    )


class StatementBody(Shape):
    text: Text
    citations: Numbers


Fictional = Annotated[bool, Field(description="Invented for demonstration: from the bundled sample corpus.")]
Reasons = Annotated[list[StatementBody], Field(min_length=1)]


class ExclusionBody(Shape):
    """Where the help must not come from; empty: nothing is ruled out."""

    regions: Annotated[list[Region], Field(max_length=MOST_RULED_OUT)] = []
    centres: Annotated[
        list[Annotated[SentText, Field(min_length=1, max_length=64)]], Field(max_length=MOST_RULED_OUT)
    ] = []
    organisations: Annotated[
        list[Annotated[SentText, Field(min_length=1, max_length=200)]], Field(max_length=MOST_RULED_OUT)
    ] = []

    def exclusion(self) -> Exclusion:
        return Exclusion(tuple(self.regions), tuple(self.centres), tuple(self.organisations))


class NeedBody(Shape):
    """How the question was understood. What it does not say is null or empty."""

    text: Text
    language: Literal["th", "en"]
    topics: list[Text] = Field(description="The words that were searched for.")
    wanted: list[Wanted] = Field(description="The kinds asked for; empty: any.")
    region: Region | None = Field(description="Where the help must be.")
    near: Region | None = Field(description="Where the asker is: tips the scales between equals.")
    centre: Text | None
    field: Text | None
    organisation: Text | None
    year_from: int | None = Field(description="CE, inclusive.")
    year_to: int | None = Field(description="CE, inclusive.")
    trl_from: Trl | None
    trl_to: Trl | None
    without: ExclusionBody


class ContactBody(Shape):
    """An office contact: the expert's own only with consent, else that of the centre or the park."""

    name: Text
    email: Text | None
    phone: Text | None
    url: Text | None
    source: Text | None = Field(description="Where the contact was found.")
    found_on: date | None


class ExpertBody(Shape):
    id: Text
    name: Text
    organisation: Text
    centre: Text | None
    field: Text
    region: Region | None
    fictional: Fictional
    score: Score
    factors: Factors
    why: Reasons
    contact: ContactBody | None


class WorkBody(Shape):
    id: Text
    kind: WorkKind
    title: Text
    year: int | None = Field(description="CE.")
    trl: Trl | None
    ip_status: Text | None
    organisation: Text
    centre: Text | None
    fictional: Fictional
    score: Score
    factors: Factors
    why: Reasons
    contact: ContactBody | None


class CitationBody(Shape):
    """A quote that stands verbatim on the page (after Unicode and Thai normalisation and folded spaces)."""

    number: int = Field(ge=1)
    document_id: Text
    file: Text
    title: Text
    people: list[Text]
    year: int | None = Field(description="CE.")
    page: int = Field(ge=1, description="From 1; of a table: the row, the header being row 1.")
    is_row: bool = Field(description="Whether `page` is a row of a table.")
    quote: Text = Field(min_length=1)
    fictional: Fictional
    url: Text = Field(description="The page that shows the quote in place, below this server's root.")


class SearchedBody(Shape):
    """How much was searched, and within which limits, in words."""

    experts: int = Field(ge=0)
    works: int = Field(ge=0)
    limits: list[Text]


class NearestBody(Shape):
    """What comes nearest. It does not fit, and is no recommendation."""

    kind: Wanted
    id: Text
    name: Text
    fictional: Fictional
    message: Text = Field(description="That it does not fit, with its name.")
    why: StatementBody


class RefusalBody(Shape):
    reason: RefusalReason
    message: Text = Field(description="In the language of the answer, with what was searched for.")
    searched: SearchedBody | None = Field(description="Null where nothing was searched.")
    nearest: NearestBody | None = Field(description="Null where nothing was found that can be quoted.")
    can_be_recorded: bool = Field(
        description="Whether the need can be recorded for an officer (`POST /api/needs`)."
    )


class LeftOpenBody(Shape):
    """What was asked for and is not among what fits."""

    kinds: list[Wanted] = Field(min_length=1)
    message: Text


class DraftingBody(Shape):
    """How the statements were made; only where a language model is set."""

    model: Text
    by: Literal["model", "extractive"] = Field(description="extractive: they are quotes.")
    fallback: Fallback | None = Field(description="Why they are quotes.")
    drafted: int = Field(ge=0, description="Statements that the model wrote at first.")
    repaired: int = Field(ge=0, description="Of these, those that held at the second try.")
    dropped: int = Field(ge=0, description="Of these, those that the evidence does not carry.")
    input_tokens: int = Field(ge=0, description="As the provider counts them; 0 where it does not.")
    output_tokens: int = Field(ge=0)
    cost: float | None = Field(description="Of these tokens, where prices are set.")
    prompt_version: Text
    set_aside: int = Field(ge=0, description="Passages that the model found of no help.")
    faults: dict[str, int] = Field(description="What was wrong with statements at first, by kind.")


class RefiningBody(Shape):
    """What a language model settled of what the rules left open in the need."""

    model: Text
    added: list[Text] = Field(description="Fields of the need that it settled; years are one.")
    dropped: list[Text] = Field(description="Those in which it wrote what the question does not hold.")
    failure: RefiningFailure | None = Field(description="Why it settled nothing, if it failed.")
    input_tokens: int = Field(ge=0)
    output_tokens: int = Field(ge=0)
    cost: float | None


class ExposureBody(Shape):
    """That experts who fit about equally take turns; only where that is set."""

    share: float = Field(ge=0, le=1, description="By how much a score may be below the best of its group.")
    day: date
    near_equals: list[list[Text]] = Field(description="Ids of those who take turns, by score, in groups.")
    moved: list[Text] = Field(description="Ids of the recommended who do not stand where their score would.")


class UncoveredBody(Shape):
    reason: UncoveredReason
    message: Text


class PartBody(Shape):
    """One problem of the need."""

    number: int = Field(ge=1)
    text: Text = Field(description="As the question states it.")
    covered_by: list[Text] = Field(description="Ids of the members who cover it.")
    uncovered: UncoveredBody | None = Field(description="Why nobody covers it.")


class CoverBody(Shape):
    part: int = Field(ge=1)
    score: float = Field(ge=0, le=1, description="For this part alone.")
    why: StatementBody


class MemberBody(Shape):
    id: Text
    name: Text
    fictional: Fictional
    organisation: Text
    centre: Text | None
    region: Region | None
    covers: list[CoverBody] = Field(min_length=1)
    contact: ContactBody | None


class TeamBody(Shape):
    """The fewest experts who together cover every part of the need that anybody covers."""

    parts: list[PartBody] = Field(min_length=2)
    members: list[MemberBody]


class FactorBody(Shape):
    name: Text
    value: float = Field(ge=0, le=1)
    text: Text = Field(description="What the factor stands for, in the language of the answer.")


class StandingBody(Shape):
    """Where somebody or something would stand."""

    rank: int | None = Field(ge=1, description="From 1; null: would not fit, or not be found.")
    score: float = Field(ge=0, le=1)
    is_recommended: bool


class SupportBody(Shape):
    """A piece of evidence without which the score would be lower."""

    kind: SupportKind
    id: Text = Field(description="Of the expert whose profile it is, or of the work.")
    name: Text
    fictional: Fictional
    citations: list[int] = Field(description="Numbers of the citations that show it; may be empty.")
    without: StandingBody = Field(description="How the recommended one would stand without it.")
    is_decisive: bool = Field(
        description="Whether the rank, or whether it is recommended at all, would be another without it."
    )
    text: Text


class ExplainedBody(Shape):
    id: Text
    name: Text
    fictional: Fictional
    rank: int | None = Field(ge=1, description="By the score alone, from 1.")
    score: Score
    factors: list[FactorBody] = Field(description="They add up to the score.")
    supports: list[SupportBody] = Field(description="What the score would fall most without comes first.")


class LeftOutBody(Shape):
    """One of the next that were not recommended."""

    id: Text
    name: Text
    fictional: Fictional
    score: float = Field(ge=0, le=1, description="Outside the limits: as if there were none.")
    reason: LeftOutReason
    text: Text


class NotRecommendedBody(Shape):
    experts: list[LeftOutBody]
    works: list[LeftOutBody]


class ExplanationBody(Shape):
    """Why the answer is as it is."""

    confidence: float = Field(ge=0, le=1, description="How likely the need can be answered at all.")
    confidence_needed: float = Field(ge=0, le=1)
    experts: list[ExplainedBody]
    works: list[ExplainedBody]
    not_recommended: NotRecommendedBody


class RespellingBody(Shape):
    typed: Text
    meant: Text


class UnmeetableBody(Shape):
    limit: Literal["trl", "years"]
    message: Text


class AnswerBody(Shape):
    """Recommendations with their proof, or a refusal; never both. A team may come with either: its parts were
    asked by themselves."""

    question: Text
    language: Literal["th", "en"]
    need: NeedBody
    respelt: list[RespellingBody] = Field(description="Misspelt words, and what they were read as.")
    refusal: RefusalBody | None
    statements: list[StatementBody]
    experts: list[ExpertBody]
    works: list[WorkBody]
    left_open: LeftOpenBody | None = Field(
        description="Where nothing fits of a kind that was asked for, and something of another kind does."
    )
    unmeetable: list[UnmeetableBody] = Field(description="Limits that no work can meet.")
    drafting: DraftingBody | None = Field(
        description="Only where a language model is set and something is recommended."
    )
    refining: RefiningBody | None = Field(description="Only where a language model was asked about the need.")
    exposure: ExposureBody | None = Field(description="Only where experts are set to take turns.")
    team: TeamBody | None = Field(description="Only where the question holds several problems.")
    citations: list[CitationBody]
    explanation: ExplanationBody | None = Field(description="Only where it was asked for.")
    timings_ms: dict[str, float]


class MessageBody(Shape):
    """A message. Unknown fields are refused."""

    message: SentText = Field(description="What is said, in Thai or English, at most 2,000 characters.")
    top: int = Field(
        default=5,
        ge=1,
        le=LARGEST_TOP,
        strict=True,
        description="How many experts, and how many works, at most.",
    )
    language: Literal["auto", "th", "en"] = Field(
        default="auto", description="The language of the reply; auto: that of the message."
    )

    @property
    def spoken(self) -> Language | None:
        """The language that is asked for, None where it is that of the message."""
        return None if self.language == "auto" else self.language


class NeedChangeBody(Shape):
    """The text or limits to set; null or an empty list lifts a limit, and what is missing stands."""

    text: Annotated[SentText, Field(description="What is needed, at most 2,000 characters.")] = ""
    wanted: list[Wanted] | None = None
    region: Region | None = None
    centre: Annotated[SentText, Field(max_length=64)] | None = None
    organisation: Annotated[SentText, Field(max_length=200)] | None = None
    year_from: Year | None = Field(default=None, description="CE.")
    year_to: Year | None = Field(default=None, description="CE.")
    trl_from: Trl | None = None
    trl_to: Trl | None = None
    without: ExclusionBody | None = None

    def changes(self) -> dict[str, Any]:
        """What is named, as the fields of a need hold it."""
        named = self.model_dump(exclude_unset=True)
        empty: dict[str, Any] = {"centre": "", "organisation": ""}
        told = {name: empty.get(name) if value is None else value for name, value in named.items()}
        built: dict[str, Any] = {
            "wanted": tuple(self.wanted or ()),
            "without": self.without.exclusion() if self.without else Exclusion(),
        }
        return told | {name: value for name, value in built.items() if name in told}


class PointingBody(Shape):
    list: ShownList
    number: int | None = Field(description="From 1; -1: the last; null: all of it.")


class OpeningBody(Shape):
    """What a language model worded of an answer, as far as its citations still carry it."""

    model: Text
    statements: Annotated[list[StatementBody], Field(min_length=1)]
    citations: Annotated[list[CitationBody], Field(min_length=1)]


class TurnBody(Shape):
    """A message, what it did, the need that stands after it, and the ids of what was shown for it."""

    said: Text
    at: datetime = Field(description="In UTC.")
    act: Act
    need: NeedBody | None
    pointing: PointingBody | None
    experts: list[Text]
    works: list[Text]
    opening: OpeningBody | None = Field(
        description="null: no language model worded the opening of the answer, or nothing of that holds."
    )


class ConversationBody(Shape):
    id: Text
    turns: list[TurnBody]


class RecordedBody(Shape):
    """A need as it is recorded for an officer, without who asked."""

    number: int = Field(ge=1, description="What the asker tells an officer.")
    status: NeedStatus
    at: datetime = Field(description="In UTC.")
    need: NeedBody


class ReplyBody(Shape):
    """What is replied to a message: an answer, a few words, or both."""

    conversation: Text = Field(description="Its id, for the next message.")
    language: Literal["th", "en"]
    act: Act = Field(description="What the message did.")
    need: NeedBody | None = Field(description="The need that stands; null: none was stated yet.")
    message: Text = Field(description="May be empty where the answer speaks for itself.")
    choices: list[Text] = Field(description="Suggested where something is asked back.")
    answer: AnswerBody | None
    recorded: RecordedBody | None = Field(
        description="The need that was recorded for an officer, if one was."
    )


class RecordBody(Shape):
    """What to record: a question, or the need that stands in a conversation. Unknown fields are refused."""

    question: SentText | None = Field(
        default=None, description="The need in the asker's words, at most 2,000 characters."
    )
    conversation: Annotated[str, Field(pattern=CONVERSATION_ID)] | None = None
    language: Literal["auto", "th", "en"] = Field(
        default="auto", description="In which the asker is answered; auto: that of the question."
    )
    asker: Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,64}$")] | None = Field(
        default=None, description="A pseudonym by which your channel knows the asker; no name, no address."
    )
    contact: SentText | None = Field(
        default=None, description="How the asker wishes to be reached, only where they gave it for this."
    )

    @property
    def spoken(self) -> Language | None:
        """The language that is asked for, None where it is that of the question."""
        return None if self.language == "auto" else self.language


class HealthBody(Shape):
    status: Literal["ready"]
    documents: int = Field(ge=0)
    passages: int = Field(ge=0, description="Passages in the index.")


class ErrorDetail(Shape):
    code: Text = Field(description="Stable; for programs.", examples=["web.bad_top"])
    message: Text = Field(description="For people, in Thai or English by Accept-Language.")
    request_id: Text | None = Field(
        default=None, description="Only with 500 and 503: what to look for in the log."
    )


class ErrorBody(Shape):
    error: ErrorDetail
