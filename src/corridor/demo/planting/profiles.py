"""Three whole profiles: one proved by documents, one with a result that has expired, one in Arabic whose words wait."""

import json
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from corridor.access.models import User
from corridor.delivery.skills.models import (
    Education,
    EvidenceItem,
    LanguageResult,
    Person,
    PersonSkill,
    SkillAssessment,
    WorkExperience,
)
from corridor.delivery.skills.services import (
    Assessed,
    Occasion,
    add_evidence,
    keep_entry,
    read_in,
    record_assessment,
    take_in,
    verify_evidence,
)
from corridor.demo.planting.ground import Ground

LEAF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
"""One empty page: the document of an invented person shows nothing."""


def plant_profiles(ground: Ground) -> None:
    """Fill the profiles of three people who sign in as workers."""
    _salma(ground)
    _youssef(ground)
    _fatima(ground)


def _person(ground: Ground, mailbox: str) -> tuple[Person, User]:
    user = ground.user(mailbox)
    return Person.objects.get(user=user), user


def _salma(ground: Ground) -> None:
    """A developer whose reference an office has seen."""
    person, own = _person(ground, "salma")
    office, year = ground.user("officer.ma"), ground.today.year
    work = keep_entry(
        entry=WorkExperience(
            person=person,
            title="مطورة تطبيقات الويب",
            written_in="ar",
            employer_name="Atlas Numérique",
            iso3="MAR",
            from_date=f"{year - 4}-03",
            to_date=f"{year - 1}-06",
            hours_week=44,
            tasks="برمجة واجهات المواقع\nاختبار البرامج قبل التسليم",
        ),
        by=own,
    )
    paper = EvidenceItem(person=person, kind=EvidenceItem.Kind.REFERENCE, language="fr", experience=work)
    paper = add_evidence(item=paper, upload=_document("attestation.pdf"), by=own)
    verify_evidence(item=paper, state="confirmed", method="Appel à l’employeur", by=office)
    learning = Education(
        person=person,
        title_original="Diplôme de technicien spécialisé en développement informatique",
        written_in="fr",
        awarding_body="OFPPT",
        awarded_on=f"{year - 5}-07",
        iso3="MAR",
        eqf_level=5,
        isced_field="0613",
        mode=Education.Mode.FULL_TIME,
        workload_hours=2400,
    )
    keep_entry(entry=learning, by=own)
    keep_entry(entry=_soft(person, "العمل ضمن فريق", "ar", "Centre d’orientation de Rabat"), by=office)
    parts = {"listening": 5, "reading": 5, "interaction": 4, "production": 4, "writing": 4}
    keep_entry(entry=_test(ground, person, "fr", "TCF", -400, 330, **parts), by=office)


def _youssef(ground: Ground) -> None:
    """An engineer whose first language test counts no longer."""
    person, own = _person(ground, "youssef")
    office, year = ground.user("officer.tn"), ground.today.year
    learning = Education(
        person=person,
        title_original="Diplôme national d’ingénieur en génie électrique",
        title="National engineering degree in electrical engineering",
        written_in="fr",
        awarding_body="École nationale d’ingénieurs",
        awarded_on=f"{year - 6}-06-30",
        iso3="TUN",
        nqf_framework="CNQ",
        nqf_level="7",
        eqf_level=7,
        isced_field="0713",
        mode=Education.Mode.FULL_TIME,
    )
    kept = keep_entry(entry=learning, by=own)
    paper = EvidenceItem(person=person, kind=EvidenceItem.Kind.DIPLOMA, copy="sworn", language="de", education=kept)
    paper = add_evidence(item=paper, upload=_document("diplom.pdf"), by=own)
    verify_evidence(item=paper, state="requested", method="", by=office)
    parts = {"listening": 3, "reading": 3, "interaction": 2, "production": 2, "writing": 2}
    keep_entry(entry=_test(ground, person, "de", "telc Deutsch", -900, -170, **parts), by=office)
    keep_entry(entry=_soft(person, "diriger une équipe", "fr", "Agence de Tunis"), by=office)


def _fatima(ground: Ground) -> None:
    """A farm worker with a CV in Arabic, whose words wait to be linked, and what two seasons have changed."""
    person, own = _person(ground, "fatima")
    office, year = ground.user("officer.ma"), ground.today.year
    cv: dict[str, Any] = {
        "basics": {"name": str(person), "label": "عاملة فلاحية"},
        "work": [
            {"position": "عاملة في جني الفراولة", "name": "تعاونية الغرب", "startDate": f"{year - 6}-02",
             "endDate": f"{year - 3}-05", "highlights": ["جني الفواكه", "فرز الفواكه حسب الجودة"]},
            {"position": "عاملة في تعبئة الفواكه", "name": "محطة التلفيف", "startDate": str(year - 3)},
        ],
        "education": [
            {"studyType": "شهادة الدروس الابتدائية", "institution": "مدرسة القرية", "endDate": str(year - 20)},
        ],
        "skills": [{"name": "جني الفواكه والخضروات"}, {"name": "قيادة الجرار"}],
        "languages": [{"language": "العربية", "fluency": "لغة أم"}],
        "interests": [{"name": "الطبخ"}],
    }  # fmt: skip
    data = json.dumps(cv, ensure_ascii=False).encode()
    read = read_in(person=person, upload=ContentFile(data, name="cv-fatima.json"), language="ar", by=own)
    take_in(cv=read, by=own)
    skills = {skill.own_words: skill.ref for skill in person.skills.order_by("pk")}
    picking, driving = skills["جني الفواكه والخضروات"], skills["قيادة الجرار"]
    for phase, day, found in (
        (
            SkillAssessment.Phase.BASELINE,
            -560,
            (Assessed(2, picking), Assessed(1, driving), Assessed(1, language="es")),
        ),
        (SkillAssessment.Phase.LATER, -90, (Assessed(4, picking), Assessed(2, language="es"))),
    ):
        occasion = Occasion(phase, ground.day(day), PersonSkill.Method.OBSERVATION, "Omar Tazi")
        record_assessment(person=person, occasion=occasion, found=found, by=office)


def _soft(person: Person, words: str, language: str, assessor: str) -> PersonSkill:
    return PersonSkill(
        person=person,
        own_words=words,
        label_en=words,
        written_in=language,
        is_soft=True,
        source=PersonSkill.Source.INTERVIEW,
        method=PersonSkill.Method.EXERCISE,
        assessor=assessor,
        level=4,
    )


def _test(
    ground: Ground, person: Person, language: str, name: str, taken: int, until: int, **parts: int
) -> LanguageResult:
    return LanguageResult(
        person=person,
        language=language,
        source=LanguageResult.Source.TEST,
        test_name=name,
        certificate_number=f"{name[:3].upper()}-{person.pk:05d}",
        taken_on=ground.day(taken),
        valid_until=ground.day(until),
        **parts,
    )


def _document(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, LEAF, content_type="application/pdf")
