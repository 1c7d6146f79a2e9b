"""Settings of reading. `api/settings.py` fills them from JABKOO_* variables or a TOML file."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """Limits for one file, and whether scanned pages go through Tesseract ("auto": if installed)."""

    ocr: Literal["auto", "off"] = "auto"
    file_timeout_s: float = 120.0
    file_memory_mb: int = 1024
    max_pages: int = 2000
    max_file_mb: int = 200
