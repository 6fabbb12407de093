"""From a gap to a course: open courses, a standard, trusted certificates, an annex and a plan; all of it invented."""

from typing import Any

from corridor.delivery.skills.models import Person
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.training import services
from corridor.delivery.training.models import (
    CertificateWord,
    Cohort,
    DiplomaAnnex,
    StandardSignature,
    TrainingStandard,
    TrustedCertificate,
)
from corridor.delivery.training.rules import Outcome, Outcomes
from corridor.delivery.training.selectors import Explained, Subject, gap_of, standard_target
from corridor.demo.planting.ground import Ground
from corridor.demo.planting.people import LANGUAGES, skill_of
from corridor.demo.planting.quotas import in_own_words
from corridor.demo.world.people import asked_skills
from corridor.demo.world.tables import document


def plant_gaps(ground: Ground) -> None:
    """Enter all of it; the acts of people go through the services."""
    plan = document("training")
    courses = [_course(ground, entry) for entry in plan["courses"]]
    standard = _standard(ground, plan["standard"])
    for entry in plan["certificates"]:
        _certificate(ground, entry, plan["source"])
    _annex(ground, plan["annex"], courses)
    _plan(ground, standard)


def _course(ground: Ground, entry: dict[str, Any]) -> Cohort:
    essential = asked_skills(entry["occupation"])[0] if "occupation" in entry else ()
    first, last = entry.get("skills", (0, 0))
    provider = ground.organisations[entry["provider"]]
    return Cohort.objects.create(
        scheme=ground.schemes[entry["scheme"]],
        provider=provider,
        kind=entry["kind"],
        **{f"name_{language}": entry["name"][language] for language in LANGUAGES},
        iso3=provider.iso3,
        language=entry["language"],
        cefr=entry.get("cefr"),
        starts_on_date=ground.day(entry["starts"]),
        ends_on_date=ground.day(entry["starts"] + entry["days"]),
        seats=entry["seats"],
        cost_eur=entry["cost_eur"],
        payer=entry["payer"],
        skills=[skill_of(code) for code in essential[first:last]],
        is_invented=True,
    )


def _standard(ground: Ground, entry: dict[str, Any]) -> TrainingStandard:
    skills = {
        code: {**skill_of(code), "level": level, "is_essential": True}
        for occupation, level in entry["needed"].items()
        for code in asked_skills(occupation)[0]
    }
    row = TrainingStandard.objects.create(
        **entry["fields"],
        **in_own_words(title=entry["title"], accredited_by=entry["accredited_by"]),
        skills=list(skills.values()),
        owner=ground.organisations[entry["owner"]],
        published_on_date=ground.day(-60),
        is_invented=True,
    )
    StandardSignature.objects.bulk_create(
        StandardSignature(
            standard=row,
            organisation=ground.keep["employers"][code].organisation,
            signed_on_date=ground.day(-50 + 9 * place),
        )
        for place, code in enumerate(entry["signed"])
    )
    return row


def _certificate(ground: Ground, entry: dict[str, Any], source: dict[str, str]) -> None:
    row = TrustedCertificate.objects.create(
        **entry["fields"],
        **in_own_words(name=entry["name"], source=source),
        issuer=entry["issuer"],
        checked_on_date=ground.day(-30),
        is_invented=True,
    )
    CertificateWord.objects.bulk_create(
        CertificateWord(
            certificate=row,
            organisation=ground.keep["employers"][code].organisation,
            said_on_date=ground.day(-25),
        )
        for code in entry["trusted_by"]
    )


def _annex(ground: Ground, entry: dict[str, Any], courses: list[Cohort]) -> None:
    course, by = courses[entry["course"]], ground.user("trainer")
    refs = [SkillRef.of(stored) for stored in course.skills]
    lines = ((text, None if place is None else refs[place]) for text, place in entry["lines"])
    taught = Outcomes(tuple(Outcome(text, ref) for text, ref in lines))
    title, body = entry["title"]["en"], course.provider.name
    thing = Explained(Subject.COHORT, course, title, body, course.iso3, None, taught)
    row = services.map_diploma(thing=thing, title=title, awarding_body=body, outcomes=taught, by=by)
    DiplomaAnnex.objects.filter(pk=row.pk).update(**in_own_words(title=entry["title"]), is_invented=True)
    services.confirm_annex(annex=row, by=by)


def _plan(ground: Ground, standard: TrainingStandard) -> None:
    """Keep a plan of the worker who can sign in, with the courses that the page would propose."""
    by = ground.user("salma")
    person = Person.objects.prefetch_related("educations", "languages", "skills").get(user=by)
    target = standard_target(standard)
    gap = gap_of(person=person, target=target, user=by, today=ground.today)
    if gap.needs:
        chosen = [one.pk for one in gap.choice.courses]
        services.save_plan(person=person, target=target, courses=chosen, by=by, today=ground.today)
