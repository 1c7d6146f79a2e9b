"""Whether the reasons of an answer follow from what they cite, read anew from the store.

Nothing of what words, joins and cites is used, only what is fixed in its texts. A reason without these fixed
words is a quote or a name. It must be the quote of one citation and stand on that citation's page; the page
must be of whom or what it speaks for; and the citation must not tell another year than the register does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.answers import Answer
from assistant.domain.citations import Citation, Statement
from assistant.domain.people import Expert
from assistant.domain.works import Work
from assistant.ports import DocumentCard, Register
from eval.adversary.auditing import plain
from prompts import Language, message

_BUDDHIST_ERA = 543
# The texts that reasons are put into, and what is filled in.
_FORMS = (("answer.quote", "quote"), ("answer.signed", "name"))
_NAMES_SOMEBODY = "answer.signed"


@dataclass(frozen=True, slots=True)
class _Place:
    """A citation, what stands on its page now, in the form of `plain`, and the card of its document."""

    citation: Citation
    text: str
    card: DocumentCard

    def names(self, expert: Expert) -> bool:
        """Whether the page or its document names the expert, or the page is the row of the profile."""
        own = expert.source
        is_profile = (own.document_id, own.page) == (self.citation.document_id, self.citation.page)
        people = plain("\n".join(self.card.people))
        return is_profile or any(name in self.text or name in people for name in _surnames(expert))

    def is_of(self, work: Work) -> bool:
        """Whether the page is of the work: of its document, or its row of a register."""
        own = work.source
        is_its_row = self.card.kind != "register" or own.page == self.citation.page
        return own.document_id == self.citation.document_id and is_its_row

    def tells_its_year(self) -> bool:
        """Whether the year of the citation, if any, is that of its document, or stands on its page."""
        year = self.citation.year
        told = (str(year), str(year + _BUDDHIST_ERA)) if year else ()
        return year in (None, self.card.year) or any(one in self.text for one in told)


def supported(answer: Answer, register: Register) -> int:
    """How many of the reasons for the recommendations of `answer` follow from what they cite."""
    places = {place.citation.number: place for place in _places(answer.citations, register)}
    return sum(
        _is_supported(why, recommendation.subject, places, answer.language)
        for recommendation in (*answer.experts, *answer.works)
        for why in recommendation.why
    )


def _places(citations: Iterable[Citation], register: Register) -> Iterator[_Place]:
    """The citations whose page is in the store."""
    listed = list(citations)
    pages = register.pages({(citation.document_id, citation.page) for citation in listed})
    cards = register.documents({citation.document_id for citation in listed})
    for citation in listed:
        page, card = pages.get((citation.document_id, citation.page)), cards.get(citation.document_id)
        if page and card:
            yield _Place(citation, plain(page.text), card)


def _is_supported(
    statement: Statement, subject: Expert | Work, places: dict[int, _Place], language: Language
) -> bool:
    cited = [places[number] for number in statement.citations if number in places]
    if len(cited) < len(statement.citations):
        return False
    return any(
        _carries(place, said, subject, is_name=form == _NAMES_SOMEBODY)
        for form, said in _said(statement, language)
        for place in cited
    )


def _said(statement: Statement, language: Language) -> Iterator[tuple[str, str]]:
    """What a statement says besides the fixed words of a form, for each form that it has."""
    for form, placeholder in _FORMS:
        before, _, after = message(form, language, **{placeholder: "\0"}).partition("\0")
        text = statement.text
        if len(text) > len(before + after) and text.startswith(before) and text.endswith(after):
            yield form, plain(text[len(before) : len(text) - len(after)])


def _carries(place: _Place, said: str, subject: Expert | Work, *, is_name: bool) -> bool:
    stands = said == plain(place.citation.quote) and said in place.text and bool(said)
    if isinstance(subject, Work):
        is_about = place.is_of(subject) and not is_name
    else:
        is_about = place.names(subject) and (not is_name or any(n in said for n in _surnames(subject)))
    return stands and is_about and place.tells_its_year()


def _surnames(expert: Expert) -> list[str]:
    """The last words of an expert's names, in either script."""
    return [plain(name).split()[-1] for name in (expert.name_th, expert.name_en) if name.split()]
