"""Names of people as they are printed, in two scripts and many spellings."""

from assistant.names.comparing import SURE, compare, likeness, sounds_alike
from assistant.names.keys import block_keys
from assistant.names.reading import PersonName, academic_rank, read_name
from assistant.names.titles import academic_title_in, without_titles

__all__ = [
    "SURE",
    "PersonName",
    "academic_rank",
    "academic_title_in",
    "block_keys",
    "compare",
    "likeness",
    "read_name",
    "sounds_alike",
    "without_titles",
]
