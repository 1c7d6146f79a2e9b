"""The settings that measuring uses: those in force, but never a store that somebody else uses."""

import os
from dataclasses import replace
from pathlib import Path

from api.bootstrap import open_stores
from api.fictional import are_samples
from api.settings import Settings, load_settings
from assistant.errors import EvaluationError
from catalogue.settings import CatalogueSettings
from eval.runs import require_writable


def evaluation_settings(home: Path) -> Settings:
    """The settings in force, with every store in `home`: no database and no Chroma server are kept.

    What is measured is written first, and the fictional corpus must not come into a park's own stores.
    """
    settings = load_settings(os.environ)
    return replace(
        settings,
        home=home.absolute(),
        catalogue=CatalogueSettings(),
        vectorstore=replace(settings.vectorstore, chroma_url=""),
    )


def sample_settings(home: Path, llm: str = "") -> Settings:
    """The settings for a store of the sample corpus in `home`; `llm` drafts, and no other model that is set.

    Raises EvaluationError where `home` cannot be written or holds documents of somebody's own.
    """
    require_writable(home)
    settings = evaluation_settings(home)
    settings = replace(settings, assistant=replace(settings.assistant, llm=llm))
    with open_stores(settings) as stores:
        if not are_samples(stores.catalogue.files().values()):
            raise EvaluationError("eval.home_of_others", folder=home)
    return settings
