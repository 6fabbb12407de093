"""A person shows chosen parts of her passport by a link, for a time, free of charge."""

import ast
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from corridor.access.roles import Role
from corridor.config.api import api
from corridor.core.models import AuditEntry
from corridor.delivery.skills import forms
from corridor.delivery.skills.models import PassportShare, Recognition
from corridor.delivery.skills.runs import verify
from corridor.delivery.skills.services import issue_passport, make_share, revoke_passport
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_skilled_candidate, make_world
from tests.factories.skills import give_language, give_skills, give_work, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return make_member(Role.WORKER)


@pytest.fixture
def person(worker):
    person = make_person(user=worker, given_name="Salma", family_name="Alaoui")
    give_skills(person, "pruning")
    give_language(person, "fr", 3)
    give_work(person, "6113")
    issue_passport(person=person, by=worker)
    return person


def share(person, worker, *, parts=("skills", "languages"), days=7):
    return make_share(person=person, parts=parts, days=days, label="Farm in Huelva", by=worker)


def opened(client, token, name="shared"):
    return client.get(reverse(f"public_portal:{name}", args=[token]))


def test_a_link_shows_only_the_parts_that_were_chosen(client, person, worker):
    page = opened(client, share(person, worker).token)

    text = page.content.decode()
    for words in ("This passport is genuine", "Salma Alaoui", "pruning", "B1"):
        assert words in text
    for hidden in (">Work<", "gardeners", "Farm in Huelva"):
        assert hidden not in text
    assert (page["Referrer-Policy"], page["Cache-Control"].split(",")[0]) == ("no-referrer", "max-age=0")


def test_the_signed_copy_of_a_link_verifies_and_discloses_only_the_chosen_parts(client, person, worker):
    made = share(person, worker, parts=["languages"])

    found = verify(opened(client, made.token, "shared_file").content.decode(), as_of=timezone.now())

    assert (found.integrity.value, found.issuer.value) == (True, True)
    assert found.claims["languages"][0]["language"] == "fr"
    assert not {"skills", "work", "education", "recognition"} & found.claims.keys()


