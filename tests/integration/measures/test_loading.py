"""The packaged gallery becomes the repository of measures, once and for all."""

from dataclasses import replace
from decimal import Decimal

import pytest

from corridor.batch import gallery
from corridor.core.models import AuditEntry
from corridor.kernel.errors import DataUnavailable
from corridor.knowledge.measures.models import (
    ConflictSide,
    Measure,
    MeasureDerivation,
    MeasureFigure,
    MeasurePlace,
    MeasureSource,
)
from corridor.knowledge.measures.services import GalleryLoad, load_gallery
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db
PARTS = (Measure, MeasurePlace, MeasureFigure, MeasureDerivation, MeasureSource, ConflictSide)


def counts():
    return [model.objects.count() for model in PARTS]


def test_every_entry_of_the_gallery_is_loaded():
    result = load_gallery(by=None)

    assert result == GalleryLoad(created=190, updated=0, unchanged=0, closed=0)
    assert Measure.objects.count() == 190
    assert MeasureDerivation.objects.count() == 27


def test_loading_twice_changes_nothing_and_writes_no_second_audit_entry():
    load_gallery(by=make_user())
    before = (counts(), list(Measure.objects.values_list("pk", flat=True)))

    again = load_gallery(by=None)

    assert again == GalleryLoad(created=0, updated=0, unchanged=190, closed=0)
    assert (counts(), list(Measure.objects.values_list("pk", flat=True))) == before
    assert AuditEntry.objects.filter(action="measures.gallery_loaded").count() == 1


def test_a_changed_entry_keeps_its_row_and_replaces_its_parts():
    entry = gallery.find("sawp")
    load_gallery(by=None, entries=[entry])
    row = Measure.objects.get(entry_id="sawp")

    result = load_gallery(by=None, entries=[replace(entry, destination=("CAN", "AUS"))])

    assert result.updated == 1
    assert Measure.objects.get(entry_id="sawp").pk == row.pk
    assert list(row.places.values_list("place", flat=True)) == ["CAN", "AUS"]


def test_an_entry_that_the_gallery_drops_is_closed_and_comes_back_when_it_returns():
    both = [gallery.find("sawp"), gallery.find("eures")]
    load_gallery(by=None, entries=both)

    dropped = load_gallery(by=None, entries=both[:1])
    returned = load_gallery(by=None, entries=both)

    assert (dropped.closed, returned.updated) == (1, 1)
    assert not Measure.objects.filter(is_closed=True).exists()


def test_an_unsound_gallery_is_refused_whole():
    entry = gallery.find("rqan-3")
    broken = replace(entry, derived=(replace(entry.derived[0], value=1),))

    with pytest.raises(DataUnavailable, match="gives 21078, not 1"):
        load_gallery(by=None, entries=[gallery.find("sawp"), broken])

    assert not Measure.objects.exists()


def test_a_recomputed_value_is_stored_with_its_numerator_denominator_and_population():
    load_gallery(by=None, entries=[gallery.find("giz-tunisia-engineers")])

    row = MeasureDerivation.objects.get(expression="101*15000/70")

    assert (row.value, row.numerator, row.denominator, row.decimals) == (Decimal("21642.86"), 1515000, 70, 2)
    assert "101 interns" in row.population
    assert (row.published, row.published_qualifier, row.published_source) == (20000, "exceeded", "mismes:425")
