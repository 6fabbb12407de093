"""What everybody may read: the size of the gallery, the names of running schemes, passports that are shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from corridor.delivery.skills.documents import PARTS
from corridor.delivery.skills.models import Passport
from corridor.delivery.skills.runs import check_content
from corridor.delivery.skills.selectors import shared_passport
from corridor.delivery.skills.sheets import Section, sections_of
from corridor.design.schemes.models import Scheme
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.measures.models import Measure


@dataclass(frozen=True)
class Card:
    """A skills passport as a stranger with its code sees it; a revoked one shows no content."""

    code: str
    issued_at: datetime
    is_revoked: bool = False
    is_genuine: bool = False
    name: str = ""
    origin: str = ""
    sections: tuple[Section, ...] = ()


def gallery_size() -> int:
    """Return how many entries the gallery holds."""
    return Measure.objects.count()


def running_schemes() -> QuerySet[Scheme]:
    """Return the schemes that people take part in now; their names are public."""
    return Scheme.objects.filter(status=Scheme.Status.RUNNING).order_by("name", "pk")


def passport_card(*, code: str) -> Card | None:
    """Return what the holder of a passport shows to whoever has its code; None where she shares nothing."""
    row = shared_passport(code=code)
    if row is None:
        return None
    if row.revoked_at is not None:
        return Card(row.code, row.issued_at, is_revoked=True)
    return card_of(row) if row.is_shared else None


def card_of(row: Passport, *, parts: Sequence[str] = PARTS) -> Card:
    """Return the chosen parts of a passport as a reader sees them."""
    holder = row.content.get("holder", {})
    return Card(
        code=row.code,
        issued_at=row.issued_at,
        is_genuine=check_content(row.content, row.seal).is_genuine,
        name=f"{holder.get('given_name', '')} {holder.get('family_name', '')}".strip(),
        origin=label_of("countries", str(holder.get("country_of_origin", ""))),
        sections=sections_of(row.content, parts=parts),
    )
