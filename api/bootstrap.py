"""The one place that chooses concrete classes, opens them and closes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from api.settings import Settings
from assistant.answering.drafting import Drafter, StatementChecker
from assistant.asking import Assistant
from assistant.chatting import Chat
from assistant.checking import Checker
from assistant.errors import StoreUnwritableError
from assistant.ports import Writer
from assistant.prices import Prices
from assistant.recording import Recorder
from assistant.refining import Refiner
from assistant.refusing import MULTILINGUAL_E5_SMALL, SHARED_WORDS_ALONE, Calibration
from assistant.settings import AssistantSettings
from catalogue.conversations import SqlConversations
from catalogue.engine import open_database
from catalogue.needs import SqlNeeds
from catalogue.register import SqlRegister
from catalogue.repository import Catalogue
from ingest.personal_data import redact
from ingest.run import Ingestion
from vectorstore.adapter import Adapter
from vectorstore.cross_encoder import CrossEncoder
from vectorstore.embeddings import SentenceEmbeddings, is_at_hand
from vectorstore.index import HybridIndex, open_index
from vectorstore.likeness import WordLikeness
from vectorstore.settings import BUNDLED_MODEL, VectorStoreSettings

BANGKOK = ZoneInfo("Asia/Bangkok")
MODELS_FOLDER = "models"
# How much of a language model's time for an answer may go into refining the need.
REFINING_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Stores:
    """The register, the conversations and who records needs, without the indexes."""

    catalogue: Catalogue
    register: SqlRegister
    conversations: SqlConversations
    recorder: Recorder


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a channel may call."""

    settings: Settings
    catalogue: Catalogue
    register: SqlRegister
    index: HybridIndex
    assistant: Assistant
    checker: Checker
    chat: Chat
    recorder: Recorder
    ingestion: Ingestion


@contextmanager
def open_stores(settings: Settings) -> Iterator[Stores]:
    """Open the register without the indexes or the model. Raises StoreError or SettingsError."""
    engine = _open_engine(settings)
    try:
        register = SqlRegister(engine)
        recorder = Recorder(
            SqlNeeds(engine),
            register,
            today=_today,
            now=_now,
            kept_days=settings.assistant.contact_days,
            blank_personal=_blank_personal,
        )
        yield Stores(Catalogue(engine), register, SqlConversations(engine), recorder)
    finally:
        engine.dispose()


@contextmanager
def open_services(settings: Settings) -> Iterator[Services]:
    """Open everything; loading the model takes seconds. Raises StoreError, ModelError or SettingsError."""
    with open_stores(settings) as stores:
        embeddings = open_embeddings(settings)
        cross_encoder = open_cross_encoder(settings.vectorstore)
        index = open_index(settings.home / "index", settings.vectorstore, embeddings, cross_encoder)
        try:
            likeness = WordLikeness(embeddings, index.tokens.statistics)
            checker, writer = Checker(), writer_for(settings.assistant)
            assistant = Assistant(
                index,
                stores.register,
                today=_today,
                calibration=calibration_for(settings.vectorstore),
                turns_within=settings.assistant.turns_within,
                drafter=drafter_for(settings.assistant, checker, writer),
                likeness=likeness,
                refiner=refiner_for(settings.assistant, writer),
                checker=checker,
            )
            yield Services(
                settings=settings,
                catalogue=stores.catalogue,
                register=stores.register,
                index=index,
                assistant=assistant,
                checker=checker,
                chat=Chat(
                    assistant,
                    stores.conversations,
                    stores.recorder,
                    now=_now,
                    kept_days=settings.assistant.conversation_days,
                ),
                recorder=stores.recorder,
                ingestion=Ingestion(
                    settings.home, stores.catalogue, stores.register, index, embeddings.count_tokens
                ),
            )
        finally:
            index.close()


def open_embeddings(settings: Settings) -> SentenceEmbeddings:
    """Load the model that is set; the bundled one takes seconds. Raises ModelError."""
    return SentenceEmbeddings(
        settings.vectorstore.embedding_model,
        models_folder=settings.home / MODELS_FOLDER,
        adapter=Adapter.bundled() if settings.vectorstore.embedding_adapter else None,
    )


def open_cross_encoder(settings: VectorStoreSettings) -> CrossEncoder | None:
    """Load the cross-encoder that is set; None where none is, or where it would read nothing.

    Raises ModelError.
    """
    is_wanted = settings.cross_encoder and settings.cross_encoder_candidates
    return CrossEncoder(settings.cross_encoder) if is_wanted else None


def is_model_at_hand(settings: Settings) -> bool:
    """Whether the model can be loaded at once, or must be unpacked first. Raises ModelError."""
    return is_at_hand(settings.vectorstore.embedding_model, settings.home / MODELS_FOLDER)


def calibration_for(settings: VectorStoreSettings) -> Calibration:
    """When to refuse with the model that is set: as fitted to that model, else by shared words alone."""
    is_fitted = settings.embedding_model == BUNDLED_MODEL and settings.embedding_adapter
    return MULTILINGUAL_E5_SMALL if is_fitted else SHARED_WORDS_ALONE


def writer_for(settings: AssistantSettings) -> Writer | None:
    """The language model that is set, if one is; nothing is sent yet. Raises SettingsError."""
    if not settings.llm:
        return None
    # Loading LangChain takes a second, which nobody should wait for who sets no model.
    from assistant.language_model import open_language_model

    return open_language_model(settings)


def refiner_for(settings: AssistantSettings, writer: Writer | None) -> Refiner | None:
    """Who refines needs with `writer`, within their share of an answer's time; None where nobody does."""
    if writer is None or not settings.llm_refines:
        return None
    return Refiner(
        writer,
        timeout_s=REFINING_SHARE * settings.llm_timeout_s,
        prices=_prices(settings),
        blank_personal=_blank_personal,
    )


def drafter_for(
    settings: AssistantSettings, checker: StatementChecker, writer: Writer | None
) -> Drafter | None:
    """Who drafts statements with `writer`, in what time refining leaves; None where nobody does."""
    if writer is None:
        return None
    share = 1.0 - REFINING_SHARE if settings.llm_refines else 1.0
    return Drafter(
        writer,
        checker,
        timeout_s=share * settings.llm_timeout_s,
        prices=_prices(settings),
        blank_personal=_blank_personal,
        grades=settings.llm_grades,
    )


def _prices(settings: AssistantSettings) -> Prices:
    return Prices(settings.llm_input_price, settings.llm_output_price)


def _today() -> date:
    return datetime.now(BANGKOK).date()


def _now() -> datetime:
    return datetime.now(UTC)


def _blank_personal(text: str) -> str:
    return redact(text)[0]


def _open_engine(settings: Settings) -> Engine:
    _make_home(settings.home)
    return open_database(settings.home, settings.catalogue)


def _make_home(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreUnwritableError("ingest.unwritable") from error
