"""Filling, resetting and emptying the demonstration."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from corridor.core import audit
from corridor.demo.clearing import empty_tables
from corridor.demo.logins import LOGINS, PASSWORD, Login
from corridor.demo.models import DemoState
from corridor.demo.one_time import current_code
from corridor.demo.planting import plant_basics, plant_world
from corridor.demo.planting.ground import Ground
from corridor.demo.planting.schemes import plant_own_scheme
from corridor.demo.world.streams import SEED
from corridor.demo.world.tables import recipe, rows
from corridor.kernel.errors import N_, RuleViolation
from corridor.knowledge.codelists.services import load_codelists
from corridor.knowledge.measures.services import load_gallery


@dataclass(frozen=True)
class Prepared:
    """A demonstration that is ready: its logins, and what was done to make it so."""

    logins: tuple[Login, ...]
    code: str
    was_filled: bool

    def as_text(self, *, address: str) -> str:
        """Return what a visitor needs to begin, as a table."""
        head = ("Role", "Organisation", "E-mail address")
        lines = [(str(each.role.value), _organisation(each), each.email) for each in self.logins]
        widths = [max(len(line[place]) for line in (head, *lines)) for place in range(len(head))]
        shown = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
        title = "  ".join(cell.ljust(width) for cell, width in zip(head, widths, strict=True))
        return "\n".join(
            (
                "The demonstration is ready. All people, employers and offices in it are invented.",
                "",
                title.rstrip(),
                "-" * len(title),
                *(line.rstrip() for line in shown),
                "",
                f"Password of every login: {PASSWORD}",
                f"One-time code for staff:  {self.code}  (it changes every 30 seconds; the sign-in page shows it)",
                "",
                f"Open {address}",
                f"Change role in one click: {address}demo/",
            )
        )

    def document(self) -> dict[str, Any]:
        """Return the same for a program."""
        keys = ("mailbox", "name", "organisation", "language")
        logins = [
            {"role": each.role.value, "email": each.email, **{key: asdict(each)[key] for key in keys}}
            for each in self.logins
        ]
        return {"filled": self.was_filled, "password": PASSWORD, "one_time_code": self.code, "logins": logins}


def prepare(*, today: date | None = None) -> Prepared:
    """Fill the demonstration once; a second call finds it filled and changes nothing."""
    _check_is_demo()
    state = DemoState.objects.first()
    is_needed = state is None or (state.filling == DemoState.Filling.WORLD and state.recipe != recipe())
    if is_needed:
        reset(by=None, today=today)
    return Prepared(logins=LOGINS, code=current_code(), was_filled=is_needed)


@transaction.atomic
def reset(*, by: Any, today: date | None = None) -> DemoState:
    """Fill the demonstration anew, with the same seed; the logins stay."""
    _check_is_demo()
    # What is planted is written in English, whoever asks for it.
    with translation.override("en"):
        ground = _cleared(today)
        plant_world(ground)
    return _remember(DemoState.Filling.WORLD, ground.today, by=by, action="demo.filled")


@transaction.atomic
def start_empty(*, by: Any, today: date | None = None) -> DemoState:
    """Take out all people, schemes and employers; keep code lists, gallery, pathways, offices and logins."""
    _check_is_demo()
    with translation.override("en"):
        ground = _cleared(today)
        plant_own_scheme(ground)
    return _remember(DemoState.Filling.EMPTY, ground.today, by=by, action="demo.emptied")


def _cleared(today: date | None) -> Ground:
    empty_tables()
    DemoState.objects.all().delete()
    load_codelists(by=None)
    load_gallery(by=None)
    ground = Ground(today or timezone.localdate())
    plant_basics(ground)
    return ground


def _remember(filling: str, today: date, *, by: Any, action: str) -> DemoState:
    state = DemoState.objects.create(seed=SEED, recipe=recipe(), filling=filling, filled_on_date=today)
    audit.record(by=by, action=action, obj=state, detail={"seed": SEED, "day": today.isoformat()})
    return state


def _organisation(login: Login) -> str:
    known = {row["code"]: row["name"] for row in (*rows("organisations"), *rows("employers"))}
    return known.get(login.organisation, "-")


def _check_is_demo() -> None:
    if not settings.CORRIDOR_DEMO:
        raise RuleViolation(
            N_("Only a demonstration can be filled, reset or emptied."),
            hint=N_("Start one with `corridor demo`; it has a database of its own."),
        )
