"""A ministry takes a scheme from an idea to an approved plan, through the pages, without JavaScript."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import override

from corridor.access.roles import Role
from corridor.design.schemes.models import Scheme, SchemeVersion
from corridor.knowledge.measures.services import load_gallery
from tests.factories.access import make_member, make_organisation
from tests.factories.design import make_colleague, make_complete_scheme, make_designer, make_line, make_scheme
from tests.factories.pathways import make_pathway

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind; each test begins in English."""
    translation.activate("en")


@pytest.fixture
def ministry():
    return make_organisation(name="Ministry of Employment", iso3="BEL")


@pytest.fixture
def designer(ministry, sign_in):
    person = make_member(Role.DESIGNER, organisation=ministry, full_name="Ana Designer")
    sign_in(person)
    return person


def send(client, name, args, /, **data):
    """Send a form and insist that it was accepted; a refused form prints its errors."""
    answer = client.post(reverse(name, args=args), data)
    errors = re.findall(r'class="cr-errors".*?</div>', answer.content.decode(), re.DOTALL)
    assert answer.status_code == 302, f"{name} {args}: {errors}"
    return answer


def add(client, scheme, part, /, **data):
    return send(client, "studio:part_add", [scheme.pk, part], **data)


def test_a_ministry_designs_and_approves_a_scheme(client, designer, ministry):
    send(
        client,
        "schemes:new",
        [],
        name="ICT for both sides",
        lead=ministry.pk,
        origin_iso3="MAR",
        destination_iso3="BEL",
    )
    scheme = Scheme.objects.get()
    refused = client.post(reverse("studio:approve", args=[scheme.pk]))
    assert refused.status_code == 409
    assert "An objective" in refused.content.decode()

    _objectives(client, scheme)
    _choice(client, scheme)
    _model(client, scheme)
    _design(client, scheme, ministry)
    _results(client, scheme)
    send(client, "studio:approve", [scheme.pk])

    scheme.refresh_from_db()
    assert (scheme.status, scheme.version) == ("approved", 1)
    assert SchemeVersion.objects.get(scheme=scheme).approved_by == designer
    page = client.get(reverse("schemes:detail", args=[scheme.pk])).content.decode()
    assert "ICT for both sides" in page
    send(client, "schemes:move", [scheme.pk, "start"])
    scheme.refresh_from_db()
    assert scheme.status == "running"


def _objectives(client, scheme):
    add(client, scheme, "objectives", kind="objective", text="Fill vacancies", code="labour_need", aim="", weight=3)
    add(
        client,
        scheme,
        "objectives",
        kind="objective",
        text="People return",
        code="development",
        aim="circularity",
        weight=1,
    )
    add(
        client,
        scheme,
        "objectives",
        kind="motivation",
        text="Ties of two cities",
        code="foreign_policy",
        aim="",
        weight=1,
    )
    page = client.get(reverse("studio:step", args=[scheme.pk, "objectives"])).content.decode()
    assert "A lasting need for labour is not met" in page
    send(client, "studio:tension", [scheme.pk, "circularity-labour_need"], text="A second stay is open to all.")
    send(client, "studio:step_approve", [scheme.pk, "objectives"])
    page = client.get(reverse("studio:step", args=[scheme.pk, "objectives"])).content.decode()
    assert "Signed off by" in page


def _choice(client, scheme):
    send(client, "studio:step", [scheme.pk, "choice"], nace2="J")
    add(client, scheme, "sectors", code="J", name="")
    for code in ("MAR", "TUN"):
        add(client, scheme, "countries", code=code, name="")
    add(client, scheme, "occupations", isco08="2512")
    for kind in ("sector", "country"):
        exercise = scheme.screenings.get(kind=kind)
        data = {f"w{row.pk}": "1" for row in exercise.criteria.all()}
        for place, alternative in enumerate(exercise.alternatives.all()):
            data |= {f"s{alternative.pk}-{row.pk}": str(5 - place) for row in exercise.criteria.all()[:3]}
            data[f"q{alternative.pk}"] = "Survey"
        send(client, "screening:scores", [scheme.pk, kind], **data)
        page = client.get(reverse("screening:comparison", args=[scheme.pk, kind])).content.decode()
        assert "not known" in page
        first = exercise.alternatives.first()
        send(client, "screening:choose", [scheme.pk, kind], alternative=first.pk, reason="It comes first.")


