"""The settings that measuring uses: those in force, but never a store that somebody else uses."""

import os
from dataclasses import replace
from pathlib import Path

from api.settings import Settings, load_settings
from catalogue.settings import CatalogueSettings


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
