"""Employers, recruiters, vacancies, calls and candidates."""

from collections.abc import Sequence

from django.db.models import F

from corridor.access.models import Organisation, WorkspaceMember
from corridor.delivery.recruitment.models import (
    Call,
    Candidate,
    DuplicateReview,
    Employer,
    Recruiter,
    RecruiterEngagement,
    SelectionEvent,
    Vacancy,
)
from corridor.delivery.skills.models import Person
from corridor.demo.planting.ground import Ground
from corridor.demo.planting.people import BATCH, LANGUAGES, plant_people, skill_of
from corridor.demo.world.orders import VacancyDraft
from corridor.demo.world.people import PersonDraft, asked_skills, placed_people
from corridor.demo.world.plans import PENDING_EMPLOYERS, PLANS, WITHDRAWN_EMPLOYER
from corridor.demo.world.tables import in_four_languages, rows
from corridor.demo.world.world import SchemeWorld
from corridor.knowledge.codelists.rules import rows_by_code

INVENTED = "Invented for the demonstration"
LICENCE = "Register of the demonstration"
DESTINATION = {plan.reference: plan.destination for plan in PLANS}


def plant_employers(ground: Ground) -> None:
    """Enter the employers and let them into the workspace of their scheme."""
    for row in rows("employers"):
        name = row["name"]
        organisation = Organisation(
            name=name, kind=Organisation.Kind.EMPLOYER, iso3=DESTINATION[row["scheme"]], is_invented=True
        )
        ground.organisations[row["code"]] = organisation
    codes = [row["code"] for row in rows("employers")]
    Organisation.objects.bulk_create(ground.organisations[code] for code in codes)
    employers = Employer.objects.bulk_create(_employer(ground, row) for row in rows("employers"))
    ground.keep["employers"] = dict(zip(codes, employers, strict=True))
    WorkspaceMember.objects.bulk_create(
        WorkspaceMember(
            workspace=ground.schemes[row["scheme"]].workspace, organisation=ground.organisations[row["code"]]
        )
        for row in rows("employers")
    )


def _employer(ground: Ground, row: dict[str, str]) -> Employer:
    status, reason = "vetted", ""
    if row["code"] in PENDING_EMPLOYERS:
        status = "pending"
    elif row["code"] == WITHDRAWN_EMPLOYER:
        status, reason = "withdrawn", "Al inspeccionar la finca, ni las camas ni los salarios eran los acordados."
    return Employer(
        organisation=ground.organisations[row["code"]],
        nace2=row["nace2"],
        size=row["size"],
        vetted_status=status,
        status_reason=reason,
        written_in="es",
        vetted_on_date=None if status == "pending" else ground.day(-60 if status == "withdrawn" else -480),
        contact_email=f"jobs@{row['code']}.example",
        is_invented=True,
    )


def plant_recruiters(ground: Ground) -> None:
    """Enter the register of recruiters: licensed, expired, suspended, and five without a licence."""
    found = Recruiter.objects.bulk_create(
        _recruiter(ground, number, row) for number, row in enumerate(rows("recruiters"))
    )
    ground.keep["recruiters"] = {
        row["name"]: recruiter for row, recruiter in zip(rows("recruiters"), found, strict=True)
    }
    RecruiterEngagement.objects.bulk_create(
        RecruiterEngagement(recruiter=recruiter, scheme=ground.schemes[row["scheme"]], since_date=ground.day(-300))
        for row, recruiter in zip(rows("recruiters"), found, strict=True)
    )


def _recruiter(ground: Ground, number: int, row: dict[str, str]) -> Recruiter:
    state = row["state"]
    until = None if state == "unlicensed" else ground.day(-25 - number if state == "expired" else 200 + number)
    return Recruiter(
        name=row["name"],
        iso3=row["iso3"],
        licence_number="" if state == "unlicensed" else f"{row['iso3']}-{2100 + number}",
        licence_valid_until=until,
        status=state,
        **in_four_languages(source=LICENCE),
        checked_on_date=ground.day(-12),
        is_invented=True,
    )


def plant_market(ground: Ground, world: SchemeWorld) -> None:
    """Enter the vacancies, the call, the people and candidates of a scheme."""
    reference = world.plan.reference
    ground.keep[f"vacancies {reference}"] = Vacancy.objects.bulk_create(
        [_vacancy(ground, draft) for draft in world.vacancies]
    )
    # Entered at once, but opened one after the other: lists show the newest first.
    Vacancy.objects.filter(scheme__reference=reference).update(created_at=F("created_at"))
    people = plant_people(ground, world.people)
    ground.keep[f"candidates {reference}"] = _candidates(ground, world, people)
    _duplicates(ground, world)


