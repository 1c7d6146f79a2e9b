"""From question to cited answer, over a corpus of six lines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from assistant.asking import Assistant
from assistant.domain.answers import Answer, Searched
from assistant.domain.documents import Fact, SourceRef
from assistant.domain.evidence import Chunk
from assistant.domain.needs import Need
from assistant.domain.people import Contact, Region
from assistant.domain.works import Authorship
from assistant.errors import IndexIncompleteError
from assistant.finding import text_searched
from assistant.language import contains_verbatim, detect_language
from assistant.refusing import Calibration
from assistant.understanding import understand
from prompts import LANGUAGES, message
from tests.examples import a_page, a_work, an_expert, an_organisation
from tests.fakes import DictRegister, SharedWordsIndex

COVER = "ปลาร้าโซเดียมต่ำ\nผศ.ดร.สมหญิง ใจดีงาม"
RESULTS = (
    "คณะผู้วิจัยทดลองที่จังหวัดขอนแก่น\n"
    "การแทนเกลือด้วยโพแทสเซียมคลอไรด์ลดโซเดียมในปลาร้าลงร้อยละ 30 โดยรสชาติไม่ต่างจากเดิม\n"
    "ผู้ชิมให้คะแนนใกล้เคียงกัน"
)
BIOGAS = "The biogas digester of the pig farm produced 120 cubic metres of methane per day."

PAGES = {
    ("doc-plara", 1): a_page(1, COVER),
    ("doc-plara", 2): a_page(2, RESULTS),
    ("doc-biogas", 1): a_page(1, BIOGAS),
    ("doc-sick", 1): a_page(1, "ปลาร้าโซเดียมตา กรลดเกลือ", score=0.3),
}


def a_passage(document_id: str, page: int, work_id: str, **changes: object) -> Chunk:
    text = PAGES[document_id, page].text
    source = SourceRef(document_id, page, 0, len(text))
    chunk = Chunk(f"{document_id}:{page}", document_id, "work", work_id, text, "", (source,), "th")
    return chunk if not changes else Chunk(**{n: changes.get(n, getattr(chunk, n)) for n in chunk.__slots__})


CHUNKS = [
    a_passage("doc-plara", 2, "report-plara"),
    a_passage("doc-biogas", 1, "report-biogas", language="en"),
    a_passage("doc-sick", 1, "report-sick", quotable=False),
]
# The fake's cosine is the share of the question's words that a passage holds; the mean of three decides.
ONE_WORD_IN_FIVE = Calibration(intercept=-20.0, cosine=100.0, shared=0.0)
OFFICE = Contact("สำนักงานศูนย์", email="cab@example.ac.th")


def an_assistant(
    consent: bool = False,
    licence_contact: str = "",
    contact_name: str = "สมหญิง",
    chunks: Sequence[Chunk] = CHUNKS,
) -> Assistant:
    own = Contact(contact_name, email="somying@example.ac.th")
    start = COVER.index("ผศ.")
    register = DictRegister(
        chunks,
        PAGES,
        works=[
            a_work(
                "report-plara",
                "doc-plara",
                centre="CAB",
                region="northeast",
                licence_contact=licence_contact,
            ),
            a_work("report-biogas", "doc-biogas", title_th="", title_en="Biogas", region="north"),
            a_work("report-sick", "doc-sick"),
        ],
        experts=[an_expert(centre="CAB", region="northeast", contact=own, contact_consent=consent)],
        organisations=[an_organisation()],
        authorships=[Authorship("report-plara", "exp-1", COVER[start:], 1, 1.0)],
        facts=[Fact("author", COVER[start:], SourceRef("doc-plara", 1, start, len(COVER)))],
    )
    return Assistant(SharedWordsIndex(chunks), register, lambda: date(2026, 11, 22), ONE_WORD_IN_FIVE)


@pytest.fixture
def answer() -> Answer:
    return an_assistant().ask("ลดเกลือ ลดโซเดียมในปลาร้า")


def test_the_expert_and_the_work_are_recommended(answer: Answer) -> None:
    assert answer.refusal is None
    assert [r.subject.id for r in answer.experts] == ["exp-1"]
    assert answer.works[0].subject.id == "report-plara"


def test_the_quote_is_the_sentence_that_says_it(answer: Answer) -> None:
    quote = answer.citations[0].quote
    assert "ลดโซเดียมในปลาร้าลงร้อยละ 30" in quote
    assert "ขอนแก่น" not in quote


def test_a_sentence_that_stands_twice_is_one_reason() -> None:
    again = replace(CHUNKS[0], id="doc-plara:2-again")
    answer = an_assistant(chunks=[*CHUNKS, again]).ask("ลดเกลือ ลดโซเดียมในปลาร้า")
    (reason,) = answer.works[0].why
    assert "ร้อยละ 30" in reason.text


def test_a_profile_that_says_most_for_an_expert_is_quoted_beside_better_sentences_of_works() -> None:
    texts = {
        "first": "Less salt in pla-ra kept its taste for ten weeks.",
        "second": "Pla-ra of less salt was liked by all who tasted it.",
        "profile": "วิจัยเรื่อง less salt ใน pla-ra ร่วมกับวิสาหกิจชุมชนมากว่า 12 ปี",
    }
    pages = {(id_, 1): a_page(1, text) for id_, text in texts.items()}
    chunks = [
        Chunk(id_, id_, "work", "report", text, "", (SourceRef(id_, 1, 0, len(text)),), "en")
        for id_, text in texts.items()
    ]
    chunks[-1] = replace(chunks[-1], subject_kind="expert", subject_id="exp-1", language="th")
    register = DictRegister(
        chunks,
        pages,
        works=[a_work("report", "first")],
        experts=[an_expert(document_id="profile")],
        authorships=[Authorship("report", "exp-1", "", 1, 1.0)],
    )
    assistant = Assistant(SharedWordsIndex(chunks), register, lambda: date(2026, 11, 22), ONE_WORD_IN_FIVE)
    answer = assistant.ask("less salt in pla-ra")
    (expert,) = answer.experts
    assert expert.factors["profile"] > expert.factors["works"]
    cited = {citation.number: citation.document_id for citation in answer.citations}
    assert [cited[number] for why in expert.why for number in why.citations] == ["second", "profile"]
    assert [cited[number] for why in answer.works[0].why for number in why.citations] == ["second", "first"]


def test_every_quote_stands_verbatim_on_its_page(answer: Answer) -> None:
    for citation in answer.citations:
        assert contains_verbatim(PAGES[citation.document_id, citation.page].text, citation.quote)


def test_the_cover_proves_who_did_the_work(answer: Answer) -> None:
    signature = answer.experts[0].why[-1]
    assert "ผศ.ดร.สมหญิง ใจดีงาม" in signature.text
    cited = next(c for c in answer.citations if c.number == signature.citations[0])
    assert (cited.page, cited.quote) == (1, "ผศ.ดร.สมหญิง ใจดีงาม")


def test_every_statement_has_a_citation_and_every_citation_is_used(answer: Answer) -> None:
    reasons = [s for r in (*answer.experts, *answer.works) for s in r.why]
    assert all(statement.citations for statement in (*answer.statements, *reasons))
    assert {n for s in reasons for n in s.citations} == {c.number for c in answer.citations}
    assert sorted(c.number for c in answer.citations) == list(range(1, len(answer.citations) + 1))


def test_a_page_that_is_not_well_is_never_quoted(answer: Answer) -> None:
    assert "report-sick" not in {r.subject.id for r in answer.works}


def test_the_own_contact_is_shown_only_with_consent(answer: Answer) -> None:
    assert answer.experts[0].contact == OFFICE
    consented = an_assistant(consent=True).ask("ลดเกลือ ลดโซเดียมในปลาร้า")
    contact = consented.experts[0].contact
    assert contact is not None
    assert contact.email == "somying@example.ac.th"


@pytest.mark.parametrize(
    ("centre", "region", "name"),
    [
        ("PHTIC", "north", "ศูนย์นวัตกรรมเทคโนโลยีหลังการเก็บเกี่ยว"),
        ("", "south", "อุทยานวิทยาศาสตร์ภาคใต้"),
        ("", "central", None),
    ],
)
def test_where_the_register_holds_no_office_the_centre_or_park_is_named(
    centre: str, region: Region, name: str | None
) -> None:
    register = DictRegister(
        CHUNKS,
        PAGES,
        works=[a_work("report-plara", "doc-plara", centre=centre, region=region)],
    )
    assistant = Assistant(SharedWordsIndex(CHUNKS), register, lambda: date(2026, 11, 22), ONE_WORD_IN_FIVE)
    answer = assistant.ask("ลดเกลือ ลดโซเดียมในปลาร้า")
    assert answer.works[0].contact == (Contact(name) if name else None)


def test_a_contact_under_its_owners_name_is_named_in_the_askers_language() -> None:
    thai, english = (
        an_assistant(consent=True, contact_name="สมหญิง ใจดีงาม").ask(question)
        for question in ("ลดเกลือ ลดโซเดียมในปลาร้า", "salt of ปลาร้า ลดเกลือ ลดโซเดียม reduce sodium please")
    )
    assert [answer.experts[0].contact.name for answer in (thai, english) if answer.experts[0].contact] == [
        "สมหญิง ใจดีงาม",
        "Somying Chaideengam",
    ]


def test_what_nothing_fits_is_refused_with_what_was_looked_for() -> None:
    answer = an_assistant().ask("จรวดส่งดาวเทียม")
    assert answer.refusal is not None
    assert answer.refusal.reason == "nothing_fits"
    assert "ดาวเทียม" in answer.refusal.message
    assert not answer.experts
    assert not answer.citations


def test_a_refusal_tells_how_much_was_searched_and_within_which_limits() -> None:
    refusal = an_assistant().ask("หานักวิจัยในภาคใต้ เรื่องจรวดส่งดาวเทียม TRL 7 ขึ้นไป").refusal
    assert refusal is not None
    assert refusal.searched == Searched(1, 3, ("ภาคใต้", "TRL ตั้งแต่ 7 ขึ้นไป"))
    assert "ผู้เชี่ยวชาญ 1 คน และผลงาน 3 รายการ" in refusal.message
    assert refusal.can_be_recorded


def test_a_refusal_quotes_the_nearest_thing_as_what_does_not_fit() -> None:
    answer = an_assistant().ask("จรวดส่งดาวเทียมจากฟาร์ม pig")
    assert answer.refusal is not None
    nearest = answer.refusal.nearest
    assert nearest is not None
    assert nearest.subject.id == "report-biogas"
    assert not answer.experts
    assert not answer.works
    assert [citation.number for citation in answer.citations] == list(nearest.why.citations)
    for citation in answer.citations:
        assert contains_verbatim(PAGES[citation.document_id, citation.page].text, citation.quote)


def test_outside_the_limits_the_nearest_thing_is_named_too() -> None:
    refusal = an_assistant().ask("ขอผู้เชี่ยวชาญที่อยู่ในภาคใต้ เรื่องลดเกลือ ลดโซเดียมในปลาร้า").refusal
    assert refusal is not None
    assert refusal.nearest is not None
    assert refusal.nearest.subject.id in ("exp-1", "report-plara")


def test_where_nothing_can_be_quoted_nothing_is_named() -> None:
    sick = [chunk for chunk in CHUNKS if chunk.document_id == "doc-sick"]
    refusal = an_assistant(chunks=sick).ask("ลดเกลือ ลดโซเดียมในปลาร้า").refusal
    assert refusal is not None
    assert refusal.nearest is None


def test_a_kind_that_was_asked_for_and_is_not_there_is_left_open() -> None:
    answer = an_assistant().ask("หาผู้เชี่ยวชาญ biogas digester pig farm")
    assert [r.subject.id for r in answer.works] == ["report-biogas"]
    assert answer.left_open == ("expert",)
    assert an_assistant().ask("หาผู้เชี่ยวชาญ ลดเกลือ ลดโซเดียมในปลาร้า").left_open == ()
    assert an_assistant().ask("biogas digester pig farm").left_open == (), "nobody was asked for"


def test_limits_that_shut_everything_out_are_said() -> None:
    answer = an_assistant().ask("ขอผู้เชี่ยวชาญที่อยู่ในภาคใต้ เรื่องลดเกลือ ลดโซเดียมในปลาร้า")
    assert answer.refusal is not None
    assert answer.refusal.reason == "constraints_exclude_all"
    assert "ภาคใต้" in answer.refusal.message


def test_what_is_far_from_the_subject_is_not_recommended_for_lying_within_the_limits() -> None:
    question = "ขอผู้เชี่ยวชาญที่อยู่ใน{region} เรื่องลดเกลือ ลดโซเดียมในปลาร้า จากฟาร์ม farm"
    answer = an_assistant().ask(question.format(region="ภาคเหนือ"))
    assert answer.refusal is not None
    assert answer.refusal.reason == "constraints_exclude_all"
    anywhere = an_assistant().ask(question.format(region="ประเทศ"))
    assert [r.subject.id for r in anywhere.works] == ["report-plara"]


def test_a_refusal_says_the_years_and_the_readiness_that_were_asked_for() -> None:
    answer = an_assistant().ask("งานวิจัยหลังปี 2565 เรื่องลดเกลือ ลดโซเดียมในปลาร้า TRL 7 ขึ้นไป")
    assert answer.refusal is not None
    assert "ปี พ.ศ. ตั้งแต่ 2566 ขึ้นไป" in answer.refusal.message
    assert "TRL ตั้งแต่ 7 ขึ้นไป" in answer.refusal.message


def test_an_address_in_a_licence_contact_is_told_apart_from_the_name() -> None:
    answer = an_assistant(licence_contact="หน่วยจัดการสิทธิ, licence@example.ac.th").ask("ลดเกลือ ลดโซเดียมในปลาร้า")
    assert answer.works[0].contact == Contact("หน่วยจัดการสิทธิ", email="licence@example.ac.th")


def test_brackets_of_a_licence_contacts_name_stay_whole() -> None:
    answer = an_assistant(licence_contact="สำนักงาน (เทคโนธานี มทส.) <licence@example.ac.th>").ask(
        "ลดเกลือ ลดโซเดียมในปลาร้า"
    )
    assert answer.works[0].contact == Contact("สำนักงาน (เทคโนธานี มทส.)", email="licence@example.ac.th")


def test_who_shares_next_to_nothing_with_the_question_is_not_recommended_beside_who_fits() -> None:
    """Two words of three are more than half of the best, yet not half as sure as an answer must be."""
    near, far = "ปลาร้าโซเดียม ลดเกลือในครัวเรือน", "ลดเกลือสินเธาว์ที่ผลิตขายในจังหวัดนครราชสีมา"
    pages = {("near", 1): a_page(1, near), ("far", 1): a_page(1, far)}
    chunks = [
        Chunk(id_, id_, "work", id_, text, "", (SourceRef(id_, 1, 0, len(text)),), "th")
        for id_, text in (("near", near), ("far", far))
    ]
    register = DictRegister(chunks, pages, works=[a_work("near", "near"), a_work("far", "far")])
    question = "ลดโซเดียม เกลือ"
    lenient = Calibration(intercept=-2.0, cosine=4.0, shared=0.0, confidence_needed=0.5)
    strict = Calibration(intercept=-20.0, cosine=28.0, shared=0.0, confidence_needed=0.5)
    shown = [
        {
            r.subject.id
            for r in Assistant(SharedWordsIndex(chunks), register, lambda: date(2026, 11, 22), calibration)
            .ask(question)
            .works
        }
        for calibration in (lenient, strict)
    ]
    assert shown == [{"near", "far"}, {"near"}]


@pytest.mark.parametrize(
    "question", ["ใครช่วยได้บ้าง", "who can help?", "สวัสดีครับ ขอคำแนะนำหน่อย", "ผมอยู่ภาคใต้ ใครช่วยได้บ้าง"]
)
def test_a_question_that_names_no_subject_is_asked_for_one(question: str) -> None:
    refusal = an_assistant().ask(question).refusal
    assert refusal is not None
    assert (refusal.reason, refusal.message) == (
        "no_topic",
        message("answer.no_topic", detect_language(question)),
    )


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("rice in 2022 or 2023", "rice"),
        ("งานวิจัยข้าวตั้งแต่ปี ๒๕๖๕ ถึง ๒๕๖๗", "งานวิจัยข้าว"),
        ("biogas technology, TRL 7 and up", "biogas technology,"),
        ("งานวิจัยปลาร้า TRL 8 ขึ้นไป ไม่เอาปี 2560", "งานวิจัยปลาร้า"),
        ("2 ปีที่ผ่านมากุ้งตาย", "กุ้งตาย"),
        ("Solar dryer for ONE YEAR in ＣＭＵ", "Solar dryer for ONE YEAR in ＣＭＵ"),
        ("since 2022", "since 2022"),
    ],
)
def test_years_and_levels_are_no_words_to_search_for(question: str, subject: str) -> None:
    assert text_searched(understand(question, (), date(2026, 11, 22))) == subject


def test_a_number_that_is_the_topic_is_searched_for() -> None:
    assert text_searched(Need("ใครชนะในปี 2015", "th", ("ชนะ", "ปี", "2015"))) == "ใครชนะในปี 2015"
    assert text_searched(Need("โลโก้ประจำปี 2001", "th")) == "โลโก้ประจำปี 2001"


def test_what_speaks_of_the_year_of_a_limit_is_not_nearer_for_that() -> None:
    texts = {"rice": "Rice of the north dries slowly.", "cars": "In 2022 or 2023 cars found their way."}
    pages = {(id_, 1): a_page(1, text) for id_, text in texts.items()}
    chunks = [
        Chunk(id_, id_, "work", id_, text, "", (SourceRef(id_, 1, 0, len(text)),), "en")
        for id_, text in texts.items()
    ]
    works = [a_work(id_, id_, year=2022) for id_ in texts]
    register = DictRegister(chunks, pages, works=works)
    assistant = Assistant(SharedWordsIndex(chunks), register, lambda: date(2026, 11, 22), ONE_WORD_IN_FIVE)
    assert [r.subject.id for r in assistant.ask("rice in 2022 or 2023").works] == ["rice"]


@pytest.mark.parametrize(
    ("limit", "unmeetable"),
    [
        ("TRL 0", ("trl",)),
        ("TRL 12 ขึ้นไป", ("trl",)),
        ("TRL above 9", ("trl",)),
        ("TRL 7 ขึ้นไป", ()),
        ("ปี 2580", ("years",)),
        ("since 2030", ("years",)),
        ("from 2020 to 2030", ()),
        ("ปีงบประมาณ 2570", ()),
        ("TRL 10 ปี 2580", ("trl", "years")),
    ],
)
def test_limits_that_no_work_can_meet_are_told(limit: str, unmeetable: tuple[str, ...]) -> None:
    assert an_assistant().ask(f"ลดเกลือ ลดโซเดียมในปลาร้า {limit}").unmeetable == unmeetable


def test_a_limit_alone_is_something_to_search_for() -> None:
    refusal = an_assistant().ask("มีนักวิจัยในภาคใต้ไหม").refusal
    assert refusal is not None
    assert refusal.reason != "no_topic"


def test_an_empty_store_says_so() -> None:
    assistant = Assistant(SharedWordsIndex([]), DictRegister([], {}), today=lambda: date(2026, 11, 22))
    answer = assistant.ask("ปลาร้า")
    assert answer.refusal is not None
    assert answer.refusal.reason == "empty_store"


def test_an_index_that_is_being_rebuilt_is_no_reason_to_say_that_nothing_fits() -> None:
    register = DictRegister(CHUNKS, PAGES)
    assistant = Assistant(SharedWordsIndex(CHUNKS[:2]), register, today=lambda: date(2026, 11, 22))
    with pytest.raises(IndexIncompleteError) as raised:
        assistant.ask("ปลาร้า")
    assert raised.value.retryable
    for language in LANGUAGES:
        assert "jabkoo reindex" in raised.value.message(language)


def test_the_time_of_each_step_is_told(answer: Answer) -> None:
    assert {"total", "understand", "find", "answer"} <= set(answer.timings_ms)


def test_an_explanation_is_given_where_asked_for_and_changes_nothing_else() -> None:
    question = "ลดเกลือ ลดโซเดียมในปลาร้า"
    plain, explained = an_assistant().ask(question), an_assistant().ask(question, explain=True)
    assert plain.explanation is None
    assert explained.explanation is not None
    assert (explained.experts, explained.works) == (plain.experts, plain.works)
    assert explained.citations[: len(plain.citations)] == plain.citations
    assert [e.subject.id for e in explained.explanation.experts] == ["exp-1"]


def test_what_carries_a_score_is_quoted_from_its_page() -> None:
    answer = an_assistant().ask("ลดเกลือ ลดโซเดียมในปลาร้า", explain=True)
    assert answer.explanation is not None
    (support,) = answer.explanation.experts[0].supports
    assert support.subject.id == "report-plara"
    assert support.quote is not None
    cited = {citation.number: citation for citation in answer.citations}
    quoted = [cited[number] for number in support.quote.citations]
    assert quoted
    for citation in quoted:
        assert contains_verbatim(PAGES[citation.document_id, citation.page].text, citation.quote)


def test_what_cannot_be_quoted_is_said_to_be_left_out_for_that() -> None:
    answer = an_assistant().ask("ปลาร้าโซเดียม ปลาร้า", explain=True)
    assert answer.explanation is not None
    assert {one.subject.id: one.reason for one in answer.explanation.works_left_out} == {
        "report-sick": "nothing_to_quote"
    }


def test_a_refusal_is_explained_too() -> None:
    answer = an_assistant().ask("จรวดส่งดาวเทียมจากฟาร์ม pig", explain=True)
    assert answer.refusal is not None
    assert answer.explanation is not None
    assert answer.explanation.confidence < answer.explanation.confidence_needed
    assert not answer.explanation.works
    assert [one.subject.id for one in answer.explanation.works_left_out] == ["report-biogas"]


PARTS = "1) ลดเกลือ ลดโซเดียมในปลาร้า 2) biogas digester pig farm 3) จรวดส่งดาวเทียม"


def test_a_question_of_several_problems_gets_a_team_and_what_nobody_covers_is_named() -> None:
    team = an_assistant().ask(PARTS).team
    assert team is not None
    assert [(part.number, part.text, part.uncovered) for part in team.parts] == [
        (1, "ลดเกลือ ลดโซเดียมในปลาร้า", None),
        (2, "biogas digester pig farm", "nobody"),
        (3, "จรวดส่งดาวเทียม", "nothing_fits"),
    ]
    assert [(member.expert.id, [cover.part for cover in member.covers]) for member in team.members] == [
        ("exp-1", [1])
    ]


def test_what_a_member_covers_is_quoted_from_its_page() -> None:
    answer = an_assistant().ask(PARTS)
    assert answer.team is not None
    (cover,) = answer.team.members[0].covers
    cited = {citation.number: citation for citation in answer.citations}
    assert sorted(cited) == list(range(1, len(cited) + 1))
    assert cover.why.citations
    for number in cover.why.citations:
        citation = cited[number]
        assert contains_verbatim(PAGES[citation.document_id, citation.page].text, citation.quote)
        assert citation.quote in cover.why.text


def test_one_problem_gets_no_team() -> None:
    assert an_assistant().ask("ลดเกลือ ลดโซเดียมในปลาร้า").team is None


def test_a_limit_outside_the_parts_limits_each_of_them() -> None:
    team = an_assistant().ask(f"ขอผู้เชี่ยวชาญที่อยู่ในภาคใต้ ช่วย {PARTS}").team
    assert team is not None
    assert not team.members
    assert [part.uncovered for part in team.parts] == [
        "constraints_exclude_all",
        "constraints_exclude_all",
        "nothing_fits",
    ]


def test_a_limit_within_a_part_limits_it_alone() -> None:
    one = "1) biogas digester pig farm ตั้งแต่ปี 2566 2) ลดเกลือ ลดโซเดียมในปลาร้า"
    team = an_assistant().ask(one).team
    assert team is not None
    assert [part.uncovered for part in team.parts] == ["constraints_exclude_all", None]


def test_the_parts_change_nothing_of_the_main_answer() -> None:
    whole, parted = (
        an_assistant().ask(f"{start}ลดเกลือ {end}ลดโซเดียมในปลาร้า") for start, end in [("", ""), ("1) ", "2) ")]
    )
    assert (whole.team is None, parted.team is None) == (True, False)
    assert [r.subject for r in parted.experts] == [r.subject for r in whole.experts]
    assert [r.subject for r in parted.works] == [r.subject for r in whole.works]
    assert parted.citations[: len(whole.citations)] == whole.citations


def test_a_store_without_documents_brings_nobody_together() -> None:
    empty = Assistant(SharedWordsIndex([]), DictRegister([], {}), lambda: date(2026, 11, 22))
    answer = empty.ask(PARTS)
    assert answer.refusal is not None
    assert answer.team is None


def test_who_is_ruled_out_is_not_recommended_and_the_refusal_says_so() -> None:
    question = "ลดเกลือ ลดโซเดียมในปลาร้า {}"
    refusal = an_assistant().ask(question.format("ไม่เอาคนจาก CAB")).refusal
    assert refusal is not None
    assert refusal.reason == "constraints_exclude_all"
    assert refusal.searched is not None
    assert refusal.searched.limits == ("ไม่รวม CAB",)
    assert "ไม่รวม CAB" in refusal.message
    answer = an_assistant().ask(question.format("ไม่เอาคนจาก มช."))
    assert [r.subject.id for r in answer.experts] == ["exp-1"]


def test_what_is_ruled_out_outside_the_parts_is_ruled_out_of_each() -> None:
    team = an_assistant().ask(f"ไม่เอาคนจาก CAB ช่วย {PARTS}").team
    assert team is not None
    assert not team.members
