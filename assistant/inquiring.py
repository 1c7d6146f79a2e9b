"""The stores as one question reads them: searching for a need, judging what was found, quoting from it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from assistant.answering.extractive import Background, ExtractiveAnswerer
from assistant.answering.quoting import Yardstick, passages_to_quote
from assistant.choosing import Doubt, Judged
from assistant.citing import CitationBook, places
from assistant.domain.answers import RefusalReason
from assistant.domain.documents import Fact
from assistant.domain.needs import Need
from assistant.errors import IndexIncompleteError
from assistant.exposure import Turns
from assistant.finding import Finder, Found, text_searched
from assistant.ports import EvidenceIndex, Register
from assistant.ranking import Passage
from assistant.refusing import Calibration, Signals, signals
from assistant.sentences import sentences_of
from assistant.weighing import telling


class Inquiry:
    """Reads the stores for one question, the register as it stood at its beginning."""

    def __init__(self, index: EvidenceIndex, register: Register, calibration: Calibration) -> None:
        self._index = index
        self._calibration = calibration
        self._finder = Finder(index, register)
        self.register = register

    def find(self, need: Need) -> Found:
        """Search for `need` and rank what was found.

        Raises IndexIncompleteError while the index is being rebuilt.
        """
        require_whole_index(self._index.count(), self.register.indexed_passages())
        return self._finder.find(need)

    def judge(self, need: Need, found: Found, turns: Turns | None = None) -> Judged:
        """Tell whether what was found is enough to answer from; with `turns`, near-equals take them."""
        frequencies = self._index.document_frequencies(need.topics)
        passages = self._index.count()
        seen = signals(need, found.passages, frequencies, passages)
        return Judged(
            need=need,
            found=found,
            doubt=Doubt(need, self._calibration, frequencies, passages),
            confidence=self._calibration.confidence(seen),
            reason_to_refuse=self._reason_to_refuse(need, found, seen),
            turns=turns,
        )

    def answerer(
        self, judged: Judged, quoted_together: Sequence[Sequence[Passage]], book: CitationBook
    ) -> ExtractiveAnswerer:
        """Who quotes from these passages of what was found; each inner sequence is of one subject."""
        need, known = judged.need, judged.found.known
        to_quote = {p.chunk for passages in quoted_together for p in passages_to_quote(passages, need)}
        fits = self._index.sentence_fits(
            text_searched(need), {chunk: [s.stretch for s in sentences_of(chunk)] for chunk in to_quote}
        )
        works = {p.chunk.subject_id for p in chain(*quoted_together) if p.chunk.subject_kind == "work"}
        authors = self._authors({known.works[id_].source.document_id for id_ in works & known.works.keys()})
        sources = [source for chunk in to_quote for source in chunk.sources]
        sources += [fact.source for facts in authors.values() for fact in facts]
        book.open(
            self.register.pages(places(sources)),
            self.register.documents({source.document_id for source in sources}),
        )
        weights = telling(judged.doubt.frequencies, judged.doubt.passages)
        background = Background(
            known.works, known.experts, self.register.organisations(), authors, Yardstick(need, weights, fits)
        )
        return ExtractiveAnswerer(need, book, background)

    def _reason_to_refuse(self, need: Need, found: Found, seen: Signals) -> RefusalReason | None:
        if not found.passages and self.register.is_empty():
            return "empty_store"
        if not need.is_stated:
            return "no_topic"
        if not self._calibration.is_answerable(seen):
            return "nothing_fits"
        if not found.experts and not found.works:
            return "constraints_exclude_all"
        return None

    def _authors(self, document_ids: Iterable[str]) -> Mapping[str, Sequence[Fact]]:
        """Where the people of these documents are printed, by document."""
        printed: dict[str, list[Fact]] = {}
        for fact in self.register.facts(set(document_ids)):
            if fact.name == "author":
                printed.setdefault(fact.source.document_id, []).append(fact)
        return printed


def require_whole_index(passages: int, known: int) -> None:
    """Raise IndexIncompleteError where the index holds fewer `passages` than the register has `known` in
    it: it is being rebuilt."""
    if passages < known:
        raise IndexIncompleteError("asking.index_incomplete")
