"""A file of candidates from upload to confirmation."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from corridor.access.roles import Role
from corridor.core.models import AuditEntry, StoredFile
from corridor.delivery.recruitment.models import Candidate, CandidateImport, DuplicateReview, SelectionEvent
from corridor.delivery.recruitment.selectors.imports import plan_of
from corridor.delivery.recruitment.services.importing import confirm_import, discard_import, start_import
from corridor.delivery.skills.models import Person, PersonLanguage, PersonSkill, WorkExperience
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_candidate, make_world
from tests.factories.recruitment_csv import csv_of, row
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def world():
    return make_world()


def upload(content: bytes, name: str = "people.csv", kind: str = "text/csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def started(world, *rows):
    return start_import(scheme=world.scheme, upload=upload(csv_of(*rows)), by=world.officer_origin)


def confirmed(world, *rows, **options):
    return confirm_import(batch=started(world, *rows), by=world.officer_origin, today=TODAY, **options)


def plan(world, batch):
    return plan_of(batch=batch, user=world.officer_origin, today=TODAY)


def test_confirming_adds_people_with_all_that_the_file_states(world):
    batch = confirmed(world, row(1), row(2))

    candidate = Candidate.objects.get(source_key="K-1")
    assert batch.counts == {"new": 2, "updated": 0, "unchanged": 0, "duplicate": 0, "bad": 0}
    assert candidate.person.email == "amina1@example.org"
    assert [(w.isco08, w.years) for w in candidate.person.experiences.all()] == [("2513", 4), ("2512", 1.5)]
    assert {(v.language, v.cefr) for v in candidate.person.languages.all()} == {("en", 3), ("fr", 5)}
    assert candidate.person.skills.count() == 2
    assert candidate.person.educations.get().eqf_level == 6
    assert SelectionEvent.objects.filter(kind="registered").count() == 2


def test_the_audit_keeps_the_digest_of_the_file(world):
    batch = confirmed(world, row(1))

    entry = AuditEntry.objects.get(action="recruitment.candidates_imported")
    assert entry.detail["sha256"] == batch.file.sha256
    assert entry.detail["new"] == 1


def test_importing_the_same_file_twice_changes_nothing(world):
    rows = [row(1), row(2, candidate_id=""), row(3)]
    confirmed(world, *rows)
    before = (list(Person.objects.values()), list(Candidate.objects.values()), PersonSkill.objects.count())

    batch = confirmed(world, *rows)

    assert batch.counts["unchanged"] == 3
    assert (list(Person.objects.values()), list(Candidate.objects.values()), PersonSkill.objects.count()) == before


def test_a_changed_row_updates_the_person_and_keeps_what_was_assessed(world):
    confirmed(world, row(1))
    person = Person.objects.get()
    PersonSkill.objects.create(person=person, label_en="lead a team", source="certified")
    PersonLanguage.objects.filter(person=person, language="fr").update(is_tested=True, cefr=6)

    batch = confirmed(world, row(1, phone="+212600000000", occupations="2512:5", languages="fr:B1|de:A1"))

    person.refresh_from_db()
    assert batch.counts["updated"] == 1
    assert person.phone_key == "600000000"
    assert [w.isco08 for w in WorkExperience.objects.all()] == ["2512"]
    assert {(v.language, v.cefr) for v in person.languages.all()} == {("de", 1), ("fr", 6)}
    assert person.skills.filter(label_en="lead a team").exists()


def test_wrong_rows_stop_everything_until_they_are_left_out_on_purpose(world):
    batch = started(world, row(1), row(2, birth_date="yesterday"))
    with pytest.raises(RuleViolation, match="1 rows of the file are wrong"):
        confirm_import(batch=batch, by=world.officer_origin, today=TODAY)
    assert not Candidate.objects.exists()

    confirm_import(batch=batch, by=world.officer_origin, today=TODAY, skip_bad=True)

    assert [c.source_key for c in Candidate.objects.all()] == ["K-1"]


@pytest.mark.parametrize(
    ("changes", "ground"),
    [
        ({"email": "Amina1@Example.org", "phone": "", "given_name": "Other"}, "email"),
        ({"email": "", "phone": "0661000001", "given_name": "Other"}, "phone"),
        ({"email": "", "phone": "", "given_name": "BERRADA1", "family_name": "amina1"}, "name"),
    ],
)
def test_a_person_who_is_known_is_shown_as_duplicate_and_left_out(world, changes, ground):
    confirmed(world, row(1))

    batch = started(world, row(7, **changes))
    (found,) = plan(world, batch).duplicates
    confirm_import(batch=batch, by=world.officer_origin, today=TODAY)

    assert (found.ground, found.candidate_id) == (ground, Candidate.objects.get().pk)


def test_a_person_twice_in_the_file_is_shown_with_the_line_of_the_first(world):
    batch = started(world, row(1), row(2, email="amina1@example.org"))

    (found,) = plan(world, batch).duplicates
    assert (found.record.line, found.same_line, found.ground) == (3, 2, "email")


def test_duplicates_that_are_taken_in_wait_for_a_decision(world):
    known = make_candidate(world.scheme, make_person(email="amina1@example.org"))

    confirmed(world, row(1), row(2), row(3, phone="+212661000002"), take_duplicates=True)

    assert Candidate.objects.count() == 4
    grounds = {(r.ground, r.first_id == known.pk) for r in DuplicateReview.objects.all()}
    assert grounds == {("email", True), ("phone", False)}


def test_rows_without_key_that_name_one_person_are_taken_once(world):
    rows = [row(1, candidate_id=""), row(1, candidate_id="", eqf="5")]

    confirmed(world, *rows, take_duplicates=True)
    again = confirmed(world, *rows, take_duplicates=True)

    assert Candidate.objects.count() == 1
    assert again.counts == {"new": 0, "updated": 0, "unchanged": 1, "duplicate": 1, "bad": 0}


def test_nothing_is_written_when_the_records_have_changed_since_the_preview(world):
    batch = started(world, row(1))
    expected = plan(world, batch).counts
    make_candidate(world.scheme, make_person(email="amina1@example.org"))

    with pytest.raises(RuleViolation, match="changed since the preview"):
        confirm_import(batch=batch, by=world.officer_origin, today=TODAY, expected=expected)
    assert Candidate.objects.count() == 1


def test_a_fault_while_writing_leaves_nothing_half_written(world, monkeypatch):
    from corridor.delivery.recruitment.services import writing

    def broken(pairs):
        raise InputError("The disk is full.")

    monkeypatch.setattr(writing, "_write_profiles", broken)
    with pytest.raises(InputError):
        confirmed(world, row(1))
    assert not Person.objects.exists()
    assert CandidateImport.objects.get().status == "uploaded"


def test_a_file_is_dealt_with_once(world):
    batch = confirmed(world, row(1))

    with pytest.raises(RuleViolation, match="dealt with already"):
        confirm_import(batch=batch, by=world.officer_origin, today=TODAY)
    with pytest.raises(RuleViolation, match="dealt with already"):
        discard_import(batch=batch, by=world.officer_origin)


def test_a_discarded_file_imports_nobody(world):
    discard_import(batch=started(world, row(1)), by=world.officer_origin)

    assert CandidateImport.objects.get().status == "discarded"
    assert not Candidate.objects.exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (upload(b""), "is empty"),
        (upload(b"name\nAmina\n"), "no column given_name, family_name, country"),
        (upload(csv_of(row(1)).replace(b"Amina1", b"Am\xefna")), "Line 2 holds a sign that is not UTF-8"),
        (upload(b"%PDF-1.7", "people.pdf", "application/pdf"), "application/pdf are not taken"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_before_it_is_kept(world, file, words):
    with pytest.raises(InputError, match=words):
        start_import(scheme=world.scheme, upload=file, by=world.officer_origin)
    assert not StoredFile.objects.exists()


def test_a_file_of_50_megabytes_is_refused_with_the_limit(world):
    big = upload(b"x")
    big.size = 50 * 2**20

    with pytest.raises(InputError, match=r"has 50.0 MB; at most 20 MB"):
        start_import(scheme=world.scheme, upload=big, by=world.officer_origin)


@pytest.mark.parametrize("role", [Role.OFFICER_DESTINATION, Role.OFFICER_ORIGIN])
def test_only_the_office_of_a_country_of_origin_registers_its_people(world, role):
    by = make_member(role, organisation=world.agency)

    with pytest.raises(NotPermitted, match="does not register people"):
        start_import(scheme=world.scheme, upload=upload(csv_of(row(1))), by=by)
