"""A designer who starts from the invented statistics finds the right answer that the generator planted."""

from datetime import date

import pytest

from corridor.batch.evidence_record import FORMATS
from corridor.demo.evidence import SMALL, Shape, synthetic_world, write_sample
from corridor.demo.evidence.sample import FILES
from corridor.design.evidence.runs import evidence_values
from corridor.design.evidence.selectors import codes_to_compare
from corridor.engines.screening import Alternative, Criterion, rank
from corridor.knowledge.labour_market.services import import_file
from tests.factories.design import make_corridor, make_scheme

pytestmark = pytest.mark.django_db
YEAR = 2025
ON = date(2026, 6, 1)
# Five destinations: each planted sector once.
SHAPE = Shape(("BEL", "DEU", "ESP", "FRA", "ITA"), SMALL.origins, 3)


def import_sample(folder, seed):
    write_sample(folder, seed=seed, last_year=YEAR, shape=SHAPE)
    for file, _write in FILES:
        if file.format in FORMATS:
            version = import_file(path=folder / file.name, by=None, publisher="Synthetic", is_synthetic=True)
            assert (version.bad, version.format) == (0, file.format)
            assert version.added > 0


def ranked(values, weights):
    """Rank by the screening engine: criteria on a scale from 0 to 1, unknown values left open."""
    criteria = [Criterion(name=name, weight=weight, worst=0, best=1) for name, weight in weights.items()]
    by_code = {}
    for row in values:
        if row.criterion in weights:
            by_code.setdefault(row.alternative, {})[row.criterion] = row.value
    found = rank(criteria, [Alternative(name=code, values=known) for code, known in by_code.items()], draws=200, seed=1)
    return [row.name for row in sorted(found.alternatives, key=lambda row: row.rank)], found


def test_the_planted_sector_and_origin_come_first(tmp_path):
    import_sample(tmp_path, 1)
    world = synthetic_world(seed=1, last_year=YEAR, shape=SHAPE)

    assert len({truth.sector for truth in world.truths}) == 5
    for truth in world.truths:
        scheme = make_scheme()
        make_corridor(scheme, origin_iso3="SEN", destination_iso3=truth.destination)
        sectors = codes_to_compare(scheme=scheme, kind="sector")
        countries = [code for code in codes_to_compare(scheme=scheme, kind="country") if code in SMALL.origins]
        by_sector = evidence_values(scheme=scheme, kind="sector", codes=sectors, on=ON)
        by_country = evidence_values(scheme=scheme, kind="country", codes=countries, sector=truth.sector, on=ON)

        first_sectors, sector_ranking = ranked(by_sector, truth.sector_weights)
        first_countries, _ranking = ranked(by_country, truth.country_weights)

        assert first_sectors[0] == truth.sector
        assert first_countries[0] == truth.origin
        assert min(row.coverage for row in sector_ranking.alternatives) == 1
        assert all(row.is_synthetic for row in by_sector)
        # Distance and history are not invented, and people's scores are theirs to give.
        unknown = {part.indicator.code for row in by_country for part in row.parts if part.value is None}
        assert unknown == {"distance", "historical_ties", "governance"}
        assert not any(row.is_stale for row in by_sector)


def test_another_sector_would_win_by_vacancies_alone(tmp_path):
    import_sample(tmp_path, 1)
    truth = synthetic_world(seed=1, last_year=YEAR, shape=SHAPE).truths[0]
    scheme = make_scheme()
    make_corridor(scheme, origin_iso3="SEN", destination_iso3=truth.destination)
    values = evidence_values(scheme=scheme, kind="sector", codes=codes_to_compare(scheme=scheme, kind="sector"), on=ON)

    first, _ranking = ranked(values, {"skill_shortage": 1})

    assert first[0] != truth.sector
