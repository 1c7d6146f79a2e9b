"""Sentence-like units of Thai and English text.

Thai has no full stop: a space may end a sentence, a clause, a name or a number. Thai text is therefore cut
at the spaces where a clause begins, into units that can be read and quoted by themselves.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.language.segmenting import words

Span = tuple[int, int]

_BLOCK = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"\S+")
_THAI_LETTER = re.compile("[\u0e01-\u0e2e]")
_LATIN_LETTER = re.compile("[A-Za-z]")
_LATIN_LETTERS_A_THAI_ONE_OUTWEIGHS = 3

_SHORTEST = 60
_LONGEST = 250
_LIKED = 140
_SHORTEST_REST = 40

# Costs of ending a unit: a sentence begins after it, a clause that leans on it begins, it is a plain space,
# it is inside a phrase; or never.
_SENTENCE, _CLAUSE, _SPACE, _PHRASE, _NEVER = 0.0, 0.4, 1.0, 2.0, None

_BRACKETED = re.compile(r"\([^()\n]{1,300}\)|\[[^\[\]\n]{1,300}\]|“[^“”\n]{1,300}”|\"[^\"\n]{1,300}\"")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_BEGINS_SENTENCE = re.compile(r"[\"'“‘(\[]*[A-Z0-9\u0e01-\u0e2e\u0e40-\u0e44]")
_ENGLISH_ABBREVIATION = re.compile(
    r"[\"'“‘(\[]*(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]?|al|etc|e\.g|i\.e|cf|vs|viz|ca|approx|resp|incl|Ph\.D|M\.Sc|B\.Sc"
    r"|Dr|Prof|Assoc|Asst|Assist|Mr|Mrs|Ms|St|Jr|Sr|Rev|Gen|Hon|Inc|Ltd|Co|Corp|Univ|Dept|Inst|Fig|Figs|Eq|Eqs"
    r"|Ref|Refs|Tab|Sec|Ch|No|Nos|Vol|Vols|pp|ed|eds|Ed|Eds|spp|sp|var|subsp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct"
    r"|Nov|Dec)\.",
)
_ITEM_NUMBER = re.compile(
    r"\(?(?:[0-9\u0e50-\u0e59]{1,2}|[ก-ฮ])[.)]$|[0-9\u0e50-\u0e59]{1,2}(?:\.[0-9]{1,2}){2,}$|[•●▪–-]$"
)
_BEGINS_WITH_NUMBER = re.compile(r"[(<>≥≤±~≈+\-−–]*[0-9\u0e50-\u0e59]")
_ENDS_WITH_NUMBER = re.compile(r"[0-9\u0e50-\u0e59](?:[.,)%\]]|st|nd|rd|th)*$")
_CLINGS_TO_WHAT_PRECEDES = re.compile(r"[\u0e46\u0e2f,;:.)\]%°×÷=+/*\-–—…&|]")
_CLINGS_TO_WHAT_FOLLOWS = re.compile(r"[(\[“=×÷+/*<>≥≤±&:|,]$")
_DOTTED = re.compile("[\u0e01-\u0e4e.]{1,12}\\.$")
_TITLE = re.compile(
    "(?:นาย|นาง|นางสาว|น\\.ส\\.|คุณ|อาจารย์|อ\\.|ดร\\.|ศ\\.|รศ\\.|ผศ\\.|นพ\\.|พญ\\.|ภก\\.|ภญ\\.|สพ\\.ญ\\.|น\\.สพ\\.|ทพ\\.|ทพญ\\."
    "|ศาสตราจารย์|รองศาสตราจารย์|ผู้ช่วยศาสตราจารย์|Dr\\.|Prof\\.|Mr\\.|Ms\\.|Mrs\\.)+"
)
_NAME_AFTER_TITLE = re.compile(_TITLE.pattern + "[\u0e01-\u0e4eA-Za-z]{0,20}$")
_LEADS_ON = re.compile(
    "(?:ได้แก่|เช่น|คือ|และ|หรือ|กับ|ร้อยละ|ประมาณ|จำนวน|เท่ากับ|ว่า|ของ|ที่|เรื่อง|ปี|ใน|จาก|ถึง|เป็น|โดย|ด้วย(?:วิธี)|ชื่อ|ด้าน|แบบ"
    "|ระหว่าง|รวม|ครั้งที่|บทที่|ตารางที่|ภาพที่|รูปที่|ฉบับที่|ณ|มหาวิทยาลัย|คณะ|จังหวัด|อำเภอ|ตำบล)$"
)
_BEGINS_THAI_SENTENCE = re.compile(
    "นอกจาก|อย่างไรก็|ดังนั้น|ทั้งนี้|ด้วยเหตุ|เพราะฉะนั้น|จากการ|จากผล|จากข้อ|ผลการ|ผลจาก|ผลที่|เนื่องจาก|สำหรับ|ในการ|ในปี"
    "|ในขณะ|ขณะ|ปัจจุบัน|งานวิจัย|การวิจัย|การศึกษา|การทดลอง|โครงการ|คณะผู้วิจัย|ผู้วิจัย|วัตถุประสงค์|ต่อมา|หลังจาก|ก่อน|สรุป|กล่าว"
    "|แม้|หาก|ถ้า|มีการ|นับ|ตัวอย่าง|โดยทั่วไป|โดยสรุป|โดยเฉลี่ย|โดยภาพรวม"
)
_BEGINS_CLAUSE = re.compile("ส่วน|จึง|ซึ่ง|โดย|เพื่อ|อีกทั้ง|รวมทั้ง|รวมถึง|ตลอดจน|แต่|พบว่า|สามารถ|ทำให้|ส่งผล|แล้ว|อาจ|ไม่")
# After a number: "20 ส่วน", "3 ส่วนโดยน้ำหนัก".
_IS_PARTS = re.compile("ส่วน(?:โดย|ใน|ต่อ|$)")
_JOINS_ON = re.compile("และ|หรือ|กับ|ของ|ที่|ใน|คือ|เป็น|ได้แก่|เช่น|ตามลำดับ|ฯ")


# Thai and English words by which a sentence goes on with a thought that began before it.
_GOING_ON = (
    *("ซึ่ง", "โดย", "เพื่อ", "และ", "หรือ", "จึง", "อีกทั้ง", "รวมทั้ง", "รวมถึง", "ตลอดจน", "แต่", "ทำให้", "ส่งผล"),
    *("แล้ว", "ที่", "อัน", "กับ", "ส่วน", "ของ", "ได้แก่", "เช่น", "ตามลำดับ", "เมื่อเทียบ"),
    *("which", "and", "or", "but", "thus", "whereas"),
)
_FIRST_WORDS = 60
_GOES_ON_IN_SMALL_LETTERS = re.compile(r"[a-z]{2,}[\s,]|[,;:)]")


def goes_on(sentence: str) -> bool:
    """Whether `sentence` goes on with a thought that began before it, as by "which" or "ซึ่ง"."""
    if _GOES_ON_IN_SMALL_LETTERS.match(sentence):
        return True
    beginning = sentence[:_FIRST_WORDS].lower()
    return beginning.startswith(_GOING_ON) and words(beginning)[0] in _GOING_ON


def sentence_spans(text: str) -> list[Span]:
    """Return the sentences of `text` as (start, end), in order, without outer white space.

    Together they cover all that is no white space. A newline always ends a unit. English is cut at full
    stops; Thai at spaces, into units of 60 to 250 characters where its spaces allow, never inside a
    number, a name after a title, an abbreviation or brackets.
    """
    return [span for block in _BLOCK.finditer(text) for span in _block_spans(text, block.span())]


def clause_spans(text: str) -> list[list[Span]]:
    """Return the clauses of each line of `text`: English sentences, and Thai from space to space."""
    return [list(_line_clauses(text, block.span())) for block in _BLOCK.finditer(text)]


def _line_clauses(text: str, block: Span) -> Iterator[Span]:
    tokens = [Token(*match.span(), match.group()) for match in _TOKEN.finditer(text, *block)]
    if not tokens:
        return
    costs = _costs(text, block, tokens)
    if _is_thai(text[slice(*block)]):
        ends = [index for index, cost in enumerate(costs) if cost is not None and cost <= _SPACE]
    else:
        ends = _english_ends(tokens, costs)
    first = 0
    for last in (*ends, len(tokens) - 1):
        yield tokens[first].start, tokens[last].end
        first = last + 1


def _block_spans(text: str, block: Span) -> Iterator[Span]:
    tokens = [Token(*match.span(), match.group()) for match in _TOKEN.finditer(text, *block)]
    if not tokens:
        return
    costs = _costs(text, block, tokens)
    ends = _thai_ends(tokens, costs) if _is_thai(text[slice(*block)]) else _english_ends(tokens, costs)
    first = 0
    for last in (*ends, len(tokens) - 1):
        yield tokens[first].start, tokens[last].end
        first = last + 1


@dataclass(frozen=True, slots=True)
class Token:
    """What stands between two spaces."""

    start: int
    end: int
    text: str


def _is_thai(block: str) -> bool:
    thai, latin = len(_THAI_LETTER.findall(block)), len(_LATIN_LETTER.findall(block))
    return thai * _LATIN_LETTERS_A_THAI_ONE_OUTWEIGHS > latin


def _costs(text: str, block: Span, tokens: Sequence[Token]) -> list[float | None]:
    """What it costs to end a unit after each token but the last."""
    bracketed = [match.span() for match in _BRACKETED.finditer(text, *block)]
    starts = [start for start, _ in bracketed]
    costs: list[float | None] = []
    for index, (token, following) in enumerate(pairwise(tokens)):
        around = bisect_left(starts, token.end) - 1
        if around >= 0 and bracketed[around][1] > token.end:
            costs.append(_NEVER)
        else:
            costs.append(_cost(tokens[index - 1].text if index else "", token.text, following.text))
    return costs


def _cost(before: str, token: str, following: str) -> float | None:
    if _ENDS_SENTENCE.search(token) and not _THAI_LETTER.search(token):
        return _full_stop_cost(before, token, following)
    if _belong_together(before, token, following):
        return _NEVER
    if _BEGINS_THAI_SENTENCE.match(following) or _ITEM_NUMBER.match(following):
        return _SENTENCE
    if _BEGINS_CLAUSE.match(following):
        return _CLAUSE
    if _JOINS_ON.match(following) or _LATIN_LETTER.match(following) or _LATIN_LETTER.search(token[-1]):
        return _PHRASE
    return _SPACE


def _begins_clause(token: str) -> bool:
    return bool(_BEGINS_THAI_SENTENCE.match(token) or _BEGINS_CLAUSE.match(token))


def _full_stop_cost(before: str, token: str, following: str) -> float | None:
    is_abbreviation = _ENGLISH_ABBREVIATION.fullmatch(token) or (_ITEM_NUMBER.match(token) and not before)
    if is_abbreviation or not _BEGINS_SENTENCE.match(following) or _ITEM_NUMBER.fullmatch(token):
        return _NEVER
    return _SENTENCE


def _belong_together(before: str, token: str, following: str) -> bool:
    return bool(
        _CLINGS_TO_WHAT_PRECEDES.match(following)
        or _CLINGS_TO_WHAT_FOLLOWS.search(token)
        or _DOTTED.fullmatch(token)
        or _ITEM_NUMBER.fullmatch(token)
        or (_BEGINS_WITH_NUMBER.match(following) and not _ITEM_NUMBER.fullmatch(following))
        or (_ENDS_WITH_NUMBER.search(token) and (_IS_PARTS.match(following) or not _begins_clause(following)))
        or _NAME_AFTER_TITLE.fullmatch(token)
        or _TITLE.fullmatch(before)
        or _LEADS_ON.search(token)
    )


def _english_ends(tokens: Sequence[Token], costs: Sequence[float | None]) -> list[int]:
    return [
        index
        for index, cost in enumerate(costs)
        if cost == _SENTENCE and _ENDS_SENTENCE.search(tokens[index].text)
    ]


def _thai_ends(tokens: Sequence[Token], costs: Sequence[float | None]) -> list[int]:
    """The tokens that end a unit: from each beginning the cheapest end within reach, else the next one."""
    ends: list[int] = []
    first = 0
    while (end := _next_end(tokens, costs, first)) is not None:
        ends.append(end)
        first = end + 1
    return ends


def _next_end(tokens: Sequence[Token], costs: Sequence[float | None], first: int) -> int | None:
    best: tuple[float, int] | None = None
    start, finish = tokens[first].start, tokens[-1].end
    if finish - start <= _SHORTEST + _SHORTEST_REST:
        return None
    for index in range(first, len(costs)):
        cost, length = costs[index], tokens[index].end - start
        if length > _LONGEST and best is not None:
            break
        if cost is None or length < _SHORTEST or finish - tokens[index + 1].start < _SHORTEST_REST:
            continue
        rated = (cost + abs(length - _LIKED) / (2 * _LIKED), index)
        best = min(best, rated) if best else rated
    if best is None or (best[0] >= _SPACE and finish - start <= _LONGEST):
        return None
    return best[1]