def _model(client, scheme):
    empty = {"track-TOTAL_FORMS": 3, "track-INITIAL_FORMS": 0}
    answers = {
        "track-0-time_frame": "circular",
        "track-0-purposes": ["skills", "education"],
        "track-1-time_frame": "permanent",
        "track-1-purposes": ["employment"],
    }
    send(client, "studio:mobility", [scheme.pk], **empty, **answers)
    page = client.get(reverse("studio:step", args=[scheme.pk, "model"])).content.decode()
    assert "A/B + E" in page
    send(
        client,
        "studio:step",
        [scheme.pk, "model"],
        start_date="2026-01-01",
        end_date="2029-06-30",
        target_participants=120,
        target_placements=80,
    )


def _design(client, scheme, ministry):
    partner = {"role": "Offers jobs", "influence": 4, "interest_level": 5, "commitment_cash_eur": 0, "opens": "on"}
    new = {"new_name": "Federation of ICT firms", "new_iso3": "BEL", "new_kind": "employer_federation"}
    add(client, scheme, "partners", group="employers", **partner, **new)
    union = make_organisation(name="Union", kind="trade_union")
    add(client, scheme, "partners", organisation=union.pk, group="workers", **partner)
    scheme.workspace.refresh_from_db()
    assert scheme.workspace.organisations.count() == 3
    for phase in ("pre_departure", "during"):
        add(client, scheme, "activities", phase=phase, kind="training", name="Course", responsible=ministry.pk)
    pathway = make_pathway(destination_iso3="BEL")
    add(client, scheme, "pathways", corridor=scheme.corridors.get().pk, pathway=pathway.pk)
    add(client, scheme, "bodies", name="Steering committee", layer="steering", meets_every_months=3)
    body = scheme.bodies.get()
    add(client, scheme, "seats", body=body.pk, organisation=ministry.pk, seat="chair")
    add(client, scheme, "decisions", body=body.pk, title="The plan", outcome="adopted", decided_on="2026-01-15")
    send(client, "budgets:line_add", [scheme.pk], item_code="TR.02", unit_cost="800", share_employer=60, share_donor=40)


def _results(client, scheme):
    add(
        client,
        scheme,
        "indicators",
        code="people-placed",
        name="People placed in a job",
        level="outcome",
        unit="persons",
        direction="up",
        baseline=0,
        target=80,
        target_date="2029-06-30",
        source="Records of the scheme",
        computed_from="placements",
    )


