"""Choosing the sentence of a passage that says most about a need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.citing import LONGEST_QUOTE, shorten
from assistant.domain.documents import SourceRef
from assistant.domain.needs import Need
from assistant.language import search_terms, sentence_spans
from assistant.ranking import Passage

# A passage in the asker's language is preferred to a better one in the other language down to this
# share of its score.
SAME_LANGUAGE_SHARE = 0.85
SHORTEST_QUOTE = 25
# Sentences with a figure say more; those much shorter than a quote may be say less.
FIGURE_BONUS = 0.15


@dataclass(frozen=True, slots=True)
class Sentence:
    source: SourceRef
    text: str


def quotable_passages(passages: Sequence[Passage], need: Need) -> list[Passage]:
    """Return the passages that may be quoted, the asker's language first where it is nearly as good."""
    sound = [passage for passage in passages if passage.chunk.quotable]

    def preference(passage: Passage) -> float:
        score = passage.evidence.score
        return score if passage.chunk.language == need.language else score * SAME_LANGUAGE_SHARE

    return sorted(sound, key=preference, reverse=True)


def best_sentence(passage: Passage, need: Need, weights: Mapping[str, float]) -> Sentence | None:
    """Return the sentence that covers most of the need's topics, each weighing its `weights` (idf).

    Where no topic stands in the passage (another language, say) a sentence with figures is chosen.
    """
    sentences = [sentence for sentence in _sentences(passage) if len(sentence.text) >= SHORTEST_QUOTE]
    if not sentences:
        return None
    wanted = {topic: weights.get(topic, 1.0) for topic in need.topics}
    return max(sentences, key=lambda sentence: _worth(sentence.text, wanted))


def _sentences(passage: Passage) -> list[Sentence]:
    """The sentences of a passage, each with its place; the passage's text is its sources' texts joined."""
    found: list[Sentence] = []
    offset = 0
    for source in passage.chunk.sources:
        text = passage.chunk.text[offset : offset + source.end - source.start]
        offset += len(text) + 1
        for start, end in sentence_spans(text):
            place = SourceRef(source.document_id, source.page, source.start + start, source.start + end)
            place = shorten(place, text[start:end])
            found.append(Sentence(place, text[start : start + place.end - place.start]))
    return found


def _worth(sentence: str, wanted: Mapping[str, float]) -> float:
    terms = set(search_terms(sentence))
    total = sum(wanted.values()) or 1.0
    covered = sum(weight for topic, weight in wanted.items() if topic in terms) / total
    has_figure = any(character.isdigit() for character in sentence)
    fullness = min(1.0, len(sentence) / (LONGEST_QUOTE / 2))
    return covered + FIGURE_BONUS * has_figure + 0.1 * fullness
