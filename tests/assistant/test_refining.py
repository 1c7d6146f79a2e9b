"""A language model settles what the rules left open in a need, and adds nothing that the question lacks."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from assistant.asking import Assistant
from assistant.domain.conversations import Conversation, Turn
from assistant.domain.needs import Need
from assistant.domain.refining import Refining
from assistant.language_model import LanguageModel
from assistant.prices import Prices
from assistant.refining import Refiner, left_open_in
from assistant.refusing import Calibration
from assistant.understanding import understand
from ingest.personal_data import redact
from tests.fakes import DictRegister, SharedWordsIndex
from tests.scripted_model import INPUT_TOKENS, OUTPUT_TOKENS, Reply, ScriptedChatModel

TODAY = date(2026, 11, 22)
IN_KHON_KAEN = "I run a bakery in Khon Kaen and want to talk to somebody close by about mango purée"
OF_A_UNIVERSITY = "เคยคุยกับมหาวิทยาลัยเชียงใหม่แล้ว อยากให้ช่วยเรื่องอบลำไย"
OF_LAST_YEARS = "ลำไยอบแห้ง 5 ปีล่าสุดมีอะไรใหม่"
CHIANG_MAI = "มหาวิทยาลัยเชียงใหม่"
ALL_KNOWN = 1


def need_of(question: str) -> Need:
    return understand(question, [], TODAY)


def refine(
    question: str, reply: Reply | dict[str, Any], found: int = ALL_KNOWN, **options: Any
) -> tuple[Need, Need, Refining, ScriptedChatModel]:
    """The need that the rules read, the refined one, how that came about, and the model; each topic of it
    stands in `found` passages."""
    need = need_of(question)
    written = json.dumps(reply, ensure_ascii=False) if isinstance(reply, dict) else reply
    model = ScriptedChatModel(replies=[written])
    refiner = Refiner(LanguageModel(model, "scripted:model"), **({"timeout_s": 5.0} | options))
    refined, refining = refiner.refined(need, dict.fromkeys(need.topics, found), TODAY)
    assert refining is not None
    return need, refined, refining, model


def choices(**changes: Any) -> dict[str, Any]:
    return {"region": "", "organisation": "", "years": False, "topics": []} | changes


def test_a_place_becomes_a_limit_where_the_model_reads_a_demand() -> None:
    need, refined, refining, _ = refine(IN_KHON_KAEN, choices(region="northeast"))
    assert (need.region, need.near) == (None, "northeast")
    assert refined == replace(need, region="northeast", near=None)
    assert (refining.added, refining.dropped, refining.failure) == (("region",), (), None)


def test_a_university_becomes_a_limit_where_the_model_reads_a_demand() -> None:
    need, refined, _, _ = refine(OF_A_UNIVERSITY, choices(organisation=CHIANG_MAI))
    assert (need.organisation, refined.organisation) == ("", CHIANG_MAI)


def test_years_become_a_limit_where_the_model_reads_them_so() -> None:
    need, refined, refining, _ = refine(OF_LAST_YEARS, choices(years=True))
    assert (need.year_from, refined.year_from, refined.year_to) == (None, 2021, None)
    assert refining.added == ("years",)


def test_where_no_document_has_a_word_of_the_subject_it_gets_a_name_that_the_word_file_knows() -> None:
    need, refined, _, _ = refine(
        "mango peel and eggplant", choices(topics=["aubergine", "มะเขือยาว", "ทุเรียน"]), 0
    )
    assert "durian" not in refined.topics
    assert "ทุเรียน" not in refined.topics
    assert set(refined.topics) - set(need.topics) <= {"aubergine", "มะเขือยาว"}
    assert refined.topics[: len(need.topics)] == need.topics
    assert len(refined.topics) > len(need.topics)


def test_one_word_that_documents_have_is_enough_to_search_by() -> None:
    need = need_of("mango peel and eggplant")
    assert not left_open_in(need, {"mango": 3}, TODAY)
    assert left_open_in(need, {}, TODAY).topics


@pytest.mark.parametrize(
    ("written", "dropped"),
    [
        ({"region": "south"}, "region"),
        ({"region": ["northeast"]}, "region"),
        ({"region": "northeast' OR 1=1"}, "region"),
        ({"organisation": CHIANG_MAI}, "organisation"),
        ({"years": True}, "years"),
        ({"years": {"from": 2020}}, "years"),
        ({"topics": ["durian", "blockchain"]}, "topics"),
        ({"topics": "mango"}, "topics"),
        ({"topics": [7, None, {"mango": 1}]}, "topics"),
        ({"trl_from": 7}, "trl_from"),
        ({"centre": "CAB"}, "centre"),
        ({"text": "who grows durian"}, "text"),
        ({"wanted": ["technology"]}, "wanted"),
    ],
)
def test_what_the_question_does_not_hold_is_dropped(written: dict[str, Any], dropped: str) -> None:
    need, refined, refining, _ = refine(IN_KHON_KAEN, choices(**written))
    assert refined == need
    assert (refining.added, refining.dropped) == ((), (dropped,))


@pytest.mark.parametrize(
    "reply", ["", "northeast", "[]", "null", '{"region": "northeast"', "{" * 9_999, "x" * 99_999]
)
def test_what_is_no_object_refines_nothing(reply: str) -> None:
    need, refined, refining, _ = refine(IN_KHON_KAEN, reply)
    assert refined == need
    assert refining.failure == "unreadable"


def test_a_model_that_fails_leaves_the_need_as_the_rules_read_it() -> None:
    need, refined, refining, _ = refine(IN_KHON_KAEN, ConnectionError("refused"))
    assert refined == need
    assert refining.failure == "failed"


def test_a_slow_model_is_not_waited_for() -> None:
    need = need_of(IN_KHON_KAEN)
    model = ScriptedChatModel(replies=["{}"], pause_s=3.0)
    refiner = Refiner(LanguageModel(model, "scripted:model"), timeout_s=0.1)
    refined, refining = refiner.refined(need, dict.fromkeys(need.topics, 1), TODAY)
    assert refined == need
    assert refining is not None
    assert refining.failure == "too_late"


@pytest.mark.parametrize(
    "question",
    [
        "mango drying",
        "ลดเกลือในปลาร้า",
        "researchers in the South on rubber wood since 2565, TRL 6 and up",
        "ผู้เชี่ยวชาญเรื่องข้าว ไม่เอามหาวิทยาลัยเชียงใหม่",
    ],
)
def test_where_nothing_is_open_no_model_is_asked(question: str) -> None:
    need = need_of(question)
    assert not left_open_in(need, dict.fromkeys(need.topics, 1), TODAY)
    model = ScriptedChatModel(replies=[])
    refiner = Refiner(LanguageModel(model, "scripted:model"), timeout_s=5.0)
    assert refiner.refined(need, dict.fromkeys(need.topics, 1), TODAY) == (need, None)
    assert not model.heard


def test_the_model_is_shown_the_question_without_personal_data_and_only_what_is_open() -> None:
    *_, model = refine(
        f"{IN_KHON_KAEN} โทร 081-234-5678", choices(), blank_personal=lambda text: redact(text)[0]
    )
    told = json.loads(model.heard[0][-1].text)
    assert told["open"] == {"regions": ["northeast"], "organisations": [], "years": None, "topics": []}
    assert "081-234-5678" not in told["question"]


def test_tokens_are_counted_and_priced() -> None:
    _, _, refining, _ = refine(IN_KHON_KAEN, choices(), prices=Prices(1.0, 2.0))
    assert (refining.input_tokens, refining.output_tokens) == (INPUT_TOKENS, OUTPUT_TOKENS)
    assert refining.cost == pytest.approx((INPUT_TOKENS + 2 * OUTPUT_TOKENS) / 1_000_000)


def an_assistant(*replies: Reply) -> Assistant:
    model = ScriptedChatModel(replies=list(replies))
    return Assistant(
        SharedWordsIndex([]),
        DictRegister([], {}),
        lambda: TODAY,
        Calibration(0.0, 0.0, 0.0),
        refiner=Refiner(LanguageModel(model, "scripted:model"), timeout_s=5.0),
    )


def test_an_answer_is_searched_and_told_by_the_refined_need() -> None:
    answer = an_assistant(json.dumps(choices(region="northeast"))).ask(IN_KHON_KAEN)
    assert answer.need.region == "northeast"
    assert answer.refining is not None
    assert answer.refining.added == ("region",)


def test_a_need_that_a_message_states_is_refined_once() -> None:
    assistant = an_assistant(json.dumps(choices(region="northeast")))
    step, _ = assistant.follow(IN_KHON_KAEN, Conversation("c"))
    assert step.need is not None
    assert step.need.region == "northeast"
    stated = Conversation("c", (Turn(IN_KHON_KAEN, datetime(2026, 11, 22, tzinfo=UTC), "need", step.need),))
    later, _ = assistant.follow("only since 2020", stated)
    assert later.need is not None
    assert (later.need.region, later.need.year_from, later.refining) == ("northeast", 2020, None)
