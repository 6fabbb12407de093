"""The demonstration's evidence: invented and marked, with a gap, a break, a revision, and a file that waits."""

from datetime import date

import pytest

from corridor.demo.planting.ground import Ground
from corridor.demo.planting.labour_market import plant_labour_market
from corridor.knowledge.labour_market.models import Dataset, DatasetVersion, EvidenceFile
from corridor.knowledge.labour_market.selectors import indicators, latest, series
from corridor.knowledge.labour_market.sides import adverts_beside, women_and_men
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted():
    today = date.today()
    plant_labour_market(Ground(today, users={"designer": make_user()}))
    return today


def test_all_figures_of_the_demonstration_are_marked_as_invented(planted):
    assert set(Dataset.objects.values_list("is_synthetic", flat=True)) == {True}
    assert list(indicators()) == ["job_adverts", "unemployed", "vacancies"]


def test_the_second_edition_changes_figures_and_adds_none(planted):
    second = DatasetVersion.objects.get(number=2)

    assert (second.added, second.gone, second.bad) == (0, 0, 0)
    assert 0 < second.changed < second.unchanged


def test_the_demonstration_shows_a_gap_a_break_and_a_modelled_year(planted):
    last = planted.year - 1

    tunisia, morocco = series(indicator="unemployed", area="TUN"), series(indicator="unemployed", area="MAR")

    assert set(tunisia.gaps) >= {str(last - 5), str(last - 4)}
    assert morocco.breaks == (str(last - 6),)
    assert morocco.points[-1].is_modelled
    assert {figure.time for figure in latest(indicator="unemployed", areas=None, occupations=[""]).values()} == {
        str(last)
    }


def test_adverts_and_women_stand_beside_what_they_are_compared_with(planted):
    found = adverts_beside(area="BEL", beside="vacancies")

    assert sum(row.adverts_share for row in found.rows) == pytest.approx(1)
    assert any(row.survey is not None and not row.adverts for row in found.rows)
    assert {pair.women.area for pair in women_and_men(indicator="unemployed")} >= {"MAR", "BEL"}


def test_a_file_waits_for_the_designer_with_its_wrong_rows(planted):
    waiting = EvidenceFile.objects.get(status="checked")

    assert waiting.counts["bad"] == 2
    assert set(waiting.problems.filter(is_mark=False).values_list("code", flat=True)) == {
        "unknown_area", "not_a_number",
    }  # fmt: skip
