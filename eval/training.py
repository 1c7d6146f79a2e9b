"""Teaching the bundled model everyday questions: `python -m eval train`.

The pairs (eval/datasets/pairs) were written for this: passages as reports, registers and encyclopaedias have
them, questions as people ask them, and near misses that share words with a passage which does not help.
Low-rank additions to the linear layers (LoRA) are trained so that, by the cosine and by MaxSim alike,

* each question finds its passage among those of the batch (InfoNCE, van den Oord et al. 2018),
* each passage finds its questions among those of others and its own near misses (the same),
* one threshold tells a question's own passage from the nearest of all others, near misses included
  (a sigmoid loss with a learnt bias, after Zhai et al. 2023, "SigLIP"): so one can see when nothing fits.

Batches are made of passages that are near each other; some questions are misspelt as people misspell, and
most passages stand below their title as they are indexed.
The result is scaled by `share` before it is kept.
"""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from assistant.errors import EvaluationError
from assistant.language import sentence_spans
from eval.misspelling import misspell
from eval.rows import Row, read_rows
from vectorstore.embeddings import E5_PROMPTS, SentenceEmbeddings
from vectorstore.late import TokenStatistics

RANK = 8
EPOCHS = 2
BATCH = 16
LEARNING_RATE = 3e-4
SHARE = 0.8
HELD_BACK = 0.04
# How many passages of a batch are neighbours of each other.
NEIGHBOURS = 8
# What the threshold's loss counts beside the others, and how many questions are misspelt.
THRESHOLD_WEIGHT = 0.5
MISSPELT = 0.3
# How many passages are learnt as they were written; the others below their title, and not always whole.
_AS_IT_STANDS = 0.4
# How sharply the better of two is preferred, for the cosine and for MaxSim.
COSINE_TEMPERATURE, LATE_TEMPERATURE = 0.02, 0.04
_QUESTIONS_A_PASSAGE, _NEAR_MISSES_A_PASSAGE = 2, 2
# Where the thresholds begin, and how much faster than the rest they are learnt.
_COSINE_THRESHOLD, _LATE_THRESHOLD, _THRESHOLD_PACE = 0.85, 0.35, 3.0
_LONGEST_TOKENS = 200
_ENCODED_TOGETHER = 16
# "<s> query :" stands before a question's own tokens, "<s>" before a passage's; an end mark after both.
_BEFORE_QUESTION, _BEFORE_PASSAGE = 3, 1

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage, questions that it helps with, and questions that only look so.

    `context` is the title of its document in both languages, and the section: what ingestion puts before
    the passages of a document.
    """

    passage: str
    questions: tuple[str, ...]
    near_misses: tuple[str, ...]
    context: tuple[str, ...] = ()

    def as_passage(self, choice: random.Random) -> str:
        """The passage as it would be indexed: as it stands, or a part of it below its context. A first line
        is then left out, since it is a title mostly."""
        if not self.context or choice.random() < _AS_IT_STANDS:
            return self.passage
        body = self.passage.partition("\n")[2] or self.passage
        spans = sentence_spans(body)
        kept = choice.randint((len(spans) + 1) // 2, len(spans))
        first = choice.randint(0, len(spans) - kept)
        part = body[spans[first][0] : spans[first + kept - 1][1]]
        return f"{' › '.join(self.context)}\n{part}"


@dataclass(frozen=True, slots=True)
class Texts:
    """Some texts as the model sees them: unit vectors, and each text's tokens with their ids."""

    vectors: torch.Tensor
    tokens: Sequence[torch.Tensor]
    ids: Sequence[Sequence[int]]


def load_pairs(folder: Path) -> list[Pair]:
    """Read every JSON-lines file of `folder`, in the order of their names.

    Raises EvaluationError naming the line that is no pair, or a folder without any.
    """
    pairs = [_pair(row) for file in sorted(folder.glob("*.jsonl")) for row in read_rows(file)]
    if not pairs:
        raise EvaluationError("eval.empty_file", file=folder)
    return pairs


