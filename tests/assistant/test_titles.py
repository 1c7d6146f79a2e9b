"""An academic title is shown in the reader's language."""

import pytest

from assistant.names import academic_title_in


@pytest.mark.parametrize(
    ("title", "language", "shown"),
    [
        ("ผศ.ดร.", "en", "Asst. Prof. Dr."),
        ("รศ. ดร.", "en", "Assoc. Prof. Dr."),
        ("Assoc. Prof. Dr.", "th", "รศ.ดร."),
        ("Professor", "th", "ศ."),
        ("ดร.", "th", "ดร."),
        ("Dr.", "en", "Dr."),
        ("นพ.", "en", "นพ."),
        ("Sir", "th", "Sir"),
        ("", "en", ""),
    ],
)
def test_a_title_in_the_other_language(title: str, language: str, shown: str) -> None:
    assert academic_title_in(title, language) == shown
