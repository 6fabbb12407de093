"""Cloned entries of the gallery, and the packaged pathways, agree with the table that was read from the sources."""

from pathlib import Path

import pytest
import yaml

from corridor.access.roles import Role
from corridor.design.schemes.models import SchemeNote
from corridor.design.schemes.services import clone_entry
from corridor.design.schemes.terms import TERMS
from corridor.design.studio.selectors import mobility_of, plan_of
from corridor.knowledge.pathways.loading import load_pathways
from corridor.knowledge.pathways.models import Requirement
from tests.factories.access import make_member, make_organisation

pytestmark = pytest.mark.django_db
TABLE = yaml.safe_load((Path(__file__).parents[2] / "cases" / "pathways.yaml").read_text(encoding="utf-8"))
SILENT = "not stated"
NAMES = {
    "maximum_months": "longest_stay",
    "maximum_months_elsewhere": "longest_stay_elsewhere",
    "window_months": "window",
    "renewal": "renewal",
    "time_away_months": "time_away",
    "test_validity_months": "test_validity",
    "roster_validity_months": "roster_validity",
}


@pytest.fixture
def clone():
    ministry = make_organisation(iso3="MAR")
    designer = make_member(Role.DESIGNER, organisation=ministry)
    return lambda entry_id: clone_entry(entry_id=entry_id, lead=ministry, by=designer)


def test_the_table_holds_the_five_schemes_and_every_asked_property():
    assert set(TABLE) == {"palim", "digital-explorers", "rse-nz", "eps-korea", "triple-win"}
    asked = {"letter", "maximum_months", "window_months", "renewal", "test_validity_months", "roster_validity_months"}
    assert all(asked | {"tensions"} <= set(row) for row in TABLE.values())


@pytest.mark.parametrize("entry_id", TABLE)
def test_the_letter_of_a_clone_is_that_of_the_sources(clone, entry_id):
    wanted = TABLE[entry_id]["letter"]

    scheme = clone(entry_id)

    assert (scheme.model or SILENT) == (wanted if wanted == SILENT else wanted["value"])
    assert scheme.model_label == ("" if wanted == SILENT else wanted.get("label", ""))


@pytest.mark.parametrize("entry_id", [entry_id for entry_id, row in TABLE.items() if "label" in row["letter"]])
def test_the_chooser_gives_a_clone_the_same_letter(clone, entry_id):
    choice = mobility_of(plan=plan_of(scheme=clone(entry_id)))

    assert (choice.letter, choice.label) == (TABLE[entry_id]["letter"]["value"], TABLE[entry_id]["letter"]["label"])


@pytest.mark.parametrize("entry_id", TABLE)
def test_the_terms_of_a_clone_are_those_of_the_sources(clone, entry_id):
    notes = {row.text: row for row in clone(entry_id).notes.filter(topic=SchemeNote.Topic.TERM)}

    wanted = {TERMS[NAMES[name]]: value for name, value in TABLE[entry_id].items() if name in NAMES}

    assert set(notes) == set(wanted)
    for text, value in wanted.items():
        note = notes[text]
        if value == SILENT:
            assert (note.value, note.basis, note.source) == ("", SILENT, "")
            continue
        assert note.source == value["source"]
        assert note.value == str(value.get("value", ""))
        assert value.get("words", "") in note.basis


@pytest.mark.parametrize("entry_id", TABLE)
def test_the_tensions_of_a_clone_are_those_of_the_sources(clone, entry_id):
    notes = list(clone(entry_id).notes.filter(topic=SchemeNote.Topic.TENSION))

    wanted = TABLE[entry_id]["tensions"]

    assert len(notes) == len(wanted)
    for row in wanted:
        assert [note.source for note in notes if row["about"] in note.text] == [row["source"]]


def test_the_packaged_pathways_state_the_same_values():
    load_pathways(by=None)

    def values(code, kind):
        return [row.value for row in Requirement.objects.filter(pathway__code=code, kind=kind).order_by("pk")]

    season, permit = TABLE["rse-nz"], TABLE["eps-korea"]
    short, long = values("nz-rse", "window")
    assert (short["at_most"], short["within_months"]) == (
        season["maximum_months"]["value"],
        season["window_months"]["value"],
    )
    assert long["at_most"] == season["maximum_months_elsewhere"]["value"]
    assert values("kr-eps-npl", "stay") == [
        {"at_most": permit["maximum_months"]["value"], "extension_months": permit["renewal"]["value"]}
    ]
    assert values("kr-eps-npl", "reentry") == [{"at_least": permit["time_away_months"]["value"]}]


def test_no_figure_of_an_entry_becomes_a_figure_of_the_plan(clone):
    scheme = clone("eps-korea")

    assert (scheme.target_participants, scheme.target_placements, scheme.start_date) == (None, None, None)
