"""Asking, from question to answer: Need, evidence, ranking, quotes, or a refusal."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from assistant.answering.extractive import Background, Draft, ExtractiveAnswerer
from assistant.answering.quoting import Yardstick, passages_to_quote, sentences_of
from assistant.citing import CitationBook, places
from assistant.domain.answers import Answer, Refusal, RefusalReason
from assistant.domain.documents import Fact
from assistant.domain.needs import Need
from assistant.errors import IndexIncompleteError
from assistant.finding import Finder, Found
from assistant.ports import EvidenceIndex, Register
from assistant.ranking import Ranked, Subject
from assistant.refusing import MULTILINGUAL_E5_SMALL, Calibration, Signals, signals
from assistant.understanding import understand
from assistant.weighing import telling
from assistant.wording import limits_in_words
from prompts import Language, message

# Recommended is what scores at least this share of the best, be it within the limits or not, and whose own
# best passage makes us at least this share as sure as an answer must be.
SHARE_OF_BEST = 0.3
SHARE_OF_CONFIDENCE = 0.5


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

    def ask(self, question: str, *, language: Language | None = None, top: int = 5) -> Answer:
        """Return the answer: at most `top` experts and `top` works, or a refusal.

        Raises QuestionError when the question cannot be asked as it stands, and IndexIncompleteError while
        the index is being rebuilt: to say that nothing fits would not be true then.
        """
        watch = Stopwatch()
        with watch.step("total"):
            answer = self._answer(question, language, top, watch)
        return replace(answer, timings_ms=watch.timings_ms)

    def _answer(self, question: str, language: Language | None, top: int, watch: Stopwatch) -> Answer:
        with watch.step("understand"):
            register = self._register.snapshot()
            organisations = register.organisations()
            need = understand(question, organisations, self.today(), language)
        with watch.step("find"):
            require_whole_index(self._index.count(), register.indexed_passages())
            found = Finder(self._index, register).find(need)
        with watch.step("answer"):
            frequencies = self._index.document_frequencies(need.topics)
            seen = signals(need, found.passages, frequencies, self._index.count())
            answer = Answer(question, need.language, need, confidence=self._calibration.confidence(seen))
            if reason := self._reason_to_refuse(register, need, found, seen):
                return replace(answer, refusal=_refusal(reason, need))
            found = self._without_the_unlike(need, found, frequencies)
            weights = telling(frequencies, self._index.count())
            draft = self._draft(register, need, found, weights, top)
            if not draft.experts and not draft.works:
                reason = "constraints_exclude_all" if need.is_constrained else "nothing_fits"
                return replace(answer, refusal=_refusal(reason, need))
            return replace(
                answer,
                statements=draft.statements,
                experts=draft.experts,
                works=draft.works,
                citations=draft.citations,
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

    def _without_the_unlike(self, need: Need, found: Found, frequencies: Mapping[str, int]) -> Found:
        """`found` without those whose own best passage leaves it doubtful that they fit at all.

        Of few candidates, as within limits, also the best may be far from the subject.
        """
        needed = SHARE_OF_CONFIDENCE * self._calibration.confidence_needed
        count = self._index.count()

        def fits(ranked: Ranked[Subject]) -> bool:
            nearest = max(ranked.passages, key=lambda passage: passage.evidence.dense)
            if self._calibration.confidence(Signals(nearest.evidence.dense, shared=0.0)) >= needed:
                return True
            return self._calibration.confidence(signals(need, [nearest], frequencies, count)) >= needed

        return replace(
            found,
            experts=[ranked for ranked in found.experts if fits(ranked)],
            works=[ranked for ranked in found.works if fits(ranked)],
        )

    def _draft(
        self,
        register: Register,
        need: Need,
        found: Found,
        weights: Mapping[str, float],
        top: int,
    ) -> Draft:
        experts = _near(found.best_expert, found.experts)[:top]
        works = _near(found.best_work, found.works)[:top]
        of_subjects = [*(ranked.passages for ranked in experts), *(ranked.passages for ranked in works)]
        passages = [passage for of_subject in of_subjects for passage in of_subject]
        to_quote = {p.chunk for of_subject in of_subjects for p in passages_to_quote(of_subject, need)}
        fits = self._index.sentence_fits(
            need.text, {chunk: [s.text for s in sentences_of(chunk)] for chunk in to_quote}
        )
        sources = [source for passage in passages for source in passage.chunk.sources]
        authors = _authors(register, {work.source.document_id for work in found.known_works.values()})
        sources += [fact.source for facts in authors.values() for fact in facts]
        book = CitationBook(
            register.pages(places(sources)),
            register.documents({source.document_id for source in sources}),
        )
        background = Background(
            found.known_works,
            found.known_experts,
            register.organisations(),
            authors,
            Yardstick(weights, fits),
        )
        return ExtractiveAnswerer(need, book, background).draft(experts, works)


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


def _near(best: float, ranked: Sequence[Ranked[Subject]]) -> list[Ranked[Subject]]:
    return [r for r in ranked if r.score > 0 and r.score >= SHARE_OF_BEST * best]


def _refusal(reason: RefusalReason, need: Need) -> Refusal:
    return Refusal(reason, message(f"answer.{reason}", need.language, searched=_searched(need)))


def _searched(need: Need) -> str:
    topics = ", ".join(need.topics) or need.text
    limits = ", ".join(limits_in_words(need, need.language))
    if not limits:
        return topics
    return message("answer.searched_within", need.language, topics=topics, limits=limits)
