"""A chat model of LangChain's that lies by a script, the same at every run with the same seed.

It drafts true sentences and lies of every kind in turns, and some drafts that are none. Told what of a draft
does not hold, it mends, insists or lies anew. Asked to grade the evidence or to refine a need, it writes what
was not offered.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from pydantic import Field, PrivateAttr

from assistant.answering.drafting import MOST_STATEMENTS
from assistant.answering.exhibits import without_marks
from assistant.language import detect_language
from eval.adversary.lines import KINDS_OF_LIES, Line, Scene, honest_lines, lies
from eval.adversary.streamed import StreamedChatModel

NAME = "scripted:adversary"
# How a draft comes: mostly as it should.
_FORMS = (
    "whole",
    "whole",
    "whole",
    "whole",
    "cut off",
    "whole",
    "whole",
    "prose",
    "whole",
    "whole",
    "endless",
    "whole",
    "whole",
    "nothing",
)
_TRUE_OF_A_DRAFT = (1, 2)
_MENDING = ("mends", "insists", "lies anew")
_ENDLESS = 2_000
_BEGINNING, _END = '{"statements": [', "]}"


class Adversary(StreamedChatModel):
    """`written` holds the lines that came whole, of every draft since it was last emptied."""

    seed: int = 0
    written: list[Line] = Field(default_factory=list)
    _dice: random.Random = PrivateAttr()
    _forms: Iterator[str] = PrivateAttr()
    _honest: Iterator[int] = PrivateAttr()
    _kinds: Iterator[str] = PrivateAttr()
    _mending: Iterator[str] = PrivateAttr()

    def model_post_init(self, _: Any) -> None:
        """Begin the script anew."""
        self._dice = random.Random(self.seed)
        self._forms, self._honest = cycle(_FORMS), cycle(_TRUE_OF_A_DRAFT)
        self._kinds, self._mending = cycle(KINDS_OF_LIES), cycle(_MENDING)

    @property
    def _llm_type(self) -> str:
        return "adversary"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002 - LangChain's
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002 - LangChain's
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        text = messages[-1].text
        told, end = json.JSONDecoder().raw_decode(text)
        match kwargs["response_format"]["title"]:
            case "choices":
                pieces = iter([self._choices()])
            case "grades":
                pieces = iter([self._grades(told["evidence"])])
            case _:
                scene = Scene(detect_language(told["question"]), told["evidence"])
                rejected = text[end:]
                pieces = self._mended(scene, _list_in(rejected)) if rejected.strip() else self._draft(scene)
        for piece in pieces:
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))

    def _draft(self, scene: Scene) -> Iterator[str]:
        true = next(self._honest)
        lines = [*islice(honest_lines(scene, self._dice), true), *self._lies(scene, MOST_STATEMENTS - true)]
        self._dice.shuffle(lines)
        match next(self._forms):
            case "whole":
                self.written += lines
                yield _as_draft(lines)
            case "cut off":
                whole = _as_draft(lines)
                cut = whole[: len(whole) * 2 // 3]
                self.written += [
                    line for line in lines if _as_draft([line])[len(_BEGINNING) : -len(_END)] in cut
                ]
                yield cut
            case "prose":
                yield "Certainly! " + " ".join(line.text for line in lines)
            case "endless":
                yield '{"statements": [{"text": "'
                yield from [f"{lines[0].text} " if lines else "and so on "] * _ENDLESS
            case "nothing":
                yield '{"statements": []}'

    def _mended(self, scene: Scene, rejected: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        before = {without_marks(line.text): line for line in self.written}
        lines: list[Line] = []
        for one in rejected:
            was = before.get(one["text"])
            match next(self._mending):
                case "mends":
                    own = [e for e in scene.evidence if e["key"] in one["keys"]] or scene.evidence
                    lines += islice(honest_lines(Scene(scene.language, own), self._dice), 1)
                case "insists" if was:
                    lines.append(was)
                case _:
                    lines += self._lies(scene, 1)
        self.written += lines
        yield _as_draft(lines)

    def _lies(self, scene: Scene, many: int) -> Iterator[Line]:
        """So many lies, each of the next kind that this evidence gives an occasion for."""
        kinds = islice(self._kinds, len(KINDS_OF_LIES))
        told = (next(lies(scene, kind, self._dice), None) for kind in kinds)
        return islice(filter(None, told), many)

    def _grades(self, evidence: Sequence[Mapping[str, Any]]) -> str:
        """Mostly high grades, some that are none, some of keys that were not offered, some not read."""
        rows = [{"key": one["key"], "grade": self._dice.choice((0, 3, 7, 10, 10))} for one in evidence]
        wrong = [{"key": "ev-00000000", "grade": 10}, {"key": rows[0]["key"], "grade": 99}, {"key": 7}]
        whole = json.dumps({"grades": [*rows, *wrong]})
        return self._dice.choice((whole, whole, whole, whole[:40], "All of them are splendid."))

    def _choices(self) -> str:
        """What no question holds."""
        choices = {
            "region": self._dice.choice(("everywhere", "mars")),
            "organisation": "มหาวิทยาลัยแห่งดวงจันทร์",
            "years": "2020-2024",
            "topics": ["blockchain", "ทองคำ"],
            "trl_from": 9,
        }
        whole = json.dumps(choices, ensure_ascii=False)
        return self._dice.choice((whole, whole, whole[:30], ""))


def _as_draft(lines: Sequence[Line]) -> str:
    rows = (json.dumps({"text": line.text, "keys": list(line.keys)}, ensure_ascii=False) for line in lines)
    return _BEGINNING + ", ".join(rows) + _END


def _list_in(text: str) -> list[Mapping[str, Any]]:
    """The list that stands in what is said of a draft before."""
    found: list[Mapping[str, Any]] = json.JSONDecoder().raw_decode(text, text.index("["))[0]
    return found
