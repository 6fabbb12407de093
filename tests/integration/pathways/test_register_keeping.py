"""Keeping the register: forms, audit, what is refused; the new pages and operations."""

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from corridor.access.roles import Role
from corridor.core.models import AuditEntry, Run
from corridor.kernel.errors import InputError
from corridor.knowledge.pathways import selectors, services
from corridor.knowledge.pathways.models import Blockage, Pathway, PathwayNote, Requirement, VisaCentre
from corridor.knowledge.pathways.runs import routes
from corridor.knowledge.pathways.tables import findings_of, way_rows
from tests.factories.access import make_member, make_user
from tests.factories.pathways import (
    make_blockage,
    make_note,
    make_pathway,
    make_procedure,
    make_requirement,
    make_visa_centre,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind; each test begins in English."""
    translation.activate("en")


@pytest.fixture
def designer(client, sign_in):
    sign_in(make_member(Role.DESIGNER))
    return client


PATHWAY = {
    "code": "be-x", "name_en": "A permit", "destination_iso3": "BEL", "origin_iso3": "MAR", "permit_kind": "work",
    "renewable": "unknown", "employer_tied": "true", "salary_basis": "", "source": "Law of 2024",
}  # fmt: skip


def test_a_designer_enters_a_pathway_and_the_act_is_recorded(designer):
    answer = designer.post(reverse("pathways:add"), PATHWAY)

    row = Pathway.objects.get(code="be-x")
    assert answer.url == reverse("pathways:detail", args=[row.pk])
    assert (row.renewable, row.employer_tied) == (None, True)
    assert AuditEntry.objects.filter(action="pathways.pathway_added", object_id=str(row.pk)).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"source": ""}, "source"),
        ({"origin_iso3": "BEL"}, "destination_iso3"),
        ({"valid_from_date": "2026-02-01", "valid_until_date": "2026-01-01"}, "valid_until_date"),
    ],
)
def test_an_impossible_pathway_is_not_entered(designer, wrong, field):
    page = designer.post(reverse("pathways:add"), PATHWAY | wrong)

    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not Pathway.objects.exists()


def test_an_administrator_changes_a_pathway(client, sign_in):
    pathway = make_pathway(code="be-x")
    sign_in(make_member(Role.ADMINISTRATOR))

    client.post(reverse("pathways:edit", args=[pathway.pk]), PATHWAY | {"valid_until_date": "2026-12-31"})

    pathway.refresh_from_db()
    assert str(pathway.valid_until_date) == "2026-12-31"


def test_a_condition_is_entered_in_fields_and_never_as_code(designer):
    pathway = make_pathway()

    designer.post(
        reverse("pathways:add_condition", args=[pathway.pk]),
        {"kind": "window", "is_stated": "on", "at_most": "7", "within_months": "11", "not_origins": "KIR, TUV",
         "text_en": "7 in 11", "source": "platforms:74"},
    )  # fmt: skip

    row = Requirement.objects.get()
    assert row.value == {"at_most": 7, "within_months": 11, "not_origins": ["KIR", "TUV"]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"at_most": ""},
        {"source": ""},
        {"not_origins": "Kiribati"},
        {"at_most": "-1"},
    ],
)
def test_a_condition_that_no_rule_could_read_is_not_entered(designer, wrong):
    pathway = make_pathway()
    data = {"kind": "window", "is_stated": "on", "at_most": "7", "within_months": "11", "source": "platforms:74"}

    page = designer.post(reverse("pathways:add_condition", args=[pathway.pk]), data | wrong)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Requirement.objects.exists()


def test_a_condition_may_be_kept_as_not_stated_without_a_value_and_without_a_source(designer):
    pathway = make_pathway()

    designer.post(reverse("pathways:add_condition", args=[pathway.pk]), {"kind": "salary"})

    row = Requirement.objects.get()
    assert (row.is_stated, row.value) == (False, {})


def test_an_entry_is_changed_and_taken_out(designer):
    row = make_requirement(kind="age", value={"at_least": 18}, source="s")
    address = reverse("pathways:edit_condition", args=[row.pk])

    designer.post(address, {"kind": "age", "is_stated": "on", "at_least": "21", "source": "s"})
    row.refresh_from_db()
    designer.post(address, {"act": "remove"})

    assert row.value == {"at_least": 21}
    assert not Requirement.objects.exists()
    assert AuditEntry.objects.filter(action="pathways.requirement_removed").exists()


def test_notes_blockages_and_centres_are_kept(designer):
    pathway = make_pathway()

    designer.post(reverse("pathways:add_note", args=[pathway.pk]), {"topic": "family", "answer": "no", "source": "s"})
    designer.post(
        reverse("pathways:add_blockage", args=[pathway.pk]),
        {"kind": "gap", "text": "No rule", "place": "Ministry", "state": "open", "source": "s"},
    )
    designer.post(
        reverse("pathways:add_centre"),
        {"name_en": "Centre", "iso3": "MAR", "place": "Rabat", "destination_iso3": "BEL", "serves": ["MAR"],
         "tasks": "Takes papers", "source": "s"},
    )  # fmt: skip

    assert (PathwayNote.objects.get().answer, Blockage.objects.get().kind) == ("no", "gap")
    assert VisaCentre.objects.get().serves_iso3 == ["MAR"]


def test_a_right_without_a_source_is_refused(designer):
    pathway = make_pathway()

    page = designer.post(reverse("pathways:add_note", args=[pathway.pk]), {"topic": "family", "answer": "yes"})

    assert "source" in page.context["form"].errors


def test_the_detail_page_names_sources_silence_rights_and_gaps(designer):
    pathway = make_pathway(employer_tied=True)
    make_requirement(pathway=pathway, kind="age", value={"at_least": 18}, text_en="From 18", source="mismes:302")
    make_requirement(pathway=pathway, kind="salary", is_stated=False, text_en="")
    make_requirement(pathway=pathway, text_en="Old rule", source="s", valid_until_date="2020-01-01")
    make_note(pathway=pathway)
    make_blockage(pathway=pathway, champion="Chamber of crafts")
    make_visa_centre(destination_iso3="BEL")

    page = designer.get(reverse("pathways:detail", args=[pathway.pk])).content.decode()

    assert "MISMES (ETF, 2015), line 302" in page
    for words in ("not stated", "expired", "Family may come along", "Chamber of crafts", "Rabat", "makes people dep"):
        assert words in page


def test_the_answer_names_value_required_value_source_and_nearest_change(designer):
    pathway = make_pathway()
    make_requirement(
        pathway=pathway, kind="language", value={"language": "de", "at_least": 4}, text_en="B2", source="platforms:63"
    )

    page = designer.get(
        reverse("pathways:detail", args=[pathway.pk]), {"language": "de", "level": "3"}
    ).content.decode()

    assert "Raise the level in German from B1 to B2." in page
    assert "Notes of Corridor on public pages of the authorities, line 63" in page


def test_only_what_the_pathway_asks_is_asked(designer):
    pathway = make_pathway()
    make_requirement(pathway=pathway, kind="check", value={"codes": ["medical"]}, text_en="Medical examination")

    form = designer.get(reverse("pathways:detail", args=[pathway.pk])).context["form"]

    assert set(form.fields) == {"origin_iso3", "isco08", "start_date", "check_medical"}


def test_the_record_of_a_run_keeps_no_date_of_birth(designer):
    pathway = make_pathway()
    make_requirement(pathway=pathway, kind="age", value={"at_least": 18})

    designer.get(
        reverse("pathways:detail", args=[pathway.pk]), {"birth_date": "2001-05-06", "start_date": "2026-05-06"}
    )

    assert Run.objects.get().parameters["birth_date"] == "given"


def step(code, *before, **fields):
    return {"code": code, "name_en": code, "party": "employer", "predecessors": list(before)} | fields


def test_a_step_may_stand_in_for_another_and_cases_go_the_usual_way():
    procedure = services.create_procedure(
        pathway=make_pathway(),
        steps=[
            step("paper", legal_days=40, fee_eur=60, payer="employer"),
            step("account", legal_days=1),
            step("online", "account", legal_days=10, fee_eur=130, payer="employer", alternative_to="paper"),
            step("travel", "paper", legal_days=2),
        ],
        by=make_user(),
    )

    found = routes(procedure=procedure)

    assert [row.code for row in selectors.steps_of(procedure=procedure)] == ["paper", "travel"]
    assert (found.fastest.steps, found.fastest.days) == (("account", "online", "travel"), 13)
    assert (found.cheapest.steps, found.cheapest.cost_eur) == (("paper", "travel"), 60)
    assert [row.title for row in way_rows(found)] == ["Fastest", "Cheapest"]


@pytest.mark.parametrize("standard", ["nothing", "online"])
def test_a_step_stands_in_only_for_a_usual_step(standard):
    steps = [step("paper"), step("online", alternative_to=standard), step("visa", "paper")]

    with pytest.raises(InputError, match="no usual step"):
        services.create_procedure(pathway=make_pathway(), steps=steps, by=make_user())


def test_an_end_that_has_an_alternative_may_be_reached_by_it():
    procedure = services.create_procedure(
        pathway=make_pathway(),
        steps=[step("visa", legal_days=30), step("e-visa", legal_days=3, alternative_to="visa")],
        by=make_user(),
    )

    assert routes(procedure=procedure).fastest.steps == ("e-visa",)


def test_a_recruitment_fee_of_the_worker_is_a_finding_and_part_of_no_way(designer):
    pathway = make_pathway()
    fee = {"fee_eur": 500, "fee_kind": "recruitment", "payer": "worker"}
    procedure = services.create_procedure(pathway=pathway, steps=[step("broker", **fee)], by=make_user())

    page = designer.get(reverse("pathways:detail", args=[pathway.pk])).content.decode()

    assert routes(procedure=procedure).fastest is None
    assert "a recruitment fee of €500 is charged to the worker" in page
    assert "There is no lawful way: broker." in page


def test_a_payer_is_never_assumed(designer):
    pathway = make_pathway()
    services.create_procedure(
        pathway=pathway, steps=[step("test", fee_original=24, fee_currency="USD")], by=make_user()
    )

    page = designer.get(reverse("pathways:detail", args=[pathway.pk])).content.decode()

    assert "payer not stated" in page
    assert "Fee not stated in euros: test" in page


def test_real_days_come_with_their_source(designer):
    step_row = make_procedure().steps.first()

    with pytest.raises(InputError, match="source is missing"):
        services.record_real_days(step=step_row, days=41, source="", on="2026-01-01", by=make_user())


def test_pathways_stand_side_by_side_with_their_rights(designer):
    one, other = make_pathway(name_en="One", employer_tied=True), make_pathway(name_en="Other", renewable=False)
    make_note(pathway=one, text="after a year")

    page = designer.get(reverse("pathways:compare"), {"id": [one.pk, other.pk, "x"]})

    lines = {line.label: line.cells for line in page.context["lines"]}
    assert lines["Tied to one employer"] == ("yes", "not stated")
    assert lines["Family may come along"] == ("yes – after a year", "not stated")
    assert lines["Renewal"] == ("not stated", "no")


def test_at_most_four_pathways_are_compared(designer):
    rows = [make_pathway() for _n in range(5)]

    page = designer.get(reverse("pathways:compare"), {"id": [row.pk for row in rows]})

    assert len(page.context["heads"]) == 4


@pytest.mark.parametrize(("value", "tied"), [({}, True), ({"holds": False}, False)])
def test_a_tie_to_one_employer_is_a_finding(value, tied):
    pathway = make_pathway()
    make_requirement(pathway=pathway, kind="employer_tied", value=value)

    assert bool(findings_of(pathway)) is tied


@pytest.mark.parametrize(
    ("requirement", "isco08", "is_open"),
    [
        ({"kind": "occupation", "value": {"codes": ["25"]}}, "2512", True),
        ({"kind": "occupation", "value": {"codes": ["25"]}}, "9211", False),
        ({"kind": "occupation", "is_stated": False}, "9211", True),
        ({"kind": "origin", "value": {"codes": ["TUN"]}}, "2512", False),
        ({"kind": "occupation", "value": {"codes": ["25"]}, "valid_until_date": "2020-01-01"}, "9211", True),
    ],
)
def test_an_open_pathway_is_one_that_nothing_in_the_register_closes(requirement, isco08, is_open):
    pathway = make_pathway(destination_iso3="BEL")
    make_requirement(pathway=pathway, **requirement)

    found = selectors.open_pathways(origin_iso3="MAR", destination_iso3="BEL", isco08=isco08, on=date(2026, 1, 1))
    findings = selectors.training_findings(
        origin_iso3="MAR", destination_iso3="BEL", occupations=[isco08], on=date(2026, 1, 1)
    )

    assert bool(found) is is_open
    assert (findings == []) is is_open


def test_an_expired_pathway_is_not_open():
    make_pathway(destination_iso3="BEL", valid_until_date="2025-12-31")

    assert selectors.open_pathways(origin_iso3="MAR", destination_iso3="BEL", on=date(2026, 1, 1)) == []


def test_visa_centres_serve_everyone_or_those_they_name():
    everyone, moroccan = make_visa_centre(), make_visa_centre(serves_iso3=["MAR"])

    assert selectors.visa_centres(destination_iso3="BEL", origin_iso3="TUN") == [everyone]
    assert set(selectors.visa_centres(origin_iso3="MAR")) == {everyone, moroccan}


def test_programs_hold_facts_against_a_pathway(designer):
    pathway = make_pathway()
    make_requirement(pathway=pathway, kind="stay", value={"at_most": 9}, source="platforms:74")

    answer = designer.post(
        f"/api/v1/pathways/{pathway.pk}/fit", json.dumps({"stay_months": 12}), content_type="application/json"
    ).json()

    assert answer["verdict"] == "not_eligible"
    [condition] = answer["conditions"]
    assert (condition["actual"], condition["required"], condition["source"]) == (12, 9, "platforms:74")
    assert condition["change_facts"] == {"stay_months": 9}


def test_programs_read_ways_gaps_and_centres(designer):
    pathway = make_pathway()
    make_procedure(pathway=pathway)
    make_blockage(pathway=pathway)
    make_visa_centre()

    ways = designer.get(f"/api/v1/pathways/{pathway.pk}/routes").json()

    assert (ways["fastest"]["days"], ways["fastest"]["steps"]) == (20, ["apply", "visa"])
    assert designer.get("/api/v1/pathway-blockages").json()[0]["pathway"] == pathway.code
    assert designer.get("/api/v1/visa-centres?origin=MAR").json()[0]["place"] == "Rabat"


STEP = {
    "code": "visa",
    "name_en": "Visa",
    "party": "consulate",
    "predecessors": ["apply"],
    "source": "Law",
    "payer": "",
}


def test_a_step_is_added_in_a_new_version_and_its_payer_is_not_assumed(designer):
    pathway = make_pathway()
    make_procedure(pathway=pathway, steps=(("apply", ()),))

    designer.post(reverse("pathways:add_step", args=[pathway.pk]), STEP | {"fee_eur": "60"})

    latest = selectors.latest_procedure(pathway=pathway)
    assert (latest.version, [row.code for row in selectors.every_step_of(procedure=latest)]) == (2, ["apply", "visa"])
    assert latest.steps.get(code="visa").payer == ""


def test_a_changed_step_keeps_those_who_wait_for_it(designer):
    pathway = make_pathway()
    first = make_procedure(pathway=pathway)
    step_row = first.steps.get(code="apply")

    designer.post(
        reverse("pathways:edit_step", args=[step_row.pk]),
        {"code": "ask", "name_en": "Ask", "party": "worker", "source": "Law", "legal_days": "5"},
    )

    latest = selectors.latest_procedure(pathway=pathway)
    assert latest.steps.get(code="visa").predecessors == ["ask"]
    assert first.steps.filter(code="apply").exists()


def test_real_days_alone_make_no_new_version(designer):
    pathway = make_pathway()
    step_row = make_procedure(pathway=pathway).steps.get(code="apply")
    data = {"code": "apply", "name_en": "Apply", "party": "worker", "legal_days": "10", "real_days": "41"}

    refused = designer.post(reverse("pathways:edit_step", args=[step_row.pk]), data)
    designer.post(
        reverse("pathways:edit_step", args=[step_row.pk]),
        data | {"real_days_source": "Cases of 2025", "real_days_date": "2026-01-31"},
    )

    step_row.refresh_from_db()
    assert "real_days_source" in refused.context["form"].errors
    assert (step_row.real_days, pathway.procedures.count()) == (41, 1)


def test_a_step_taken_out_hands_its_place_on(designer):
    pathway = make_pathway()
    make_procedure(pathway=pathway, steps=(("apply", ()), ("permit", ("apply",)), ("visa", ("permit",))))
    step_row = selectors.latest_procedure(pathway=pathway).steps.get(code="permit")

    designer.post(reverse("pathways:edit_step", args=[step_row.pk]), {"act": "remove"})

    latest = selectors.latest_procedure(pathway=pathway)
    assert latest.steps.get(code="visa").predecessors == ["apply"]


def test_the_last_step_stays(designer):
    step_row = make_procedure(steps=(("apply", ()),)).steps.get()

    page = designer.post(reverse("pathways:edit_step", args=[step_row.pk]), {"act": "remove"})

    assert page.status_code == 422
    assert "The procedure has no step." in page.content.decode()


def test_a_step_of_an_older_version_is_not_changed(designer):
    pathway = make_pathway()
    old = make_procedure(pathway=pathway).steps.first()
    make_procedure(pathway=pathway, version=2)

    assert designer.get(reverse("pathways:edit_step", args=[old.pk])).status_code == 404


def test_steps_in_a_circle_are_refused_on_the_page(designer):
    step_row = make_procedure().steps.get(code="apply")

    page = designer.post(
        reverse("pathways:edit_step", args=[step_row.pk]),
        {"code": "apply", "name_en": "Apply", "party": "worker", "source": "Law", "predecessors": ["visa"]},
    )

    assert "in a circle" in page.content.decode()


def test_every_pathway_is_listed_for_a_person_with_the_failed_condition(designer):
    for code, months in (("long", 24), ("short", 6)):
        make_requirement(pathway=make_pathway(code=code), kind="stay", value={"at_most": months}, source="platforms:74")
    make_requirement(pathway=make_pathway(code="silent"), kind="salary", is_stated=False)
    make_pathway(code="elsewhere", destination_iso3="ESP")

    page = designer.get(reverse("pathways:person"), {"destination": "BEL", "stay_months": "12"})

    lines = page.context["lines"]
    assert [(line.pathway.code, line.verdict) for line in lines] == [
        ("long", "eligible"),
        ("silent", "unknown"),
        ("short", "not_eligible"),
    ]
    assert "Plan a shorter stay, 6 months at most." in page.content.decode()
    assert not Run.objects.exists()


def test_contradicting_answers_about_a_person_are_told_apart(designer):
    make_requirement(kind="reentry", value={"at_least": 6})

    page = designer.get(reverse("pathways:person"), {"stay_months": "-1"})

    assert page.context["form"].errors


def test_the_list_says_how_long_people_may_stay_wherever_it_is_stated(designer):
    make_pathway(name_en="By field", max_months=9)
    make_requirement(pathway=make_pathway(name_en="By stay"), kind="stay", value={"at_most": 36}, text_en="Three years")
    make_requirement(
        pathway=make_pathway(name_en="By window"), kind="window", value={"at_most": 7, "within_months": 11},
        text_en="7 in 11",
    )  # fmt: skip
    make_pathway(name_en="Silent")

    lines = designer.get(reverse("pathways:list")).context["lines"]

    assert {line["pathway"].name_en: line["stay"] for line in lines} == {
        "By field": "9 months", "By stay": "Three years", "By window": "7 in 11", "Silent": "not stated",
    }  # fmt: skip
