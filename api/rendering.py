"""Domain objects as the JSON that the command line and HTTP share."""

from collections.abc import Mapping
from typing import Any

from api.fictional import is_fictional
from assistant.domain.answers import Answer, Citation, Recommendation, Statement
from assistant.domain.documents import ParsedDocument
from assistant.domain.needs import Need
from assistant.domain.people import Contact, Expert
from assistant.domain.problems import Problem
from assistant.domain.works import Work
from assistant.names import academic_title_in
from ingest.reading.result import ReadResult, Record
from ingest.report import IngestReport
from prompts import Language

JsonObject = dict[str, Any]


def answer_to_json(answer: Answer) -> JsonObject:
    """The answer as DESIGN's one object; scores and factors are rounded so that they still add up."""
    return {
        "question": answer.question,
        "language": answer.language,
        "need": need_to_json(answer.need),
        "refusal": answer.refusal and {"reason": answer.refusal.reason, "message": answer.refusal.message},
        "statements": [_statement(statement) for statement in answer.statements],
        "experts": [
            _expert(r, r.subject, answer.language) for r in answer.experts if isinstance(r.subject, Expert)
        ],
        "works": [_work(r, r.subject, answer.language) for r in answer.works if isinstance(r.subject, Work)],
        "citations": [_citation(citation) for citation in answer.citations],
        "timings_ms": dict(answer.timings_ms),
    }


def need_to_json(need: Need) -> JsonObject:
    return {
        "text": need.text,
        "language": need.language,
        "topics": list(need.topics),
        "wanted": list(need.wanted),
        "region": need.region,
        "near": need.near,
        "centre": need.centre or None,
        "field": need.field or None,
        "organisation": need.organisation or None,
        "year_from": need.year_from,
        "year_to": need.year_to,
        "trl_from": need.trl_from,
        "trl_to": need.trl_to,
    }


def _statement(statement: Statement) -> JsonObject:
    return {"text": statement.text, "citations": list(statement.citations)}


def titled_name(expert: Expert, language: Language) -> str:
    """The name as it is printed: the academic title before it, both in the reader's language."""
    return " ".join(filter(None, (academic_title_in(expert.academic_title, language), expert.name(language))))


def _expert(recommendation: Recommendation, expert: Expert, language: Language) -> JsonObject:
    return {
        "id": expert.id,
        "name": titled_name(expert, language),
        "organisation": expert.organisation,
        "centre": expert.centre or None,
        "field": ", ".join(expert.fields),
        "region": expert.region,
        "fictional": is_fictional(expert.source.document_id),
        **_reasons(recommendation),
    }


def _work(recommendation: Recommendation, work: Work, language: Language) -> JsonObject:
    return {
        "id": work.id,
        "kind": work.kind,
        "title": work.title(language),
        "year": work.year,
        "trl": work.trl,
        "ip_status": work.ip_status or None,
        "organisation": work.organisation,
        "centre": work.centre or None,
        "fictional": is_fictional(work.source.document_id),
        **_reasons(recommendation),
    }


def _reasons(recommendation: Recommendation) -> JsonObject:
    factors = {name: round(value, 4) for name, value in recommendation.factors.items()}
    return {
        "score": round(sum(factors.values()), 4),
        "factors": factors,
        "why": [_statement(statement) for statement in recommendation.why],
        "contact": _contact(recommendation.contact),
    }


def _contact(contact: Contact | None) -> JsonObject | None:
    if contact is None:
        return None
    found_on = contact.found_on.isoformat() if contact.found_on else None
    return {
        "name": contact.name,
        "email": contact.email or None,
        "phone": contact.phone or None,
        "url": contact.url or None,
        "source": contact.source or None,
        "found_on": found_on,
    }


def _citation(citation: Citation) -> JsonObject:
    return {
        "number": citation.number,
        "document_id": citation.document_id,
        "file": citation.file,
        "title": citation.title,
        "people": list(citation.people),
        "year": citation.year,
        "page": citation.page,
        "is_row": citation.is_row,
        "quote": citation.quote,
        "fictional": is_fictional(citation.document_id),
        "url": citation_url(citation),
    }


def citation_url(citation: Citation) -> str:
    """The page, below the server's root, that shows the quote where it stands."""
    source = citation.source
    return f"/documents/{citation.document_id}/pages/{citation.page}?start={source.start}&end={source.end}"


def problem_to_json(problem: Problem, language: Language) -> JsonObject:
    return {
        "severity": problem.severity,
        "code": problem.key,
        "file": problem.file,
        "place": problem.place.text(language) or None,
        "message": problem.message(language),
    }


def report_to_json(report: IngestReport, language: Language) -> JsonObject:
    """A run's report; `files` counts what became of them, the lists name them."""
    outcomes: Mapping[str, tuple[str, ...]] = {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "copies": report.copies,
        "removed": report.removed,
        "failed": report.failed,
    }
    return {
        "files": {outcome: len(names) for outcome, names in outcomes.items()},
        **{outcome: list(names) for outcome, names in outcomes.items() if outcome != "unchanged"},
        "documents": report.documents,
        "pages": report.pages,
        "passages": report.passages,
        "experts": report.experts,
        "works": report.works,
        "organisations": report.organisations,
        "people_joined": report.people_joined,
        "people_unsure": report.people_unsure,
        "redactions": dict(report.redactions),
        "problems": [problem_to_json(problem, language) for problem in report.problems],
        "seconds": round(report.seconds, 2),
    }


def read_result_to_json(result: ReadResult, language: Language) -> JsonObject:
    """What reading a file gave: pages with health, what was recognised, register rows, problems."""
    return {
        "documents": [_document(document) for document in result.documents],
        "records": [_record(record) for record in result.records],
        "problems": [problem_to_json(problem, language) for problem in result.problems],
    }


def _document(document: ParsedDocument) -> JsonObject:
    return {
        "id": document.id,
        "file": document.file,
        "kind": document.kind,
        "redactions": dict(document.redactions),
        "facts": [
            {
                "name": f.name,
                "value": f.value,
                "page": f.source.page,
                "start": f.source.start,
                "end": f.source.end,
            }
            for f in document.facts
        ],
        "headings": [{"text": h.text, "level": h.level, "page": h.source.page} for h in document.headings],
        "pages": [
            {
                "number": page.number,
                "label": page.label or None,
                "extractor": page.extractor,
                "health": round(page.health.score, 3),
                "text": page.text,
            }
            for page in document.pages
        ],
    }


def _record(record: Record) -> JsonObject:
    if isinstance(record, Work):
        return {"kind": record.kind, "id": record.id, "name": record.title("th"), "row": record.source.page}
    kind = "expert" if isinstance(record, Expert) else "organisation"
    return {
        "kind": kind,
        "id": record.id,
        "name": record.name_th or record.name_en,
        "row": record.source.page,
    }
