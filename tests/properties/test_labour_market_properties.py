"""Whatever files follow each other: the figures that stand are those of the newest file that gave them."""

from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra.django import TestCase

from corridor.knowledge.labour_market.models import DatasetVersion, Observation
from corridor.knowledge.labour_market.selectors import figures
from tests.factories.labour_market import plant_figures, row

pytestmark = pytest.mark.slow
YEARS = st.integers(min_value=2000, max_value=2004)
EDITIONS = st.lists(
    st.tuples(st.dictionaries(YEARS, st.one_of(st.none(), st.integers(0, 3)), min_size=1), st.booleans()),
    min_size=1,
    max_size=4,
)


class EditionsTest(TestCase):
    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(editions=EDITIONS)
    def test_the_standing_figures_are_those_of_the_newest_file_that_gave_them(self, editions):
        expected: dict[str, int | None] = {}
        with TemporaryDirectory() as folder:
            for number, (edition, is_whole) in enumerate(editions):
                rows = [row(year=year, value="" if value is None else value) for year, value in edition.items()]
                before = Observation.objects.count()
                # A row that cannot be used makes the bytes of every edition its own.
                version = plant_figures(
                    folder,
                    *rows,
                    row(iso3="QQQ", year=1900 + number),
                    dataset_code="a/b",
                    is_whole=is_whole,
                    bad_share=1,
                )
                expected = ({} if is_whole else expected) | {str(year): value for year, value in edition.items()}

                assert Observation.objects.count() == before + version.added + version.changed
                assert version.added + version.changed + version.unchanged == len(edition)
                standing = {figure.time: figure.value for figure in figures(indicator="unemployed")}
                assert standing == expected

        self._check_history()

    def _check_history(self) -> None:
        """No row was altered but closed, and none is closed before it stood."""
        for since, until in Observation.objects.values_list("since_version__number", "until_version__number"):
            assert until is None or since < until
        total = sum(version.added + version.changed for version in DatasetVersion.objects.all())
        assert Observation.objects.count() == total