def _vacancy(ground: Ground, draft: VacancyDraft) -> Vacancy:
    title = rows_by_code("esco_occupations")[draft.occupation]
    town = next(row["town"] for row in rows("employers") if row["code"] == draft.employer)
    essential, optional = asked_skills(draft.occupation)
    iso3 = DESTINATION[draft.scheme]
    plan = next(each for each in PLANS if each.reference == draft.scheme)
    return Vacancy(
        reference=f"{draft.scheme}-V{draft.number + 1:03d}",
        employer=ground.keep["employers"][draft.employer],
        scheme=ground.schemes[draft.scheme],
        **{f"title_{language}": title.label(language) for language in LANGUAGES},
        isco08=draft.occupation,
        iso3=iso3,
        region=town,
        essential_skills=[skill_of(code) for code in essential[: draft.asks]],
        optional_skills=[skill_of(code) for code in optional],
        languages=[{"code": code, "level": level} for code, level in draft.languages],
        eqf_min=draft.eqf,
        regulated=draft.regulated,
        years_min=draft.years or None,
        positions=draft.positions,
        salary_eur_month=draft.pay,
        weekly_hours=plan.weekly_hours,
        start_date=ground.day(draft.start),
        closes_date=ground.day(draft.closes),
        status=draft.status,
        **in_four_languages(status_reason=draft.reason),
        is_invented=True,
    )


def _candidates(ground: Ground, world: SchemeWorld, people: Sequence[Person]) -> list[Candidate]:
    scheme = ground.schemes[world.plan.reference]
    call = _call(ground, world)
    candidates = Candidate.objects.bulk_create(
        [
            Candidate(
                person=person,
                scheme=scheme,
                call=call if draft.source == "form" else None,
                source=draft.source,
                source_key=f"R{draft.number:05d}" if draft.source != "form" else "",
                status=_status(world, draft),
                status_reason="",
                applied_on=ground.day(draft.applied),
                available_from=None if draft.available is None else ground.day(draft.available),
                destinations=[world.plan.destination] if draft.number % 3 else [],
                track=draft.track,
            )
            for person, draft in zip(people, world.people, strict=True)
        ],
        batch_size=BATCH,
    )
    SelectionEvent.objects.bulk_create(
        [
            SelectionEvent(candidate=candidate, kind="registered", happened_at=ground.moment(draft.applied, 9))
            for candidate, draft in zip(candidates, world.people, strict=True)
        ],
        batch_size=BATCH,
    )
    return candidates


def _status(world: SchemeWorld, draft: PersonDraft) -> str:
    """Return where somebody stands who has neither placement nor proposal: some have left, some were not taken."""
    if draft.number < placed_people(world.plan) or draft.copy_of is not None:
        return "registered"
    if draft.number % 31 == 0:
        return "withdrawn"
    return "refused" if draft.number % 47 == 0 else "registered"


def _call(ground: Ground, world: SchemeWorld) -> Call:
    return Call.objects.create(
        scheme=ground.schemes[world.plan.reference],
        title_en="Open call",
        title_fr="Appel ouvert",
        title_es="Convocatoria abierta",
        title_ar="دعوة مفتوحة للترشح",
        opens_date=ground.day(-430),
        closes_date=ground.day(60),
        places=sum(world.plan.placements.values()),
        is_invented=True,
    )


def _duplicates(ground: Ground, world: SchemeWorld) -> None:
    candidates = ground.keep[f"candidates {world.plan.reference}"]
    DuplicateReview.objects.bulk_create(
        DuplicateReview(first=candidates[draft.copy_of], second=candidates[draft.number], ground=draft.ground)
        for draft in world.people
        if draft.copy_of is not None
    )
    Person.objects.bulk_update(_shared_marks(world, candidates), ["email", "phone", "phone_key"])


def _shared_marks(world: SchemeWorld, candidates: Sequence[Candidate]) -> list[Person]:
    """Return the originals, with the address or number that their copies share."""
    found = []
    for draft in world.people:
        if draft.copy_of is None or draft.ground == "name":
            continue
        original, copy = candidates[draft.copy_of].person, candidates[draft.number].person
        if draft.ground == "email":
            original.email = copy.email
        else:
            original.phone, original.phone_key = copy.phone, copy.phone_key
        found.append(original)
    return found
