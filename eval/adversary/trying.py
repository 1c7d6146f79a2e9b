"""Trying the adversaries one after the other over a store that is open."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from api.bootstrap import Services
from assistant.language_model import LanguageModel, open_language_model
from assistant.ports import Writer
from assistant.settings import AssistantSettings
from eval.adversary import judging, weak_model
from eval.adversary.script import NAME, Adversary

# What is shown must not hang on how busy the machine is.
_PATIENCE_S = 600.0
_TELL_EVERY = 10


def evenly(texts: Sequence[str], many: int | None) -> list[str]:
    """`many` of `texts`, spread over all of them; all where there are no more."""
    if many is None or many >= len(texts):
        return list(texts)
    return [texts[place * len(texts) // many] for place in range(many)]


def by_script(services: Services, texts: Sequence[str], seed: int = 0) -> dict[str, Any]:
    """The figures where the script drafts."""
    script = Adversary(seed=seed)
    settings = replace(services.settings.assistant, llm=NAME, llm_timeout_s=_PATIENCE_S, llm_grades=True)
    return _tried(services, texts, settings, LanguageModel(script, NAME), script)


def by_weak_model(services: Services, texts: Sequence[str]) -> dict[str, Any]:
    """The figures where SmolLM2 drafts. Raises EvaluationError where its packages are missing."""
    with weak_model.serving() as address:
        settings = replace(
            services.settings.assistant,
            llm=weak_model.NAME,
            llm_base_url=address,
            llm_timeout_s=_PATIENCE_S,
            llm_grades=True,
        )
        return _tried(services, texts, settings, open_language_model(settings))


def by_model(services: Services, texts: Sequence[str], llm: str) -> dict[str, Any]:
    """The figures where the language model `llm` drafts. Raises SettingsError where it cannot."""
    settings = replace(services.settings.assistant, llm=llm)
    return _tried(services, texts, settings, open_language_model(settings))


def _tried(
    services: Services,
    texts: Sequence[str],
    settings: AssistantSettings,
    writer: Writer,
    script: Adversary | None = None,
) -> dict[str, Any]:
    assistant = judging.assistant_with(services, settings, writer)
    trials = []
    for trial in judging.run(assistant, judging.auditor_of(services), texts, script):
        trials.append(trial)
        if len(trials) % _TELL_EVERY == 0:
            click.echo(f"{writer.name}: {len(trials)} of {len(texts)}", file=sys.stderr)
    return judging.figures(trials)
