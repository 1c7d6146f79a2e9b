"""The centres of excellence and science parks by name: whom to ask where the register holds no contact."""

from collections.abc import Mapping

from assistant.domain.people import Region
from prompts import Language

Name = Mapping[Language, str]

_CENTRES: Mapping[str, Name] = {
    "PETROMAT": {
        "th": "ศูนย์ความเป็นเลิศด้านเทคโนโลยีปิโตรเคมีและวัสดุ",
        "en": "Center of Excellence on Petrochemical and Materials Technology",
    },
    "HSM": {
        "th": "ศูนย์ความเป็นเลิศด้านการจัดการสารและของเสียอันตราย",
        "en": "Center of Excellence on Hazardous Substance Management",
    },
    "PERCH-CIC": {
        "th": "ศูนย์ความเป็นเลิศด้านนวัตกรรมทางเคมี",
        "en": "Center of Excellence for Innovation in Chemistry",
    },
    "CEE": {
        "th": "ศูนย์ความเป็นเลิศด้านเทคโนโลยีพลังงานและสิ่งแวดล้อม",
        "en": "Center of Excellence on Energy Technology and Environment",
    },
    "CAB": {
        "th": "ศูนย์ความเป็นเลิศด้านเทคโนโลยีชีวภาพเกษตร",
        "en": "Center of Excellence on Agricultural Biotechnology",
    },
    "PHTIC": {
        "th": "ศูนย์นวัตกรรมเทคโนโลยีหลังการเก็บเกี่ยว",
        "en": "Postharvest Technology Innovation Center",
    },
    "EHT": {
        "th": "ศูนย์ความเป็นเลิศด้านอนามัยสิ่งแวดล้อมและพิษวิทยา",
        "en": "Center of Excellence on Environmental Health and Toxicology",
    },
    "CEM": {"th": "ศูนย์ความเป็นเลิศด้านคณิตศาสตร์", "en": "Centre of Excellence in Mathematics"},
    "ThEP": {"th": "ศูนย์ความเป็นเลิศด้านฟิสิกส์", "en": "Thailand Center of Excellence in Physics"},
    "BDC": {"th": "ศูนย์ความเป็นเลิศด้านความหลากหลายทางชีวภาพ", "en": "Center of Excellence on Biodiversity"},
    "CEMB": {
        "th": "ศูนย์ความเป็นเลิศด้านเทคโนโลยีชีวภาพทางการแพทย์",
        "en": "Center of Excellence for Medical Biotechnology",
    },
}
_PARKS: Mapping[Region, Name] = {
    "north": {"th": "อุทยานวิทยาศาสตร์ภาคเหนือ", "en": "Northern Science Park"},
    "northeast": {"th": "อุทยานวิทยาศาสตร์ภาคตะวันออกเฉียงเหนือ", "en": "Northeast Science Park"},
    "lower-northeast": {
        "th": "อุทยานวิทยาศาสตร์ภาคตะวันออกเฉียงเหนือตอนล่าง",
        "en": "Lower Northeast Science Park",
    },
    "south": {"th": "อุทยานวิทยาศาสตร์ภาคใต้", "en": "Southern Science Park"},
}


def office_named(centre: str, region: Region | None, language: Language) -> str:
    """The name of the centre, else of the region's science park; empty where there is neither."""
    office = _CENTRES.get(centre) or (_PARKS.get(region) if region else None)
    return office[language] if office else ""
