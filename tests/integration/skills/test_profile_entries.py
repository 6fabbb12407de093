"""Entries of a profile are added, changed and removed on its pages, with their source beside them."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corridor.access.roles import Role
from corridor.core.models import AuditEntry, StoredFile
from corridor.delivery.recruitment.models import Candidate
from corridor.delivery.recruitment.selectors.markets import candidate_facts
from corridor.delivery.recruitment.services.writing import clear_profiles
from corridor.delivery.skills.models import (
    Education,
    EvidenceItem,
    LanguageResult,
    LinkProposal,
    PersonLanguage,
    PersonSkill,
    WorkExperience,
)
from corridor.delivery.skills.services import add_evidence, keep_entry, remove_entry, verify_evidence
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_skilled_candidate, make_world
from tests.factories.skills import give_skills, make_person

pytestmark = pytest.mark.django_db
PIXEL = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def worker():
    return make_member(Role.WORKER)


@pytest.fixture
def person(world, worker):
    return make_skilled_candidate(world.scheme, person=make_person(user=worker)).person


def errors_in(answer):
    return " ".join(re.findall(r'role="alert".*?</div>', answer.content.decode(), re.DOTALL))


def add(client, person, section, **data):
    return client.post(reverse("skills:entry_add", args=[person.pk, section]), data)


def change(section, row):
    return reverse("skills:entry_change", args=[section, row.pk])


def page_of(client, person, query=""):
    return client.get(reverse("skills:person", args=[person.pk]) + query).content.decode()


def test_work_is_added_in_her_own_words_and_no_code_is_guessed(person, worker, sign_in):
    client = sign_in(worker)

    answer = add(
        client, person, "work", title="كهربائي", written_in="ar", from_date="٢٠١٩/٣", to_date="2021", hours_week="40"
    )

    work = WorkExperience.objects.get(title="كهربائي")
    assert (work.isco08, work.from_date, work.to_date, work.years) == ("", "2019-03", "2021", Decimal("2.3"))
    assert answer["Location"] == reverse("skills:link", args=[LinkProposal.objects.get(experience=work).pk])
    page = page_of(client, person)
    assert '<bdi lang="ar">كهربائي</bdi>' in page
    assert "Link to confirm" in page
    assert AuditEntry.objects.filter(action="skills.entry_added").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"from_date": "2021-13"}, "is not a date"),
        ({"from_date": "last summer"}, "is not a date"),
        ({"from_date": "2099"}, "lies in the future"),
        ({"from_date": "2021-05", "to_date": "2020"}, "before it starts"),
        ({"to_date": "2020", "is_current": "on"}, "The work goes on"),
        ({"hours_week": "400"}, "are not possible"),
        ({"title": ""}, "This is needed"),
    ],
)
def test_what_cannot_be_true_of_work_is_said_and_not_kept(person, worker, sign_in, wrong, said):
    before = WorkExperience.objects.count()

    answer = add(sign_in(worker), person, "work", **({"title": "Electrician", "written_in": "en"} | wrong))

    assert answer.status_code == 422
    assert said in errors_in(answer)
    assert WorkExperience.objects.count() == before


def test_work_without_a_code_never_reaches_matching(person, worker):
    WorkExperience.objects.filter(person=person).delete()
    keep_entry(entry=WorkExperience(person=person, title="كهربائي", written_in="ar"), by=worker)

    (facts,) = candidate_facts(Candidate.objects.filter(person=person))

    assert facts.occupations is None


def test_interrupted_learning_gives_no_level_to_matching(person, worker):
    Education.objects.filter(person=person).delete()
    entry = Education(person=person, title_original="Licence", eqf_level=6, completion="interrupted")

    kept = keep_entry(entry=entry, by=worker)

    (facts,) = candidate_facts(Candidate.objects.filter(person=person))
    assert (facts.eqf, kept.eqf_source) == (None, "estimated")


def test_an_entry_is_changed_and_removed_by_the_counsellor_too(world, person, sign_in):
    counsellor = make_member(Role.COUNSELLOR, organisation=world.scheme.lead)
    client = sign_in(counsellor)
    add(
        client,
        person,
        "learning",
        title_original="Diplôme de technicien",
        written_in="fr",
        awarded_on="6/2015",
        completion="complete",
    )
    row = Education.objects.get(title_original="Diplôme de technicien")

    client.post(change("learning", row), {"title_original": "Diplôme", "written_in": "fr", "completion": "partial"})
    row.refresh_from_db()
    assert (row.title_original, row.completion, row.awarded_on) == ("Diplôme", "partial", "")
    assert "Partly completed" in page_of(client, person)

    client.post(reverse("skills:entry_remove", args=["learning", row.pk]))
    assert not Education.objects.filter(pk=row.pk).exists()


def test_she_cannot_say_of_herself_that_something_is_proved(person, worker, sign_in):
    add(sign_in(worker), person, "work", title="Cook", written_in="en", attested="payslip")

    assert WorkExperience.objects.get(title="Cook").attested == "none"
    with pytest.raises(RuleViolation, match="Only an office"):
        keep_entry(entry=PersonSkill(person=person, label_en="weld", source="certified"), by=worker)


def test_what_an_office_has_proved_is_not_changed_by_a_statement(world, person, worker):
    work = WorkExperience(person=person, title="Cook", written_in="en", attested="payslip")
    keep_entry(entry=work, by=world.officer_origin)
    work.title = "Chef"

    with pytest.raises(RuleViolation, match="What an office has checked stays"):
        keep_entry(entry=work, by=worker)


@pytest.mark.parametrize("source", ["assessed", "certified"])
def test_a_certified_skill_has_no_button_and_no_way_around(person, worker, sign_in, source):
    give_skills(person, "lead a team", source=source)
    row = PersonSkill.objects.get(label_en="lead a team")

    answer = sign_in(worker).post(change("skills", row), {"own_words": "rule the world", "written_in": "en"})

    row.refresh_from_db()
    assert (row.label_en, row.source) == ("lead a team", source)
    assert "stays in the record" in answer.content.decode()
    assert change("skills", row) not in page_of(sign_in(worker), person)


def test_a_soft_skill_names_its_method_and_its_assessor(world, person, worker, sign_in):
    office, own = sign_in(world.officer_origin), {"own_words": "keep calm", "written_in": "en"}

    refused = add(office, person, "soft", **own, source="interview")
    kept = add(office, person, "soft", **own, source="interview", method="observed", assessor="Centre of Rabat")
    add(sign_in(worker), person, "soft", own_words="work in a team", written_in="en")

    assert "names how it was assessed" in refused.content.decode()
    assert kept.status_code == 302
    found = {row.own_words: (row.method, row.source) for row in PersonSkill.objects.filter(is_soft=True)}
    assert found == {"keep calm": ("observed", "interview"), "work in a team": ("self", "declared")}


def test_a_language_is_known_part_by_part_and_the_middle_level_is_matched(person, worker, sign_in):
    levels = {"listening": 4, "reading": 4, "interaction": 3, "production": 3, "writing": 2}

    add(sign_in(worker), person, "languages", language="de", source="self", **levels)

    row = PersonLanguage.objects.get(person=person, language="de")
    assert (row.cefr, row.is_tested) == (3, False)
    assert "Writing: A2" in page_of(sign_in(worker), person)


def test_a_level_shown_by_a_course_stays_on_the_page_beside_what_she_says(person, worker, sign_in):
    PersonLanguage.objects.create(person=person, language="de", cefr=5, is_tested=True)

    add(sign_in(worker), person, "languages", language="de", source="self", reading=2)

    page = page_of(sign_in(worker), person)
    assert "Reading: A2" in page
    assert "<bdi>C1</bdi>" in page


def test_a_test_counts_once_an_office_has_entered_it_and_until_it_expires(world, person, worker, sign_in):
    test = {"source": "test", "test_name": "Goethe", "taken_on": "2024-05-01", "reading": 4}
    over = {"valid_until": date.today() - timedelta(days=1)}

    add(sign_in(worker), person, "languages", language="de", **test)
    assert not PersonLanguage.objects.get(person=person, language="de").is_tested
    add(sign_in(world.officer_origin), person, "languages", language="it", **test)
    add(sign_in(world.officer_origin), person, "languages", language="nl", **test, **over)

    tested = dict(PersonLanguage.objects.filter(person=person).values_list("language", "is_tested"))
    assert (tested["it"], tested["nl"]) == (True, False)
    page = page_of(sign_in(worker), person)
    assert "Expired" in page
    assert "A test, not yet checked by an office" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"source": "self"}, "No level is given"),
        ({"source": "test", "reading": 4, "taken_on": "2024-05-01"}, "This is needed"),
        ({"source": "test", "reading": 4, "test_name": "Goethe"}, "This is needed"),
        ({"source": "self", "reading": 4, "taken_on": "2024-05-01", "valid_until": "2023-05-01"}, "before it starts"),
    ],
)
def test_a_result_that_says_too_little_is_not_kept(person, worker, sign_in, data, said):
    answer = add(sign_in(worker), person, "languages", language="de", **data)

    assert said in errors_in(answer)
    assert not LanguageResult.objects.exists()


def test_a_document_supports_one_entry_and_an_office_verifies_it(world, person, worker, sign_in):
    result = keep_entry(
        entry=LanguageResult(
            person=person, language="de", source="test", test_name="Goethe", taken_on=date(2024, 5, 1), reading=4
        ),
        by=worker,
    )
    client, upload = sign_in(worker), SimpleUploadedFile("goethe.png", PIXEL, content_type="image/png")
    add(client, person, "evidence", kind="test", copy="copy", supports=f"language_result-{result.pk}", file=upload)
    item = EvidenceItem.objects.get()

    assert client.get(reverse("skills:evidence_file", args=[item.pk])).getvalue() == PIXEL
    assert sign_in(worker).post(reverse("skills:evidence_verify", args=[item.pk])).status_code == 403
    with pytest.raises(InputError, match="says how it was made"):
        verify_evidence(item=item, state="confirmed", method="", by=world.officer_origin)
    sign_in(world.officer_origin).post(
        reverse("skills:evidence_verify", args=[item.pk]), {"verification": "confirmed", "method": "Original seen"}
    )

    assert PersonLanguage.objects.get(person=person, language="de").is_tested
    answer = sign_in(worker).post(reverse("skills:entry_remove", args=["evidence", item.pk]), follow=True)
    assert "What an office has checked stays" in answer.content.decode()


@pytest.mark.parametrize(("kind", "source"), [("test", "certified"), ("reference", "employer"), ("photo", "declared")])
def test_a_confirmed_document_says_how_a_skill_is_known(world, person, worker, kind, source):
    skill = person.skills.get()
    item = EvidenceItem(person=person, kind=kind, skill=skill)
    item = add_evidence(item=item, upload=SimpleUploadedFile("a.png", PIXEL, "image/png"), by=worker)

    verify_evidence(item=item, state="confirmed", method="Original seen", by=world.officer_origin)

    skill.refresh_from_db()
    assert skill.source == source


def test_a_level_goes_with_the_result_that_gave_it(person, worker):
    first, second = (
        keep_entry(entry=LanguageResult(person=person, language="de", reading=level), by=worker) for level in (2, 4)
    )
    levels = PersonLanguage.objects.filter(person=person, language="de")

    remove_entry(entry=second, by=worker)
    assert levels.get().cefr == 2
    remove_entry(entry=first, by=worker)
    assert not levels.exists()


def test_a_second_file_of_candidates_takes_nothing_away_that_was_written_here(world, person, worker):
    keep_entry(entry=WorkExperience(person=person, title="كهربائي", written_in="ar", from_date="2019"), by=worker)
    bare = WorkExperience.objects.create(person=person, isco08="2513", years=2)

    clear_profiles([person])

    assert set(person.experiences.values_list("title", flat=True)) == {"كهربائي"}
    assert not WorkExperience.objects.filter(pk=bare.pk).exists()


def test_a_document_leaves_with_its_entry_and_another_type_of_file_is_refused(person, worker, sign_in):
    client, script = sign_in(worker), SimpleUploadedFile("x.html", b"<script>", content_type="text/html")

    refused = add(client, person, "evidence", kind="photo", copy="original", file=script)
    add(client, person, "evidence", kind="photo", copy="original", file=SimpleUploadedFile("a.png", PIXEL, "image/png"))
    item = EvidenceItem.objects.get()
    client.post(reverse("skills:entry_remove", args=["evidence", item.pk]))

    assert "are not taken here" in refused.content.decode()
    assert not StoredFile.objects.filter(purpose="evidence").exists()


def test_a_document_never_supports_the_entry_of_somebody_else(person, worker, sign_in):
    other = WorkExperience.objects.create(person=make_person(), isco08="2512")
    upload = SimpleUploadedFile("a.png", PIXEL, content_type="image/png")

    add(sign_in(worker), person, "evidence", kind="photo", copy="copy", supports=f"experience-{other.pk}", file=upload)

    assert not EvidenceItem.objects.filter(experience=other).exists()


def test_two_languages_stand_on_one_screen_and_her_words_in_their_own(person, worker, sign_in):
    WorkExperience.objects.filter(person=person).update(title="مبرمجة", written_in="ar", isco08="2513")

    page = page_of(sign_in(worker), person, "?with=fr")

    assert "Web and multimedia developers" in page
    assert '<bdi lang="fr">Concepteurs' in page
    assert 'In own words: <bdi lang="ar">مبرمجة</bdi>' in page


def test_a_stranger_and_the_office_of_destination_write_nothing(world, person):
    for by in (make_world().officer_origin, world.officer_destination, make_member(Role.WORKER)):
        with pytest.raises(NotPermitted, match="write in this profile"):
            keep_entry(entry=WorkExperience(person=person, title="Cook"), by=by)
