"""Many candidates at once: persons, what they can do, and their candidacies, in few statements."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from corridor.access.models import User
from corridor.delivery.recruitment.candidate_rows import CandidateRecord
from corridor.delivery.recruitment.models import Candidate, CandidateImport, DuplicateReview, SelectionEvent
from corridor.delivery.recruitment.selectors.imports import ImportPlan
from corridor.delivery.recruitment.services.changes import note_changes
from corridor.delivery.skills.models import Education, Person, PersonLanguage, PersonSkill, Recognition, WorkExperience
from corridor.delivery.skills.rules import name_key, phone_key

CHUNK = 2000
Item = TypeVar("Item")
_PERSON_FIELDS = (
    "given_name", "family_name", "sex", "birth_date", "region", "email", "phone", "preferred_language", "licences",
    "consent_at", "name_key", "phone_key",
)  # fmt: skip
_CANDIDATE_FIELDS = (
    "available_from", "destinations", "min_salary_eur", "track", "source_digest", "source_file",
)  # fmt: skip


def write_new(
    records: Sequence[CandidateRecord], *, batch: CandidateImport, by: User, moment: datetime
) -> dict[int, Candidate]:
    """Add people who are not known yet; return their candidates by the line of the file."""
    by_line: dict[int, Candidate] = {}
    for part in _chunks(records):
        people = [_fill_person(Person(iso3=r.iso3, created_by=by), r) for r in part]
        Person.objects.bulk_create(people, batch_size=CHUNK)
        candidates = [_new_candidate(r, person, batch, by, moment) for r, person in zip(part, people, strict=True)]
        Candidate.objects.bulk_create(candidates, batch_size=CHUNK)
        _write_profiles(list(zip(people, part, strict=True)))
        SelectionEvent.objects.bulk_create([_registered(c, by, moment) for c in candidates], batch_size=CHUNK)
        note_changes(candidates=[(candidate.pk, candidate.scheme_id) for candidate in candidates])
        by_line |= {record.line: candidate for record, candidate in zip(part, candidates, strict=True)}
    return by_line


def write_updates(updates: Sequence[tuple[int, CandidateRecord]], *, batch: CandidateImport, moment: datetime) -> None:
    """Bring known people up to date; what was assessed, tested or decided elsewhere stays."""
    for part in _chunks(updates):
        rows = Candidate.objects.select_related("person").in_bulk([pk for pk, _ in part])
        pairs = [(rows[pk], record) for pk, record in part]
        for candidate, record in pairs:
            _fill_person(candidate.person, record)
            _fill_candidate(candidate, record, batch)
        people = [candidate.person for candidate, _ in pairs]
        Person.objects.bulk_update(people, _PERSON_FIELDS, batch_size=200)
        Candidate.objects.bulk_update([candidate for candidate, _ in pairs], _CANDIDATE_FIELDS, batch_size=200)
        clear_profiles(people)
        _write_profiles([(candidate.person, record) for candidate, record in pairs])
        note_changes(candidates=[(candidate.pk, candidate.scheme_id) for candidate, _ in pairs])


def write_duplicates(plan: ImportPlan, *, batch: CandidateImport, by: User, moment: datetime) -> None:
    """Add people who may be known already, each with a review that waits for a decision."""
    keys = {record.line: record.source_key for record in plan.file.records}
    taken = [found for found in plan.duplicates if found.has_own_key]
    written = write_new([found.record for found in taken], batch=batch, by=by, moment=moment)
    in_scheme = Candidate.objects.filter(scheme=batch.scheme).exclude(source_key="")
    known = dict(in_scheme.values_list("source_key", "pk").iterator(chunk_size=5000))
    reviews = []
    for found in taken:
        earlier = found.candidate_id or known.get(keys.get(found.same_line or 0, ""))
        if earlier is not None:
            first, second = sorted((earlier, written[found.record.line].pk))
            reviews.append(DuplicateReview(first_id=first, second_id=second, ground=found.ground))
    DuplicateReview.objects.bulk_create(reviews, batch_size=CHUNK, ignore_conflicts=True)


def _chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _fill_person(person: Person, record: CandidateRecord) -> Person:
    person.given_name, person.family_name = record.given_name, record.family_name
    person.sex, person.birth_date, person.region = record.sex, record.birth_date, record.region
    person.email, person.phone, person.preferred_language = record.email, record.phone, record.preferred_language
    person.licences = list(record.licences)
    person.name_key, person.phone_key = name_key(record.given_name, record.family_name), phone_key(record.phone)
    if record.consent_date is not None:
        person.consent_at = timezone.make_aware(datetime.combine(record.consent_date, time(12)))
    return person


def _new_candidate(
    record: CandidateRecord, person: Person, batch: CandidateImport, by: User, moment: datetime
) -> Candidate:
    candidate = Candidate(
        person=person,
        scheme=batch.scheme,
        source=Candidate.Source.IMPORT,
        source_key=record.source_key,
        applied_on=record.applied_on or timezone.localdate(moment),
        created_by=by,
    )
    return _fill_candidate(candidate, record, batch)


def _fill_candidate(candidate: Candidate, record: CandidateRecord, batch: CandidateImport) -> Candidate:
    candidate.available_from, candidate.destinations = record.available, list(record.destinations)
    candidate.min_salary_eur, candidate.track = record.min_salary_eur, record.track
    candidate.source_digest, candidate.source_file = record.digest, batch.file
    return candidate


def _registered(candidate: Candidate, by: User, moment: datetime) -> SelectionEvent:
    return SelectionEvent(candidate=candidate, kind=SelectionEvent.Kind.REGISTERED, happened_at=moment, recorded_by=by)


def clear_profiles(people: Sequence[Person]) -> None:
    """Take out what an earlier file of candidates has said."""
    # What says more than a file of candidates can say was written by the person or her office: it stays.
    bare_work = {"from_date": "", "to_date": "", "tasks": "", "employer_name": "", "title": "", "attested": "none"}
    bare_learning = {"awarding_body": "", "awarded_on": "", "title_original": "", "completion": "complete"}
    WorkExperience.objects.filter(person__in=people, evidence_items__isnull=True, **bare_work).delete()
    Education.objects.filter(person__in=people, evidence_items__isnull=True, **bare_learning).delete()
    PersonLanguage.objects.filter(person__in=people, is_tested=False).delete()
    PersonSkill.objects.filter(person__in=people, source=PersonSkill.Source.DECLARED).delete()


def _write_profiles(pairs: Sequence[tuple[Person, CandidateRecord]]) -> None:
    kinds: tuple[tuple[type[Model], list[Model]], ...] = (
        (WorkExperience, [row for person, record in pairs for row in _experiences(person, record)]),
        (Education, [row for person, record in pairs for row in _educations(person, record)]),
        (PersonLanguage, [row for person, record in pairs for row in _languages(person, record)]),
        (PersonSkill, [row for person, record in pairs for row in _skills(person, record)]),
        (Recognition, [row for person, record in pairs for row in _recognitions(person, record)]),
    )
    for model, rows in kinds:
        # A language that was tested or a skill that was assessed stays as it is.
        model._default_manager.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)


def _experiences(person: Person, record: CandidateRecord) -> list[Model]:
    return [WorkExperience(person=person, isco08=code, years=years) for code, years in record.occupations]


def _educations(person: Person, record: CandidateRecord) -> list[Model]:
    if record.eqf is None and not record.qualification:
        return []
    return [Education(person=person, eqf_level=record.eqf, title=record.qualification)]


def _languages(person: Person, record: CandidateRecord) -> list[Model]:
    return [PersonLanguage(person=person, language=code, cefr=level) for code, level in record.languages]


def _skills(person: Person, record: CandidateRecord) -> list[Model]:
    return [
        PersonSkill(
            person=person,
            esco_uri=ref.uri,
            key=ref.key,
            label_en=ref.label_en,
            label_fr=ref.label_fr,
            label_es=ref.label_es,
            label_ar=ref.label_ar,
        )
        for ref in record.skills
    ]


def _recognitions(person: Person, record: CandidateRecord) -> list[Model]:
    full = Recognition.Outcome.FULL
    return [Recognition(person=person, iso3=iso3, outcome=full) for iso3 in record.recognised_in]
