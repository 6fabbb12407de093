"""A person's profile as a CV: the rows in the words of the formats, and what no format has a place for."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import override

from corridor.batch import cv
from corridor.batch.cv import types
from corridor.batch.cv.europass_codes import SAME
from corridor.delivery.skills.models import Education, LanguageResult, Person, PersonSkill, WorkExperience
from corridor.delivery.skills.models.languages import PARTS
from corridor.delivery.skills.words import language_label, occupation_label
from corridor.kernel.codes import Cefr
from corridor.kernel.places import ISO2_OF
from corridor.knowledge.codelists.rules import rows_by_code

LANGUAGE = "en"
"""In which a label stands where the person has no words of her own."""


def cv_of(person: Person, *, to: str, today: date) -> cv.Writing:
    """Return a profile as a file in one of the formats, with what the file could not carry."""
    return cv.write_cv(profile_of(person, today=today), to=to)


def profile_of(person: Person, *, today: date) -> types.Profile:
    """Return a profile as the formats of a CV know it; sex, age, health and family are no part of it."""
    return types.Profile(
        basics=types.Basics(
            name=str(person),
            given_name=person.given_name,
            family_name=person.family_name or None,
            email=person.email or None,
            phone=person.phone or None,
            location=types.Location(country_code=ISO2_OF.get(person.iso3), region=person.region or None),
        ),
        work=tuple(_work(row, f"work {n}") for n, row in enumerate(person.experiences.all(), 1)) or None,
        education=tuple(_study(row, f"learning {n}") for n, row in enumerate(person.educations.all(), 1)) or None,
        skills=tuple(_skill(row, f"skill {n}") for n, row in enumerate(person.skills.all(), 1)) or None,
        languages=tuple(_languages(person, today)) or None,
    )


def _work(row: WorkExperience, path: str) -> types.Work:
    return types.Work(
        source=path,
        name=row.employer_name or None,
        position=row.title or (occupation_label(row.isco08, LANGUAGE) if row.isco08 else None),
        start_date=row.from_date or None,
        end_date=row.to_date or None,
        is_current=row.is_current or None,
        summary=row.tasks or None,
        country_code=ISO2_OF.get(row.iso3),
        esco_uri=row.esco_uri or None,
        isco08=row.isco08 or None,
        unmapped=_parts(
            path,
            years=None if row.from_date else row.years,
            hours_week=row.hours_week,
            supervised=row.supervised or None,
            attested=row.attested if row.is_proved else None,
        ),
    )


def _study(row: Education, path: str) -> types.Education:
    is_whole = row.completion == Education.Completion.COMPLETE
    with override(LANGUAGE):
        state = None if is_whole else str(row.get_completion_display())
    return types.Education(
        source=path,
        institution=row.awarding_body or None,
        study_type=row.title_original or row.title or None,
        end_date=row.awarded_on or (str(row.year) if row.year else None),
        eqf_level=None if row.eqf_level is None else str(row.eqf_level),
        isced_f=row.isced_field or None,
        country_code=ISO2_OF.get(row.iso3),
        # A reader must not take what was interrupted for a degree.
        summary=state,
        unmapped=_parts(
            path,
            title=row.title if row.title_original and row.title != row.title_original else None,
            eqf_source=row.eqf_source,
            nqf_framework=row.nqf_framework,
            nqf_level=row.nqf_level,
            mode=row.mode,
            workload_hours=row.workload_hours,
        ),
    )


def _skill(row: PersonSkill, path: str) -> types.Skill:
    return types.Skill(
        source=path,
        name=row.own_words or row.label_en,
        level=None if row.level is None else str(row.level),
        esco_uri=row.esco_uri or None,
        unmapped=_parts(
            path,
            source=row.source if row.source != PersonSkill.Source.DECLARED else None,
            method=row.method,
            assessor=row.assessor,
            known_on_date=row.known_on_date,
        ),
    )


def _languages(person: Person, today: date) -> Iterator[types.Language]:
    for row in person.languages.all():
        found = newest_result(person, row.language, today)
        levels = {part: Cefr(level).name for part in PARTS if (level := getattr(found, part, None)) is not None}
        yield types.Language(
            source=f"language {row.language}",
            language=language_label(row.language, LANGUAGE),
            language_code=_language_code(row.language),
            fluency=row.level_name,
            unmapped=_parts(f"language {row.language}", **_proof(found)) if found else (),
            **levels,  # type: ignore[arg-type]  # the names of the members
        )


def _language_code(code: str) -> str | None:
    row = rows_by_code("languages").get(code)
    terminological = row.extra.get("iso639_3", "") if row else ""
    return SAME.get(terminological, terminological) or None


def newest_result(person: Person, language: str, today: date) -> LanguageResult | None:
    """Return the result that counts for a language: a test before a statement, a newer one before an older one."""
    rows = [one for one in person.language_results.all() if one.language == language and not one.is_expired(today)]
    return max(rows, key=lambda one: (one.is_checked, one.source == "test", one.taken_on or date.min), default=None)


def _proof(found: LanguageResult) -> dict[str, object]:
    names = ("test_name", "certificate_number", "taken_on", "valid_until")
    return {name: getattr(found, name) for name in names}


def _parts(path: str, **values: object) -> tuple[types.Part, ...]:
    return tuple(
        types.Part(f"{path}, {name}", str(value) if not isinstance(value, bool) else value)
        for name, value in values.items()
        if value not in (None, "")
    )
