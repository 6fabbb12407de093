"""Training standards and who has signed them; certificates that employers trust."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from corridor.access.models import Organisation, User
from corridor.access.roles import Role
from corridor.access.selectors import organisations_of
from corridor.delivery.training.models import CertificateWord, StandardSignature, TrainingStandard, TrustedCertificate
from corridor.delivery.training.models.standards import KEEPERS
from corridor.delivery.training.selectors.gaps import Target, occupation_target, standard_target


@dataclass(frozen=True)
class Agreement:
    """Who has signed a version of a standard, and whether employers of both countries have."""

    signatures: tuple[StandardSignature, ...]
    countries: frozenset[str]
    waited_for: tuple[str, ...]

    @property
    def is_of_both(self) -> bool:
        return not self.waited_for


def listed_standards() -> QuerySet[TrainingStandard]:
    """Return all versions of all training standards with the number of employers who signed, by title."""
    rows = TrainingStandard.objects.select_related("owner").annotate(signed=Count("signatures"))
    return rows.order_by("title", "-version", "pk")


def agreement_of(standard: TrainingStandard) -> Agreement:
    """Return the signatures of a version, and the country whose employers have not signed yet."""
    rows = tuple(standard.signatures.select_related("organisation").order_by("signed_on_date", "pk"))
    signed = frozenset(row.organisation.iso3 for row in rows)
    both = (standard.origin_iso3, standard.destination_iso3)
    return Agreement(rows, signed & frozenset(both), tuple(iso3 for iso3 in both if iso3 not in signed))


def keeper_organisations(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations in whose name the person may publish a standard."""
    ids = [pk for role in KEEPERS for pk in organisations_of(user, role=role).values_list("pk", flat=True)]
    return Organisation.objects.filter(pk__in=ids).order_by("name", "pk")


def employer_organisations(*, user: User) -> QuerySet[Organisation]:
    """Return the employers for whom the person speaks."""
    return organisations_of(user, role=Role.EMPLOYER)


def trusted_certificates(*, user: User | None = None) -> QuerySet[TrustedCertificate]:
    """Return all certificates with the number of employers who trust them, and whether the reader's own does."""
    rows = TrustedCertificate.objects.annotate(employers=Count("words"))
    if user is not None:
        mine = CertificateWord.objects.filter(
            certificate=OuterRef("pk"), organisation__in=employer_organisations(user=user).values("pk")
        )
        rows = rows.annotate(is_mine=Exists(mine))
    return rows.order_by("iso3", "-employers", "name", "pk")


def trusted_for(target: Target) -> QuerySet[TrustedCertificate]:
    """Return the certificates that count for a target: of its country, and of its occupation, group or sector."""
    groups: Iterable[str] = (target.isco08[:length] for length in range(1, len(target.isco08) + 1))
    field = Q(isco08__in=list(groups))
    if target.nace2:
        field |= Q(isco08="", nace2__in=[target.nace2[:length] for length in range(1, len(target.nace2) + 1)])
    rows = trusted_certificates().filter(field)
    return rows.filter(iso3=target.iso3) if target.iso3 else rows


def fields_of(row: TrainingStandard) -> dict[str, str]:
    """Return what a form shows of a standard whose next version is written."""
    names = ("title", "isco08", "origin_iso3", "destination_iso3", "language", "accredited_by")
    shown = {name: str(getattr(row, name)) for name in names} | {"owner": str(row.owner_id)}
    shown |= {"cefr": str(row.cefr or ""), "eqf_level": str(row.eqf_level or "")}
    return shown | _lines(standard_target(row))


def fields_of_occupation(code: str) -> dict[str, str]:
    """Return what a form shows of a standard that begins with the skills of an occupation of ESCO."""
    target = occupation_target(code)
    return {"title": target.title, "isco08": target.isco08} | _lines(target)


def _lines(target: Target) -> dict[str, str]:
    language = get_language() or "en"
    lines: dict[bool, list[str]] = {True: [], False: []}
    for one in target.wanted:
        label = one.ref.label(language)
        lines[one.is_essential].append(f"{label}; {one.level}" if one.level else label)
    return {"needed": "\n".join(lines[True]), "useful": "\n".join(lines[False])}
