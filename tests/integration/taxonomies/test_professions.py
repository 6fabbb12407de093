"""What countries say about professions."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.kernel.errors import InputError, NotPermitted
from corridor.knowledge.taxonomies.models import Authority, NationalLevel, RegulatedProfession
from corridor.knowledge.taxonomies.selectors import professions as selectors
from corridor.knowledge.taxonomies.services.professions import save_authority, save_level, save_profession
from tests.factories.access import make_member
from tests.factories.taxonomies import make_authority, make_level, make_profession

pytestmark = pytest.mark.django_db


def test_a_profession_is_found_by_its_country_its_group_and_the_day():
    nurse = make_profession(valid_from_date=date(2020, 1, 1), valid_until_date=date(2025, 12, 31))
    make_profession(iso3="FRA")
    make_profession(isco08="7411")

    assert list(selectors.professions(iso3="DEU", isco08="2221.1", on=date(2024, 5, 1))) == [nurse]
    assert not selectors.professions(iso3="DEU", isco08="2221", on=date(2026, 1, 1))


def test_a_designer_enters_an_authority_and_the_audit_names_no_office():
    designer = make_member(Role.DESIGNER)

    row = save_authority(authority=Authority(iso3="DEU", name="Office of Nursing", source="page 4"), by=designer)

    entry = AuditEntry.objects.get(action="taxonomies.authority_saved")
    assert (entry.object_id, entry.detail) == (str(row.pk), {"new": True, "iso3": "DEU"})


def test_a_counsellor_reads_and_does_not_enter():
    with pytest.raises(NotPermitted):
        save_authority(authority=Authority(iso3="DEU", name="Office", source="page 4"), by=make_member(Role.COUNSELLOR))

    assert not Authority.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"iso3": "GER"}, "iso3"),
        ({"isco08": "22"}, "isco08"),
        ({"languages_needed": "german:B2"}, "languages_needed"),
        ({"languages_needed": "de:B7"}, "languages_needed"),
        ({"source": " "}, "source"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(fields, field):
    valid = {"iso3": "DEU", "title": "Nurse", "isco08": "2221", "source": "page 4"}

    with pytest.raises(InputError) as refused:
        save_profession(profession=RegulatedProfession(**valid | fields), by=make_member(Role.DESIGNER))

    assert refused.value.field == field
    assert not RegulatedProfession.objects.exists()


def test_an_authority_of_another_country_decides_on_nothing_here():
    elsewhere = make_authority(iso3="ESP")
    row = RegulatedProfession(iso3="DEU", title="Nurse", isco08="2221", source="page 4", authority=elsewhere)

    with pytest.raises(InputError, match="decides in ESP, not in DEU"):
        save_profession(profession=row, by=make_member(Role.DESIGNER))


def test_the_languages_of_a_profession_are_read_with_their_levels():
    assert make_profession(languages_needed="de:b2|fr").languages == (("de", "B2"), ("fr", ""))


def test_two_reports_about_one_level_stand_side_by_side():
    make_level(level="4", eqf_level=4, report="Report of 2013")
    make_level(level="4", eqf_level=5, report="Report of 2020")

    assert [row.eqf_level for row in selectors.levels(iso3="DEU")] == [4, 5]


@pytest.mark.parametrize("fields", [{"eqf_level": 9}, {"is_official": True}])
def test_a_level_beyond_eight_or_an_official_one_without_a_number_is_refused(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_level(**fields)


def test_an_official_comparison_without_a_level_is_refused_with_a_sentence():
    row = NationalLevel(iso3="DEU", framework="Framework", level="4", report="Report", is_official=True)

    with pytest.raises(InputError, match="names the European level"):
        save_level(level=row, by=make_member(Role.DESIGNER))
