"""The packaged pathways: loaded twice without a change, every value with its line, silence kept as silence."""

import re

import pytest
from django.core.management import call_command

from corridor.knowledge.pathways import selectors
from corridor.knowledge.pathways.loading import load_pathways
from corridor.knowledge.pathways.models import Pathway, PathwayNote, Procedure, Requirement
from corridor.knowledge.pathways.packaged import LANGUAGES, packaged_pathways, parsed
from corridor.knowledge.pathways.runs import fit, routes
from corridor.knowledge.pathways.wording import DOCUMENTS, cited
from tests.factories.access import make_user
from tests.factories.pathways import make_pathway

pytestmark = pytest.mark.django_db
CODES = {"be-ict-mar", "de-nurses-phl", "kr-eps-npl", "nz-rse"}
LINE = re.compile(r"([a-z]+):(\d+)(-\d+)?")


@pytest.fixture
def register():
    load_pathways(by=None)
    return {row.code: row for row in Pathway.objects.prefetch_related("requirements", "notes")}


def test_the_four_examples_are_packaged(register):
    assert set(register) == CODES


def test_loading_twice_changes_nothing(register):
    again = load_pathways(by=None)

    assert (again.created, again.updated, again.unchanged) == (0, 0, 4)
    assert Procedure.objects.count() == 4


def test_a_changed_file_replaces_conditions_and_adds_a_version_of_the_procedure(register):
    entry = next(each for each in packaged_pathways() if each.code == "nz-rse")
    changed = type(entry)(entry.code, entry.fields, entry.requirements[:2], (), entry.steps, "another digest")

    found = load_pathways(by=None, entries=[changed])

    assert (found.created, found.updated) == (0, 1)
    assert Requirement.objects.filter(pathway__code="nz-rse").count() == 2
    assert [row.version for row in register["nz-rse"].procedures.all()] == [2, 1]


def test_pathways_of_the_installation_stay_as_they_are(register):
    own = make_pathway(code="own", name_en="Own")

    load_pathways(by=None)

    own.refresh_from_db()
    assert own.name_en == "Own"


def test_the_command_of_the_shell_loads_them_too(capsys):
    call_command("load_pathways")

    assert capsys.readouterr().out == "4 new, 0 changed, 0 unchanged\n"


def test_every_stated_value_names_the_line_that_states_it(register):
    stated = [row for row in Requirement.objects.all() if row.is_stated]
    answered = [row for row in PathwayNote.objects.all() if row.answer != "not_stated"]
    steps = [step for row in Procedure.objects.all() for step in row.steps.all()]

    for row in [*register.values(), *stated, *answered, *steps]:
        parts = [LINE.fullmatch(part.strip()) for part in row.source.split(";")]
        assert all(part and part[1] in DOCUMENTS for part in parts), (row, row.source)
        assert cited(row.source) != row.source


def test_every_text_of_the_package_stands_in_four_languages():
    for entry in packaged_pathways():
        rows = [entry.fields, *(row for row in entry.requirements if row.get("text_en")), *entry.steps]
        for row in rows:
            stem = "text" if "text_en" in row else "name"
            assert all(row.get(f"{stem}_{language}") for language in LANGUAGES), row
        for note in entry.notes:
            if note.get("text"):
                assert set(note["wordings"]["text"]) == {"of", "fr", "es", "ar"}


def test_what_no_source_states_is_unknown_and_never_open(register):
    for row in register.values():
        assert fit(pathway=row, facts={}, by=make_user()).verdict == "unknown"


@pytest.mark.parametrize(
    ("origin", "months", "kind"), [("TON", 8, "window"), ("KIR", 10, "window"), ("TON", 7, None), ("KIR", 9, None)]
)
def test_the_season_in_new_zealand_is_seven_months_and_nine_from_kiribati(register, origin, months, kind):
    facts = {"origin_iso3": origin, "stay_months": float(months), "is_first_stay": True}

    unmet = fit(pathway=register["nz-rse"], facts=facts, by=make_user()).of("unmet")

    assert [each.kind for each in unmet] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ({"stay_months": 60.0, "has_renewal": True}, []),
        ({"stay_months": 60.0, "has_renewal": False}, ["stay"]),
        ({"stay_months": 61.0, "has_renewal": True}, ["stay"]),
        ({"is_first_stay": False, "months_away": 5.0}, ["reentry"]),
        ({"needs_family": True}, ["no_family"]),
        ({"origin_iso3": "MAR"}, ["origin"]),
    ],
)
def test_the_permit_for_korea_is_three_years_and_two_then_six_months_at_home(register, facts, kinds):
    unmet = fit(pathway=register["kr-eps-npl"], facts=facts, by=make_user()).of("unmet")

    assert [each.kind for each in unmet] == kinds


def test_a_condition_that_is_not_met_names_its_source_and_the_nearest_change(register):
    [unmet] = fit(pathway=register["kr-eps-npl"], facts={"stay_months": 70.0}, by=make_user()).of("unmet")

    assert (unmet.actual, unmet.required) == (70.0, 36)
    assert unmet.row.source == "mismes:305"
    assert dict(unmet.change.facts) == {"stay_months": 36}


def test_the_exit_from_the_philippines_may_go_by_certificate_or_by_pass(register):
    procedure = selectors.latest_procedure(pathway=register["de-nurses-phl"])

    usual = [step.code for step in selectors.steps_of(procedure=procedure)]
    every = [step.code for step in selectors.every_step_of(procedure=procedure)]

    assert "exit-certificate" in usual
    assert set(every) - set(usual) == {"exit-pass"}
    assert routes(procedure=procedure).fastest is not None


def test_no_step_of_the_package_assumes_that_the_worker_pays(register):
    payers = {step.payer for row in Procedure.objects.all() for step in row.steps.all()}

    assert payers == {""}


def test_a_file_without_steps_or_notes_is_a_pathway_all_the_same():
    text = "pathway: {code: x, name: {en: X}, destination_iso3: BEL, permit_kind: work, source: 'guide:1'}"

    assert (parsed(text).code, parsed(text).steps, parsed(text).notes) == ("x", (), ())
