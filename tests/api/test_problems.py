"""A problem is told in one language: where it is, too."""

import pytest

from api.rendering import problem_to_json
from api.terminal import problem_line
from assistant.domain.problems import WHOLE_FILE, Place, Problem
from ingest.personal_data import _FINDERS
from prompts import LANGUAGES, Language, message

TWIN = Problem(
    "warning",
    "tables.repeated_id",
    "experts.csv",
    Place("row", "2", column="region"),
    (("id", "a"), ("first", Place("line", "1"))),
)


@pytest.mark.parametrize(
    ("place", "thai", "english"),
    [
        (Place("row", "5", "experts", "trl"), "experts แถว 5, trl", "experts row 5, trl"),
        (Place("item", "2", column="ชื่อ"), "รายการที่ 2, ชื่อ", "item 2, ชื่อ"),
        (Place("page", "1, 3-5"), "หน้า 1, 3-5", "page 1, 3-5"),
        (Place("line", "7"), "บรรทัด 7", "line 7"),
        (Place(table="Sheet1"), "Sheet1", "Sheet1"),
        (WHOLE_FILE, "", ""),
    ],
)
def test_a_place_is_said_in_the_language_of_the_reader(place: Place, thai: str, english: str) -> None:
    assert (place.text("th"), place.text("en")) == (thai, english)


@pytest.mark.parametrize(
    ("language", "where", "first"), [("th", "แถว 2", "บรรทัด 1"), ("en", "row 2", "line 1")]
)
def test_terminal_and_json_say_the_place_in_their_language(
    language: Language, where: str, first: str
) -> None:
    line = problem_line(TWIN, language)
    assert where in line
    assert first in line
    assert problem_to_json(TWIN, language)["place"] == f"{where}, region"
    assert ("row" in line) is (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted({kind for kind, _ in _FINDERS}))
def test_every_kind_of_personal_data_that_is_blanked_has_a_name(kind: str, language: Language) -> None:
    assert kind not in message(f"cli.redaction_{kind}", language)
