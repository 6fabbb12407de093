"""Reading candidates, and what each side may know of them."""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from corridor.access.models import User
from corridor.access.selectors import get_visible, visible
from corridor.delivery.recruitment.models import Candidate, Nomination, SelectionEvent
from corridor.delivery.recruitment.wording import Chip, levels_text, skill_chips
from corridor.delivery.skills.rules import plain

# "C-00012" as lists and papers show it: a word of its own, not a letter and a number.
_REFERENCE = re.compile(r"\bc-?(\d+)\b", re.IGNORECASE)


@dataclass(frozen=True)
class CandidateSearch:
    """What the list of candidates is narrowed to."""

    text: str = ""
    scheme_id: int | None = None
    status: str = ""
    isco08: str = ""


@dataclass(frozen=True)
class ProposedPerson:
    """What an employer may know of a proposed person: no sex, birth date or contact; no full name before a yes."""

    nomination_id: int
    reference: str
    name: str
    has_said_yes: bool
    work: tuple[tuple[str, str], ...]
    languages: str
    skills: tuple[Chip, ...]
    eqf_level: int | None


def candidates_of(*, user: User, search: CandidateSearch | None = None) -> QuerySet[Candidate]:
    """Return the candidates whom the person may see, the newest first."""
    search = search or CandidateSearch()
    rows = visible(Candidate.objects.select_related("person", "scheme"), user=user)
    if search.scheme_id:
        rows = rows.filter(scheme=search.scheme_id)
    if search.status:
        rows = rows.filter(status=search.status)
    if search.isco08:
        rows = rows.filter(person__experiences__isco08__startswith=search.isco08).distinct()
    for word in plain(_REFERENCE.sub(r"\1", search.text)).split():
        rows = rows.filter(_word(word))
    return rows.order_by("-applied_on", "-pk")


def get_candidate(*, user: User, pk: int, action: str = "view") -> Candidate:
    """Return one candidate whom the person may reach, else 404."""
    return get_visible(Candidate.objects.select_related("person", "scheme", "call"), user=user, action=action, pk=pk)


def steps_of(*, user: User, candidate: Candidate) -> QuerySet[SelectionEvent]:
    """Return the dated steps of a candidate that the person may see."""
    rows = SelectionEvent.objects.filter(candidate=candidate).select_related("vacancy__employer__organisation")
    return visible(rows, user=user).order_by("-happened_at", "-pk")


def people_shown_to_employer(*, user: User, vacancy_id: int) -> list[ProposedPerson]:
    """Return the people proposed for a vacancy as its employer may see them."""
    rows = Nomination.objects.filter(vacancy=vacancy_id).select_related("candidate__person", "vacancy")
    rows = visible(rows, user=user).prefetch_related(
        "candidate__person__experiences",
        "candidate__person__languages",
        "candidate__person__skills",
        "candidate__person__educations",
    )
    return [_shown(nomination) for nomination in rows.order_by("nominated_at", "pk")]


def _shown(nomination: Nomination) -> ProposedPerson:
    person, yes = nomination.candidate.person, nomination.candidate_answer == "yes"
    levels = [one.eqf_level for one in person.educations.all() if one.eqf_level and one.completion == "complete"]
    linked = [work for work in person.experiences.all() if work.isco08]
    return ProposedPerson(
        nomination_id=nomination.pk,
        reference=nomination.candidate.reference,
        name=str(person) if yes else person.short_name,
        has_said_yes=yes,
        work=tuple((work.isco08, "" if work.years is None else str(work.years)) for work in linked),
        languages=levels_text((known.language, known.level_name) for known in person.languages.all()),
        skills=tuple(skill_chips(nomination.vacancy.essential, [skill.ref for skill in person.skills.all()])),
        eqf_level=max(levels, default=None),
    )


def _word(word: str) -> Q:
    found = Q(person__name_key__contains=word) | Q(source_key__iexact=word) | Q(person__region__icontains=word)
    return found | Q(pk=int(word)) if word.isdecimal() and len(word) < 12 else found