def _pair(row: Row) -> Pair:
    context = (row.optional_text(name) for name in ("title_th", "title_en", "section"))
    pair = Pair(
        row.id("passage"), row.texts("questions"), row.texts("near_misses"), tuple(filter(None, context))
    )
    if len(pair.questions) < _QUESTIONS_A_PASSAGE or len(pair.near_misses) < _NEAR_MISSES_A_PASSAGE:
        raise row.error("eval.small_pair", questions=_QUESTIONS_A_PASSAGE, near_misses=_NEAR_MISSES_A_PASSAGE)
    return pair


class LowRank(nn.Module):
    """A linear layer that stays as it is, and what is learnt beside it."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.narrow = nn.Parameter(torch.randn(RANK, layer.in_features) / math.sqrt(layer.in_features))
        self.widen = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = self.layer(hidden)
        return result + functional.linear(functional.linear(hidden, self.narrow), self.widen)


class Trainer:
    """Trains additions to the model in `folder` and keeps nothing else."""

    def __init__(self, folder: Path, statistics: TokenStatistics) -> None:
        from tokenizers import Tokenizer
        from transformers import BertModel

        torch.manual_seed(0)
        self._model: Any = BertModel.from_pretrained(folder, add_pooling_layer=False)
        self._model.train(False)  # no dropout: there is little to unlearn in two epochs
        self._model.requires_grad_(False)
        self.layers = self._opened()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_LONGEST_TOKENS)
        self._passage_mean = torch.from_numpy(statistics.passage_mean)
        self._question_mean = torch.from_numpy(statistics.question_mean)
        self._piece_weights = torch.from_numpy(statistics.piece_weights)
        self._thresholds = [nn.Parameter(torch.tensor(t)) for t in (_COSINE_THRESHOLD, _LATE_THRESHOLD)]

    def train(self, pairs: Sequence[Pair], report: Report) -> None:
        """Learn from all but the share of `pairs` that is held back to be watched."""
        choice = random.Random(0)
        shuffled = choice.sample(pairs, len(pairs))
        held_back = max(BATCH, int(HELD_BACK * len(pairs)))
        watched, learnt = shuffled[:held_back], shuffled[held_back:]
        parameters = [parameter for parameter in self._model.parameters() if parameter.requires_grad]
        optimiser = torch.optim.AdamW(
            [
                {"params": parameters, "weight_decay": 0.01, "pace": 1.0},
                {"params": self._thresholds, "weight_decay": 0.0, "pace": _THRESHOLD_PACE},
            ]
        )
        nearness = self._nearness(learnt)
        steps, step = EPOCHS * (len(learnt) // BATCH), 0
        report(f"before: {self._watch(watched)}")
        for epoch in range(1, EPOCHS + 1):
            for batch in _batches(nearness, choice):
                step += 1
                for group in optimiser.param_groups:
                    rate = LEARNING_RATE * min(1.0, 10 * step / steps) * max(0.05, 1 - step / steps)
                    group["lr"] = group["pace"] * rate
                optimiser.zero_grad()
                loss, _ = self._loss([learnt[place] for place in batch], choice, misspelt=MISSPELT)
                loss.backward()  # type: ignore[no-untyped-call]
                nn.utils.clip_grad_norm_(parameters, 1.0)
                optimiser.step()
                report(f"step {step} of {steps}: loss {loss.item():.3f}")
            report(f"after epoch {epoch}: {self._watch(watched)}")

    def _nearness(self, pairs: Sequence[Pair]) -> torch.Tensor:
        """The cosines between the passages of `pairs`, of shape (pairs, pairs), before anything is learnt."""
        with torch.no_grad():
            passages = [E5_PROMPTS.passage + pair.passage for pair in pairs]
            parts = [
                self._encode(passages[start : start + 64]).vectors for start in range(0, len(passages), 64)
            ]
            vectors = torch.cat(parts)
            return vectors @ vectors.T

    def save(self, file: Path, share: float) -> None:
        """Keep `share` of what was learnt as `vectorstore.adapter.Adapter` reads it."""
        arrays = {}
        for name, layer in self.layers.items():
            arrays[f"{name}.narrow"] = layer.narrow.detach().numpy().astype(np.float16)
            arrays[f"{name}.widen"] = (share * layer.widen.detach()).numpy().astype(np.float16)
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]

    def _opened(self) -> dict[str, LowRank]:
        """Put a `LowRank` in place of each linear layer, by its name."""
        linear = [
            (name, module) for name, module in self._model.named_modules() if isinstance(module, nn.Linear)
        ]
        opened = {}
        for name, module in linear:
            parent, _, own = name.rpartition(".")
            opened[name] = LowRank(module)
            setattr(self._model.get_submodule(parent), own, opened[name])
        return opened

    def _encode(self, texts: Sequence[str]) -> Texts:
        ids = [self._tokenizer.encode(text).ids for text in texts]
        vectors: list[torch.Tensor] = [torch.empty(0)] * len(texts)
        tokens = list(vectors)
        by_length = sorted(range(len(ids)), key=lambda place: len(ids[place]))
        for start in range(0, len(by_length), _ENCODED_TOGETHER):
            batch = by_length[start : start + _ENCODED_TOGETHER]
            width = max(len(ids[place]) for place in batch)
            padded = torch.ones(len(batch), width, dtype=torch.long)
            mask = torch.zeros(len(batch), width)
            for row, place in enumerate(batch):
                padded[row, : len(ids[place])] = torch.tensor(ids[place])
                mask[row, : len(ids[place])] = 1
            with torch.autocast("cpu", torch.bfloat16):
                hidden = self._model(padded, attention_mask=mask).last_hidden_state.float()
            means = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            for row, place in enumerate(batch):
                vectors[place] = functional.normalize(means[row], dim=0)
                tokens[place] = hidden[row, : len(ids[place])]
        return Texts(torch.stack(vectors), tokens, ids)

    def _loss(
        self, batch: Sequence[Pair], choice: random.Random, misspelt: float = 0.0
    ) -> tuple[torch.Tensor, list[float]]:
        """The loss of a batch; and, for the cosine and MaxSim, how often a question finds its passage and
        how often what helps is nearer than a near miss, whosoever."""
        asked: list[str] = []
        owner: list[int] = []
        helps: list[bool] = []
        for place, pair in enumerate(batch):
            good = choice.sample(pair.questions, _QUESTIONS_A_PASSAGE)
            bad = choice.sample(pair.near_misses, _NEAR_MISSES_A_PASSAGE)
            spelt = [misspell(text, choice) if choice.random() < misspelt else text for text in (*good, *bad)]
            asked += [E5_PROMPTS.query + text for text in spelt]
            owner += [place] * len(spelt)
            helps += [True] * len(good) + [False] * len(bad)
        passages = self._encode([E5_PROMPTS.passage + pair.as_passage(choice) for pair in batch])
        questions = self._encode(asked)
        owners, helping = torch.tensor(owner), torch.tensor(helps)
        loss, shares = torch.zeros(()), []
        for scores, temperature, threshold in (
            (questions.vectors @ passages.vectors.T, COSINE_TEMPERATURE, self._thresholds[0]),
            (self._late(questions, passages), LATE_TEMPERATURE, self._thresholds[1]),
        ):
            sharp = scores / temperature
            loss = loss + functional.cross_entropy(sharp[helping], owners[helping])
            loss = loss + _passages_find_questions(sharp, owners, helping)
            loss = loss + THRESHOLD_WEIGHT * _beyond_threshold(
                (scores - threshold) / temperature, owners, helping
            )
            found = (scores[helping].argmax(1) == owners[helping]).float().mean()
            own = scores[torch.arange(len(owners)), owners]
            better = own[helping][:, None] > own[~helping][None]
            shares += [found.item(), better.float().mean().item()]
        return loss, shares

    def _late(self, questions: Texts, passages: Texts) -> torch.Tensor:
        """MaxSim of each question with each passage, as `vectorstore.late` has it."""
        own = [
            functional.normalize(tokens[_BEFORE_PASSAGE:-1] - self._passage_mean, dim=1)
            for tokens in passages.tokens
        ]
        lengths = [len(tokens) for tokens in own]
        row = torch.cat(own).T
        scores = []
        for tokens, ids in zip(questions.tokens, questions.ids, strict=True):
            asked = functional.normalize(tokens[_BEFORE_QUESTION:-1] - self._question_mean, dim=1)
            weights = self._piece_weights[torch.tensor(ids[_BEFORE_QUESTION:-1])]
            similar = torch.split(asked @ row, lengths, 1)
            best = torch.stack([of_passage.max(1).values for of_passage in similar], 1)
            scores.append(weights / weights.sum() @ best)
        return torch.stack(scores)

    def _watch(self, pairs: Sequence[Pair]) -> str:
        with torch.no_grad():
            choice = random.Random(1)
            starts = range(0, len(pairs) - BATCH + 1, BATCH)
            shares = [self._loss(pairs[start : start + BATCH], choice)[1] for start in starts]
        names = (
            "found by cosine",
            "near misses told by cosine",
            "found by tokens",
            "near misses told by tokens",
        )
        means = np.mean(shares, axis=0)
        return ", ".join(f"{name} {mean:.3f}" for name, mean in zip(names, means, strict=True))


def _passages_find_questions(
    sharp: torch.Tensor, owners: torch.Tensor, helping: torch.Tensor
) -> torch.Tensor:
    """Each question that helps, as the choice of its passage among the questions that do not belong to it."""
    losses = []
    for place in torch.nonzero(helping)[:, 0]:
        others = (owners != owners[place]) | ~helping
        others[place] = False
        candidates = torch.cat([sharp[place, owners[place]][None], sharp[others, owners[place]]])
        losses.append(functional.cross_entropy(candidates[None], torch.tensor([0])))
    return torch.stack(losses).mean()


def _beyond_threshold(over: torch.Tensor, owners: torch.Tensor, helping: torch.Tensor) -> torch.Tensor:
    """What helps should lie over the threshold, and the nearest of what does not help below it.

    `over` (questions, passages) is by how much each lies over it. The nearest of all, softly, stands for what
    a search would offer.
    """
    own = torch.zeros_like(over, dtype=torch.bool)
    own[torch.nonzero(helping)[:, 0], owners[helping]] = True
    nearest = torch.logsumexp(over.masked_fill(own, -1e4), 1)
    return functional.softplus(-over[own]).mean() + functional.softplus(nearest).mean()


def _batches(nearness: torch.Tensor, choice: random.Random) -> list[list[int]]:
    """Places of the pairs in batches; each is made of groups of neighbours, so that its passages tempt."""
    order = choice.sample(range(len(nearness)), len(nearness))
    left, groups = set(order), []
    for seed in order:
        if seed in left:
            ranked: list[int] = nearness[seed].argsort(descending=True).tolist()
            neighbours = [place for place in ranked if place in left and place != seed][: NEIGHBOURS - 1]
            groups.append([seed, *neighbours])
            left.difference_update(groups[-1])
    choice.shuffle(groups)
    row = [place for group in groups for place in group]
    batches = [row[start : start + BATCH] for start in range(0, len(row) - BATCH + 1, BATCH)]
    choice.shuffle(batches)
    return batches


def train(folder: Path, pairs: Sequence[Pair], file: Path, share: float, report: Report) -> None:
    """Train on `pairs` from the bundled model unpacked below `folder`, and save the adapter as `file`."""
    embeddings = SentenceEmbeddings(models_folder=folder)
    model_folder = folder / embeddings.model.removeprefix("bundled:")
    trainer = Trainer(model_folder, TokenStatistics.measured(embeddings))
    trainer.train(pairs, report)
    trainer.save(file, share)
