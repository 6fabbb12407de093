"""What the sources say about professions and levels. What they leave open stays empty; nothing is added to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corridor.kernel.errors import N_

LANGUAGES = ("fr", "es", "ar")
Said = dict[str, str]


def in_four_languages(**texts: Said) -> dict[str, Any]:
    """Return texts as the fields of a row, with their translations."""
    wordings = {field: {"of": said["en"], **{code: said[code] for code in LANGUAGES}} for field, said in texts.items()}
    return {**{field: said["en"] for field, said in texts.items()}, "written_in": "en", "wordings": wordings}


def _said(en: str, fr: str, es: str, ar: str) -> Said:
    return {"en": en, "fr": fr, "es": es, "ar": ar}


# Lines 562-563 of the inventory of MISMES: seven professions that are recognised automatically across the EU.
SECTORAL: tuple[tuple[str, Said], ...] = (
    ("2161", _said("Architect", "Architecte", "Arquitecto/a", "مهندس معماري")),
    ("2211", _said("Doctor", "Médecin", "Médico/a", "طبيب")),
    (
        "2221",
        _said("Nurse responsible for general care", "Infirmier/ère responsable de soins généraux",
              "Enfermero/a responsable de cuidados generales", "ممرض مسؤول عن الرعاية العامة"),
    ),
    ("2222", _said("Midwife", "Sage-femme", "Matrona", "قابلة")),
    ("2250", _said("Veterinary surgeon", "Vétérinaire", "Veterinario/a", "طبيب بيطري")),
    ("2261", _said("Dentist", "Dentiste", "Dentista", "طبيب أسنان")),
    ("2262", _said("Pharmacist", "Pharmacien/ne", "Farmacéutico/a", "صيدلي")),
)  # fmt: skip
MEMBER_STATES = ("DEU", "ESP", "FRA", "ITA")
DIRECTIVE = _said(
    "Directive 2005/36/EC", "Directive 2005/36/CE", "Directiva 2005/36/CE", "التوجيه \u20662005/36/EC\u2069"
)
INVENTORY = _said(
    "Inventory of MISMES, lines 562-563; the authority of each country is not stated",
    "Inventaire MISMES, lignes 562-563 ; l’autorité de chaque pays n’est pas indiquée",
    "Inventario MISMES, líneas 562-563; la autoridad de cada país no se indica",
    "جرد MISMES، السطران \u2066562-563\u2069؛ سلطة كل بلد غير مذكورة",
)
NETWORK = _said(
    "National information centre of the ENIC-NARIC network",
    "Centre national d’information du réseau ENIC-NARIC",
    "Centro nacional de información de la red ENIC-NARIC",
    "المركز الوطني للمعلومات في شبكة ENIC-NARIC",
)
NETWORK_SCOPE = _said(
    "Academic recognition of diplomas and periods of study; no licence to practise",
    "Reconnaissance académique des diplômes et périodes d’études ; aucune autorisation d’exercer",
    "Reconocimiento académico de títulos y periodos de estudio; ninguna licencia para ejercer",
    "الاعتراف الأكاديمي بالشهادات وفترات الدراسة؛ دون ترخيص بالممارسة",
)
NETWORK_SOURCE = _said(
    "Inventory of MISMES, lines 555-561; the name of the centre is not stated",
    "Inventaire MISMES, lignes 555-561 ; le nom du centre n’est pas indiqué",
    "Inventario MISMES, líneas 555-561; el nombre del centro no se indica",
    "جرد MISMES، الأسطر \u2066555-561\u2069؛ اسم المركز غير مذكور",
)
NETWORK_URL = "https://www.enic-naric.net/"
LEVEL_NAMES: dict[str, tuple[Said, tuple[str, ...]]] = {
    "DEU": (
        _said("German National Qualifications Framework", "Cadre national des certifications allemand",
              "Marco nacional de cualificaciones alemán", "الإطار الوطني الألماني للمؤهلات"),
        tuple(f"DQR Level {n}" for n in range(1, 9)),
    ),
    "ESP": (
        _said("Spanish Qualifications Framework for Lifelong Learning",
              "Cadre espagnol des certifications pour l’apprentissage tout au long de la vie",
              "Marco Español de Cualificaciones para el Aprendizaje Permanente",
              "الإطار الإسباني للمؤهلات للتعلم مدى الحياة"),
        tuple(f"MECU Level {n}" for n in range(1, 9)),
    ),
    "FRA": (
        _said("French National Qualifications Framework", "Cadre national des certifications français",
              "Marco nacional de cualificaciones francés", "الإطار الوطني الفرنسي للمؤهلات"),
        ("NQF RNCP Level V", "NQF RNCP Level IV", "NQF RNCP Level III", "NQF RNCP Level II-Grade de Licence",
         "NQF RNCP Level I-Master", "NQF RNCP Level I-Doctorat"),
    ),
    "ITA": (
        _said("Italian Qualifications Framework", "Cadre des certifications italien",
              "Marco de cualificaciones italiano", "الإطار الإيطالي للمؤهلات"),
        tuple(f"IT NQF Level {n}" for n in range(1, 9)),
    ),
}  # fmt: skip
LEVEL_REPORT = _said(
    "European Learning Model 3, list of national levels: names only, no European level",
    "Modèle européen d’apprentissage 3, liste des niveaux nationaux : noms seulement, sans niveau européen",
    "Modelo Europeo de Aprendizaje 3, lista de niveles nacionales: solo nombres, sin nivel europeo",
    "النموذج الأوروبي للتعلم 3، قائمة المستويات الوطنية: أسماء فقط دون مستوى أوروبي",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """How many levels the European framework has, as one source says."""

    levels: int
    source: str


# The two contradict each other and both are shown; the code list and the checks follow the law.
EQF_LEVELS = (
    Statement(8, N_("Council Recommendation 2017/C 189/03")),
    Statement(7, N_("Inventory of MISMES, lines 512-521")),
)


def authorities() -> Iterator[dict[str, Any]]:
    """Yield the fields of the authorities that the sources name."""
    for iso3 in MEMBER_STATES:
        texts = in_four_languages(name=NETWORK, scope=NETWORK_SCOPE, source=NETWORK_SOURCE)
        yield {"iso3": iso3, "url": NETWORK_URL, **texts}


def professions() -> Iterator[dict[str, Any]]:
    """Yield the fields of the regulated professions that the sources name."""
    for iso3 in MEMBER_STATES:
        for isco08, title in SECTORAL:
            texts = in_four_languages(title=title, legal_basis=DIRECTIVE, source=INVENTORY)
            yield {"iso3": iso3, "isco08": isco08, "is_automatic_within_eu": True, **texts}


def levels() -> Iterator[dict[str, Any]]:
    """Yield the fields of the national levels that the sources name."""
    for iso3, (framework, names) in LEVEL_NAMES.items():
        for name in names:
            yield {"iso3": iso3, "level": name, **in_four_languages(framework=framework, report=LEVEL_REPORT)}
