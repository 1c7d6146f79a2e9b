"""Answers and reports as lines for a terminal, in Thai or English."""

import shlex
from collections.abc import Iterable, Iterator, Sequence

from api.fictional import is_fictional
from api.rendering import (
    drafting_in_words,
    drafting_to_json,
    left_open_in_words,
    nearest_in_words,
    respelt_in_words,
    respelt_to_json,
    titled_name,
    turns_in_words,
    uncovered_in_words,
    unmeetable_in_words,
    whole_points,
)
from assistant.asking import AnswerPart
from assistant.domain.answers import Answer, Recommendation, Refusal
from assistant.domain.citations import Citation, Statement
from assistant.domain.drafting import Drafting
from assistant.domain.explanations import Explained, Explanation
from assistant.domain.people import Contact, Expert
from assistant.domain.problems import Problem
from assistant.domain.teams import Team
from assistant.domain.works import Work
from assistant.eras import in_era_of
from assistant.language import squeeze
from assistant.wording import limits_in_words, region_in_words
from ingest.progress import printable
from ingest.report import IngestReport
from prompts import Language, message


def answer_lines(answer: Answer) -> Iterator[str]:
    """The answer as a person reads it: recommendations with reasons, then the numbered sources."""
    return lines_as_they_come([answer])


def lines_as_they_come(parts: Iterable[AnswerPart]) -> Iterator[str]:
    """The same of an answer that comes about: each line once it is known (`Assistant.ask_stream`).

    No line holds what could rewrite the screen, wherever a text comes from.
    """
    return map(printable, _lines_as_they_come(parts))


def _lines_as_they_come(parts: Iterable[AnswerPart]) -> Iterator[str]:
    found: Answer | None = None
    has_statement = False
    for part in parts:
        if isinstance(part, Answer):
            if found is None:
                yield from _understood_lines(part)
            found = part
        elif part and found:
            if not has_statement:
                yield message("cli.in_short", found.language)
            yield _statement_line(part)
            has_statement = True
    if found:
        yield from _rest_lines(found, () if has_statement else found.statements)


def _understood_lines(answer: Answer) -> Iterator[str]:
    """What was read otherwise than typed, and the limits that were read; a refusal tells these itself."""
    language = answer.language
    lines = [respelt_in_words(respelt_to_json(answer.respelt), language)] if answer.respelt else []
    limits = limits_in_words(answer.need, language)
    if limits and not answer.refusal:
        lines.append(message("cli.limits", language, limits=", ".join(limits)))
    lines += (unmeetable_in_words(limit, language) for limit in answer.unmeetable)
    yield from (*lines, "") if lines else ()


def _rest_lines(answer: Answer, statements: Sequence[Statement]) -> Iterator[str]:
    """The answer with those of its statements that were not told yet."""
    language = answer.language
    explanation = answer.explanation
    if answer.refusal:
        yield from _refusal_lines(answer.refusal, answer.question, language)
        if explanation:
            yield from _left_out_lines(explanation, language)
        if answer.team or answer.citations:
            yield ""
    if answer.left_open:
        yield left_open_in_words(answer.left_open, language)
        yield ""
    if answer.drafting and not answer.refusal:
        yield from _drafted_lines(statements, answer.drafting, language)
    explained = (*explanation.experts, *explanation.works) if explanation else ()
    for heading, recommendations in (("experts", answer.experts), ("works", answer.works)):
        if recommendations:
            yield message(f"cli.{heading}", language)
        for place, recommendation in enumerate(recommendations, start=1):
            yield from _recommendation_lines(place, recommendation, language)
            for why in explained:
                if why.subject is recommendation.subject:
                    yield from _explained_lines(why, language)
        if heading == "experts" and answer.exposure and answer.exposure.moved:
            yield turns_in_words(answer.exposure.share, language)
        if recommendations:
            yield ""
    if explanation and not answer.refusal:
        yield from _left_out_lines(explanation, language)
    if answer.team:
        yield from _team_lines(answer.team, language)
    if not answer.citations:
        return
    yield message("cli.sources", language)
    for citation in answer.citations:
        yield _citation_line(citation, language)


def _refusal_lines(refusal: Refusal, question: str, language: Language) -> Iterator[str]:
    """Why nothing is recommended, what comes nearest, and how an officer is asked."""
    yield refusal.message
    if nearest := refusal.nearest:
        mark = fictional_mark(nearest.subject.source.document_id, language)
        yield " ".join(filter(None, (nearest_in_words(nearest, language), mark)))
        yield f"   - {_with_numbers(nearest.why)}"
    if refusal.can_be_recorded:
        yield message("cli.offer", language, question=shlex.quote(squeeze(question)))


def _drafted_lines(statements: Sequence[Statement], drafting: Drafting, language: Language) -> Iterator[str]:
    """What the model drafted, and who drafted it; quotes stand below each recommendation anyway."""
    if drafting.by == "model" and statements:
        yield message("cli.in_short", language)
        yield from map(_statement_line, statements)
    yield drafting_in_words(drafting_to_json(drafting), language)
    yield ""


def _statement_line(statement: Statement) -> str:
    return f"- {_with_numbers(statement)}"


def _recommendation_lines(place: int, recommendation: Recommendation, language: Language) -> Iterator[str]:
    yield f"{place}. {_title(recommendation.subject, language)}"
    yield f"   {_details(recommendation, language)}"
    for statement in recommendation.why:
        yield f"   - {_with_numbers(statement)}"
    if recommendation.contact:
        yield f"   {message('cli.contact', language, contact=contact_line(recommendation.contact))}"


