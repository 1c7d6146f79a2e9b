"""Openings shown again: of what a language model worded, only what its citations still carry."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.admission import at_home
from assistant.answering.drafting import StatementChecker, faults_of_form
from assistant.answering.exhibits import carried_by, proof_of
from assistant.checking import Proof
from assistant.citing import CitationBook, places, quotable
from assistant.domain.answers import Answer
from assistant.domain.citations import Statement
from assistant.domain.evidence import ids_among, subject_key
from assistant.domain.openings import CitedPlace, Opening
from assistant.domain.people import Expert
from assistant.domain.works import Work
from assistant.ports import Register
from prompts import Language


def opening_of(answer: Answer, blank_personal: Callable[[str], str]) -> Opening | None:
    """Return what is kept of the opening of `answer`; None where no model worded it.

    `blank_personal` returns a text without numbers that tell of a person.
    """
    if answer.drafting is None or answer.drafting.by != "model":
        return None
    numbers = {number for statement in answer.statements for number in statement.citations}
    carried = carried_by(answer)
    return Opening(
        answer.drafting.model,
        tuple(replace(statement, text=blank_personal(statement.text)) for statement in answer.statements),
        tuple(
            CitedPlace(
                citation.number,
                citation.source,
                citation.subject_key,
                tuple(subject.key for subject in carried[citation.number]),
            )
            for citation in answer.citations
            if citation.number in numbers
        ),
    )


def still_proved(
    opening: Opening, language: Language, register: Register, book: CitationBook, checker: StatementChecker
) -> tuple[Statement, ...]:
    """Return the statements that pass every check by what the register holds now, in `language`.

    They keep their citation numbers, which `book` must have been made with.
    """
    proofs = dict(_proofs(opening, language, register, book))
    return tuple(s for s in opening.statements if _holds(s, proofs, language, checker))


def _holds(
    statement: Statement, proofs: Mapping[int, Proof], language: Language, checker: StatementChecker
) -> bool:
    if not statement.citations or not proofs.keys() >= set(statement.citations):
        return False
    cited = [proofs[number] for number in statement.citations]
    is_plain = not any(faults_of_form(statement.text, language, cited))
    return is_plain and not checker.faults(statement.text, cited)


def _proofs(
    opening: Opening, language: Language, register: Register, book: CitationBook
) -> Iterator[tuple[int, Proof]]:
    """What each citation that still stands proves, by its number."""
    sources = [place.source for place in opening.cited]
    book.open(register.pages(places(sources)), register.documents({source.document_id for source in sources}))
    known = _known(opening.cited, register)
    for place in opening.cited:
        carried = known.carried_by(place)
        citation = carried and book.cite(quotable(place.source, known.subjects[place.subject], language))
        if citation:
            yield place.number, proof_of(citation, carried)


@dataclass(frozen=True, slots=True)
class _Known:
    """The experts and works that are still known, by key, and each work with each of its people, by keys."""

    subjects: Mapping[str, Expert | Work]
    signed: Collection[tuple[str, str]]

    def carried_by(self, place: CitedPlace) -> list[Expert | Work]:
        """Those of the recommended who are known and of whom the quote there still tells."""
        return [
            self.subjects[key]
            for key in place.carried
            if {key, place.subject} <= self.subjects.keys()
            and (key == place.subject or (place.subject, key) in self.signed)
        ]


def _known(cited: Iterable[CitedPlace], register: Register) -> _Known:
    """What the register knows of these places, works as they are recommended."""
    keys = {key for place in cited for key in (place.subject, *place.carried)}
    works = register.works(ids_among(keys, "work"))
    authorships = register.authorships(works.keys())
    joined = {authorship.expert_id for authorship in authorships}
    experts = register.experts(ids_among(keys, "expert") | joined)
    subjects: Iterable[Expert | Work] = (*experts.values(), *at_home(works, authorships, experts).values())
    return _Known(
        {subject.key: subject for subject in subjects},
        {(subject_key("work", a.work_id), subject_key("expert", a.expert_id)) for a in authorships},
    )
