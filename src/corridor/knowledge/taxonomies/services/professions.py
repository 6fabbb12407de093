"""Entering what countries say about professions; designers and administrators keep it."""

from typing import Any, TypeVar

from django.db import transaction

from corridor.access.selectors import roles_of
from corridor.core import audit
from corridor.kernel.codes import isco_unit_group
from corridor.kernel.errors import N_, InputError, NotPermitted
from corridor.kernel.places import Iso3
from corridor.knowledge.taxonomies import packaged
from corridor.knowledge.taxonomies.models import Authority, NationalLevel, RegulatedProfession
from corridor.knowledge.taxonomies.rules import KEEPERS, language_levels

Row = TypeVar("Row", Authority, RegulatedProfession, NationalLevel)


@transaction.atomic
def save_authority(*, authority: Authority, by: Any) -> Authority:
    """Keep a new or changed authority."""
    check_keeper(by)
    Iso3(authority.iso3)
    _check_source(authority.source)
    return _kept(authority, "authority", by)


@transaction.atomic
def save_profession(*, profession: RegulatedProfession, by: Any) -> RegulatedProfession:
    """Keep a new or changed regulated profession; its authority is one of the same country."""
    check_keeper(by)
    Iso3(profession.iso3)
    isco_unit_group(profession.isco08)
    language_levels(profession.languages_needed)
    _check_source(profession.source)
    if profession.authority and profession.authority.iso3 != profession.iso3:
        raise InputError(
            N_("The authority decides in %(other)s, not in %(country)s."),
            hint=N_("Choose an authority of the country where the profession is regulated."),
            field="authority",
            params={"other": profession.authority.iso3, "country": profession.iso3},
        )
    return _kept(profession, "profession", by)


@transaction.atomic
def save_level(*, level: NationalLevel, by: Any) -> NationalLevel:
    """Keep a new or changed level of a national framework."""
    check_keeper(by)
    Iso3(level.iso3)
    _check_source(level.report, "report")
    if level.is_official and level.eqf_level is None:
        raise InputError(
            N_("An official comparison names the European level."),
            hint=N_("Enter a level from 1 to 8, or do not call the comparison official."),
            field="eqf_level",
        )
    return _kept(level, "level", by)


@transaction.atomic
def enter_reported(*, by: Any) -> int:
    """Enter the authorities, professions and levels that the sources name and that are not there yet."""
    check_keeper(by)
    new = 0
    for fields in packaged.authorities():
        if not Authority.objects.filter(iso3=fields["iso3"], name=fields["name"]).exists():
            save_authority(authority=Authority(**fields), by=by)
            new += 1
    for fields in packaged.professions():
        if not RegulatedProfession.objects.filter(iso3=fields["iso3"], title=fields["title"]).exists():
            save_profession(profession=RegulatedProfession(**fields), by=by)
            new += 1
    for fields in packaged.levels():
        if not NationalLevel.objects.filter(**{key: fields[key] for key in ("iso3", "level", "report")}).exists():
            save_level(level=NationalLevel(**fields), by=by)
            new += 1
    return new


def check_keeper(by: Any) -> None:
    """Refuse whoever may not keep this knowledge; the system itself may."""
    if by is not None and not roles_of(by) & KEEPERS:
        raise NotPermitted(
            N_("Your role does not keep what countries say about professions."),
            hint=N_("Ask a scheme designer or an administrator to enter it."),
        )


def _kept(row: Row, what: str, by: Any) -> Row:
    is_new = row.pk is None
    row.save()
    audit.record(by=by, action=f"taxonomies.{what}_saved", obj=row, detail={"new": is_new, "iso3": row.iso3})
    return row


def _check_source(source: str, field: str = "source") -> None:
    if not source.strip():
        raise InputError(
            N_("The source is missing."),
            hint=N_("Name the law, the page or the office, or say that the entry is invented."),
            field=field,
        )
