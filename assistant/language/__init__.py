"""Thai and English text: one spelling, words, search terms, sentences. The same for indexing and asking."""

from assistant.language.detecting import detect_language
from assistant.language.normalising import ARABIC_DIGITS, contains_verbatim, fold, normalise, squeeze
from assistant.language.segmenting import frequencies, words, words_counted
from assistant.language.sentences import goes_on, sentence_spans
from assistant.language.terms import compound_parts, search_terms, terms_held

__all__ = [
    "ARABIC_DIGITS",
    "compound_parts",
    "contains_verbatim",
    "detect_language",
    "fold",
    "frequencies",
    "goes_on",
    "normalise",
    "search_terms",
    "sentence_spans",
    "squeeze",
    "terms_held",
    "words",
    "words_counted",
]
