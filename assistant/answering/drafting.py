"""Drafting by a language model: it words what the quotes say, and only what they carry is let through.

Who and what is recommended, and why, is settled before. A statement is shown with the numbers of the quotes
that it names by their keys, once nothing is to be said against it; what fails is written anew once, with its
faults named, else dropped. Where nothing holds, or the model is silent, slow or talks nonsense, the answer
keeps the statements it has.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from assistant.answering.draft_reading import DraftReader, Written
from assistant.answering.exhibits import Exhibit, exhibits_of, without_marks
from assistant.answering.grading import helpful
from assistant.answering.plain_text import address_in, markup_in, strange_letters_in
from assistant.checking import Fault, Proof
from assistant.domain.answers import Answer
from assistant.domain.citations import Citation, Statement
from assistant.domain.drafting import Drafting, Fallback
from assistant.errors import LanguageModelError, LanguageModelLateError
from assistant.language import detect_language, fold
from assistant.ports import Piece, Writer
from assistant.prices import Prices
from assistant.whole_object import as_json
from prompts import Language, prompt, prompt_version

MOST_STATEMENTS = 4
LONGEST_STATEMENT = 400
_PROMPTS = ("draft", "draft_repair")
# How much of the time that is left may go into grading the evidence.
_GRADING_SHARE = 1 / 3

log = logging.getLogger("jabkoo.drafting")


class StatementChecker(Protocol):
    """Tells whether statements are supported by what they cite."""

    def faults(self, statement: str, proofs: Sequence[Proof]) -> Sequence[Fault]:
        """What of `statement` the proofs, taken together, do not carry; nothing where it is supported."""
        ...


class Drafter:
    """Has `writer` draft the statements of answers, for at most `timeout_s` seconds each.

    `blank_personal` blanks personal data in a question before the model, whoever runs it, is shown it. With
    `grades` the model first sets aside the evidence that does not help.
    """

    def __init__(
        self,
        writer: Writer,
        checker: StatementChecker,
        *,
        timeout_s: float,
        prices: Prices | None = None,
        blank_personal: Callable[[str], str] = str,
        grades: bool = False,
    ) -> None:
        self._writer = writer
        self._checker = checker
        self._timeout_s = timeout_s
        self._prices = prices or Prices()
        self._blank_personal = blank_personal
        self._grades = grades

    def draft_stream(
        self, answer: Answer, citations: Sequence[Citation]
    ) -> Iterator[Statement | Drafting | None]:
        """Yield each statement that is drafted from the quotes of the recommendations of `answer` as soon as
        it is found to hold, None while nothing new does, and last how that came about. What was yielded stays
        as it is, with its numbers; where no statement was, the answer keeps its own.

        `citations` hold all that carry its recommendations. To stop taking gives the draft up.
        """
        question = without_marks(self._blank_personal(answer.question))
        exhibits = exhibits_of(answer, citations)
        draft = _Draft(question, answer.language, exhibits, self._writer, self._checker, self._timeout_s)
        fallback: Fallback
        try:
            if self._grades:
                draft.grade()
            yield from draft.statements()
            fallback = draft.shortcoming
        except LanguageModelError as error:
            log.warning("no draft, or not the whole of it: %s", error)
            fallback = "too_late" if isinstance(error, LanguageModelLateError) else "failed"
        yield Drafting(
            model=self._writer.name,
            by="model" if draft.shown else "extractive",
            fallback=None if draft.shown else fallback,
            drafted=draft.drafted,
            repaired=draft.repaired,
            dropped=draft.drafted - len(draft.shown),
            input_tokens=draft.input_tokens,
            output_tokens=draft.output_tokens,
            cost=self._prices.cost(draft.input_tokens, draft.output_tokens),
            prompt_version=prompt_version(answer.language, *_PROMPTS, *(("grade",) if self._grades else ())),
            set_aside=draft.set_aside,
            faults=dict(draft.faults),
        )


@dataclass(frozen=True, slots=True)
class _Rejected:
    """A statement that does not hold, and why: the kind of each fault, and the words it is about."""

    text: str
    keys: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]

    @property
    def is_mendable(self) -> bool:
        """Whether another wording may hold: not of what is malformed or was said already."""
        return bool(self.text) and all(kind not in ("repetition", "echo") for kind, _ in self.faults)


class _Draft:
    """One answer's draft as it comes about.

    `shown` is what was let through; `drafted` counts what was written at first, `repaired` what was let
    through of the second try, `faults` the first fault of each that did not hold at first, by its kind,
    `set_aside` the evidence that does not help. `is_readable`: whether anything of it was a draft.
    """

    def __init__(
        self,
        question: str,
        language: Language,
        exhibits: Sequence[Exhibit],
        writer: Writer,
        checker: StatementChecker,
        timeout_s: float,
    ) -> None:
        self._question = question
        self._language = language
        self._offered = {exhibit.key: exhibit for exhibit in exhibits}
        self._writer = writer
        self._checker = checker
        self._until = time.monotonic() + timeout_s
        self.shown: list[Statement] = []
        self.is_readable = False
        self.faults: Counter[str] = Counter()
        self.drafted = self.repaired = self.set_aside = 0
        self.input_tokens = self.output_tokens = 0

    @property
    def shortcoming(self) -> Fallback:
        """Why nothing is shown, where nothing is."""
        if self.set_aside and not self._offered:
            return "nothing_relevant"
        return "nothing_supported" if self.is_readable else "unreadable"

    def grade(self) -> None:
        """Set aside the evidence that does not help; all stays where the model does not tell in time."""
        exhibits = list(self._offered.values())
        within_s = _GRADING_SHARE * self._left_s
        try:
            kept = helpful(
                exhibits, self._question, self._language, self._writer, within_s=within_s, count=self._count
            )
        except LanguageModelError as error:
            log.warning("the evidence is not graded: %s", error)
            return
        self.set_aside = len(exhibits) - len(kept)
        self._offered = {exhibit.key: exhibit for exhibit in kept}

    def statements(self) -> Iterator[Statement | None]:
        """Yield what holds of a first draft, then what holds of a second one that mends the rest; None while
        it is written."""
        if not self._offered:
            return
        rejected: list[_Rejected] = []
        for written in self._write(self._material(), MOST_STATEMENTS):
            if written is None:
                yield None
                continue
            self.drafted += 1
            if faults := self._faults(written):
                self.faults[faults[0][0]] += 1
                rejected.append(_Rejected(written.text, written.keys, faults))
            else:
                yield self._let_through(written)
        mendable = [one for one in rejected if one.is_mendable]
        if not mendable:
            return
        for written in self._write(f"{self._material()}\n\n{self._repair(mendable)}", len(mendable)):
            if written is None:
                yield None
            elif not self._faults(written):
                self.repaired += 1
                yield self._let_through(written)

    def _write(self, material: str, most: int) -> Iterator[Written | None]:
        """Yield at most so many statements, in plain text, as the model finishes each, and None while it
        writes."""
        instructions = prompt("draft", self._language, most=MOST_STATEMENTS, longest=LONGEST_STATEMENT)
        reader, count = DraftReader(), 0
        shape = _shape(self._offered, most)
        for piece in self._writer.write(instructions, material, shape, within_s=self._left_s):
            self._count(piece)
            for written in reader.take(piece.text):
                if count < most:
                    count += 1
                    self.is_readable = True
                    yield replace(written, text=without_marks(written.text))
            if reader.is_broken or (count == most and not reader.is_closed):
                return
            yield None
        self.is_readable = self.is_readable or reader.is_closed

    @property
    def _left_s(self) -> float:
        return self._until - time.monotonic()

    def _count(self, piece: Piece) -> None:
        self.input_tokens += piece.input_tokens
        self.output_tokens += piece.output_tokens

    def _faults(self, written: Written) -> tuple[tuple[str, str], ...]:
        """What is wrong with a statement: its form, or else what the evidence it names does not carry."""
        proofs = [self._offered[key].proof for key in written.keys if key in self._offered]
        return tuple(self._faults_of_form(written, proofs)) or tuple(
            (fault.kind, fault.what) for fault in self._checker.faults(written.text, proofs)
        )

    def _faults_of_form(self, written: Written, proofs: Sequence[Proof]) -> Iterator[tuple[str, str]]:
        text = written.text
        if not text or not written.keys:
            yield "keys", "none"
        yield from (("keys", key) for key in written.keys if key not in self._offered)
        yield from faults_of_form(text, self._language, proofs)
        if text in (statement.text for statement in self.shown):
            yield "repetition", text
        if fold(text) in fold(self._question):
            yield "echo", text

    def _let_through(self, written: Written) -> Statement:
        numbers = sorted({self._offered[key].number for key in written.keys})
        statement = Statement(written.text, tuple(numbers))
        self.shown.append(statement)
        return statement

    def _material(self) -> str:
        evidence = [exhibit.shown() for exhibit in self._offered.values()]
        return as_json({"question": self._question, "evidence": evidence})

    def _repair(self, rejected: Sequence[_Rejected]) -> str:
        told = [
            {
                "text": one.text[:LONGEST_STATEMENT],
                "keys": [key for key in one.keys if key in self._offered],
                "faults": [{"kind": kind, "what": what[:LONGEST_STATEMENT]} for kind, what in one.faults],
            }
            for one in rejected
        ]
        return prompt("draft_repair", self._language, rejected=as_json(told))


def faults_of_form(text: str, language: Language, proofs: Sequence[Proof]) -> Iterator[tuple[str, str]]:
    """Yield what forbids to show `text` as a statement in `language`, whatever it says: kinds and words."""
    if len(text) > LONGEST_STATEMENT:
        yield "length", f"{len(text)} > {LONGEST_STATEMENT}"
    if markup := markup_in(text):
        yield "markup", markup
    if strange := strange_letters_in(text, (proof.quote for proof in proofs)):
        yield "letters", strange
    if address := address_in(text, (proof.quote for proof in proofs)):
        yield "address", address
    if detect_language(text) != language:
        yield "language", f"not {language}"


def _shape(keys: Iterable[str], most: int) -> dict[str, Any]:
    """The JSON schema of a draft of at most so many statements from the evidence under these keys."""
    evidence = {"type": "array", "items": {"type": "string", "enum": list(keys)}, "minItems": 1}
    statement = {
        "type": "object",
        "properties": {"text": {"type": "string"}, "keys": evidence},
        "required": ["text", "keys"],
        "additionalProperties": False,
    }
    return {
        "title": "draft",
        "description": "Statements that answer the question, each with the keys of its evidence.",
        "type": "object",
        "properties": {"statements": {"type": "array", "items": statement, "maxItems": most}},
        "required": ["statements"],
        "additionalProperties": False,
    }