def _explained_lines(explained: Explained, language: Language) -> Iterator[str]:
    """What each factor stands for, and what would be without each support, what changes the rank marked."""
    yield f"   {message('cli.made_of', language)}"
    points = whole_points({factor.name: factor.value for factor in explained.factors})
    for factor in explained.factors:
        name = message(f"cli.factor_{factor.name}", language)
        yield f"     {points[factor.name] / 100:.2f} {name}: {factor.text}"
    if explained.supports:
        yield f"   {message('cli.rests_on', language)}"
    for support in explained.supports:
        mark = "!" if support in explained.decisive else "-"
        numbers = "".join(f"[{number}]" for number in support.quote.citations) if support.quote else ""
        fictional = fictional_mark(support.subject.source.document_id, language)
        yield " ".join(filter(None, (f"     {mark} {support.text}", numbers, fictional)))


def _team_lines(team: Team, language: Language) -> Iterator[str]:
    """The parts of the question, who covers them together, and those that nobody covers."""
    yield message("cli.parts", language, count=len(team.parts))
    for part in team.parts:
        yield f"({part.number}) {part.text}"
    if team.members:
        yield message("cli.team", language, count=len(team.members))
    for place, member in enumerate(team.members, start=1):
        expert = member.expert
        where = dict.fromkeys(
            filter(None, (expert.organisation, expert.centre, region_in_words(expert.region, language)))
        )
        yield " · ".join((f"{place}. {_title(expert, language)}", *where))
        for cover in member.covers:
            score = message("cli.score_alone", language, score=f"{cover.score:.2f}")
            yield f"   - ({cover.part}) {score} · {_with_numbers(cover.why)}"
        if member.contact:
            yield f"   {message('cli.contact', language, contact=contact_line(member.contact))}"
    uncovered = [(part, part.uncovered) for part in team.parts if part.uncovered]
    if uncovered:
        yield message("cli.uncovered", language)
    for part, reason in uncovered:
        yield f"- ({part.number}) {part.text}: {uncovered_in_words(reason, language)}"
    yield ""


def _left_out_lines(explanation: Explanation, language: Language) -> Iterator[str]:
    left_out = (*explanation.experts_left_out, *explanation.works_left_out)
    if not left_out:
        return
    yield message("cli.not_recommended", language)
    for one in left_out:
        score = message("cli.score_alone", language, score=f"{one.score:.2f}")
        yield f"- {_title(one.subject, language)} · {score} · {one.text}"
    yield ""


def _title(subject: Expert | Work, language: Language) -> str:
    mark = fictional_mark(subject.source.document_id, language)
    if isinstance(subject, Expert):
        return " ".join(filter(None, (titled_name(subject, language), mark)))
    kind = message(f"cli.kind_{subject.kind}", language)
    return " ".join(filter(None, (f"[{kind}]", subject.title(language), mark)))


def fictional_mark(document_id: str, language: Language) -> str:
    """What is said beside a name or title that is made up; empty for any other."""
    return message("cli.fictional_mark", language) if is_fictional(document_id) else ""


def _details(recommendation: Recommendation, language: Language) -> str:
    subject = recommendation.subject
    place = [subject.organisation, subject.centre]
    if isinstance(subject, Expert):
        known = [*place, region_in_words(subject.region, language)]
    else:
        known = [
            *place,
            f"TRL {subject.trl}" if subject.trl else "",
            subject.ip_status,
            shown_year(subject.year, language),
        ]
    factors = " + ".join(
        f"{message(f'cli.factor_{name}', language)} {points / 100:.2f}"
        for name, points in whole_points(recommendation.factors).items()
        if points
    )
    score = message("cli.score", language, score=f"{recommendation.score:.2f}", factors=factors)
    return " · ".join(filter(None, (*dict.fromkeys(filter(None, known)), score)))


def shown_year(year: int | None, language: Language) -> str:
    """A CE year as it is shown: พ.ศ. in Thai."""
    if year is None:
        return ""
    era = "พ.ศ. " if language == "th" else ""
    return f"{era}{in_era_of(language, year)}"


def contact_line(contact: Contact) -> str:
    return ", ".join(filter(None, (contact.name, contact.email, contact.phone)))


def _with_numbers(statement: Statement) -> str:
    return statement.text + " " + "".join(f"[{number}]" for number in statement.citations)


def _citation_line(citation: Citation, language: Language) -> str:
    page = message("cli.row" if citation.is_row else "cli.page", language, page=citation.page)
    mark = fictional_mark(citation.document_id, language)
    known = (citation.title, shown_year(citation.year, language), citation.file, page, mark)
    return f"[{citation.number}] " + " · ".join(filter(None, known))


def report_lines(report: IngestReport, language: Language) -> Iterator[str]:
    """A run's report: what became of the files, what was found, what is wrong."""
    files = ", ".join(
        message(f"cli.files_{outcome}", language, count=len(names))
        for outcome, names in report.outcomes.items()
        if names
    )
    yield message("cli.files", language, files=files or message("cli.files_none", language))
    yield message(
        "cli.totals",
        language,
        pages=report.pages,
        passages=report.passages,
        experts=report.experts,
        works=report.works,
        joined=report.people_joined,
        seconds=f"{report.seconds:.1f}",
    )
    if report.people_unsure:
        yield message("cli.unsure", language, count=report.people_unsure)
    if redacted := sum(report.redactions.values()):
        yield message("cli.redacted", language, count=redacted)
    for problem in report.problems:
        yield problem_line(problem, language)


def problem_line(problem: Problem, language: Language) -> str:
    severity = message(f"cli.severity_{problem.severity}", language)
    where = " · ".join(filter(None, (printable(problem.file), problem.place.text(language))))
    return f"{severity}: {where}: {problem.message(language)}"