def test_shares_of_120_percent_are_refused_at_the_field_and_change_nothing(client, designer, ministry):
    scheme = make_scheme(lead=ministry)

    answer = client.post(
        reverse("budgets:line_add", args=[scheme.pk]),
        {"item_code": "TR.02", "unit_cost": "800", "share_employer": "60", "share_donor": "60"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Cost line 1 is shared to 120 %, not 100 %." in page
    assert 'aria-invalid="true"' in page
    assert not scheme.workspace.scheme.budget.lines.exists()


def test_no_page_lets_a_worker_pay_a_recruitment_cost(client, designer, ministry):
    scheme = make_scheme(lead=ministry)

    answer = client.post(
        reverse("budgets:line_add", args=[scheme.pk]),
        {"item_code": "PS.01", "unit_cost": "500", "share_migrant": "100"},
    )

    assert answer.status_code == 422
    assert "the worker never pays it" in answer.content.decode()


def test_the_budget_page_shows_101_percent_and_the_unit_costs(client, sign_in):
    scheme = make_complete_scheme()
    make_line(
        scheme.budget, item_code="TV.01", ilo_class="travel", behaviour="V", unit_cost=250, shares={"employer": 100}
    )
    sign_in(make_designer(scheme))

    page = client.get(reverse("budgets:detail", args=[scheme.pk])).content.decode()

    assert "101%" in page
    assert "R09" in page
    assert "€26,000" in page  # 1,000 for staff and 100 x 250 for travel
    assert "€260" in page


STEP_PAGES = ["objectives", "choice", "model", "design", "results"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.PROTECTION])
def test_readers_open_every_page_of_a_plan_and_find_no_button_to_change_it(client, sign_in, role, language):
    scheme = make_complete_scheme()
    sign_in(make_colleague(scheme, role))

    with override(language):
        urls = [reverse("studio:step", args=[scheme.pk, step]) for step in STEP_PAGES]
        urls += [reverse(f"studio:{name}", args=[scheme.pk]) for name in ("approve", "versions", "readiness")]
        urls += [reverse("screening:comparison", args=[scheme.pk, kind]) for kind in ("sector", "country")]
        urls += [reverse("budgets:detail", args=[scheme.pk]), reverse("schemes:detail", args=[scheme.pk])]
        urls += [reverse("schemes:list")]
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert "/new/" not in answer.content.decode(), url


def test_an_employer_sees_the_sheet_of_the_scheme_and_no_plan(client, sign_in):
    scheme = make_complete_scheme()
    sign_in(make_colleague(scheme, Role.EMPLOYER))

    assert client.get(reverse("schemes:detail", args=[scheme.pk])).status_code == 200
    assert client.get(reverse("studio:step", args=[scheme.pk, "objectives"])).status_code == 403
    assert client.get(reverse("budgets:detail", args=[scheme.pk])).status_code == 403


def test_another_ministrys_scheme_is_not_found(client, designer):
    scheme = make_complete_scheme()

    for name in ("schemes:detail", "studio:approve", "budgets:detail", "studio:versions"):
        assert client.get(reverse(name, args=[scheme.pk])).status_code == 404, name
    assert client.post(reverse("studio:approve", args=[scheme.pk])).status_code == 404


def test_a_row_is_edited_and_removed_after_a_question(client, designer, ministry):
    scheme = make_scheme(lead=ministry)
    add(client, scheme, "objectives", kind="objective", text="Old words", code="development", weight=1)
    row = scheme.objectives.get()

    send(
        client, "studio:part_edit", [scheme.pk, "objectives", row.pk],
        kind="objective", text="New words", code="development", weight=1,
    )  # fmt: skip
    row.refresh_from_db()
    question = client.get(reverse("studio:part_remove", args=[scheme.pk, "objectives", row.pk])).content.decode()
    assert row.text == "New words"
    assert "Remove this entry?" in question
    assert scheme.objectives.exists()

    send(client, "studio:part_remove", [scheme.pk, "objectives", row.pk])
    assert not scheme.objectives.exists()


def test_the_same_organisation_cannot_be_a_partner_twice(client, designer, ministry):
    scheme = make_scheme(lead=ministry)
    data = {"organisation": ministry.pk, "group": "labour_ministry", "role": "Leads", "influence": 3,
            "interest_level": 3, "commitment_cash_eur": 0}  # fmt: skip
    add(client, scheme, "partners", **data)

    answer = client.post(reverse("studio:part_add", args=[scheme.pk, "partners"]), data)

    assert answer.status_code == 422
    assert scheme.partners.count() == 1


def test_a_scheme_begins_from_an_entry_of_the_gallery(client, designer, ministry):
    load_gallery(by=None)
    page = client.get(reverse("schemes:clone", args=["giz-tunisia-engineers"])).content.decode()
    assert "never become figures of your plan" in page

    send(client, "schemes:clone", ["giz-tunisia-engineers"], name="Engineers again", lead=ministry.pk)

    scheme = Scheme.objects.get()
    shown = client.get(reverse("schemes:detail", args=[scheme.pk])).content.decode()
    assert "mismes:425" in shown
    assert scheme.target_placements is None


def test_differences_between_two_versions_are_shown(client, designer, ministry):
    scheme = make_complete_scheme(lead=ministry)
    send(client, "studio:approve", [scheme.pk])
    send(client, "schemes:move", [scheme.pk, "revise"])
    add(client, scheme, "objectives", kind="objective", text="A wish of later", code="labour_need", weight=1)
    send(client, "studio:approve", [scheme.pk])

    page = client.get(reverse("studio:versions", args=[scheme.pk])).content.decode()

    assert "From version 1 to version 2" in page
    assert "A wish of later" in page


def test_organisations_are_named_in_the_readers_language(client, sign_in):
    scheme = make_complete_scheme()
    scheme.lead.name_ar = "وزارة التشغيل"
    scheme.lead.save()
    sign_in(make_designer(scheme))

    with override("ar"):
        urls = [reverse("schemes:detail", args=[scheme.pk]), reverse("studio:step", args=[scheme.pk, "design"])]

    assert all("وزارة التشغيل" in client.get(url).content.decode() for url in urls)
