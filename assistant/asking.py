"""Asking, from question to answer: Need, evidence, ranking, quotes, or a refusal."""

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.answering.drafting import Drafter, StatementChecker
from assistant.answering.openings import still_proved
from assistant.checking import Checker
from assistant.choosing import Judged
from assistant.citing import CitationBook
from assistant.conversing.changing import set_by_name
from assistant.conversing.following import Follower, Step
from assistant.declining import refusal
from assistant.domain.answers import Answer, RefusalReason, Respelling
from assistant.domain.citations import Statement
from assistant.domain.conversations import Conversation
from assistant.domain.drafting import Drafting
from assistant.domain.needs import Limits, Need, Wanted
from assistant.domain.openings import Opening, ProvedOpening
from assistant.domain.refining import Refining
from assistant.domain.works import Work
from assistant.explaining import Explainer, evidence_of
from assistant.exposure import Turns
from assistant.fields import field_names
from assistant.inquiring import Inquiry
from assistant.language import detect_language, fold, normalise
from assistant.named_limits import known_limits, require_order
from assistant.ports import EvidenceIndex, Likeness, Register
from assistant.ranking import Passage, Ranked
from assistant.refining import Refiner
from assistant.refusing import MULTILINGUAL_E5_SMALL, Calibration
from assistant.respelling import respell
from assistant.teaming import bring_together, needs_of_parts
from assistant.understanding import understand
from assistant.unmeetable import unmeetable_limits
from prompts import Language

# What becomes known while an answer comes about: all but its drafted statements, where it is drafted; each of
# these; None while nothing new is; and last the whole answer.
AnswerPart = Answer | Statement | None


