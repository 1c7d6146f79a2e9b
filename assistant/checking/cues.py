"""The little words on which the sense of a sentence turns, in Thai and English: denial, direction, intent.

General words of both languages, each as it stands after cutting into words; English ones by their stem, with
the forms that no rule makes of it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from assistant.checking.figures import is_unit
from assistant.language.segmenting import dictionary
from assistant.language.wordnet import bases

Cue = Literal[
    "not", "prevents", "up", "down", "fast", "slow", "good", "bad", "long", "short", "aim", "all", "sum",
    "than", "makes", "because", "break", "joins", "turns", "opens", "binds",
    "condition", "only", "hearsay", "part", "hedge", "concedes", "refers",
]  # fmt: skip
OPPOSITE: Mapping[Cue, Cue] = {
    "up": "down", "down": "up", "fast": "slow", "slow": "fast", "good": "bad", "bad": "good", "long": "short",
    "short": "long",
}  # fmt: skip

# A word may be a cue of several: what is extended is more, and longer. What is prevented may be denied too.
_WORDS: Mapping[Cue, str] = {
    "not": """
        ไม่ ไม่มี ไม่ใช่ ไม่ได้ ไม่พบ ไม่ต้อง ไม่เคย ยังไม่ ไม่สามารถ มิ มิได้ ไร้ ไร้ซึ่ง ปราศจาก ปลอด หยุด
        เลิก งด ห้าม ขาด นอกจาก not
        no never without neither nor none cannot n't fail lack stop cease unable unlikely absent absence
    """,
    "prevents": "กัน ป้องกัน ยับยั้ง หลีกเลี่ยง ต้าน แทน prevent avoid resist protect inhibit free instead",
    "up": """
        เพิ่ม เพิ่มขึ้น เพิ่มพูน สูง สูงขึ้น สูงกว่า มาก มากขึ้น มากกว่า ขึ้น ขยาย ยืด หนัก หนักกว่า increase raise rise rose
        risen higher high more greater large larger extend extension boost enhance grow grew grown
        growth gain up above over exceed widen expand heavier
    """,
    "down": """
        ลด ลดลง ต่ำ ต่ำลง ต่ำกว่า น้อย น้อยลง น้อยกว่า ลง หด ประหยัด เบา เบาลง เบากว่า ลดทอน บรรเทา ยับยั้ง decrease
        reduce reduction lower low fall fell fallen drop cut decline less fewer few down small smaller
        save saving below under halve diminish lighter shorten
    """,
    "fast": "เร็ว เร็วขึ้น เร็วกว่า ไว เร่ง fast faster quick quicker quickly rapid rapidly speed accelerate",
    "slow": "ช้า ช้าลง ช้ากว่า ชะลอ หน่วง slow slower slowly delay retard",
    "good": """
        ดี ดีขึ้น ดีกว่า แข็งแรง แข็งแรงขึ้น เหนือกว่า good better improve improvement strong stronger strengthen
        superior
    """,
    "bad": """
        แย่ แย่ลง แย่กว่า ด้อย ด้อยกว่า เลว เสื่อม อ่อนแอ bad worse worsen poor poorer weak weaker weaken
        inferior deteriorate
    """,
    "long": "นาน นานขึ้น นานกว่า ยาว ยาวขึ้น ยาวกว่า ยืด long longer extend lengthen prolong",
    "short": "สั้น สั้นลง สั้นกว่า ย่น short shorter shorten",
    "aim": """
        วัตถุประสงค์ มุ่ง มุ่งหมาย มุ่งเน้น ตั้งเป้า เป้าหมาย คาด คาดว่า คาดหวัง จะ แผน วางแผน หวัง ประสงค์ ตั้งใจ อาจ
        อาจจะ น่าจะ กำลัง แนวโน้ม เสนอ ต้องการ อยู่ระหว่าง ขั้นต่อไป aim hope plan intend intention expect will
        would propose goal objective target seek future may might could potential potentially possibly
        perhaps likely next ongoing underway planned suggest should
    """,
    "all": """
        ทุก ทั้งหมด ทั้งปวง ทั้งสิ้น ทั้งมวล เสมอ ตลอด ทั่ว ทั่วประเทศ ทั่วโลก สิ้นเชิง แน่นอน แน่ ใดก็ได้ ใดๆ ที่สุด ครบ ล้วน
        ร้อยเปอร์เซ็นต์ all every any always everywhere whole entire entirely completely complete fully
        guarantee certainly proven proved universal universally wherever whatever everyone nationwide
        worldwide most best
    """,
    # Said of one thing, "all" may be told as a sum.
    "sum": "รวม total overall sum",
    "than": """
        กว่า มากกว่า น้อยกว่า สูงกว่า ต่ำกว่า ดีกว่า แย่กว่า เร็วกว่า ช้ากว่า นานกว่า สั้นกว่า ยาวกว่า เบากว่า หนักกว่า ด้อยกว่า
        เหนือกว่า เทียบ เมื่อเทียบ เทียบกับ เปรียบเทียบ than compare compared versus against
    """,
    "makes": """
        ทำให้ ส่งผล ส่งผลให้ เป็นเหตุ เป็นเหตุให้ เหตุให้ สาเหตุ ก่อให้เกิด ก่อ นำไปสู่ จึง ดังนั้น เกิด cause lead led result
        make made bring brought trigger therefore thus so hence followed
    """,
    "because": "เพราะ เนื่องจาก เป็นผลจาก เกิดจาก because due since owing after",
    "break": """
        และ แต่ ส่วน ขณะที่ ขณะ ซึ่ง โดย จึง ทั้งยัง รวมทั้ง ทั้งนี้ หรือ ทว่า แม้ ทั้ง and but while whereas which although
        though however yet or when
    """,
    "joins": "และ หรือ รวมทั้ง ตลอดจน and or",
    # Something else is spoken of from here on.
    "turns": "แต่ ขณะที่ ขณะ ส่วน ทว่า แม้ but while whereas although though however yet",
    "opens": "ซึ่ง โดย which who whom whose",
    # What was said holds less than it seemed.
    "concedes": "แต่ ทว่า แม้ ทั้งนี้ but although though however yet",
    # What follows says where, when, with what or for whom something holds.
    "binds": """
        ใน ที่ ภายใต้ สำหรับ เมื่อ หลัง ภายหลัง ก่อน จาก ระหว่าง ในกรณี ภายใน ตั้งแต่ ณ ช่วง in at on of over after
        before during between under within since by for with without when where among from through
    """,
    # Without these nothing of a sentence holds.
    "condition": """
        หาก ถ้า ยกเว้น เว้นแต่ ต่อเมื่อ กรณี ตราบใดที่ เงื่อนไข สมมติ สมมุติ ขึ้นอยู่กับ ขึ้นกับ if unless
        provided providing except excluding until unlike otherwise assume assuming given depending depend
        subject barring must required ต้อง
    """,
    "only": "เฉพาะ เท่านั้น only",
    "hearsay": """
        ตาม อ้าง อ้างว่า เชื่อ เชื่อว่า เล่า เล่าว่า กล่าว กล่าวว่า บอก บอกว่า ลือ say said claim believe think insist argue
        allege suppose rumour rumor according
    """,
    "part": """
        หนึ่ง บาง บางส่วน บางราย บางคน บางแห่ง บางพื้นที่ บางชนิด บางกรณี บางครั้ง บางตัวอย่าง ส่วนใหญ่ ส่วนหนึ่ง หลาย ครึ่ง
        one some few most several part half many majority
    """,
    "hedge": """
        เกือบ แทบ ใกล้ ดูเหมือน พยายาม ศักยภาพ ตามทฤษฎี yet nearly almost rarely seldom hardly barely theoretically
        appear seem apparently supposedly try attempt close
    """,
    # What was named before is spoken of.
    "refers": "นี้ ดังกล่าว เขา ท่าน มัน it they this these he she",
}  # fmt: skip
# What every statement about research may say without proof.
_FRAME = """
    งาน งานวิจัย วิจัย ผู้วิจัย นักวิจัย คณะ คณะผู้วิจัย คณะวิจัย โครงการ ผลงาน รายงาน การศึกษา ศึกษา พบ พบว่า แสดง ระบุ
    เรื่อง ชื่อ พัฒนา ผู้พัฒนา ผู้เชี่ยวชาญ เชี่ยวชาญ ทำ ใช้ สามารถ เทคโนโลยี วิธี ผล ผลการวิจัย ด้าน เกี่ยวกับ รายนี้ ราย ดังนี้ ปี
    พ.ศ ค.ศ ดร ศ ผศ รศ นาย นาง นางสาว ชนิด แบบ ตัว อัน สิ่ง ร่วมกับ ต่าง ระหว่าง สำหรับ ภายใน เพียง แก่ ต่อ ครั้ง
    จำนวน ค่า อย่าง เหลือ work research researcher study report project result paper finding show find
    found state describe develop technology method use used using team colleague expert expertise he
    she they their author year dr prof asst assoc mr mrs ms per within according percent only each such
    been carry out kind type number come came bring brought take took make made do done get got give
    gave given become became keep kept help need let put set own across among down off ละ ท่าน คุณ เป็นผล
    ทำให้ ช่วย ช่วยให้ ต้อง ควร ได้รับ เข้า ออก นำ การนำ ผู้ ผ่าน
