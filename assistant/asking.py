"""Asking, from question to answer: Need, evidence, ranking, quotes, or a refusal."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from assistant.answering.extractive import Background, ExtractiveAnswerer
from assistant.answering.quoting import Yardstick, passages_to_quote, sentences_of
from assistant.choosing import Doubt, Judged
from assistant.citing import CitationBook, places
from assistant.domain.answers import Answer, Refusal, RefusalReason
from assistant.domain.documents import Fact
from assistant.domain.explanations import Explanation
from assistant.domain.needs import Need
from assistant.domain.people import Expert
from assistant.domain.works import Work
from assistant.errors import IndexIncompleteError
from assistant.explaining import Explainer, evidence_of
from assistant.finding import Finder, Found
from assistant.ports import EvidenceIndex, Register
from assistant.ranking import Ranked
from assistant.refusing import MULTILINGUAL_E5_SMALL, Calibration, Signals, signals
from assistant.understanding import understand
from assistant.weighing import telling
from assistant.wording import limits_in_words
from prompts import Language, message


class Stopwatch:
    """Collects how many milliseconds each step took."""

    def __init__(self) -> None:
        self.timings_ms: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.timings_ms[name] = round((time.perf_counter() - started) * 1000, 2)


class Assistant:
    """Answers questions over a register and its index. Safe to call from several threads at once."""

    def __init__(
        self,
        index: EvidenceIndex,
        register: Register,
        today: Callable[[], date],
        calibration: Calibration = MULTILINGUAL_E5_SMALL,
    ) -> None:
        self._calibration = calibration
        self._index = index
        self._register = register
        self.today = today

    def ask(
        self, question: str, *, language: Language | None = None, top: int = 5, explain: bool = False
    ) -> Answer:
        """Return the answer: at most `top` experts and `top` works, or a refusal; explained where asked for.

        Raises QuestionError when the question cannot be asked as it stands, and IndexIncompleteError while
        the index is being rebuilt: to say that nothing fits would not be true then.
        """
        watch = Stopwatch()
        with watch.step("total"):
            answer = self._answer(question, language, top, explain, watch)
        return replace(answer, timings_ms=watch.timings_ms)

    def _answer(
        self, question: str, language: Language | None, top: int, explain: bool, watch: Stopwatch
    ) -> Answer:
        with watch.step("understand"):
            register = self._register.snapshot()
            organisations = register.organisations()
            need = understand(question, organisations, self.today(), language)
        with watch.step("find"):
            require_whole_index(self._index.count(), register.indexed_passages())
            found = Finder(self._index, register).find(need)
        with watch.step("answer"):
            judged = self._judge(register, need, found)
            answer = Answer(question, need.language, need, confidence=judged.confidence)
            if judged.reason_to_refuse is None:
                answer = self._recommend(answer, register, judged, top, explain)
            elif explain:
                answer = replace(answer, explanation=_explained_refusal(judged, top))
            reason = judged.reason_to_refuse or _reason_for_nobody(answer)
            return replace(answer, refusal=_refusal(reason, need)) if reason else answer

    def _judge(self, register: Register, need: Need, found: Found) -> Judged:
        """Tell whether what was found is enough to answer from."""
        frequencies = self._index.document_frequencies(need.topics)
        passages = self._index.count()
        seen = signals(need, found.passages, frequencies, passages)
        return Judged(
            need=need,
            found=found,
            doubt=Doubt(need, self._calibration, frequencies, passages),
            confidence=self._calibration.confidence(seen),
            reason_to_refuse=self._reason_to_refuse(register, need, found, seen),
        )

    def _reason_to_refuse(
        self, register: Register, need: Need, found: Found, seen: Signals
    ) -> RefusalReason | None:
        if not found.passages and register.is_empty():
            return "empty_store"
        if not (need.topics or need.field or need.is_constrained):
            return "no_topic"
        if not self._calibration.is_answerable(seen):
            return "nothing_fits"
        if not found.experts and not found.works:
            return "constraints_exclude_all"
        return None

    def _recommend(
        self, answer: Answer, register: Register, judged: Judged, top: int, explain: bool
    ) -> Answer:
        experts, works = judged.experts(top), judged.works(top)
        answerer = self._answerer(register, judged, (*experts, *works), explain)
        draft = answerer.draft(experts, works)
        answer = replace(
            answer,
            statements=draft.statements,
            experts=draft.experts,
            works=draft.works,
            citations=answerer.citations_of(draft.reasons),
        )
        if not explain:
            return answer
        explanation = Explainer(judged, top=top, quote=answerer.quote).explain(draft.experts, draft.works)
        cited = answerer.citations_of((*draft.reasons, *explanation.statements))
        return replace(answer, citations=cited, explanation=explanation)

    def _answerer(
        self,
        register: Register,
        judged: Judged,
        chosen: Sequence[Ranked[Expert] | Ranked[Work]],
        explain: bool,
    ) -> ExtractiveAnswerer:
        """Who writes the reasons for those chosen, with all that they may be quoted from at hand."""
        need, known = judged.need, judged.found.known
        quoted_together = [
            passages
            for ranked in chosen
            for passages in (ranked.passages, *(evidence_of(ranked) if explain else ()))
        ]
        to_quote = {p.chunk for passages in quoted_together for p in passages_to_quote(passages, need)}
        fits = self._index.sentence_fits(
            need.text, {chunk: [s.text for s in sentences_of(chunk)] for chunk in to_quote}
        )
        sources = [source for r in chosen for passage in r.passages for source in passage.chunk.sources]
        authors = _authors(register, {work.source.document_id for work in known.works.values()})
        sources += [fact.source for facts in authors.values() for fact in facts]
        book = CitationBook(
            register.pages(places(sources)),
            register.documents({source.document_id for source in sources}),
        )
        weights = telling(judged.doubt.frequencies, judged.doubt.passages)
        background = Background(
            known.works, known.experts, register.organisations(), authors, Yardstick(weights, fits)
        )
        return ExtractiveAnswerer(need, book, background)


def require_whole_index(passages: int, known: int) -> None:
    """Raise IndexIncompleteError where the index holds fewer `passages` than the register has `known` in
    it: it is being rebuilt."""
    if passages < known:
        raise IndexIncompleteError("asking.index_incomplete")


def _authors(register: Register, document_ids: set[str]) -> Mapping[str, Sequence[Fact]]:
    """Where the people of these documents are printed, by document."""
    printed: dict[str, list[Fact]] = {}
    for fact in register.facts(document_ids):
        if fact.name == "author":
            printed.setdefault(fact.source.document_id, []).append(fact)
    return printed


def _explained_refusal(judged: Judged, top: int) -> Explanation:
    return Explainer(judged, top=top, quote=lambda _: None).explain((), ())


def _reason_for_nobody(answer: Answer) -> RefusalReason | None:
    """Why an answer that was not refused recommends nobody and nothing, if so."""
    if answer.experts or answer.works:
        return None
    return "constraints_exclude_all" if answer.need.is_constrained else "nothing_fits"


def _refusal(reason: RefusalReason, need: Need) -> Refusal:
    return Refusal(reason, message(f"answer.{reason}", need.language, searched=_searched(need)))


def _searched(need: Need) -> str:
    topics = ", ".join(need.topics) or need.text
    limits = ", ".join(limits_in_words(need, need.language))
    if not limits:
        return topics
    return message("answer.searched_within", need.language, topics=topics, limits=limits)
