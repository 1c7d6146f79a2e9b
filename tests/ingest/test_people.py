"""Joining printed names to experts."""

import random
from collections.abc import Sequence
from datetime import date

import yaml

from assistant.domain.documents import SourceRef
from assistant.domain.people import Expert
from assistant.domain.works import Authorship, Work
from assistant.institutions import centre_named, region_of_organisation
from catalogue.repository import Decision
from ingest.people import join_people
from samples.printing.reports import SOURCES, all_reports

SOMEWHERE = SourceRef("doc-1", 1, 0, 0)
CHIANG_MAI, KHON_KAEN = "มหาวิทยาลัยเชียงใหม่", "Khon Kaen University"


def expert(id_: str, name_th: str = "", name_en: str = "", **more: str) -> Expert:
    return Expert(id_, name_th, name_en, SOMEWHERE, **more)  # type: ignore[arg-type]


def work(*people: str, id_: str = "w1", **more: str) -> Work:
    return Work(id_, "report", "เรื่อง", "", SOMEWHERE, people=people, **more)  # type: ignore[arg-type]


def pairs(authorships: Sequence[Authorship]) -> list[tuple[str, str]]:
    return [(each.printed_name, each.expert_id) for each in authorships]


SOMCHAI = expert("e1", "สมชาย ศรีสุข", organisation=CHIANG_MAI, centre="CAB")


def test_a_printed_name_with_its_title_joins_the_expert() -> None:
    joined, unsure = join_people([work("ผศ.ดร.สมชาย ศรีสุข")], [SOMCHAI], [])
    assert joined == [Authorship("w1", "e1", "ผศ.ดร.สมชาย ศรีสุข", 1, 1.0)]
    assert unsure == []


def test_a_romanised_name_joins_a_thai_profile() -> None:
    joined, _ = join_people([work("Dr. Somchai Srisook")], [SOMCHAI], [])
    assert pairs(joined) == [("Dr. Somchai Srisook", "e1")]


def test_the_same_surname_with_another_given_name_is_somebody_else() -> None:
    assert join_people([work("สมศักดิ์ ศรีสุข", "Somporn Srisuk", "W. Srisuk")], [SOMCHAI], []) == ([], [])


def test_an_initial_alone_is_left_to_an_officer_and_joined_in_known_company() -> None:
    joined, unsure = join_people([work("S. Srisuk")], [SOMCHAI], [])
    assert (joined, pairs(unsure)) == ([], [("S. Srisuk", "e1")])
    joined, _ = join_people(
        [work("S. Srisuk", centre="CAB", organisation="Chiang Mai University")], [SOMCHAI], []
    )
    assert pairs(joined) == [("S. Srisuk", "e1")]


def test_an_initial_that_two_experts_share_is_unsure_for_both() -> None:
    sister = expert("e2", "สุดา ศรีสุข")
    joined, unsure = join_people([work("S. Srisuk")], [SOMCHAI, sister], [])
    assert joined == []
    assert pairs(unsure) == [("S. Srisuk", "e1"), ("S. Srisuk", "e2")]


def test_namesakes_are_told_apart_by_centre_and_university_or_not_at_all() -> None:
    namesake = expert("e2", "สมชาย ศรีสุข", organisation=KHON_KAEN, centre="HSM")
    joined, _ = join_people(
        [work("สมชาย ศรีสุข", organisation=KHON_KAEN, centre="HSM")], [SOMCHAI, namesake], []
    )
    assert pairs(joined) == [("สมชาย ศรีสุข", "e2")]
    joined, unsure = join_people([work("สมชาย ศรีสุข")], [SOMCHAI, namesake], [])
    assert joined == []
    assert len(unsure) == 2


