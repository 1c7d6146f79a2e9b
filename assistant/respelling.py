"""Questions as they were meant: what was misspelt is read as the word that it sounds like.

A name or a foreign word is in no dictionary either. So what stands in the documents as it was typed is left,
and a word is taken for another one only where that one stands in them or differs by a tone mark or so.
"""

from assistant.domain.answers import Respelling
from assistant.language import normalise
from assistant.language.spelling import Correction, corrections
from assistant.ports import EvidenceIndex
from assistant.understanding import LONGEST_QUESTION

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
    found = corrections(text)
    stands = index.document_frequencies({word for one in found for word in (one.typed, one.meant)})
    return [one for one in found if not stands[one.typed] and (stands[one.meant] or one.difference < _SLIGHT)]