def test_every_opening_is_counted_and_audited_and_the_holder_sees_it(client, person, worker, sign_in):
    made = share(person, worker)
    for _ in range(2):
        opened(client, made.token)

    made.share.refresh_from_db()
    page = sign_in(worker).get(reverse("skills:shares", args=[person.pk])).content.decode()

    entries = AuditEntry.objects.filter(action="skills.share_opened", object_id=str(made.share.pk))
    assert (made.share.opened_count, entries.count()) == (2, 2)
    assert "Times: 2" in page
    assert "Farm in Huelva" in page
    assert made.token not in page + json.dumps(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_an_ended_an_expired_and_a_withdrawn_link_answer_that_they_are_gone(client, person, worker, sign_in):
    ended, expired, withdrawn = (share(person, worker) for _ in range(3))
    sign_in(worker).post(reverse("skills:share_end", args=[ended.share.pk]))
    PassportShare.objects.filter(pk=expired.share.pk).update(
        created_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(days=2)
    )

    for token in (ended.token, expired.token):
        for name in ("shared", "shared_file"):
            page = opened(client, token, name)
            assert page.status_code == 410
            assert "This link has ended" in page.content.decode()
            assert "Salma" not in page.content.decode()
    revoke_passport(passport=person.passports.get(), reason="Lost", by=worker)
    assert opened(client, withdrawn.token).status_code == 410
    assert opened(client, "unknown").status_code == 404
    assert not AuditEntry.objects.filter(action="skills.share_opened").exists()


def test_a_link_outlives_a_passport_that_is_issued_anew(client, person, worker):
    made = share(person, worker)
    give_skills(person, "grafting")

    issue_passport(person=person, by=worker)

    assert "grafting" in opened(client, made.token).content.decode()


def test_only_the_holder_makes_and_ends_links(person, worker, sign_in):
    world = make_world()
    kept = make_skilled_candidate(world.scheme, person=make_person()).person
    issue_passport(person=kept, by=world.officer_origin)
    made = share(person, worker)

    with pytest.raises(NotPermitted, match="Only the holder"):
        share(kept, world.officer_origin)
    other = sign_in(make_member(Role.WORKER))
    assert other.post(reverse("skills:share_end", args=[made.share.pk])).status_code == 404
    assert other.get(reverse("skills:shares", args=[person.pk])).status_code == 404


@pytest.mark.parametrize(
    ("change", "message"),
    [({"parts": []}, "Nothing was chosen"), ({"parts": ["health"]}, "no part health"), ({"days": 0}, "between 1 and")],
)
def test_a_link_without_parts_or_time_is_refused_in_words(person, worker, change, message):
    with pytest.raises(InputError, match=message):
        share(person, worker, **change)


def test_without_a_valid_passport_there_is_nothing_to_share(worker):
    with pytest.raises(RuleViolation, match="no valid passport"):
        share(make_person(user=worker), worker)


def test_the_holder_makes_a_link_on_her_telephone_and_sees_it_once(person, worker, sign_in, client):
    page = reverse("skills:shares", args=[person.pk])
    sign_in(worker).post(page, {"parts": ["skills"], "days": "7", "label": "Farm"})

    first, second = (client.get(page).content.decode() for _ in range(2))

    token = first.split("/welcome/shared/")[1].split("/")[0]
    assert token not in second
    assert PassportShare.objects.get().token_digest not in first
    assert opened(client, token).status_code == 200
    assert client.post(page, {"days": "7"}).status_code == 422


def test_what_a_person_writes_on_a_link_is_shown_as_text(person, worker, sign_in):
    make_share(person=person, parts=["skills"], days=1, label='"><script>x</script>{{ 1 }}', by=worker)

    page = sign_in(worker).get(reverse("skills:shares", args=[person.pk])).content.decode()

    assert "<script>x" not in page
    assert "&quot;&gt;&lt;script&gt;x&lt;/script&gt;{{ 1 }}" in page


MONEY = ("price", "fee", "payer", "charge", "cost", "amount", "currency", "invoice", "payment")


def test_a_passport_and_its_links_know_no_price_fee_or_payer():
    # Who pays for a recognition is a matter of its own; tests/integration/recognition walk every payer of it.
    room_models = [model for model in apps.get_app_config("skills").get_models() if model is not Recognition]
    models = [field.name for model in room_models for field in model._meta.get_fields()]
    kinds = [one for one in vars(forms).values() if isinstance(one, type) and issubclass(one, forms.forms.BaseForm)]
    asked = [name for kind in kinds for name in getattr(kind, "base_fields", {})]
    paths = api.get_openapi_schema()["paths"]
    room = {path: entry for path, entry in paths.items() if "/skills/" in path}
    services = [
        argument.arg
        for path in Path(forms.__file__).parent.joinpath("services").glob("*.py")
        if path.name != "recognitions.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for argument in (*node.args.args, *node.args.kwonlyargs)
    ]
    reverse_names = {"fee_reports", "feereport"}

    found = [
        name for name in (*models, *asked, *services) if name not in reverse_names for word in MONEY if word in name
    ]

    assert (len(models) > 60, len(asked) > 3, len(services) > 10, bool(room)) == (True,) * 4
    assert found == []
    assert [word for word in MONEY if f'"{word}' in json.dumps(room)] == []


def test_programs_issue_read_share_and_end_as_pages_do(person, worker, sign_in):
    client = sign_in(worker)
    home = f"/api/v1/skills/people/{person.pk}"

    issued = client.generic("POST", f"{home}/passport")
    read = client.get(f"{home}/passport").json()
    made = client.post(f"{home}/shares", {"parts": ["skills"], "days": 3}, content_type="application/json").json()
    ended = client.delete(f"/api/v1/skills/shares/{made['id']}")

    assert issued.status_code == 201
    assert (read["is_valid"], read["credential"]["type"][1]) == (True, "SkillsPassport")
    assert read["code_for_paper"].startswith("CR1:")
    assert ended.status_code == 204
    assert client.get(made["address"]).status_code == 410
    refused = client.post(f"{home}/shares", {"parts": ["skills"], "days": 999}, content_type="application/json")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "days")
