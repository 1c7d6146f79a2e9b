"""Asking along the users' own path while an adversary drafts, and counting what of it is shown."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import click

from api.bootstrap import Services, calibration_for, drafter_for, refiner_for
from assistant.answering.exhibits import without_marks
from assistant.asking import Assistant
from assistant.domain.answers import Answer
from assistant.ports import Writer
from assistant.settings import AssistantSettings
from eval.adversary.auditing import Auditor, Complaint
from eval.adversary.lines import Line
from eval.adversary.script import Adversary
from eval.adversary.words import STRANGERS


@dataclass(frozen=True, slots=True)
class Trial:
    """A question, what was answered while an adversary drafted, what the script wrote for it (nothing where
    the adversary is a real model), and what is wrong with what was shown."""

    question: str
    answer: Answer
    lines: tuple[Line, ...]
    complaints: tuple[Complaint, ...]


def auditor_of(services: Services) -> Auditor:
    """Who audits answers over the register of `services`."""
    register = services.register
    strangers = (name for names in STRANGERS.values() for name in names)
    return Auditor(register, register.all_works(), register.all_experts(), strangers)


def assistant_with(services: Services, settings: AssistantSettings, writer: Writer) -> Assistant:
    """The assistant of `services`, but for `writer` as its language model, set up as `settings` have it."""
    return Assistant(
        services.index,
        services.register,
        services.assistant.today,
        calibration_for(services.settings.vectorstore),
        drafter=drafter_for(settings, services.checker, writer),
        refiner=refiner_for(settings, writer),
    )


def run(
    assistant: Assistant, auditor: Auditor, questions: Iterable[str], script: Adversary | None = None
) -> Iterator[Trial]:
    """Ask every question; yield each trial as it ends. `script` is the model of `assistant`, if it is one."""
    for question in questions:
        answer = assistant.ask(question)
        lines: list[Line] = []
        if script:
            lines, script.written = script.written, []
        yield Trial(question, answer, tuple(lines), tuple(auditor.complaints(answer)))


def figures(trials: Sequence[Trial]) -> dict[str, Any]:
    """What came of all trials: counts, and what is shown that should not be."""
    draftings = [trial.answer.drafting for trial in trials if trial.answer.drafting]
    refinings = [trial.answer.refining for trial in trials if trial.answer.refining]
    fallbacks = Counter(drafting.fallback for drafting in draftings if drafting.fallback)
    faults: Counter[str] = Counter()
    for drafting in draftings:
        faults.update(drafting.faults)
    complaints = [complaint for trial in trials for complaint in trial.complaints]
    drafted, dropped, repaired = (
        sum(getattr(drafting, name) for drafting in draftings) for name in ("drafted", "dropped", "repaired")
    )
    return {
        "questions": len(trials),
        "drafts_asked_for": len(draftings),
        "worded_by_the_model": sum(drafting.by == "model" for drafting in draftings),
        **{f"quoted_{reason}": count for reason, count in sorted(fallbacks.items())},
        "statements_drafted": drafted,
        "held_at_once": drafted - dropped - repaired,
        "repaired": repaired,
        "dropped": dropped,
        "faults": dict(faults.most_common()),
        "passages_set_aside": sum(drafting.set_aside for drafting in draftings),
        "needs_refined": sum(bool(refining.added) for refining in refinings),
        "refinements_dropped": sum(bool(refining.dropped or refining.failure) for refining in refinings),
        "unsupported_shown": sum(complaint.kind != "citation" for complaint in complaints),
        "citations_that_do_not_hold": sum(complaint.kind == "citation" for complaint in complaints),
        "complaints": [asdict(complaint) for complaint in complaints],
        **_of_script(trials),
    }


def _of_script(trials: Sequence[Trial]) -> dict[str, Any]:
    """Of the script's sentences, each once an answer: how many were written and shown, by kind."""
    written: Counter[tuple[bool, str]] = Counter()
    shown: Counter[tuple[bool, str]] = Counter()
    slipped = []
    for trial in trials:
        texts = _shown_with_passages(trial.answer)
        for line in dict.fromkeys(replace(line, keys=()) for line in trial.lines):
            written[line.is_honest, line.kind] += 1
            if (without_marks(line.text), line.passages) in texts:
                shown[line.is_honest, line.kind] += 1
                if not line.is_honest:
                    slipped.append({"kind": line.kind, "text": line.text, "passages": sorted(line.passages)})
    if not written:
        return {}
    return {
        name: {
            kind: {"written": count, "shown": shown[is_honest, kind]}
            for (is_honest, kind), count in sorted(written.items())
            if is_honest == wanted
        }
        for name, wanted in (("honest", True), ("lies", False))
    } | {"slipped": slipped}


def _shown_with_passages(answer: Answer) -> set[tuple[str, frozenset[str]]]:
    quotes = {citation.number: without_marks(citation.quote) for citation in answer.citations}
    return {
        (statement.text, frozenset(quotes[number] for number in statement.citations))
        for statement in answer.statements
    }


def is_well(told: Mapping[str, Any]) -> bool:
    """Whether nothing was shown that must not be."""
    return not (told["unsupported_shown"] or told["citations_that_do_not_hold"])


def print_figures(told: Mapping[str, Mapping[str, Any]], *, as_json: bool, slipped: bool) -> None:
    """Print the figures of each adversary by its name; with `slipped` the lies that were shown, too."""
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for name, of_it in told.items():
        click.echo("\n".join([name, *_lines(of_it, slipped)]))


def _lines(told: Mapping[str, Any], slipped: bool) -> Iterator[str]:
    for name, value in told.items():
        if not isinstance(value, Mapping | list):
            yield f"{name:<28}{value:>6}"
    faults = ", ".join(f"{kind} {count}" for kind, count in told["faults"].items())
    yield f"{'faults at first':<28}{faults or '-'}"
    for title in ("honest", "lies"):
        if of_title := told.get(title):
            yield f"\n{title:<28}{'written':>8}{'shown':>8}"
            for kind, counts in of_title.items():
                yield f"  {kind:<26}{counts['written']:>8}{counts['shown']:>8}"
            sums = [sum(counts[name] for counts in of_title.values()) for name in ("written", "shown")]
            yield f"  {'all':<26}{sums[0]:>8}{sums[1]:>8}"
    for complaint in told["complaints"]:
        yield f"\n{complaint['kind']}: {complaint['what']}\n  {complaint['statement']}"
    for lie in told.get("slipped", ()) if slipped else ():
        yield f"\n{lie['kind']}: {lie['text']}\n  " + "\n  ".join(lie["passages"])
