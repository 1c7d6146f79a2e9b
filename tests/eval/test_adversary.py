"""Adversaries draft, and nothing unproved is shown: judged by an auditor that must itself be right."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answering.drafting import Drafter
from assistant.checking import Checker
from assistant.domain.answers import Answer, Recommendation
from assistant.domain.citations import Citation, Statement
from assistant.domain.documents import SourceRef
from assistant.domain.needs import Need
from assistant.language_model import LanguageModel
from assistant.refining import Refiner
from eval.adversary import judging, trying
from eval.adversary.auditing import Auditor
from eval.adversary.lines import KINDS_OF_LIES
from eval.adversary.script import NAME, Adversary
from eval.adversary.words import STRANGERS
from eval.questions import TUNING_QUESTIONS, load_questions
from tests.eval.adversary_store import SheetStore
from tests.examples import a_page, a_work, an_expert
from tests.fakes import DictRegister
from tests.scripted_model import WordForWordChecker

QUESTIONS = 12
# Kinds that rules alone decide: of these not one may be shown.
BY_RULES = frozenset(
    {
        "other number", "other unit", "other year", "other TRL", "person from nowhere", "other institution",
        "other place", "quote of nobody", "key not offered", "markup",
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def store() -> SheetStore:
    return SheetStore()


def answered(store: SheetStore) -> list[str]:
    """The first questions about technologies that this store answers."""
    asked = [q.text for q in load_questions(TUNING_QUESTIONS) if any("tech-" in id_ for id_ in q.works)]
    found = (text for text in asked if store.assistant().ask(text).statements)
    return [text for text, _ in zip(found, range(QUESTIONS), strict=False)]


@pytest.fixture(scope="module")
def trials(store: SheetStore, checker: Checker) -> Sequence[judging.Trial]:
    script = Adversary()
    writer = LanguageModel(script, NAME)
    assistant = store.assistant(
        drafter=Drafter(writer, checker, timeout_s=30.0, grades=True), refiner=Refiner(writer, timeout_s=30.0)
    )
    auditor = Auditor(
        store.register, store.works, [], (name for names in STRANGERS.values() for name in names)
    )
    return list(judging.run(assistant, auditor, answered(store), script))


def test_nothing_unproved_is_shown_and_every_citation_holds(trials: Sequence[judging.Trial]) -> None:
    told = judging.figures(trials)
    assert told["drafts_asked_for"] == QUESTIONS
    assert told["complaints"] == []
    assert judging.is_well(told)


def test_no_lie_that_rules_can_tell_is_shown(trials: Sequence[judging.Trial]) -> None:
    lies = judging.figures(trials)["lies"]
    assert {kind for kind, counts in lies.items() if counts["shown"]} & BY_RULES == set()
    assert len(lies) > len(KINDS_OF_LIES) / 2


def test_most_true_sentences_are_shown(trials: Sequence[judging.Trial]) -> None:
    honest = judging.figures(trials)["honest"].values()
    assert sum(counts["shown"] for counts in honest) >= 0.5 * sum(counts["written"] for counts in honest)


def test_a_need_takes_up_nothing_that_the_script_invents(trials: Sequence[judging.Trial]) -> None:
    assert judging.figures(trials)["needs_refined"] == 0


def test_the_same_seed_writes_the_same_script(store: SheetStore) -> None:
    question = answered(store)[0]

    def written(seed: int) -> list[str]:
        script = Adversary(seed=seed)
        drafter = Drafter(LanguageModel(script, NAME), WordForWordChecker(), timeout_s=5.0)
        store.assistant(drafter=drafter).ask(question)
        return [line.text for line in script.written]

    assert written(1) == written(1) != written(2)


def test_questions_are_spread_over_all_of_them() -> None:
    texts = [str(number) for number in range(10)]
    assert trying.evenly(texts, 4) == ["0", "2", "5", "7"]
    assert trying.evenly(texts, None) == trying.evenly(texts, 99) == texts


QUOTE = "The dryer of Chiang Mai University dried 100 kg of longan in 13 h and saved 38% of the gas in 2023."
PAGE = f"Results\n{QUOTE}\nOther fruit was dried for 20 h."
WORK = a_work(
    title_th="เครื่องอบลำไย",
    title_en="Dryer for longan",
    year=2023,
    trl=7,
    people=("Somying Chaideengam",),
    organisation="มหาวิทยาลัยเชียงใหม่",
)
OTHER_WORK = a_work(
    "report-2", "doc-2", title_th="ถังหมักก๊าซชีวภาพสำหรับฟาร์มสุกร", title_en="Biogas digester for farms"
)
SOMYING = an_expert()
OTHER_EXPERT = an_expert("exp-2", name_th="ธีรเดช พงษ์ไพศาลกิจ", name_en="Theeradet Pongpaisankit")


def audited(text: str, *, quote: str = QUOTE, numbers: tuple[int, ...] = (1,)) -> set[str]:
    """The kinds of what the auditor finds in an answer that says `text`."""
    start = PAGE.find(quote)
    citation = Citation(
        1, "doc-1", "a.pdf", WORK.title_en, WORK.people, 2023, 1, quote, SourceRef("doc-1", 1, start, 0)
    )
    why = (Statement(f"“{quote}”", (1,)),)
    work = replace(WORK, source=SourceRef("doc-1", 1, 0, 1))
    answer = Answer(
        "longan",
        "en",
        Need("longan", "en"),
        statements=(Statement(text, numbers),),
        experts=(Recommendation(SOMYING, {}, why),),
        works=(Recommendation(work, {}, why),),
        citations=(citation,),
    )
    register = DictRegister([], {("doc-1", 1): a_page(1, PAGE)}, [work, OTHER_WORK], [SOMYING, OTHER_EXPERT])
    strangers = (name for names in STRANGERS.values() for name in names)
    auditor = Auditor(register, [work, OTHER_WORK], [SOMYING, OTHER_EXPERT], strangers)
    return {complaint.kind for complaint in auditor.complaints(answer)}


@pytest.mark.parametrize(
    "text",
    [
        QUOTE,
        f"“{QUOTE}”",
        "The dryer dried longan.",
        "อบลำไย ๑๐๐ กก. ใน 13 ชั่วโมง และประหยัดร้อยละ 38",
        "ผลงานเรื่อง “เครื่องอบลำไย” เป็นของปี พ.ศ. 2566 อยู่ที่ TRL 7",
        "สมหญิง ใจดีงาม มีชื่ออยู่ในผลงานเรื่อง “เครื่องอบลำไย” จากมหาวิทยาลัยเชียงใหม่",
        "ผศ.ดร.สมหญิง ใจดีงาม อบลำไย",
        "ใจดีงาม สมหญิง, ดร. มีชื่ออยู่ในผลงานเรื่อง “เครื่องอบลำไย”",
        "The work “Dryer for longan” is by Somying Chaideengam.",
    ],
)
def test_the_auditor_finds_nothing_wrong_with_what_is_proved(text: str) -> None:
    assert audited(text) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It dried 200 kg of longan.", "number"),
        ("It dried longan in twelve hours.", "number"),
        ("อบลำไยได้สองตัน ในสามวัน", "number"),
        ("It dried longan in 13 days.", "unit"),
        ("It dried 100 g of longan.", "unit"),
        ("อบได้ 38 องศาเซลเซียส", "unit"),
        ("The work dates from 2021.", "year"),
        ("ผลงานปี พ.ศ. 2564", "year"),
        ("The work is at TRL 8.", "readiness"),
        ("งานนี้อยู่ที่ระดับความพร้อมทางเทคโนโลยี 3", "readiness"),
        ("Theeradet Pongpaisankit dried longan.", "person"),
        ("ธีรเดช พงษ์ไพศาลกิจ อบลำไย", "person"),
        ("ดร.เมฆคราม วังลวงใส อบลำไย", "person"),
        ("นายก้องภพ ลำปางเหนือ อบลำไย", "person"),
        ("The dryer was sold to Dr. Smithson.", "person"),
        ("มหาวิทยาลัยเชียงรายอบลำไย", "organisation"),
        ("บริษัท ผลไม้ทอง อบลำไย", "organisation"),
        ("เครื่องอบลำไยใช้ที่จังหวัดเลย", "place"),
        ("The dryer is used in Ranong.", "place"),
        ("งานนี้ต่อจากถังหมักก๊าซชีวภาพสำหรับฟาร์มสุกร", "work"),
        ("A farmer said: “never seen the like”", "work"),
        ("The dryer of Maejo dried longan.", "name"),
    ],
)
def test_the_auditor_finds_what_is_not_proved(text: str, kind: str) -> None:
    assert kind in audited(text)


@pytest.mark.parametrize("numbers", [(), (2,), (1, 2), (0,), (-1,)])
def test_the_auditor_finds_citations_that_are_not_there(numbers: tuple[int, ...]) -> None:
    assert "citation" in audited("The dryer dried longan.", numbers=numbers)


@pytest.mark.parametrize("quote", [QUOTE.replace("38", "48"), QUOTE.replace(" the gas", " gas"), ""])
def test_the_auditor_finds_quotes_that_do_not_stand_on_their_page(quote: str) -> None:
    assert "citation" in audited("The dryer dried longan.", quote=quote)
