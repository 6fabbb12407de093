"""Pages, programs and commands say the same of twenty people of the demonstration."""

import csv
import json
from itertools import islice

import pytest
from django.urls import reverse

from corridor import cli
from corridor.access.models import User
from corridor.batch.cv import FORMATS
from corridor.delivery.skills.models import Person
from corridor.delivery.skills.selectors import people_of
from corridor.delivery.skills.services import issue_passport
from corridor.delivery.skills.words import occupation_label
from corridor.knowledge.codelists.rules import esco_occupation_uri, load_list
from tests.factories.demo import planted_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TWENTY = 20


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    with planted_world(django_db_blocker):
        yield


@pytest.fixture
def officer():
    return User.objects.get(email="officer.ma@demo.corridor.example")


@pytest.fixture
def people(officer):
    known = Person.objects.exclude(experiences=None).exclude(languages=None).values("pk")
    found = list(people_of(user=officer).filter(pk__in=known)[:TWENTY])
    assert len(found) == TWENTY
    return found


def test_their_cvs_are_the_same_byte_by_byte(officer, people, sign_in, tmp_path):
    client, given, made = sign_in(officer), tmp_path / "cv.json", tmp_path / "made"

    for person in people:
        given.write_bytes(client.get(f"/api/v1/skills/people/{person.pk}/cv").content)
        for to in FORMATS:
            page = client.get(reverse("skills:cv_file", args=[person.pk, to])).content
            assert cli.main(["cv", "convert", str(given), "--to", to, "--out", str(made)]) == 0
            assert page == client.get(f"/api/v1/skills/people/{person.pk}/cv?format={to}").content == made.read_bytes()


def test_their_passports_are_the_same_and_the_command_believes_them(officer, people, sign_in, tmp_path, capsys):
    client, file = sign_in(officer), tmp_path / "passport.json"

    for person in people:
        passport = issue_passport(person=person, by=officer)
        file.write_bytes(client.get(reverse("skills:passport_credential", args=[passport.pk])).content)
        said = client.get(f"/api/v1/skills/people/{person.pk}/passport").json()["credential"]
        capsys.readouterr()
        code = cli.main(["credential", "verify", str(file), "--json"])

        results = json.loads(capsys.readouterr().out)
        assert said == json.loads(file.read_bytes())
        assert said["credentialSubject"]["name"] == str(person)
        assert (code, results["integrity"]["code"], results["issuer"]["code"]) == (0, "signed", "issuer_bound")


def test_their_work_is_linked_to_the_same_concepts(people, sign_in, tmp_path):
    client = sign_in(User.objects.get(email="counsellor@demo.corridor.example"))
    titles = [occupation_label(person.experiences.order_by("pk").first().isco08, "fr") for person in people]
    rows = [row for row in load_list("esco_occupations").rows if not row.is_closed]
    targets = [(esco_occupation_uri(row), "fr", row.labels["fr"]) for row in rows if row.labels.get("fr")]
    write(tmp_path / "queries.csv", ("id", "text"), enumerate(titles))
    numbered = [(number, *target) for number, target in enumerate(targets)]
    write(tmp_path / "targets.csv", ("id", "concept", "lang", "label"), numbered)
    files = [str(tmp_path / name) for name in ("queries.csv", "targets.csv")]

    code = cli.main(["link", "occupation", *files, "--lang", "fr", "--out", str(tmp_path / "links.csv")])

    assert code == 0
    with (tmp_path / "links.csv").open(encoding="utf-8") as stream:
        links = list(csv.DictReader(stream))
    linked = []
    for number, title in enumerate(titles):
        found = [targets[int(one["target"])][0] for one in links if one["id"] == str(number)]
        by_command = list(islice(dict.fromkeys(found), 5))
        asked = {"text": title, "kind": "occupation", "language": "fr"}
        by_program = [one["uri"] for one in client.get("/api/v1/taxonomies/suggestions", asked).json()]
        shown = client.get(reverse("taxonomies:suggestions"), asked).context["found"]
        assert by_command == by_program == [one.uri for one in shown]
        linked.append(len(by_command))
    assert linked.count(5) >= TWENTY / 2


def write(path, head, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows(rows)
