"""Whether the reasons of an answer follow from what they cite, read anew from the store.

Nothing of what words, joins and cites is used, only what is fixed in its texts. A reason without these fixed
words is a quote or a name. It must be the quote of one citation and stand on that citation's page; the page
must be of whom or what it speaks for; and the citation's year must be its document's or stand on its page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.answers import Answer
from assistant.domain.citations import Citation, Statement
from assistant.domain.people import Expert
from assistant.domain.works import Work
from assistant.eras import in_era_of
from assistant.ports import DocumentCard, Register
from eval.adversary.auditing import plain
from prompts import Language, message

# The texts that reasons are put into, and what is filled in.
_FORMS = (("answer.quote", "quote"), ("answer.signed", "name"))
_NAMES_SOMEBODY = "answer.signed"
# What begins the line of a row that names its people.
_PEOPLE_OF_ROW = "people:"
_ALIKE = {
    "k": "กขฃคฅฆgkqx",
    "n": "งญณนรลฬlnr",
    "t": "จฉชซฌฎฏฐฑฒดตถทธศษสcdjstz",
    "p": "บปผฝพฟภbfp",
    "m": "มำm",
}
_CLASSES: Mapping[str, str] = {letter: sound for sound, letters in _ALIKE.items() for letter in letters}
# A consonant with the sign that silences it, and the vowel that may stand between them.
_SILENT = re.compile(r"[ก-ฮ][ิุ]?์")


@dataclass(frozen=True, slots=True)
class _Place:
    """A citation with what stands on its page now, in the form of `plain`, and the card of its document.

    `people` are those of the document, or of the row where it is a register.
    """

    citation: Citation
    text: str
    card: DocumentCard
    people: Sequence[str]

    def names(self, expert: Expert) -> bool:
        """Whether the page or its document names the expert, or the page is the row of the profile."""
        own = expert.source
        is_profile = (own.document_id, own.page) == (self.citation.document_id, self.citation.page)
        is_among_people = any(_is_name_of(expert, person) for person in self.people)
        return is_profile or is_among_people or any(name in self.text for name in _surnames(expert))

    def is_of(self, work: Work) -> bool:
        """Whether the page is of the work: of its document, or its row of a register."""
        own = work.source
        is_its_row = self.card.kind != "register" or own.page == self.citation.page
        return own.document_id == self.citation.document_id and is_its_row

    def tells_its_year(self) -> bool:
        """Whether the year of the citation, if any, is that of its document, or stands on its page."""
        year = self.citation.year
        told = (str(year), str(in_era_of("th", year))) if year else ()
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
            of_row = [line for line in page.text.splitlines() if line.startswith(_PEOPLE_OF_ROW)]
            yield _Place(citation, plain(page.text), card, [*card.people, *of_row])


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
        is_about = place.names(subject) and (not is_name or _is_name_of(subject, said))
    return stands and is_about and place.tells_its_year()


def _surnames(expert: Expert) -> list[str]:
    """The last words of an expert's names, in either script."""
    return [plain(name).split()[-1] for name in (expert.name_th, expert.name_en) if name.split()]


def _is_name_of(expert: Expert, name: str) -> bool:
    """Whether a name holds the surname of an expert, in whatever order, script and spelling."""
    surnames = set(map(_sounds, _surnames(expert)))
    return any(_sounds(word) in surnames for word in plain(name).replace(",", " ").split())


def _sounds(surname: str) -> str:
    """The consonants of a surname in five classes that spellings in Latin letters do not mix up, so that
    พงษ์ไพศาลกิจ, Phongphaisankit and Pongpaisankit are alike. Glides and silent letters go."""
    letters = _SILENT.sub("", surname).replace("ng", "n")
    return re.sub(r"(.)\1+", r"\1", "".join(_CLASSES.get(letter, "") for letter in letters))