"""
FRAME = frozenset(_FRAME.split())
# What may begin a compound.
_HEADS: frozenset[Cue] = frozenset({*OPPOSITE, "makes", "not"})
_EVERY, _NOT_EVERY = "ทุก", frozenset({"ทุกข์", "ทุกวันนี้"})


def cues_of(word: str) -> frozenset[Cue]:
    """What a folded word may be a cue of, in whatever form it stands."""
    listed = _cues()
    if word.startswith(_EVERY) and not is_unit(word.removeprefix(_EVERY)) and word not in _NOT_EVERY:
        return listed[_EVERY]
    own = frozenset[Cue]().union(*(listed[form] for form in bases(word) if form in listed))
    return own or listed.get(_head(word), own)


def _head(word: str) -> str:
    """The word that begins a Thai compound and goes one way: "เพิ่มปริมาณ"; empty where none does."""
    heads = (word[:end] for end in range(len(word) - 2, 1, -1) if word[end:] in dictionary())
    return next((head for head in heads if not _cues().get(head, frozenset()).isdisjoint(_HEADS)), "")


@cache
def _cues() -> Mapping[str, frozenset[Cue]]:
    cues: dict[str, frozenset[Cue]] = {}
    for cue, listed in _WORDS.items():
        for word in listed.split():
            cues[word] = cues.get(word, frozenset()) | {cue}
    return cues
