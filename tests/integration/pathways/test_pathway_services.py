import pytest

from corridor.kernel.errors import InputError
from corridor.knowledge.pathways import selectors, services
from corridor.knowledge.pathways.models import Pathway, Procedure
from tests.factories.access import make_user
from tests.factories.pathways import make_model_contract, make_pathway, make_procedure

pytestmark = pytest.mark.django_db


def step(code, *before, **fields):
    return {"code": code, "name_en": code, "party": "worker", "predecessors": list(before)} | fields


def test_a_pathway_is_entered_with_its_requirements():
    pathway = services.create_pathway(
        code="be-single",
        name_en="Single permit",
        destination_iso3="BEL",
        permit_kind="work",
        source="invented",
        by=make_user(),
        requirements=[{"kind": "salary", "value": {"at_least": 30000}, "text_en": "30,000 EUR a year"}],
    )

    assert [row.kind for row in pathway.requirements.all()] == ["salary"]


def test_a_pathway_without_source_is_refused():
    with pytest.raises(InputError, match="source is missing"):
        services.create_pathway(
            code="x", name_en="X", destination_iso3="BEL", permit_kind="work", source=" ", by=make_user()
        )


def test_an_unknown_country_is_refused():
    with pytest.raises(InputError, match="not a country code"):
        services.create_pathway(
            code="x", name_en="X", destination_iso3="BEX", permit_kind="work", source="s", by=make_user()
        )


def test_steps_are_stored_in_an_order_in_which_they_can_be_worked():
    procedure = services.create_procedure(
        pathway=make_pathway(), steps=[step("visa", "permit"), step("permit")], by=make_user()
    )

    assert [row.code for row in selectors.steps_of(procedure=procedure)] == ["permit", "visa"]


def test_a_procedure_that_runs_in_a_circle_is_refused_and_the_circle_is_named():
    with pytest.raises(InputError, match=r"visa → permit → visa|permit → visa → permit"):
        services.create_procedure(
            pathway=make_pathway(), steps=[step("visa", "permit"), step("permit", "visa")], by=make_user()
        )

    assert not Procedure.objects.exists()


@pytest.mark.parametrize("steps", [[], [step("visa"), step("visa")]])
def test_a_procedure_needs_steps_of_different_codes(steps):
    with pytest.raises(InputError):
        services.create_procedure(pathway=make_pathway(), steps=steps, by=make_user())


def test_a_changed_procedure_is_a_new_version_and_the_newest_is_used():
    pathway = make_pathway()
    make_procedure(pathway=pathway)

    second = services.create_procedure(pathway=pathway, steps=[step("visa")], by=make_user())

    assert second.version == 2
    assert selectors.latest_procedure(pathway=pathway) == second


def test_pathways_open_to_every_origin_are_found_for_each_origin():
    anyone = make_pathway(origin_iso3="")
    moroccan = make_pathway(origin_iso3="MAR")
    make_pathway(origin_iso3="TUN")

    assert list(selectors.pathways(origin_iso3="MAR", destination_iso3="BEL")) == [anyone, moroccan]


def test_a_model_contract_never_charges_the_worker():
    with pytest.raises(InputError, match="charges the worker nothing"):
        services.create_model_contract(
            by=make_user(),
            destination_iso3="BEL",
            sector="J",
            name_en="x",
            min_monthly_eur=2000,
            max_weekly_hours=38,
            worker_fees_eur=5,
            source="s",
        )


def test_the_model_contract_of_a_country_and_sector_is_found():
    contract = make_model_contract(destination_iso3="ESP", sector="A")

    assert selectors.model_contract_for(destination_iso3="ESP", sector="A") == contract
    assert selectors.model_contract_for(destination_iso3="ESP", sector="J") is None


def test_names_follow_the_reader(settings):
    from django.utils.translation import override

    pathway = make_pathway(name_en="Permit", name_ar="تصريح")

    with override("ar"):
        assert str(Pathway.objects.get(pk=pathway.pk)) == "تصريح"
