"""Drafting by a language model: it words what the quotes say, and only what they carry is let through.

Who and what is recommended, and why, is settled before. A statement is shown with the numbers of the quotes
that it names by their keys, once nothing is to be said against it; what fails is written anew once, with its
faults named, else dropped. Where nothing holds, or the model is silent, slow or talks nonsense, the answer
keeps the statements it has.
"""

import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from assistant.answering.draft_reading import DraftReader, Written
from assistant.answering.exhibits import Exhibit, exhibits_of, without_marks
from assistant.answering.plain_text import markup_in, strange_letters_in
from assistant.checking import Fault, Proof
from assistant.domain.answers import Answer
from assistant.domain.citations import Citation, Statement
from assistant.domain.drafting import Drafting, Fallback
from assistant.errors import LanguageModelError, LanguageModelLateError
from assistant.language import detect_language, fold
from assistant.ports import Writer
from prompts import Language, prompt, prompt_version

MOST_STATEMENTS = 4
LONGEST_STATEMENT = 400
_PROMPTS = ("draft", "draft_repair")
_MILLION = 1_000_000

log = logging.getLogger("jabkoo.drafting")


class StatementChecker(Protocol):
    """Tells whether statements are supported by what they cite."""

    def faults(self, statement: str, proofs: Sequence[Proof]) -> Sequence[Fault]:
        """What of `statement` the proofs, taken together, do not carry; nothing where it is supported."""
        ...


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, in whatever currency; 0 where that is not known."""

    input: float = 0.0
    output: float = 0.0

    def cost(self, input_tokens: int, output_tokens: int) -> float | None:
        """What so many tokens cost, or None where no price is known."""
        if not (self.input or self.output):
            return None
        return (self.input * input_tokens + self.output * output_tokens) / _MILLION


class Drafter:
    """Has `writer` draft the statements of answers, for at most `timeout_s` seconds each.

    `blank_personal` blanks personal data in a question before the model, whoever runs it, is shown it.
    """

    def __init__(
        self,
        writer: Writer,
        checker: StatementChecker,
        *,
        timeout_s: float,
        prices: Prices | None = None,
        blank_personal: Callable[[str], str] = str,
    ) -> None:
        self._writer = writer
        self._checker = checker
        self._timeout_s = timeout_s
        self._prices = prices or Prices()
        self._blank_personal = blank_personal

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
            yield from draft.statements()
            fallback = "nothing_supported" if draft.is_readable else "unreadable"
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
            prompt_version=prompt_version(answer.language, *_PROMPTS),
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
    through of the second try. `is_readable`: whether anything of it was a draft.
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
        self.drafted = self.repaired = 0
        self.input_tokens = self.output_tokens = 0

    def statements(self) -> Iterator[Statement | None]:
        """Yield what holds of a first draft, then what holds of a second one that mends the rest; None while
        it is written."""
        rejected: list[_Rejected] = []
        for written in self._write(self._material(), MOST_STATEMENTS):
            if written is None:
                yield None
                continue
            self.drafted += 1
            if faults := self._faults(written):
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
        left_s = self._until - time.monotonic()
        for piece in self._writer.write(instructions, material, _shape(self._offered, most), within_s=left_s):
            self.input_tokens += piece.input_tokens
            self.output_tokens += piece.output_tokens
            for written in reader.take(piece.text):
                if count < most:
                    count += 1
                    self.is_readable = True
                    yield replace(written, text=without_marks(written.text))
            if reader.is_broken or (count == most and not reader.is_closed):
                return
            yield None
        self.is_readable = self.is_readable or reader.is_closed

    def _faults(self, written: Written) -> tuple[tuple[str, str], ...]:
        """What is wrong with a statement: its form, or else what the evidence it names does not carry."""
        proofs = [self._offered[key].proof for key in written.keys if key in self._offered]
        return tuple(self._faults_of_form(written, proofs)) or tuple(
            (fault.kind, fault.what) for fault in self._checker.faults(written.text, proofs)
        )

    def _faults_of_form(self, written: Written, proofs: Sequence[Proof]) -> Iterator[tuple[str, str]]:
        text, language = written.text, self._language
        if not text or not written.keys:
            yield "keys", "none"
        yield from (("keys", key) for key in written.keys if key not in self._offered)
        if len(text) > LONGEST_STATEMENT:
            yield "length", f"{len(text)} > {LONGEST_STATEMENT}"
        if markup := markup_in(text):
            yield "markup", markup
        if strange := strange_letters_in(text, (proof.quote for proof in proofs)):
            yield "letters", strange
        if detect_language(text) != language:
            yield "language", f"not {language}"
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
        return _as_json({"question": self._question, "evidence": evidence})

    def _repair(self, rejected: Sequence[_Rejected]) -> str:
        told = [
            {
                "text": one.text[:LONGEST_STATEMENT],
                "keys": [key for key in one.keys if key in self._offered],
                "faults": [{"kind": kind, "what": what[:LONGEST_STATEMENT]} for kind, what in one.faults],
            }
            for one in rejected
        ]
        return prompt("draft_repair", self._language, rejected=_as_json(told))


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


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
