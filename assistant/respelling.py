"""Questions as they were meant: what was misspelt is read as the word that it sounds like.

A name or a foreign word is in no dictionary either. So what stands in the documents as it was typed is left,
and a word is taken for another one only where that one stands in them or differs by a tone mark or so.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from assistant.domain.answers import Respelling
from assistant.language import normalise
from assistant.language.spelling import Correction, corrections
from assistant.ports import EvidenceIndex
from assistant.understanding import LONGEST_QUESTION

# Words that say what is asked for; misspelt, they would be taken for the subject.
_ENGLISH_KINDS = (
    *("technology", "technologies", "researcher", "researchers", "research", "expert", "experts", "project"),
    *("projects", "report", "reports", "professor", "professors", "product", "products", "specialist"),
    *("university", "innovation", "scientist"),
)
_ENGLISH_WORD = re.compile(r"[A-Za-z]{6,}")
_LIKE_ENOUGH = 0.85
# Less than one letter: a tone mark, or a letter of the same sound.
_SLIGHT = 1.0


def respell(question: str, index: EvidenceIndex) -> tuple[str, tuple[Respelling, ...]]:
    """Return the question as it was meant, normalised, and what in it was read otherwise, in order."""
    text = normalise(question)
    made = _corrections(text, index) if len(text) <= LONGEST_QUESTION else []
    for correction in reversed(made):
        text = text[: correction.start] + correction.meant + text[correction.end :]
    return text, tuple(Respelling(correction.typed, correction.meant) for correction in made)


def _corrections(text: str, index: EvidenceIndex) -> list[Correction]:
    found = [*corrections(text), *_misspelt_kinds(text)]
    stands = index.document_frequencies({word for one in found for word in (one.typed, one.meant)})
    return [one for one in found if not stands[one.typed] and (stands[one.meant] or one.difference < _SLIGHT)]


def _misspelt_kinds(text: str) -> Iterator[Correction]:
    """What is most like one of the English kinds, and none itself (Ratcliff and Metzener 1988)."""
    for match in _ENGLISH_WORD.finditer(text):
        typed = match[0].lower()
        meant = next(iter(get_close_matches(typed, _ENGLISH_KINDS, 1, _LIKE_ENOUGH)), typed)
        if meant != typed:
            yield Correction(match.start(), match.end(), match[0], meant, _SLIGHT / 2)
