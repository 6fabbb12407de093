"""Reading regulated professions, competent authorities and national levels."""

from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404

from corridor.kernel.codes import unit_group_of
from corridor.knowledge.taxonomies.models import Authority, NationalLevel, RegulatedProfession

Row = TypeVar("Row", Authority, RegulatedProfession, NationalLevel)


def authorities(*, iso3: str = "") -> QuerySet[Authority]:
    """Return the authorities, of one country where one is named."""
    rows = Authority.objects.filter(iso3=iso3) if iso3 else Authority.objects.all()
    return rows.order_by("iso3", "name", "pk")


def professions(*, iso3: str = "", isco08: str = "", on: date | None = None) -> QuerySet[RegulatedProfession]:
    """Return the regulated professions, of one country or unit group, in force on a day where these are named."""
    rows = RegulatedProfession.objects.select_related("authority")
    if iso3:
        rows = rows.filter(iso3=iso3)
    if isco08:
        rows = rows.filter(isco08=unit_group_of(isco08))
    if on is not None:
        rows = rows.filter(Q(valid_from_date__isnull=True) | Q(valid_from_date__lte=on))
        rows = rows.filter(Q(valid_until_date__isnull=True) | Q(valid_until_date__gte=on))
    return rows.order_by("iso3", "isco08", "is_invented", "title", "pk")


def levels(*, iso3: str = "") -> QuerySet[NationalLevel]:
    """Return the levels of national frameworks, of one country where one is named."""
    rows = NationalLevel.objects.filter(iso3=iso3) if iso3 else NationalLevel.objects.all()
    return rows.order_by("iso3", "framework", "level", "report", "pk")


def countries_named() -> list[str]:
    """Return the countries about whose professions, authorities or levels something is known."""
    kinds = (Authority, NationalLevel, RegulatedProfession)
    return sorted({iso3 for kind in kinds for iso3 in kind.objects.order_by().values_list("iso3", flat=True)})


def get_authority(*, pk: int) -> Authority:
    """Return one authority, else 404."""
    return _found(Authority.objects.filter(pk=pk).first())


def get_profession(*, pk: int) -> RegulatedProfession:
    """Return one regulated profession, else 404."""
    return _found(RegulatedProfession.objects.select_related("authority").filter(pk=pk).first())


def get_level(*, pk: int) -> NationalLevel:
    """Return one national level, else 404."""
    return _found(NationalLevel.objects.filter(pk=pk).first())


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
