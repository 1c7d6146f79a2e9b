"""What limits admit is told from the whole register, whatever the search finds."""

from typing import Any

import pytest

from assistant.admission import Directory
from assistant.domain.needs import Exclusion, Need
from assistant.domain.works import Authorship
from tests.examples import a_work, an_expert

SOUTHERN = an_expert("southern", region="south", centre="CAB", organisation="มหาวิทยาลัยสงขลานครินทร์")
NORTHERN = an_expert("northern", region="north", centre="PHTIC", organisation="มหาวิทยาลัยเชียงใหม่")
NOWHERE = an_expert("nowhere", region=None, centre="", organisation="")
ELSEWHERE = a_work("elsewhere", region="north", year=2015, trl=3)
UNPLACED = a_work("unplaced", year=2022, trl=8)
UNDATED = a_work("undated", region="north")
DIRECTORY = Directory(
    [SOUTHERN, NORTHERN, NOWHERE],
    [ELSEWHERE, UNPLACED, UNDATED],
    [
        Authorship("elsewhere", "southern", "name", 2, 1.0),
        Authorship("elsewhere", "northern", "name", 1, 1.0),
        Authorship("unplaced", "southern", "name", 1, 1.0),
        Authorship("unplaced", "nobody", "name", 2, 1.0),
    ],
)


@pytest.mark.parametrize(
    ("limits", "speaking"),
    [
        ({"region": "south"}, {"expert:southern", "work:elsewhere", "work:unplaced"}),
        ({"region": "north"}, {"expert:northern", "work:elsewhere", "work:undated"}),
        ({"region": "central"}, set()),
        ({"centre": "CAB"}, {"expert:southern", "work:elsewhere", "work:unplaced"}),
        ({"organisation": "มหาวิทยาลัยเชียงใหม่"}, {"expert:northern", "work:elsewhere"}),
        ({"trl_from": 7}, {"expert:southern", "expert:northern", "expert:nowhere", "work:unplaced"}),
        ({"year_to": 2020}, {"expert:southern", "expert:northern", "expert:nowhere", "work:elsewhere"}),
        ({"region": "south", "year_from": 2020}, {"expert:southern", "work:unplaced"}),
        (
            {"without": Exclusion(organisations=("มหาวิทยาลัยเชียงใหม่",))},
            {"expert:southern", "expert:nowhere", "work:elsewhere", "work:unplaced", "work:undated"},
        ),
        (
            {"without": Exclusion(regions=("south",))},
            {"expert:northern", "expert:nowhere", "work:elsewhere", "work:undated"},
        ),
        (
            {"without": Exclusion(centres=("PHTIC", "CAB"))},
            {"expert:nowhere", "work:undated"},
        ),
        ({"region": "south", "without": Exclusion(organisations=("มหาวิทยาลัยสงขลานครินทร์",))}, set()),
    ],
)
def test_those_speak_who_are_admitted_and_the_works_of_admitted_people(
    limits: dict[str, Any], speaking: set[str]
) -> None:
    assert DIRECTORY.speaking_for(Need("rice", "en", ("rice",), **limits)) == speaking


def test_the_subject_of_a_need_changes_nothing() -> None:
    rice, rubber = Need("rice", "en", ("rice",), region="south"), Need("rubber", "en", region="south")
    assert DIRECTORY.speaking_for(rice) is DIRECTORY.speaking_for(rubber)
