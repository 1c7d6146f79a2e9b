"""The check itself: rules for figures, names, turns of sense, and for how close a statement keeps."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from assistant.checking.aligning import align
from assistant.checking.closeness import departures
from assistant.checking.figures import Told, figures_in, told_besides
from assistant.checking.naming import names_of, others_findings, strange_names
from assistant.checking.proving import Fault, Proof, texts, told_besides_the_quote
from assistant.checking.senses import turned_senses
from assistant.checking.wording import words_of
from assistant.language import fold, normalise, sentence_spans, squeeze

_QUOTATION_MARKS = "\"' "
# Shorter ones are inches, or letters.
_QUOTATION = re.compile(r'"(?P<words>[^"]{4,})"')
_AROUND_WORDS = " .,;:!?"


class Checker:
    """Tells whether what a statement says is said by what it cites; the same at every call."""

    def faults(self, statement: str, proofs: Sequence[Proof]) -> tuple[Fault, ...]:
        """Return what of `statement` its proofs do not say, or not so; nothing where it is supported.

        A statement that is a quote, or whole sentences of one, is supported.
        """
        if not proofs:
            return (Fault("meaning", statement),)
        if any(_is_extract(statement, proof.quote) for proof in proofs):
            return ()
        alignment = align(statement, _everything(proofs))
        words_quoted = len(words_of(_quotes(proofs)))
        strange = chain(strange_names(statement, proofs), others_findings(statement, proofs))
        names = (Fault("name", name) for name in strange)
        quoted = _strange_quotations(statement, proofs)
        turned = turned_senses(alignment.within(words_quoted))
        by_rules = tuple(dict.fromkeys(chain(_strange_figures(statement, proofs), names, quoted, turned)))
        return by_rules or tuple(departures(alignment, words_quoted, names_of(proofs)))


def _is_extract(statement: str, quote: str) -> bool:
    """Whether `statement` is `quote`, or whole sentences of it that follow one another."""
    bare, plain = _bare(statement), squeeze(normalise(quote))
    if bare == _bare(quote):
        return True
    spans = sentence_spans(plain)
    sentences = [_bare(plain[start:end]) for start, end in spans]
    rows = (sentences[first:last] for first in range(len(spans)) for last in range(first + 1, len(spans) + 1))
    return any(bare == " ".join(row) for row in rows)


def _bare(text: str) -> str:
    return fold(text).strip(_QUOTATION_MARKS)


def _quotes(proofs: Sequence[Proof]) -> str:
    """What the quotes claim: all but their questions."""
    return ". ".join(_without_questions(proof.quote) for proof in proofs)


def _without_questions(quote: str) -> str:
    if "?" not in quote:
        return quote
    spans = sentence_spans(plain := squeeze(normalise(quote)))
    return " ".join(plain[start:end] for start, end in spans if not plain[start:end].rstrip().endswith("?"))


def _everything(proofs: Sequence[Proof]) -> str:
    """The quotes, and behind them what the register says of the works."""
    besides = (text for proof in proofs for text in told_besides_the_quote(proof))
    return "\n".join([_quotes(proofs), *besides])


def _strange_quotations(statement: str, proofs: Sequence[Proof]) -> Iterator[Fault]:
    """What stands between quotation marks and is not what a proof says, word for word."""
    told = fold(texts(proofs))
    for match in _QUOTATION.finditer(fold(statement)):
        if match["words"].strip(_AROUND_WORDS) not in told:
            yield Fault("quotation", match["words"])


def _strange_figures(statement: str, proofs: Sequence[Proof]) -> Iterator[Fault]:
    folded, said = fold(statement), figures_in(statement)
    told = [_told_by(proof) for proof in proofs]
    for figure in said.figures:
        if not any(of_proof.holds(figure) for of_proof in told):
            yield Fault("figure", folded[figure.start : figure.end])
    turned = next(filter(None, (of_proof.turned(said) for of_proof in told)), None)
    if turned:
        yield Fault("order", " → ".join(f"{float(number):g}" for number in turned))


def _told_by(proof: Proof) -> Told:
    return told_besides(figures_in(f"{proof.quote}\n{proof.title}"), proof.year, proof.trl)
