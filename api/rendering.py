"""Domain objects as the JSON that the command line and HTTP share."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from api.fictional import is_fictional
from assistant.chatting import Reply
from assistant.domain.answers import Answer, Nearest, Recommendation, Refusal, Respelling, Unmeetable
from assistant.domain.citations import Citation, Statement
from assistant.domain.conversations import Conversation, Turn
from assistant.domain.documents import ParsedDocument
from assistant.domain.drafting import Drafting
from assistant.domain.explanations import Explained, Explanation, LeftOut
from assistant.domain.exposure import Exposure
from assistant.domain.needs import Need, Wanted
from assistant.domain.openings import ProvedOpening
from assistant.domain.people import Contact, Expert
from assistant.domain.problems import Problem
from assistant.domain.recorded_needs import RecordedNeed
from assistant.domain.refining import Refining
from assistant.domain.teams import Member, Team, UncoveredReason
from assistant.domain.works import Record, Work
from assistant.names import academic_title_in
from ingest.reading.result import ReadResult
from ingest.report import IngestReport
from prompts import Language, message

JsonObject = dict[str, Any]


def answer_to_json(answer: Answer) -> JsonObject:
    """The answer as one object; scores and factors are rounded so that they still add up."""
    return {
        "question": answer.question,
        "language": answer.language,
        "need": need_to_json(answer.need),
        "respelt": respelt_to_json(answer.respelt),
        "refusal": answer.refusal and refusal_to_json(answer.refusal, answer.language),
        "statements": [statement_to_json(statement) for statement in answer.statements],
        "experts": [
            _expert(r, r.subject, answer.language) for r in answer.experts if isinstance(r.subject, Expert)
        ],
        "works": [_work(r, r.subject, answer.language) for r in answer.works if isinstance(r.subject, Work)],
        "left_open": left_open_to_json(answer.left_open, answer.language),
        "unmeetable": [
            {"limit": limit, "message": unmeetable_in_words(limit, answer.language)}
            for limit in answer.unmeetable
        ],
        "drafting": answer.drafting and drafting_to_json(answer.drafting),
        "refining": answer.refining and drafting_to_json(answer.refining),
        "exposure": answer.exposure and exposure_to_json(answer.exposure),
        "team": answer.team and team_to_json(answer.team, answer.language),
        "citations": [_citation(citation) for citation in answer.citations],
        "explanation": answer.explanation and explanation_to_json(answer.explanation, answer.language),
        "timings_ms": dict(answer.timings_ms),
    }


def reply_to_json(reply: Reply) -> JsonObject:
    """A reply as one object, with the answer where there is one."""
    turn = reply.conversation.turns[-1]
    return {
        "conversation": reply.conversation.id,
        "language": reply.language,
        "act": turn.act,
        "need": turn.need and need_to_json(turn.need),
        "message": reply.message,
        "choices": list(reply.choices),
        "answer": reply.answer and answer_to_json(reply.answer),
        "recorded": reply.recorded and recorded_to_json(reply.recorded),
    }


def refusal_to_json(refusal: Refusal, language: Language) -> JsonObject:
    """Why nothing is recommended, what was searched, and what comes nearest."""
    searched = refusal.searched
    return {
        "reason": refusal.reason,
        "message": refusal.message,
        "searched": searched
        and {"experts": searched.experts, "works": searched.works, "limits": list(searched.limits)},
        "nearest": refusal.nearest
        and {
            "kind": _kind(refusal.nearest.subject),
            **_named(refusal.nearest.subject, language),
            "message": nearest_in_words(refusal.nearest, language),
            "why": statement_to_json(refusal.nearest.why),
        },
        "can_be_recorded": refusal.can_be_recorded,
    }


def nearest_in_words(nearest: Nearest, language: Language) -> str:
    """What comes nearest, named as what does not fit."""
    subject = nearest.subject
    if isinstance(subject, Expert):
        named = titled_name(subject, language)
    else:
        named = message(f"explaining.the_{subject.kind}", language, title=subject.title(language))
    return message("answer.nearest", language, named=named)


def _kind(subject: Expert | Work) -> Wanted:
    return "expert" if isinstance(subject, Expert) else subject.kind


def left_open_to_json(kinds: Collection[Wanted], language: Language) -> JsonObject | None:
    """The kinds asked for of which nothing fits, if any."""
    return {"kinds": list(kinds), "message": left_open_in_words(kinds, language)} if kinds else None


def left_open_in_words(kinds: Iterable[Wanted], language: Language) -> str:
    named = ", ".join(message(f"web.wanted_{kind}", language) for kind in kinds)
    return message("answer.left_open", language, kinds=named)


def unmeetable_in_words(limit: Unmeetable, language: Language) -> str:
    """Why no work can meet a limit, and what becomes of it."""
    return message(f"answer.unmeetable_{limit}", language)


def recorded_to_json(recorded: RecordedNeed) -> JsonObject:
    """A recorded need as its asker is shown it, without who asked."""
    return {
        "number": recorded.number,
        "status": recorded.status,
        "at": recorded.at.isoformat(),
        "need": need_to_json(recorded.need),
    }


def conversation_to_json(conversation: Conversation, openings: Sequence[ProvedOpening | None]) -> JsonObject:
    """A conversation, each turn with what still holds of its opening."""
    turns = zip(conversation.turns, openings, strict=True)
    return {"id": conversation.id, "turns": [_turn(turn, opening) for turn, opening in turns]}


def _turn(turn: Turn, opening: ProvedOpening | None) -> JsonObject:
    return {
        "said": turn.said,
        "at": turn.at.isoformat(),
        "act": turn.act,
        "need": turn.need and need_to_json(turn.need),
        "pointing": turn.pointing and {"list": turn.pointing.list, "number": turn.pointing.number},
        "experts": list(turn.experts),
        "works": list(turn.works),
        "opening": opening and _opening(opening),
    }


def _opening(opening: ProvedOpening) -> JsonObject:
    return {
        "model": opening.model,
        "statements": [statement_to_json(statement) for statement in opening.statements],
        "citations": [_citation(citation) for citation in opening.citations],
    }


def respelt_to_json(respelt: Iterable[Respelling]) -> list[dict[str, str]]:
    return [{"typed": one.typed, "meant": one.meant} for one in respelt]


def respelt_in_words(respelt: Iterable[Mapping[str, str]], language: Language) -> str:
    """What in a question was read otherwise than it was typed, in one sentence."""
    words = (message("answer.respelt_word", language, **one) for one in respelt)
    return message("answer.respelt", language, words=", ".join(words))


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
        "without": {kind: list(names) for kind, names in asdict(need.without).items()},
    }


def statement_to_json(statement: Statement) -> JsonObject:
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
        "why": [statement_to_json(statement) for statement in recommendation.why],
        "contact": _contact(recommendation.contact),
    }


def drafting_to_json(drafting: Drafting | Refining) -> JsonObject:
    """What a language model did; the cost to a millionth."""
    cost = drafting.cost
    return asdict(drafting) | {"cost": cost if cost is None else round(cost, 6)}


def drafting_in_words(drafting: Mapping[str, Any], language: Language) -> str:
    """Who made the statements: the model, or nobody and why."""
    key = f"fallback_{drafting['fallback']}" if drafting["fallback"] else "drafted"
    return message(f"answer.{key}", language, model=drafting["model"])


def exposure_to_json(exposure: Exposure) -> JsonObject:
    """Who took turns on which day."""
    return {
        "share": exposure.share,
        "day": exposure.day.isoformat(),
        "near_equals": [list(band) for band in exposure.near_equals],
        "moved": list(exposure.moved),
    }


def turns_in_words(share: float, language: Language) -> str:
    """That experts whose scores differ by at most `share` took turns."""
    return message("answer.turns", language, percent=f"{100 * share:g}")


def team_to_json(team: Team, language: Language) -> JsonObject:
    """The parts of a need, each with who covers it or why nobody does, and the team."""
    return {
        "parts": [
            {
                "number": part.number,
                "text": part.text,
                "covered_by": [
                    member.expert.id
                    for member in team.members
                    if any(cover.part == part.number for cover in member.covers)
                ],
                "uncovered": part.uncovered
                and {"reason": part.uncovered, "message": uncovered_in_words(part.uncovered, language)},
            }
            for part in team.parts
        ],
        "members": [_member(member, language) for member in team.members],
    }


def uncovered_in_words(reason: UncoveredReason, language: Language) -> str:
    """Why nobody covers a part."""
    return message(f"answer.uncovered_{reason}", language)


def _member(member: Member, language: Language) -> JsonObject:
    expert = member.expert
    return {
        **_named(expert, language),
        "organisation": expert.organisation,
        "centre": expert.centre or None,
        "region": expert.region,
        "covers": [
            {"part": cover.part, "score": round(cover.score, 4), "why": statement_to_json(cover.why)}
            for cover in member.covers
        ],
        "contact": _contact(member.contact),
    }


def explanation_to_json(explanation: Explanation, language: Language) -> JsonObject:
    """Why an answer is as it is; factors are rounded as those of the recommendations are."""
    return {
        "confidence": round(explanation.confidence, 4),
        "confidence_needed": explanation.confidence_needed,
        "experts": [_explained(explained, language) for explained in explanation.experts],
        "works": [_explained(explained, language) for explained in explanation.works],
        "not_recommended": {
            "experts": [_left_out(left_out, language) for left_out in explanation.experts_left_out],
            "works": [_left_out(left_out, language) for left_out in explanation.works_left_out],
        },
    }


def _explained(explained: Explained, language: Language) -> JsonObject:
    factors: list[JsonObject] = [
        {"name": f.name, "value": round(f.value, 4), "text": f.text} for f in explained.factors
    ]
    return {
        **_named(explained.subject, language),
        "rank": explained.standing.rank,
        "score": round(sum(factor["value"] for factor in factors), 4),
        "factors": factors,
        "supports": [
            {
                "kind": support.kind,
                **_named(support.subject, language),
                "citations": list(support.quote.citations) if support.quote else [],
                "without": {
                    "rank": support.without.rank,
                    "score": round(support.without.score, 4),
                    "is_recommended": support.without.is_recommended,
                },
                "is_decisive": support in explained.decisive,
                "text": support.text,
            }
            for support in explained.supports
        ],
    }


def _left_out(left_out: LeftOut, language: Language) -> JsonObject:
    return {
        **_named(left_out.subject, language),
        "score": round(left_out.score, 4),
        "reason": left_out.reason,
        "text": left_out.text,
    }


def _named(subject: Expert | Work, language: Language) -> JsonObject:
    """What tells an expert or a work from others, and whether it is made up."""
    name = titled_name(subject, language) if isinstance(subject, Expert) else subject.title(language)
    return {"id": subject.id, "name": name, "fictional": is_fictional(subject.source.document_id)}


def whole_points(factors: Mapping[str, float]) -> dict[str, int]:
    """Factors (0 to 1) as whole points of 100 that add up to the whole score (largest remainders first)."""
    exact = {name: 100 * value for name, value in factors.items()}
    points = {name: math.floor(value) for name, value in exact.items()}
    missing = round(sum(exact.values())) - sum(points.values())
    for name in sorted(exact, key=lambda name: points[name] - exact[name])[:missing]:
        points[name] += 1
    return points


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
    outcomes = report.outcomes
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
