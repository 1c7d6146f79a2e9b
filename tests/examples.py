"""Small, readable domain objects for tests; every test names only what it is about."""

from dataclasses import replace
from typing import Any

from assistant.domain.documents import Fact, Page, ParsedDocument, SourceRef, TextHealth
from assistant.domain.evidence import Chunk
from assistant.domain.people import Contact, Expert, Organisation
from assistant.domain.works import Work

PLARA = "การลดเกลือในปลาร้าลงร้อยละ 30 โดยไม่เสียรสชาติ"
DOCUMENT = "doc-0123456789abcdef"


def a_page(number: int = 1, text: str = PLARA, score: float = 1.0) -> Page:
    return Page(number, text, TextHealth(score), "pdf_oxide")


def a_document(document_id: str = DOCUMENT, *pages: Page, **changes: Any) -> ParsedDocument:
    title = Fact("title_th", PLARA[:18], SourceRef(document_id, 1, 0, 18))
    document = ParsedDocument(document_id, "plara.pdf", "report", pages or (a_page(),), (title,))
    return replace(document, **changes)


def a_work(id_: str = "report-1", document_id: str = DOCUMENT, **changes: Any) -> Work:
    work = Work(id_, "report", "ปลาร้าโซเดียมต่ำ", "Low-sodium pla-ra", SourceRef(document_id, 1, 0, 18))
    return replace(work, **changes)


def an_expert(id_: str = "exp-1", document_id: str = DOCUMENT, **changes: Any) -> Expert:
    expert = Expert(id_, "สมหญิง ใจดีงาม", "Somying Chaideengam", SourceRef(document_id, 2, 0, 10))
    return replace(expert, **changes)


def an_organisation(id_: str = "org-cab", document_id: str = DOCUMENT, **changes: Any) -> Organisation:
    organisation = Organisation(
        id_,
        "centre",
        "CAB",
        "ศูนย์ความเป็นเลิศด้านเทคโนโลยีชีวภาพเกษตร",
        "Center of Excellence on Agricultural Biotechnology",
        SourceRef(document_id, 3, 0, 10),
        contact=Contact("สำนักงานศูนย์", email="cab@example.ac.th"),
    )
    return replace(organisation, **changes)


def a_chunk(id_: str = f"{DOCUMENT}:000001", subject_id: str = "report-1", **changes: Any) -> Chunk:
    document_id = id_.rsplit(":", 1)[0]
    source = SourceRef(document_id, 1, 0, len(PLARA))
    return replace(
        Chunk(id_, document_id, "work", subject_id, PLARA, "ปลาร้าโซเดียมต่ำ", (source,), "th"), **changes
    )
