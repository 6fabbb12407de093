"""What is known about recognition between two countries, and which ways are open to somebody."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from corridor.delivery.recognition.models import LawProfile, RecognitionProcedure
from corridor.knowledge.taxonomies.models import RegulatedProfession


@dataclass(frozen=True)
class CorridorPage:
    """All that is known about recognition in a country for what was learnt in another."""

    origin_iso3: str
    destination_iso3: str
    procedures: list[RecognitionProcedure]
    professions: list[RegulatedProfession]


def procedures_for(*, origin: str = "", destination: str = "") -> QuerySet[RecognitionProcedure]:
    """Return the procedures of a country for qualifications of another; open to all where no origin is named."""
    rows = RecognitionProcedure.objects.select_related("authority", "profession", "law", "organisation")
    rows = rows.prefetch_related("asked_documents")
    if destination:
        rows = rows.filter(iso3=destination)
    if origin:
        rows = rows.filter(Q(origin_iso3=origin) | Q(origin_iso3=""))
    return rows.order_by("iso3", "origin_iso3", "layer", "code")


def corridors_known() -> list[tuple[str, str]]:
    """Return the pairs of countries about which something is known; an empty origin stands for every country."""
    pairs = RecognitionProcedure.objects.order_by().values_list("origin_iso3", "iso3").distinct()
    return sorted(pairs)


def corridor_page(*, origin: str, destination: str) -> CorridorPage:
    """Return the one page of a corridor: procedures and regulated professions."""
    professions = RegulatedProfession.objects.filter(iso3=destination).select_related("authority")
    return CorridorPage(
        origin_iso3=origin,
        destination_iso3=destination,
        procedures=list(procedures_for(origin=origin, destination=destination)),
        professions=list(professions.order_by("isco08", "title", "pk")),
    )


def open_ways(*, origin: str) -> QuerySet[RecognitionProcedure]:
    """Return the procedures to which somebody may apply here: those whose authority works with Corridor."""
    return procedures_for(origin=origin).filter(organisation__isnull=False)


def laws() -> QuerySet[LawProfile]:
    """Return the laws that make holders pay."""
    return LawProfile.objects.order_by("iso3", "title", "pk")
