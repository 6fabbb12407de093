"""A CV is looked at, taken in once, and given back in every format, the same for pages, programs and the command."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corridor import cli
from corridor.access.roles import Role
from corridor.batch.cv import FORMATS
from corridor.core.models import StoredFile
from corridor.delivery.skills.models import CvImport, LinkProposal, PersonSkill, WorkExperience
from corridor.delivery.skills.services import keep_entry, read_in, take_in
from corridor.kernel.errors import InputError, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_skilled_candidate, make_world
from tests.factories.skills import make_person, make_rich_profile

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[3] / "examples" / "cv"
CVS = ("salma.resume.json", "salma.europass.xml", "salma.passport.xml", "salma.pdf", "salma.csv")


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def worker():
    return make_member(Role.WORKER)


@pytest.fixture
def person(world, worker):
    return make_skilled_candidate(world.scheme, person=make_person(user=worker, given_name="Salma")).person


def upload_of(name, data=None):
    return SimpleUploadedFile(name, (EXAMPLES / name).read_bytes() if data is None else data)


def counts(person):
    kinds = ("experiences", "educations", "languages", "language_results", "skills")
    return {kind: getattr(person, kind).count() for kind in kinds}


@pytest.mark.parametrize("name", CVS)
def test_every_kind_of_cv_is_looked_at_first_and_taken_in_once(person, worker, sign_in, name):
    client, before = sign_in(worker), counts(person)

    answer = client.post(reverse("skills:cv", args=[person.pk]), {"file": upload_of(name), "language": "fr"})
    page = client.get(answer["Location"]).content.decode()
    assert "Nothing of it stands in the profile yet" in page
    assert "Another name stands in the CV" in page
    assert "Without a place in the profile" in page
    assert counts(person) == before

    cv = CvImport.objects.get()
    client.post(reverse("skills:cv_take", args=[cv.pk]))
    after = counts(person)
    cv.refresh_from_db()
    assert sum(after.values()) - sum(before.values()) >= cv.added > 3
    assert cv.unmapped["parts"]
    assert cv.file.content.read() == (EXAMPLES / name).read_bytes()

    again = client.post(reverse("skills:cv", args=[person.pk]), {"file": upload_of(name), "language": "fr"})
    assert again["Location"] == answer["Location"]
    with pytest.raises(RuleViolation, match="taken in already"):
        take_in(cv=cv, by=worker)
    assert counts(person) == after


def test_the_same_cv_in_another_format_adds_nothing_that_is_there(person, worker):
    for name in ("salma.europass.xml", "salma.pdf"):
        take_in(cv=read_in(person=person, upload=upload_of(name), language="fr", by=worker), by=worker)

    added = dict(CvImport.objects.values_list("format", "added"))

    assert added["europass-xml"] > 3
    assert added["europass-pdf"] == 0


def test_what_a_cv_says_is_stated_by_the_person_and_its_words_wait_to_be_linked(person, worker):
    cv = read_in(person=person, upload=upload_of("salma.europass.xml"), language="fr", by=worker)

    take_in(cv=cv, by=worker)

    assert set(PersonSkill.objects.filter(person=person).values_list("source", flat=True)) == {"declared"}
    assert set(WorkExperience.objects.filter(person=person).values_list("attested", flat=True)) == {"none"}
    assert set(LinkProposal.objects.values_list("state", "language")) == {("open", "fr")}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("half.json", b'{"work": [{"position": "Cook"'),
        ("page.xml", b"<html><body>CV</body></html>"),
        ("photo.png", b"\x89PNG\r\n"),
        ("date.json", b'{"work": [{"position": "Cook", "startDate": "2021-13"}]}'),
        ("empty.json", b""),
    ],
)
def test_what_is_no_cv_is_refused_and_nothing_is_kept(person, worker, sign_in, name, data):
    before = counts(person)

    answer = sign_in(worker).post(
        reverse("skills:cv", args=[person.pk]), {"file": upload_of(name, data), "language": "fr"}
    )

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert (CvImport.objects.count(), StoredFile.objects.filter(purpose="cv").count()) == (0, 0)
    assert counts(person) == before
    with pytest.raises(InputError):
        read_in(person=person, upload=upload_of(name, data), language="fr", by=worker)


def test_an_entry_that_cannot_be_true_is_named_and_left_out(person, worker, sign_in):
    work = [{"position": "Cook", "startDate": "2021", "endDate": "2019"}, {"position": "Baker", "startDate": "2019"}]
    data = json.dumps({"work": work}).encode()
    cv = read_in(person=person, upload=upload_of("cv.json", data), language="en", by=worker)
    page = sign_in(worker).get(reverse("skills:cv_look", args=[cv.pk])).content.decode()

    take_in(cv=cv, by=worker)

    assert "before it starts" in page
    assert set(person.experiences.exclude(title="").values_list("title", flat=True)) == {"Baker"}
    assert "before it starts" in json.dumps(CvImport.objects.get().unmapped)


def test_nothing_of_a_cv_is_lost_without_being_named(person, worker):
    cv = {
        "work": [
            {"name": "Atlas"},
            {"position": "x" * 201, "name": "Rif"},
            {"position": "Cook", "summary": "s" * 3001},
        ],
        "education": [{"institution": "OFPPT"}, {"studyType": "Licence", "area": "Droit", "score": "14/20"}],
        "skills": [{"name": "k" * 201}, {"name": "weld", "level": "expert"}],
        "languages": [{"language": "Klingon"}, {"language": "German", "fluency": "a little"}],
        "awards": [{"title": "Best cook"}],
    }
    upload = upload_of("cv.json", json.dumps(cv).encode())

    read = read_in(person=person, upload=upload, language="en", by=worker)

    left = {one["path"]: one["reason"] for one in read.unmapped["parts"]}
    assert left == {
        "/work/0/name": "an entry needs a title",
        "/work/1/name": "it is longer than an entry may be",
        "/work/1/position": "it is longer than an entry may be",
        "/work/2/summary": "it is longer than an entry may be",
        "/education/0/institution": "an entry needs a title",
        "/education/1/area": "the profile has no place for it",
        "/education/1/score": "the profile has no place for it",
        "/awards/0/title": "the profile has no place for it",
        "/skills/0": "it is longer than an entry may be",
        "/skills/1/level": "the profile has no place for it",
        "/languages/0/language": "the code is not known here",
        "/languages/1/language": "no level from A1 to C2 is given",
        "/languages/1/fluency": "no level from A1 to C2 is given",
    }


def test_a_cv_that_is_dropped_leaves_no_document(person, worker, sign_in):
    cv = read_in(person=person, upload=upload_of("salma.csv"), language="fr", by=worker)

    sign_in(worker).post(reverse("skills:cv_drop", args=[cv.pk]))

    assert not CvImport.objects.exists()
    assert not StoredFile.objects.filter(purpose="cv").exists()


@pytest.mark.parametrize("to", FORMATS)
def test_page_operation_and_command_give_the_same_cv(person, worker, sign_in, tmp_path, to):
    make_rich_profile(person)
    client = sign_in(worker)
    page = client.get(reverse("skills:cv_file", args=[person.pk, to]))
    answer = client.get(f"/api/v1/skills/people/{person.pk}/cv?format={to}")
    given = tmp_path / "cv.json"
    given.write_bytes(client.get(f"/api/v1/skills/people/{person.pk}/cv").content)

    code = cli.main(["cv", "convert", str(given), "--to", to, "--out", str(tmp_path / "out")])

    assert code == 0
    assert page.content == answer.content == (tmp_path / "out").read_bytes()
    assert int(answer["X-Not-Carried"]) > 0


@pytest.mark.parametrize("to", ["json-resume", "csv", "europass-xml"])
def test_ones_own_profile_read_again_adds_nothing(person, worker, sign_in, to):
    make_rich_profile(person)
    data = sign_in(worker).get(f"/api/v1/skills/people/{person.pk}/cv?format={to}").content

    cv = take_in(cv=read_in(person=person, upload=upload_of("mine", data), language="en", by=worker), by=worker)

    assert cv.added == 0


def test_no_cv_says_sex_birth_or_what_is_private(person, worker):
    from corridor.delivery.skills.selectors import cv_of

    person.sex, person.safe_contact = "f", "Only by my sister"
    for to in FORMATS:
        text = cv_of(person, to=to, today=person.birth_date).data.decode()
        for secret in (str(person.birth_date), "sister", '"gender"', "GenderCode"):
            assert secret not in text


def test_programs_see_what_would_enter_before_it_does(person, world, sign_in):
    client, before = sign_in(world.officer_origin), counts(person)
    address = f"/api/v1/skills/people/{person.pk}/cv"

    seen = client.post(address, {"file": upload_of("salma.resume.json"), "language": "fr"}).json()
    assert (seen["state"], seen["added"]) == ("read", 0)
    assert {one["is_known"] for one in seen["found"]} == {False}
    assert seen["left"][0]["reason"]
    assert counts(person) == before
    taken = client.post(address, {"file": upload_of("salma.resume.json"), "language": "fr", "confirm": "true"}).json()

    assert (taken["id"], taken["state"]) == (seen["id"], "taken")
    assert taken["added"] == len(seen["found"])
    assert client.get(f"{address}?format=word").status_code == 422


def test_words_of_a_cv_that_are_linked_already_are_not_asked_again(person, worker):
    keep_entry(entry=WorkExperience(person=person, title="Cook", isco08="5120", written_in="en"), by=worker)

    assert not LinkProposal.objects.exists()
