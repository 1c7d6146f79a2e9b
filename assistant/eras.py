"""Years in both eras: those of the Buddhist one (พ.ศ.) are 543 more than those of the common one (CE)."""

from prompts import Language

BUDDHIST_ERA = 543
_FIRST_BUDDHIST_YEAR = 2400


def common_era(year: int) -> int:
    """A year in CE, in whichever era it is told: from 2400 on it is one of the Buddhist era."""
    return year - BUDDHIST_ERA if year >= _FIRST_BUDDHIST_YEAR else year


def in_era_of(language: Language, year: int | None) -> int | None:
    """A year in CE, if any, in the era in which a language tells it: พ.ศ. in Thai."""
    return year + BUDDHIST_ERA if year and language == "th" else year
