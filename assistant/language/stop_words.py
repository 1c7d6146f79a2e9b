"""Words too common to tell one text from another. Short on purpose: BM25 weighs the rest."""

_THAI = """
ที่ ซึ่ง อัน ของ แห่ง และ หรือ แต่ ก็ ใน นอก บน ณ จาก ถึง โดย ด้วย เพื่อ แก่ แด่ ต่อ กับ ตาม เมื่อ
เป็น คือ อยู่ มี ได้ ให้ ถูก จะ ได้แก่ เช่น นี้ นั้น นั่น เหล่านี้ เหล่านั้น ดังกล่าว ไว้ ไป มา แล้ว
การ ความ ว่า ทั้ง ทั้งนี้ ทั้งนั้น อีก กว่า จึง เพราะ หาก ถ้า เนื่องจาก ดังนั้น ซึ่งกันและกัน ยัง คง
ใคร อะไร ไหน บ้าง ไร อย่างไร เท่าไร ทำไม ใด หน่อย ครับ ค่ะ คะ นะ จ้ะ ขอ ช่วย อยาก เขา เรา ฉัน ผม ดิฉัน มัน
"""

_ENGLISH = """
a an the and or but if of in on at by for from to with as into than then is are was were be been being
am do does did has have had having can could may might must shall should will would it its this that
these those there here he she they them his her their our your my we you i me us who whom whose which
what when where why how not no nor so such also about between during via per any some
"""

THAI_STOP_WORDS = frozenset(_THAI.split())
ENGLISH_STOP_WORDS = frozenset(_ENGLISH.split())
STOP_WORDS = THAI_STOP_WORDS | ENGLISH_STOP_WORDS