class Stopwatch:
    """Collects how many milliseconds each step took, and all since it began."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._steps: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self._steps[name] = _milliseconds_since(started)

    def timings_ms(self) -> dict[str, float]:
        """The steps that have ended, and the total so far."""
        return {**self._steps, "total": _milliseconds_since(self._began)}


def _milliseconds_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


class Assistant:
    """Answers questions over a register and its index. Safe to call from several threads at once.

    `turns_within`: experts whose scores are at most this share (0 to 1) below the best of them take turns
    from day to day; None: they stand by their scores alone. `drafter` words the statements of answers;
    without one they are quotes. `likeness` tells which word of a need another one stands in for; without one
    it is the last. `refiner` settles what the rules leave open in a need; without one it stays open.
    `checker` tells whether what was worded before still holds; without one `assistant.checking` does.
    """

    def __init__(
        self,
        index: EvidenceIndex,
        register: Register,
        today: Callable[[], date],
        calibration: Calibration = MULTILINGUAL_E5_SMALL,
        turns_within: float | None = None,
        drafter: Drafter | None = None,
        likeness: Likeness | None = None,
        refiner: Refiner | None = None,
        checker: StatementChecker | None = None,
    ) -> None:
        self._checker = checker or Checker()
        self._drafter = drafter
        self._refiner = refiner
        self._likeness = likeness
        self._calibration = calibration
        self._turns_within = turns_within
        self._index = index
        self._register = register
        self.today = today

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        top: int = 5,
        explain: bool = False,
        limits: Limits | None = None,
    ) -> Answer:
        """Return the answer: at most `top` experts and `top` works, or a refusal; explained where asked for.

        `limits` go before those that the question's own words set. Raises QuestionError when the question
        cannot be asked as it stands, and IndexIncompleteError while the index is being rebuilt: to say that
        nothing fits would not be true then.
        """
        return whole_answer(
            self.ask_stream(question, language=language, top=top, explain=explain, limits=limits)
        )

    def ask_stream(
        self,
        question: str,
        *,
        language: Language | None = None,
        top: int = 5,
        explain: bool = False,
        limits: Limits | None = None,
    ) -> Iterator[AnswerPart]:
        """Yield what `ask` returns as it comes about. What was yielded stays as it is, with its numbers; to
        stop taking gives the draft up."""
        watch, limits = Stopwatch(), limits or Limits()
        with watch.step("understand"):
            register = self._register.snapshot()
            meant, respelt = respell(question, self._index)
            need = understand(meant, register.organisations(), self.today(), language)
        with watch.step("refine"):
            need, refining = self._refined(need)
        for part in self._answer(register, limits.narrow(need), question, top, explain, limits, watch):
            if isinstance(part, Answer):
                part = replace(part, respelt=respelt, refining=refining)
            yield part

    def answer_stream(
        self,
        need: Need,
        *,
        said: str = "",
        top: int = 5,
        drafts: bool = True,
        opening: Opening | None = None,
    ) -> Iterator[AnswerPart]:
        """Yield the answer to a need that is understood already, as `ask_stream` does; `said` is shown as its
        question.

        Without `drafts` nothing is worded anew: its statements are those of the `opening` that it had before
        which still hold, with the numbers that their citations had, or else quotes. Raises
        IndexIncompleteError as `ask` does.
        """
        watch = Stopwatch()
        register, question = self._register.snapshot(), said or need.text
        told = understand(need.text, register.organisations(), self.today(), need.language)
        limits = Limits.besides(need, told)
        yield from self._answer(
            register, need, question, top, False, limits, watch, drafts=drafts, opening=opening
        )

    def proved(self, opening: Opening, language: Language) -> ProvedOpening | None:
        """Return what of an opening still holds by what the register has now; None where nothing does."""
        book = CitationBook(opening.numbers)
        statements = still_proved(opening, language, self._register.snapshot(), book, self._checker)
        if not statements:
            return None
        return ProvedOpening(opening.model, statements, book.carrying(statements))

    def follow(
        self, said: str, conversation: Conversation, language: Language | None = None
    ) -> tuple[Step, tuple[Respelling, ...]]:
        """Return what a message does after the turns of `conversation`, and what in it was read otherwise.

        Raises QuestionError where it is empty or too long.
        """
        meant, respelt = respell(said, self._index)
        organisations = self._register.snapshot().organisations()
        step = Follower(organisations, self.today(), self._likeness).follow(meant, conversation, language)
        if step.act == "need" and step.need and step.need not in conversation.needs:
            need, refining = self._refined(step.need)
            step = replace(step, need=need, refining=refining)
        return step, respelt

    def respelt(self, said: str) -> tuple[Respelling, ...]:
        """What in a message is read otherwise than it was typed."""
        return respell(said, self._index)[1]

    def changed(self, need: Need, changes: Mapping[str, Any]) -> tuple[Need, tuple[Respelling, ...]]:
        """Return `need` with fields of it set by name, and what in its text was read otherwise: another text
        is understood anew, while the limits stand, and an organisation is known by any of its names.

        Raises QuestionError where the text is empty or too long, or a limit can never be met.
        """
        meant, respelt = respell(changes.get("text", need.text), self._index)
        if meant != need.text and any(map(str.isalpha, meant)):
            need = replace(need, language=detect_language(meant))
        register = self._register.snapshot()
        return set_by_name(need, {**changes, "text": meant}, register, self.today()), respelt

    def limits_named(self, named: Mapping[str, Any]) -> Limits:
        """Return the limits that are set by name; an organisation and a centre by any of their names.

        Raises QuestionError where one can never be met.
        """
        known = known_limits(named, self._register.snapshot())
        limits = Limits(**known)
        require_order(limits, known)
        return limits

    def fields(self, language: Language) -> tuple[str, ...]:
        """The fields of the centres of which the register holds somebody or something, as they are called in
        `language`."""
        register = self._register.snapshot()
        directory = register.directory()
        held = (
            organisation
            for organisation in register.organisations()
            if directory.speaking_for(Need("", language, centre=organisation.code))
        )
        return field_names(held, language)

    def _refined(self, need: Need) -> tuple[Need, Refining | None]:
        """The need with what a language model settles of it, where one is set."""
        if self._refiner is None:
            return need, None
        return self._refiner.refined(need, self._index.document_frequencies(need.topics), self.today())

    def _answer(
        self,
        register: Register,
        need: Need,
        question: str,
        top: int,
        explain: bool,
        limits: Limits,
        watch: Stopwatch,
        *,
        drafts: bool = True,
        opening: Opening | None = None,
    ) -> Iterator[AnswerPart]:
        parts = needs_of_parts(need.text, need, register.organisations(), self.today())
        parts = list(map(limits.narrow, parts))
        inquiry = Inquiry(self._index, register, self._calibration)
        book = CitationBook(opening.numbers if opening else {})
        with watch.step("find"):
            found = inquiry.find(need)
        with watch.step("answer"):
            judged = inquiry.judge(need, found, self._turns(need))
            answer = _recommend(inquiry, judged, normalise(question), top, explain, book)
            reason = judged.reason_to_refuse or _reason_for_nobody(answer)
            if reason:
                answer = replace(answer, refusal=refusal(reason, inquiry, judged, book))
            else:
                answer = replace(answer, left_open=_left_open(answer, judged))
            answer = replace(answer, unmeetable=tuple(unmeetable_limits(need, self.today())))
        if parts and reason != "empty_store":
            with watch.step("team"):
                answer = replace(answer, team=bring_together(inquiry, parts, book))
        if opening and answer.statements:
            answer = self._opened(answer, opening, register, book)
        answer = replace(answer, citations=book.carrying(_statements(answer)))
        if drafts and self._drafter and answer.statements:
            yield replace(answer, statements=(), is_whole=False, timings_ms=watch.timings_ms())
            with watch.step("draft"):
                answer = yield from _drafted(self._drafter, answer)
        yield replace(answer, timings_ms=watch.timings_ms())

    def _opened(self, answer: Answer, opening: Opening, register: Register, book: CitationBook) -> Answer:
        """The answer with what of its earlier opening still holds, if anything does."""
        statements = still_proved(opening, answer.language, register, book, self._checker)
        if not statements:
            return answer
        return replace(answer, statements=statements, drafting=Drafting(opening.model, by="model"))

    def _turns(self, need: Need) -> Turns | None:
        if self._turns_within is None:
            return None
        return Turns(self._turns_within, self.today(), fold(need.text))


def whole_answer(parts: Iterable[AnswerPart]) -> Answer:
    """The answer that is there once all its parts are."""
    *_, whole = (part for part in parts if isinstance(part, Answer))
    return whole


def _drafted(drafter: Drafter, answer: Answer) -> Generator[Statement | None, None, Answer]:
    """Yield each statement that is drafted; return the answer with them, else with its own, and with how that
    came about."""
    statements: list[Statement] = []
    for part in drafter.draft_stream(answer, answer.citations):
        if isinstance(part, Drafting):
            answer = replace(answer, drafting=part)
            continue
        if part is not None:
            statements.append(part)
        yield part
    return replace(answer, statements=tuple(statements) or answer.statements)


def _recommend(
    inquiry: Inquiry, judged: Judged, question: str, top: int, explain: bool, book: CitationBook
) -> Answer:
    """The answer with those who are recommended, none where it must be refused; not yet with citations."""
    answer = Answer(question, judged.need.language, judged.need, confidence=judged.confidence)
    if judged.reason_to_refuse:
        explainer = Explainer(judged, top=top, quote=lambda _: None)
        return replace(answer, explanation=explainer.explain((), ()) if explain else None)
    experts, works = judged.experts(top), judged.works(top)
    chosen: list[Ranked[Any]] = [*experts, *works]
    evidence = [passages for ranked in chosen for passages in _quoted_together(ranked, explain)]
    answerer = inquiry.answerer(judged, evidence, book)
    draft = answerer.draft(experts, works)
    explainer = Explainer(judged, top=top, quote=answerer.quote)
    return replace(
        answer,
        statements=draft.statements,
        experts=draft.experts,
        works=draft.works,
        exposure=judged.exposure([r.subject.id for r in draft.experts]),
        explanation=explainer.explain(draft.experts, draft.works) if explain else None,
    )


def _quoted_together(ranked: Ranked[Any], explain: bool) -> list[tuple[Passage, ...]]:
    """The passages of which the best are quoted: all together, those of a profile that says most, and each
    piece of evidence where explained."""
    return [ranked.passages, ranked.leading_profile, *(evidence_of(ranked) if explain else ())]


def _statements(answer: Answer) -> list[Statement]:
    """Everything that the answer says with a citation."""
    reasons = [why for r in (*answer.experts, *answer.works) for why in r.why]
    of_explanation = answer.explanation.statements if answer.explanation else ()
    of_team = answer.team.statements if answer.team else ()
    nearest = answer.refusal.nearest if answer.refusal else None
    return [*answer.statements, *reasons, *of_explanation, *of_team, *([nearest.why] if nearest else [])]


def _reason_for_nobody(answer: Answer) -> RefusalReason | None:
    """Why an answer that was not refused recommends nobody and nothing, if so."""
    if answer.experts or answer.works:
        return None
    return "constraints_exclude_all" if answer.need.is_constrained else "nothing_fits"


def _left_open(answer: Answer, judged: Judged) -> tuple[Wanted, ...]:
    """The kinds that the need asks for and of which nothing fits, not even beyond those recommended."""
    kinds: set[Wanted] = {"expert"} if answer.experts else set()
    kinds |= {r.subject.kind for r in answer.works if isinstance(r.subject, Work)}
    missing = [kind for kind in answer.need.wanted if kind not in kinds]
    if missing:
        kinds |= {ranked.subject.kind for ranked in judged.works(len(judged.found.works))}
    return tuple(kind for kind in missing if kind not in kinds)
