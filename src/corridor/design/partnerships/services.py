"""Partners and what is assumed about them."""

from typing import Any

from django.db import transaction

from corridor.access.models import Organisation
from corridor.access.roles import Role
from corridor.access.selectors import organisations_of
from corridor.core import audit
from corridor.design.partnerships.models import Motive, Partner
from corridor.design.schemes.selectors import check_author
from corridor.design.schemes.services import let_in, save_part
from corridor.kernel.errors import N_, InputError


@transaction.atomic
def save_partner(*, partner: Partner, by: Any, new_organisation: Organisation | None = None, opens: bool) -> Partner:
    """Add or change a partner; with `opens` its people with a role find the scheme among theirs."""
    if new_organisation is not None:
        partner.organisation = _known_or_new(new_organisation, by)
    if partner.organisation_id is None:
        raise InputError(
            N_("The partner's organisation is missing."),
            hint=N_("Choose one of the list, or give name, country and kind of a new one."),
            field="organisation",
        )
    save_part(row=partner, by=by)
    if opens:
        let_in(scheme=partner.scheme, organisation=partner.organisation, by=by)
    return partner


@transaction.atomic
def note_motive(*, motive: Motive, by: Any) -> Motive:
    """Note an assumption about a partner for one's own organisation; the audit keeps that, not what was noted."""
    check_author(scheme=motive.partner.scheme, by=by)
    is_new = motive.pk is None
    if is_new:
        motive.noted_by = by
        motive.organisation = organisations_of(by, role=Role.DESIGNER).filter(pk=motive.partner.scheme.lead_id).get()
    motive.save()
    audit.record(by=by, action="partnerships.motive_noted" if is_new else "partnerships.motive_changed", obj=motive)
    return motive


def _known_or_new(wanted: Organisation, by: Any) -> Organisation:
    found = Organisation.objects.filter(name__iexact=wanted.name, iso3=wanted.iso3).first()
    if found is not None:
        return found
    wanted.save()
    audit.record(by=by, action="partnerships.organisation_entered", obj=wanted)
    return wanted
