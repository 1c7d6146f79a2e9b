"""Names that a statement tells and its proofs do not."""

import pytest

from assistant.checking.naming import others_findings, strange_names
from assistant.checking.proving import Proof

THAI = Proof(
    "บริษัท ธัญญะฟู้ดส์ จำกัด ทดสอบที่จังหวัดนครราชสีมา ร่วมกับมหาวิทยาลัยขอนแก่น",
    "สายพานอบแห้ง",
    ("รศ.ดร.ภาณุวัฒน์ ชลธาร", "ผศ.ดร.กมลชนก ศรีสุวรรณกุล"),
)
ENGLISH = Proof(
    "Talay Tong Co., Ltd. tested the belt in Khon Kaen.", "A Drying Belt", ("Ploy Wattanakit, M.D.",)
)


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        ("ภาณุวัฒน์ ชลธาร ทดสอบสายพาน", THAI),
        ("ดร.กมลชนก ศรีสุวรรณกุลพบว่าใช้ได้", THAI),
        ("Phanuwat Chonlathan tested it in Nakhon Ratchasima.", THAI),
        ("It was tested with Khon Kaen University at 60 degrees Celsius.", THAI),
        ("Thanya Foods tested the belt.", THAI),
        ("Dr. Wattanakit tested the belt.", ENGLISH),
        ("บริษัท ทะเลทอง จำกัด ทดสอบที่ขอนแก่น", ENGLISH),
        ("พลอย วัฒนกิจ ทดสอบสายพาน", ENGLISH),
        ("The Drying Belt was tested.", ENGLISH),
        ("นายจ้าง ต้องการสายพาน", ENGLISH),
    ],
)
def test_a_name_may_be_in_either_script(statement: str, proof: Proof) -> None:
    assert not list(strange_names(statement, [proof]))


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        ("กมลวรรณ ศรีสุวรรณกุล ทดสอบสายพาน", THAI),
        ("ผศ.ดร.ไพลินดา ศรีมายากร ทดสอบสายพาน", THAI),
        ("ดร.เมฆคราม วังลวงใส ทดสอบสายพาน", ENGLISH),
        ("ผศ.ดร.ศิริพร จันทร์งาม ทดสอบสายพาน", THAI),
        ("Dr. Phanupong Suriyan tested the belt.", THAI),
        ("It was tested in Lamphun.", THAI),
        ("บริษัท ธาราฟู้ดส์ จำกัด ทดสอบสายพาน", THAI),
        ("ทดสอบร่วมกับมหาวิทยาลัยเกษตรศาสตร์", THAI),
        ("The belt is exported to Japan.", ENGLISH),
        ("Krittin Aree tested the belt.", ENGLISH),
        ("บริษัท สมุทรทิพย์ จำกัด ทดสอบสายพาน", ENGLISH),
    ],
)
def test_a_name_that_no_proof_holds_is_found(statement: str, proof: Proof) -> None:
    assert list(strange_names(statement, [proof]))


TRAY = Proof("A tray costs 1.38 baht.", "Trays of bagasse", ("Somchai Rakdee", "เบญจวรรณ คำแสนหล้า"))
COLOUR = Proof("The colour fell to 48 ADMI.", "Treating dyes", ("ปิยวัฒน์ อินทรโยธิน",))
PROFILE = Proof("Works on packaging.", "Benjawan Khamsaenla", ("Benjawan Khamsaenla",))


@pytest.mark.parametrize(
    ("statement", "proofs"),
    [
        ("Somchai Rakdee found that the colour fell to 48 ADMI.", [TRAY, COLOUR]),
        ("ปิยวัฒน์ อินทรโยธิน พบว่าถาดราคา 1.38 บาท", [COLOUR, TRAY]),
        ("Khamsaenla found that the colour fell to 48 ADMI.", [COLOUR, TRAY]),
        ("สมชาย คำแสนหล้า ทำถาดราคา 1.38 บาท", [TRAY, Proof("ทำสี", "", ("สมชาย คำแสนหล้า",))]),
    ],
)
def test_what_one_cited_work_found_is_told_of_nobody_of_another(statement: str, proofs: list[Proof]) -> None:
    assert len(list(others_findings(statement, proofs))) == 1


@pytest.mark.parametrize(
    ("statement", "proofs"),
    [
        ("Somchai Rakdee found that a tray costs 1.38 baht.", [TRAY]),
        ("A tray costs 1.38 baht, and the colour fell to 48 ADMI.", [TRAY, COLOUR]),
        ("Somchai Rakdee made a tray and Piyawat Intharayothin lowered the colour.", [TRAY, COLOUR]),
        ("Benjawan Khamsaenla, who works on packaging, made a tray of 1.38 baht.", [PROFILE, TRAY]),
        ("เบญจวรรณ คำแสนหล้า ทำถาดราคา 1.38 บาท", [PROFILE, TRAY]),
        ("The colour fell to 48 ADMI.", [Proof("The colour fell.", ""), COLOUR]),
    ],
)
def test_people_may_be_told_of_together_where_each_cited_work_names_one_of_them(
    statement: str, proofs: list[Proof]
) -> None:
    assert not list(others_findings(statement, proofs))
