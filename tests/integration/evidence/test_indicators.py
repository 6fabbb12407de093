"""From imported figures to the indicators of sectors and countries."""

from datetime import date

import pytest

from corridor.design.evidence.runs import evidence_values, indicator_table
from corridor.design.evidence.selectors import codes_at_first, codes_to_compare
from corridor.design.schemes.models import SchemeOccupation
from tests.factories.design import make_corridor, make_scheme
from tests.factories.evidence import figure, import_figures, import_pairs, make_hand_score

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)
EMP, UNE, PAY = "EMP_TEMP_SEX_OC2_NB_A", "UNE_TUNE_SEX_OCU_NB_A", "EAR_4MTH_SEX_OCU_CUR_NB_A"


@pytest.fixture
def scheme():
    scheme = make_scheme(nace2="J")
    make_corridor(scheme)
    SchemeOccupation.objects.create(scheme=scheme, isco08="2512")
    return scheme


def cell(scheme, kind, code, indicator, **asked):
    return indicator_table(scheme=scheme, kind=kind, codes=[code], on=ON, **asked).cells[code, indicator]


def test_a_vacancy_rate_is_read_by_sector_where_the_office_counts_by_sector(scheme):
    import_figures(
        figure("JOBVAC", "BEL", 30, nace_r2="F"),
        figure("JOBOCC", "BEL", 970, nace_r2="F"),
        figure("JOBVAC", "BEL", 500, nace_r2="TOTAL"),
    )

    found = cell(scheme, "sector", "F", "vacancy_rate")

    assert (found.value, found.place, found.year) == (3, 0.5, 2025)
    assert "Office" in found.sources[0]


def test_a_vacancy_rate_is_summed_over_the_occupations_that_stand_for_the_sector(scheme):
    # Construction is read through 71 and 93; ILOSTAT's bulk files count in thousands.
    import_figures(
        figure("JOBVAC", "BEL", 1500, occupation="71"),
        figure("JOBVAC", "BEL", 500, occupation="93"),
        figure(EMP, "BEL", 60, occupation="71", sex="T"),
        figure(EMP, "BEL", 38, occupation="93", sex="T"),
    )

    found = cell(scheme, "sector", "F", "vacancy_rate")

    assert found.value == 2
    assert len(found.figures) == 4


def test_an_occupation_without_a_figure_leaves_the_sector_unknown(scheme):
    import_figures(figure("JOBVAC", "BEL", 1500, occupation="71"), figure(EMP, "BEL", 60, occupation="71", sex="T"))

    found = cell(scheme, "sector", "F", "vacancy_rate")

    assert (found.value, found.low, found.high) == (None, 0, 6)
    assert (found.place_low, found.place_high) == (0, 1)


def test_occupations_are_read_at_one_level_in_both_inputs(scheme):
    import_figures(
        figure("JOBVAC", "BEL", 9, occupation="25"),
        figure("JOBVAC", "BEL", 3000, occupation="2"),
        figure(UNE, "BEL", 2, occupation="2", sex="T"),
        figure("JOBVAC", "BEL", 1000, occupation="3"),
        figure(UNE, "BEL", 2, occupation="3", sex="T"),
    )

    found = cell(scheme, "sector", "J", "tightness")

    assert (found.value, found.broader) == (1, True)


def test_wage_pressure_is_held_against_all_occupations(scheme):
    import_figures(
        *(figure(PAY, "BEL", value, time, occupation=code, sex="T") for code, time, value in (
            ("25", 2023, 100), ("35", 2023, 100), ("25", 2025, 121), ("35", 2025, 121),
            ("TOTAL", 2023, 100), ("TOTAL", 2025, 104.04),
        ))
    )  # fmt: skip

    assert cell(scheme, "sector", "J", "wage_pressure").value == pytest.approx(8, rel=1e-9)


def test_the_lesser_sex_is_counted_in_the_sector(scheme):
    import_figures(
        *(
            figure(EMP, "BEL", value, occupation=code, sex=sex)
            for code in ("25", "35")
            for sex, value in (("F", 3), ("M", 7))
        )
    )

    assert cell(scheme, "sector", "J", "women_and_men").value == 30


def test_unemployment_in_the_occupations_of_the_scheme_is_read_in_the_origin(scheme):
    import_figures(
        figure(UNE, "MAR", 5, occupation="25", sex="T"),
        figure(EMP, "MAR", 45, occupation="25", sex="T"),
        figure(UNE, "MAR", 4, occupation="25", sex="F"),
        figure(EMP, "MAR", 6, occupation="25", sex="F"),
    )

    assert cell(scheme, "country", "MAR", "unemployment_by_occupation").value == 10
    assert cell(scheme, "country", "MAR", "unemployment_by_occupation", sex="F").value == 40
    assert cell(scheme, "country", "MAR", "unemployment_by_occupation", sector="F").value is None


def test_permits_and_people_who_went_before_are_read_for_the_pair_of_countries(scheme):
    import_figures(
        figure("MIGR_RESOCC", "BEL", 50, partner="MA"),
        figure("MIGR_RESOCC", "DEU", 900, partner="MA"),
        figure("migrant_stock", "BEL", 1000, partner="MAR"),
        figure("SP.POP.1564.TO", "MAR", 100_000),
    )

    assert cell(scheme, "country", "MAR", "permits_issued").value == 50
    assert cell(scheme, "country", "MAR", "migrant_stock").value == 10


