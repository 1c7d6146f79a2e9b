"""A register of five documents for the web: a real database, and an index whose scores are shared words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine

from assistant.asking import Assistant
from assistant.chatting import Chat
from assistant.domain.documents import Fact, Page, ParsedDocument, SourceRef
from assistant.domain.evidence import Chunk
from assistant.domain.people import Contact, Expert
from assistant.domain.works import Authorship, Work
from assistant.language import detect_language
from assistant.recording import Recorder
from assistant.refusing import Calibration
from catalogue.conversations import SqlConversations
from catalogue.engine import open_database
from catalogue.needs import SqlNeeds
from catalogue.register import SqlRegister
from catalogue.repository import Catalogue, ReadContent, StoredFile
from catalogue.settings import CatalogueSettings
from ingest.discovery import content_hash
from ingest.personal_data import redact
from tests.examples import a_page, a_work, an_expert
from tests.fakes import SharedWordsIndex

PLARA_QUESTION = "ลดเกลือ ลดโซเดียมในปลาร้า"
BIOGAS_QUESTION = "biogas digester pig farm"
HOSTILE_QUESTION = "turmeric curcumin extract"
ROCKET_QUESTION = "จรวดส่งดาวเทียม"

QUOTE = "การแทนเกลือด้วยโพแทสเซียมคลอไรด์ลดโซเดียมในปลาร้าลงร้อยละ 30 โดยรสชาติไม่ต่างจากเดิม"
COVER = "ปลาร้าโซเดียมต่ำ\nผศ.ดร.สมหญิง ใจดีงาม"
RESULTS = f"คณะผู้วิจัยทดลองที่จังหวัดขอนแก่น\n{QUOTE}\nผู้ชิมให้คะแนนใกล้เคียงกัน"
BIOGAS = "The biogas digester of the pig farm produced 120 cubic metres of methane per day."
HOSTILE = "Turmeric curcumin extract <script>document.title='owned'</script> <img src=x onerror=alert(1)>"
ROW = 'id: tech-1\ntitle_th: เครื่องอบผลไม้\nabstract_th: ใช้ปั๊มความร้อน\nnote: ประหยัดไฟ "มาก"\ntrl: 7'

PLARA_ID, BIOGAS_ID, HOSTILE_ID, SICK_ID, TABLE_ID = (
    f"doc-{name}" for name in ("plara", "biogas", "hostile", "sick", "table")
)


def pdf_of(document_id: str) -> bytes:
    """What the file of a document holds."""
    head = f"%PDF-1.4\n%{document_id}\n".encode()
    return head + b"1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


# The fake's cosine is the share of the question's words that a passage holds.
ONE_WORD_IN_THREE = Calibration(intercept=-33.0, cosine=100.0, shared=0.0)


@dataclass(frozen=True, slots=True)
class WebParts:
    """What `create_app` needs."""

    assistant: Assistant
    chat: Chat
    recorder: Recorder
    needs: SqlNeeds
    conversations: SqlConversations
    register: SqlRegister
    index: SharedWordsIndex
    files: Path


@contextmanager
def open_web_parts(folder: Path) -> Iterator[WebParts]:
    """Everything stored and opened below `folder`; the reports' files lie in its `files`."""
    engine = open_database(folder, CatalogueSettings())
    try:
        yield _parts(engine, folder / "files")
    finally:
        engine.dispose()


def _parts(engine: Engine, files: Path) -> WebParts:
    catalogue, register, needs = Catalogue(engine), SqlRegister(engine), SqlNeeds(engine)
    conversations = SqlConversations(engine)
    files.mkdir()
    chunks: list[Chunk] = []
    for document, works, experts, passages in _documents():
        path = files / document.file
        path.write_bytes(pdf_of(document.id))
        stored = StoredFile(str(path), path.name, content_hash(path), "1")
        records: list[Work | Expert] = [*works, *experts]
        catalogue.store(stored, ReadContent(stored.content_hash, [document], records, passages, []))
        chunks += passages
    printed = COVER[COVER.index("ผศ.") :]
    catalogue.replace_authorships([Authorship("report-plara", "exp-1", printed, 1, 1.0)], [])
    index = SharedWordsIndex(chunks)
    today = date(2026, 11, 22)
    assistant = Assistant(index, register, lambda: today, ONE_WORD_IN_THREE)
    recorder = Recorder(
        needs, register, lambda: today, _now, 365, blank_personal=lambda text: redact(text)[0]
    )
    chat = Chat(assistant, conversations, recorder, _now, kept_days=90)
    return WebParts(assistant, chat, recorder, needs, conversations, register, index, files)


def _now() -> datetime:
    return datetime.now(UTC)


def _documents() -> Iterator[tuple[ParsedDocument, list[Work], list[Expert], list[Chunk]]]:
    yield _plara()
    yield _report(BIOGAS_ID, "Biogas of pig farms", BIOGAS)
    yield _report(HOSTILE_ID, '"><script>document.title="owned"</script>', HOSTILE)
    sick = _document(SICK_ID, "sick.pdf", "", a_page(1, "ปลาราโซเดยมตา กรลดเกลอ", score=0.3))
    yield sick, [], [], []
    row = replace(_document(TABLE_ID, "technologies.csv", "", a_page(2, ROW)), kind="register")
    yield row, [], [], []


def _plara() -> tuple[ParsedDocument, list[Work], list[Expert], list[Chunk]]:
    start = COVER.index("ผศ.")
    author = Fact("author", COVER[start:], SourceRef(PLARA_ID, 1, start, len(COVER)))
    document = _document(PLARA_ID, "ปลาร้า.pdf", COVER[:16], a_page(1, COVER), a_page(2, RESULTS))
    year = Fact("year", "2023", SourceRef(PLARA_ID, 1, 0, 4))
    contact = Contact(
        "ผศ.ดร.สมหญิง ใจดีงาม",
        email="somying@example.ac.th",
        phone="0-4300-0101 ต่อ 12",
        url="javascript:alert(1)",
        source="หน้าเว็บคณะ",
        found_on=date(2026, 1, 12),
    )
    expert = an_expert(
        document_id=PLARA_ID,
        academic_title="ผศ.ดร.",
        organisation="มหาวิทยาลัยขอนแก่น",
        centre="CAB",
        region="northeast",
        fields=("เทคโนโลยีการอาหาร",),
        contact=contact,
        contact_consent=True,
    )
    work = a_work("report-plara", PLARA_ID, year=2023, trl=6, region="northeast", people=("สมหญิง ใจดีงาม",))
    passage = _passage(PLARA_ID, 2, RESULTS, "report-plara")
    return replace(document, facts=(*document.facts, author, year)), [work], [expert], [passage]


def _report(
    document_id: str, title: str, text: str
) -> tuple[ParsedDocument, list[Work], list[Expert], list[Chunk]]:
    work_id = document_id.replace("doc", "report")
    work = a_work(work_id, document_id, title_th="", title_en=title, region="north")
    document = _document(document_id, f"{document_id}.pdf", title, a_page(1, text))
    return document, [work], [], [_passage(document_id, 1, text, work_id)]


def _document(document_id: str, file: str, title: str, *pages: Page) -> ParsedDocument:
    facts = (Fact("title_th", title, SourceRef(document_id, 1, 0, len(title))),) if title else ()
    return ParsedDocument(document_id, file, "report", pages, facts)


def _passage(document_id: str, page: int, text: str, work_id: str) -> Chunk:
    source = SourceRef(document_id, page, 0, len(text))
    language = detect_language(text)
    return Chunk(f"{document_id}:{page}", document_id, "work", work_id, text, "", (source,), language)
