"""Passages and wholes by their search terms."""

from collections import Counter

from assistant.language import search_terms
from tests.examples import a_chunk
from vectorstore.entries import entries, whole_of
from vectorstore.keys import key_of

FIRST = a_chunk("doc-a:1", text="การลดเกลือในปลาร้า", context="ปลาร้าเค็มน้อย › บทนำ")
SECOND = a_chunk("doc-a:2", text="Potassium salt in place of sodium", context="ปลาร้าเค็มน้อย › ผล")
PERSON = a_chunk("doc-a:3", "exp-1", subject_kind="expert", text="เกลือและโซเดียม", context="")


def test_a_passage_has_the_terms_of_its_text_and_context() -> None:
    passages, _ = entries([FIRST, SECOND, PERSON])
    assert [entry.key for entry in passages] == [key_of(chunk.id) for chunk in (FIRST, SECOND, PERSON)]
    for entry, chunk in zip(passages, (FIRST, SECOND, PERSON), strict=True):
        assert Counter(entry.terms) == Counter(search_terms(chunk.indexed_text))


def test_a_whole_has_the_terms_of_all_its_passages_and_its_title_once() -> None:
    _, (work, person) = entries([FIRST, SECOND, PERSON])
    assert (work.key, work.subject) == (whole_of(FIRST), FIRST.subject_key)
    assert whole_of(FIRST) == whole_of(SECOND) != whole_of(PERSON)
    said = "\n".join((FIRST.context, FIRST.text, SECOND.text))
    assert Counter(work.terms) == Counter(search_terms(said))
    assert Counter(person.terms) == Counter(search_terms(PERSON.text))


def test_what_another_document_says_of_the_same_subject_is_another_whole() -> None:
    other = a_chunk("doc-b:1", text="โซเดียม", context="")
    assert whole_of(other) != whole_of(FIRST)
    assert len(entries([FIRST, other])[1]) == 2