def test_a_name_that_exactly_one_expert_has_beats_all_likenesses() -> None:
    alike = expert("e2", "ณัฐพร วงศ์สวัสดิ์", centre="CAB")
    exact = expert("e3", "", "Nattapon Wongsawat")
    joined, unsure = join_people([work("Nattapon Wongsawat", centre="CAB")], [alike, exact], [])
    assert (pairs(joined), unsure) == ([("Nattapon Wongsawat", "e3")], [])


def test_nobody_is_on_a_work_twice_in_the_same_script() -> None:
    someone = expert("e1", "", "Somchai Srisuk", centre="CAB")
    joined, unsure = join_people([work("Somchai Srisuk", "S. Srisuk", centre="CAB")], [someone], [])
    assert (pairs(joined), unsure) == ([("Somchai Srisuk", "e1")], [])


def test_an_officers_word_stands() -> None:
    other = expert("e2", "วิชัย ตั้งมั่นคง")
    said = [
        Decision("w1", "สมชาย ศรีสุข", "e1", False, date(2025, 1, 1)),
        Decision("w1", "W. T.", "e2", True, date(2025, 1, 1)),
        Decision("w1", "S. Srisuk", "gone", True, date(2025, 1, 1)),
    ]
    joined, unsure = join_people([work("สมชาย ศรีสุข", "W. T.")], [SOMCHAI, other], said)
    assert (pairs(joined), unsure) == ([("W. T.", "e2")], [])
    assert joined[0].confidence == 1.0


def test_the_order_of_what_is_given_does_not_count() -> None:
    experts = [SOMCHAI, expert("e2", "สุดา ศรีสุข"), expert("e3", "", "Suda Srisuk"), expert("e4", "วิชัย ดีงาม")]
    works = [work("S. Srisuk", "สุดา ศรีสุข", "Wichai Deengam", id_=f"w{n}") for n in range(3)]
    expected = join_people(works, experts, [])
    for seed in range(5):
        shuffled_works, shuffled_experts = works[:], experts[:]
        random.Random(seed).shuffle(shuffled_works)
        random.Random(seed).shuffle(shuffled_experts)
        assert join_people(shuffled_works, shuffled_experts, []) == expected


def test_strange_names_join_nobody() -> None:
    strange = (
        "",
        " ",
        "\u0e4c\u0e4c",
        ",,,",
        "et al.",
        "และคณะ",
        "a" * 10_000,
        "ส" * 3_000 + " ศรีสุข",
        "\U0001f600 x",
    )
    assert join_people([work(*strange)], [SOMCHAI, expert("e9")], []) == ([], [])


def test_on_the_sample_reports_no_author_is_joined_wrongly_and_95_percent_are_joined() -> None:
    truth: dict[tuple[str, int], str] = {}
    works = []
    for report in all_reports():
        names = tuple(author.name for author in report.authors)
        line = report.organisation
        works.append(
            Work(
                report.id,
                "report",
                report.title_th,
                report.title_en,
                SOMEWHERE,
                people=names,
                organisation=line,
                centre=centre_named(line),
                region=region_of_organisation(line),
                keywords=report.keywords_th + report.keywords_en,
            )
        )
        truth |= {(report.id, place): author.expert for place, author in enumerate(report.authors, start=1)}
    joined, _ = join_people(works, sample_experts(), [])
    assert [each for each in joined if truth[each.work_id, each.position] != each.expert_id] == []
    assert len(joined) / sum(map(bool, truth.values())) >= 0.95


def sample_experts() -> list[Expert]:
    rows = [
        row
        for path in sorted(SOURCES.glob("*/experts.json"))
        for row in yaml.safe_load(path.read_text("utf-8"))
    ]
    return [
        Expert(
            row["id"],
            row.get("name_th") or "",
            row.get("name_en") or "",
            SOMEWHERE,
            academic_title=row.get("academic_title", ""),
            organisation=row.get("organisation", ""),
            centre=row.get("centre", ""),
            region=row.get("region"),
            fields=tuple(row.get("fields") or ()),
            expertise=tuple(row.get("expertise") or ()),
        )
        for row in rows
    ]
