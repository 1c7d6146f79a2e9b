"""Choosing the sentence of a passage that says most about a need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.citing import LONGEST_QUOTE, shorten
from assistant.domain.documents import SourceRef
from assistant.domain.evidence import Chunk
from assistant.domain.needs import Need
from assistant.language import search_terms, sentence_spans
from assistant.ranking import Passage

# A passage in the asker's language is preferred to a better one in the other language down to this
# share of its score.
SAME_LANGUAGE_SHARE = 0.85
SHORTEST_QUOTE = 25
PASSAGES_WEIGHED = 5
# Sentences with a figure say more; those much shorter than a quote may be say less.
FIGURE_BONUS = 0.15
# The same passages prove many answers; dividing one into sentences costs as much as finding it.
_CHUNKS_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it stands, and its search terms."""

    source: SourceRef
    text: str
    terms: frozenset[str]


def best_sentences(
    passages: Sequence[Passage], need: Need, weights: Mapping[str, float]
) -> list[tuple[Passage, Sentence]]:
    """Return one sentence of each of the best sound passages, the most telling first.

    A sentence tells by how well its passage fits the need and by the topics it holds, each weighing its
    `weights` (idf). Where no topic stands in it (another language, say) figures and length decide.
    """
    sound = [passage for passage in passages if passage.chunk.quotable]
    found: list[tuple[float, Passage, Sentence]] = []
    for passage in sorted(sound, key=lambda p: _preference(p, need), reverse=True)[:PASSAGES_WEIGHED]:
        if best := _best_of(passage, need, weights):
            worth, sentence = best
            found.append((_preference(passage, need) * (1 + worth), passage, sentence))
    return [(passage, sentence) for _, passage, sentence in sorted(found, key=lambda f: f[0], reverse=True)]


def _preference(passage: Passage, need: Need) -> float:
    score = passage.evidence.score
    return score if passage.chunk.language == need.language else score * SAME_LANGUAGE_SHARE


def _best_of(passage: Passage, need: Need, weights: Mapping[str, float]) -> tuple[float, Sentence] | None:
    sentences = [sentence for sentence in _sentences(passage.chunk) if len(sentence.text) >= SHORTEST_QUOTE]
    wanted = {topic: weights.get(topic, 1.0) for topic in need.topics}
    rated = [(_worth(sentence, wanted), sentence) for sentence in sentences]
    return max(rated, key=lambda pair: pair[0], default=None)


@lru_cache(_CHUNKS_REMEMBERED)
def _sentences(chunk: Chunk) -> tuple[Sentence, ...]:
    """The sentences of a chunk, each with its place; the chunk's text is its sources' texts joined."""
    found: list[Sentence] = []
    offset = 0
    for source in chunk.sources:
        text = chunk.text[offset : offset + source.end - source.start]
        offset += len(text) + 1
        for start, end in sentence_spans(text):
            place = SourceRef(source.document_id, source.page, source.start + start, source.start + end)
            place = shorten(place, text[start:end])
            shown = text[start : start + place.end - place.start]
            found.append(Sentence(place, shown, frozenset(search_terms(shown))))
    return tuple(found)


def _worth(sentence: Sentence, wanted: Mapping[str, float]) -> float:
    total = sum(wanted.values()) or 1.0
    covered = sum(weight for topic, weight in wanted.items() if topic in sentence.terms) / total
    has_figure = any(character.isdigit() for character in sentence.text)
    fullness = min(1.0, len(sentence.text) / (LONGEST_QUOTE / 2))
    return covered + FIGURE_BONUS * has_figure + 0.1 * fullness
