"""Changes to schemes and to the parts of their plans."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify

from corridor.access.models import Organisation
from corridor.access.roles import Role
from corridor.access.selectors import organisations_of
from corridor.access.services import join_workspace, open_workspace
from corridor.batch.gallery import find
from corridor.core import audit, events
from corridor.design.schemes.cloning import corridors_of, model_of, notes_of
from corridor.design.schemes.events import SchemeApproved
from corridor.design.schemes.models import Scheme, SchemeCorridor, SchemeNote, SchemeOccupation, SchemeVersion
from corridor.design.schemes.selectors import check_author, check_open, scheme_of
from corridor.kernel.codes import isco_unit_group
from corridor.kernel.errors import N_, NotPermitted, RuleViolation
from corridor.kernel.places import CorridorPair

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def create_scheme(
    *,
    name: str,
    lead: Organisation,
    by: Any,
    reference: str = "",
    partners: Iterable[Organisation] = (),
    corridors: Iterable[tuple[str, str]] = (),
    isco08: Iterable[str] = (),
    **fields: Any,
) -> Scheme:
    """Open a scheme as a draft, with the workspace of its organisations; the lead must be the designer's own."""
    _check_lead(lead, by)
    pairs = [CorridorPair.of(*pair) for pair in corridors]
    others = [partner for partner in partners if partner != lead]
    workspace = open_workspace(name=name, organisations=[lead, *others], by=by)
    scheme = Scheme.objects.create(
        name=name, lead=lead, workspace=workspace, reference=_free_reference(reference or name, pairs), **fields
    )
    for pair in pairs:
        SchemeCorridor.objects.create(scheme=scheme, origin_iso3=pair.origin, destination_iso3=pair.destination)
    for code in isco08:
        SchemeOccupation.objects.create(scheme=scheme, isco08=isco_unit_group(code))
    audit.record(by=by, action="schemes.scheme_created", obj=scheme, detail={"reference": scheme.reference})
    return scheme


@transaction.atomic
def clone_entry(*, entry_id: str, lead: Organisation, by: Any, name: str = "") -> Scheme:
    """Open a draft from an entry of the gallery: its corridor if it has just one, its model if a source gives one.

    Its facts and terms become notes with sources. No figure of the entry becomes a figure of the plan: what another
    scheme cost or reached is evidence, not a target.
    """
    entry = find(entry_id)
    scheme = create_scheme(
        name=name or entry.name[:200],
        lead=lead,
        by=by,
        corridors=corridors_of(entry),
        cloned_from=entry.id,
        **model_of(entry),
    )
    SchemeNote.objects.bulk_create(notes_of(scheme, entry))
    audit.record(by=by, action="schemes.scheme_cloned", obj=scheme, detail={"entry": entry.id})
    return scheme


@transaction.atomic
def save_part(*, row: Row, by: Any) -> Row:
    """Add or change a part of a plan that is open for changes."""
    check_open(scheme=scheme_of(row), by=by)
    is_new = row.pk is None
    row.save()
    _record(row, "part_added" if is_new else "part_changed", by)
    return row


@transaction.atomic
def remove_part(*, row: Model, by: Any) -> None:
    """Take a part out of a plan that is open for changes."""
    check_open(scheme=scheme_of(row), by=by)
    _record(row, "part_removed", by)
    row.delete()


@transaction.atomic
def change_scheme(*, scheme: Scheme, by: Any, **fields: Any) -> Scheme:
    """Change the frame of a scheme: name, dates, targets, sector, model."""
    check_open(scheme=scheme, by=by)
    for name, value in fields.items():
        setattr(scheme, name, value)
    scheme.save(update_fields=list(fields))
    audit.record(by=by, action="schemes.scheme_changed", obj=scheme, detail={"fields": sorted(fields)})
    return scheme


@transaction.atomic
def let_in(*, scheme: Scheme, organisation: Organisation, by: Any) -> None:
    """Let a partner's organisation into the scheme's workspace."""
    check_author(scheme=scheme, by=by)
    join_workspace(workspace=scheme.workspace, organisation=organisation, by=by)


@transaction.atomic
def record_approval(*, scheme: Scheme, snapshot: dict[str, Any], by: Any) -> SchemeVersion:
    """Keep the plan as a new version; whether it may be approved, the studio has checked."""
    check_open(scheme=scheme, by=by)
    scheme.version += 1
    scheme.is_open_for_changes = False
    if scheme.status == Scheme.Status.DRAFT:
        scheme.status = Scheme.Status.APPROVED
    scheme.save(update_fields=["version", "is_open_for_changes", "status"])
    version = SchemeVersion.objects.create(scheme=scheme, number=scheme.version, snapshot=snapshot, approved_by=by)
    audit.record(by=by, action="schemes.scheme_approved", obj=scheme, detail={"version": scheme.version})
    events.publish(SchemeApproved(scheme.pk, scheme.version))
    return version


@transaction.atomic
def revise(*, scheme: Scheme, by: Any) -> Scheme:
    """Open an approved or running plan for changes; the version in force stays in force until the next approval."""
    check_author(scheme=scheme, by=by)
    _check_status(scheme, Scheme.Status.APPROVED, Scheme.Status.RUNNING)
    scheme.is_open_for_changes = True
    scheme.save(update_fields=["is_open_for_changes"])
    audit.record(by=by, action="schemes.revision_opened", obj=scheme, detail={"version": scheme.version})
    return scheme


def start(*, scheme: Scheme, by: Any) -> Scheme:
    """Begin to run an approved scheme."""
    return _move(scheme, Scheme.Status.RUNNING, by, Scheme.Status.APPROVED)


def close(*, scheme: Scheme, by: Any) -> Scheme:
    """Close a scheme that runs or was approved."""
    return _move(scheme, Scheme.Status.CLOSED, by, Scheme.Status.APPROVED, Scheme.Status.RUNNING)


@transaction.atomic
def _move(scheme: Scheme, status: Scheme.Status, by: Any, *allowed: Scheme.Status) -> Scheme:
    check_author(scheme=scheme, by=by)
    _check_status(scheme, *allowed)
    scheme.status = status
    scheme.save(update_fields=["status"])
    audit.record(by=by, action="schemes.status_changed", obj=scheme, detail={"status": status.value})
    return scheme


def _check_status(scheme: Scheme, *allowed: Scheme.Status) -> None:
    if scheme.status not in allowed:
        raise RuleViolation(
            N_("The scheme is %(status)s; this step is not open to it."),
            hint=N_("A draft is approved first; an approved scheme is started, a running one closed."),
            params={"status": scheme.get_status_display()},
        )


def _check_lead(lead: Organisation, by: Any) -> None:
    if not organisations_of(by, role=Role.DESIGNER).filter(pk=lead.pk).exists():
        raise NotPermitted(
            N_("A scheme is opened by a designer of the organisation that leads it."),
            hint=N_("Choose your own organisation as the lead, or ask %(lead)s."),
            params={"lead": lead},
        )


def _free_reference(wanted: str, pairs: list[CorridorPair]) -> str:
    words = slugify(wanted) or "-".join(str(pair).lower() for pair in pairs[:1]) or "scheme"
    base = words[:34].strip("-")
    taken = set(Scheme.objects.filter(reference__startswith=base).values_list("reference", flat=True))
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return base if base not in taken else next(name for name in numbered if name not in taken)


def _record(row: Model, act: str, by: Any) -> None:
    label = row._meta.label_lower.rpartition(".")[2]
    audit.record(by=by, action=f"schemes.{act}", obj=row, detail={"part": label, "scheme": scheme_of(row).pk})