def test_distance_and_history_come_from_the_table_of_pairs(scheme):
    import_pairs("iso_o,iso_d,contig,comlang_off,colony,dist,distw", "MAR,BEL,0,1,0,1900,2026")

    distance, ties = (cell(scheme, "country", "MAR", code) for code in ("distance", "historical_ties"))

    assert (distance.value, distance.year, distance.is_stale) == (2026.0, None, False)
    assert distance.place == pytest.approx(1 - (2026 - 500) / 9500)
    assert ties.value == 1


def test_a_shared_language_needs_no_import(scheme):
    found = cell(scheme, "country", "MAR", "language_overlap")

    assert found.language == "fr"
    assert 30 < found.value < 40
    assert "CLDR" in found.sources[0]


def test_a_score_by_hand_stands_with_its_source_and_date(scheme):
    make_hand_score(scheme, value=1.5, source="Governance profile")

    found = cell(scheme, "country", "MAR", "governance")

    assert (found.value, found.place, found.sources) == (1.5, 0.5, ("Governance profile",))


def test_an_old_figure_is_marked_and_an_invented_one_too(scheme):
    import_figures(figure("SL.UEM.1524.ZS", "MAR", 20, 2019), is_synthetic=True)

    found = cell(scheme, "country", "MAR", "youth_unemployment")

    assert (found.value, found.is_stale, found.is_synthetic) == (20, True, True)


def test_a_published_figure_comes_before_an_invented_one(scheme):
    import_figures(figure("SL.UEM.1524.ZS", "MAR", 40), is_synthetic=True)
    import_figures(figure("SL.UEM.1524.ZS", "MAR", 20))

    found = cell(scheme, "country", "MAR", "youth_unemployment")

    assert (found.value, found.is_synthetic) == (20, False)


def test_a_suppressed_figure_is_not_zero(scheme):
    import_figures(figure("SL.UEM.1524.ZS", "MAR", ""))

    assert cell(scheme, "country", "MAR", "youth_unemployment").value is None


def test_a_figure_about_a_part_is_not_taken_for_the_whole(scheme):
    import_figures(figure("BX.TRF.PWKR.DT.GD.ZS", "MAR", 8, nace_r2="F"))

    assert cell(scheme, "country", "MAR", "remittances").value is None


def test_each_criterion_gets_one_value_between_its_worst_and_its_best(scheme):
    import_figures(figure("SL.UEM.1524.ZS", "MAR", 22.5), figure("BX.TRF.PWKR.DT.GD.ZS", "MAR", 5))

    found = {
        (row.criterion, row.alternative): row
        for row in evidence_values(scheme=scheme, kind="country", codes=["MAR", "TUN"], on=ON)
    }

    pressure = found["migration_pressure", "MAR"]
    assert (pressure.value, pressure.low, pressure.high) == (0.375, 0.375, 0.375)
    assert (pressure.known, pressure.asked, pressure.vintage) == (2, 2, "2025")
    unknown = found["migration_pressure", "TUN"]
    assert (unknown.value, unknown.low, unknown.high) == (None, 0, 1)
    assert "Not known" in unknown.note
    assert len(found) == 12


def test_a_value_of_one_indicator_carries_the_figure_in_its_own_unit(scheme):
    import_figures(figure("JOBVAC", "BEL", 3, nace_r2="F"), figure("JOBOCC", "BEL", 97, nace_r2="F"), is_synthetic=True)

    (found,) = (
        row
        for row in evidence_values(scheme=scheme, kind="sector", codes=["F"], on=ON)
        if row.criterion == "skill_shortage"
    )

    assert (found.raw, found.value, found.unit, found.is_synthetic) == (3, 0.5, "%", True)


def test_a_scheme_without_a_corridor_knows_nothing(scheme):
    values = evidence_values(scheme=make_scheme(), kind="sector", codes=["F"], on=ON)

    assert [row.value for row in values] == [None] * len(values)


def test_the_table_offers_countries_of_which_something_is_known(scheme):
    import_figures(figure("SL.UEM.1524.ZS", "TUN", 30), figure("SL.UEM.1524.ZS", "BEL", 10))
    make_hand_score(scheme, iso3="SEN")

    assert codes_to_compare(scheme=scheme, kind="country") == ["MAR", "SEN", "TUN"]


def test_a_very_long_list_begins_with_what_people_named(scheme):
    offered = [f"X{n:02}" for n in range(70)] + ["MAR"]

    assert codes_at_first(scheme=scheme, kind="country", offered=offered) == ["MAR"]


def test_the_number_of_questions_does_not_grow_with_the_alternatives(scheme, django_assert_max_num_queries):
    countries = ["MAR", "TUN", "SEN", "COL", "EGY", "NGA", "GHA", "KEN"]
    import_figures(*(figure("SL.UEM.1524.ZS", code, 20) for code in countries))

    with django_assert_max_num_queries(30):
        indicator_table(scheme=scheme, kind="country", codes=countries, on=ON)
