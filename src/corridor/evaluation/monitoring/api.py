"""Operations of this room for programs."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from corridor.access.doors import check_role
from corridor.access.roles import READERS
from corridor.access.selectors import roles_of
from corridor.design.schemes.selectors import get_scheme
from corridor.evaluation.monitoring import runs
from corridor.evaluation.monitoring.lens import Lens
from corridor.evaluation.monitoring.rules import is_protected
from corridor.evaluation.monitoring.selectors.people import Wish
from corridor.evaluation.monitoring.tables import TABLES

router = Router(tags=["results"])


class TableOut(Schema):
    """One table of the dashboard: the names of its columns and its rows."""

    title: str
    columns: list[str]
    rows: list[list[Any]]


class ResultsOut(Schema):
    """The results of a scheme, as its dashboard shows them to the same reader."""

    scheme: str
    as_of: str
    run: int
    small_groups_hidden: bool
    tables: dict[str, TableOut]


@router.get("/schemes/{int:scheme_id}/results", response=ResultsOut, summary="Results of a scheme")
def results(request: HttpRequest, scheme_id: int) -> dict[str, Any]:
    """Return funnel, durations, money, fees, indicators and unit costs, every table as on the page."""
    check_role(request.user, READERS)
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    lens = Lens(is_protected(roles_of(request.user)))
    found = runs.results_of(scheme=scheme, wish=Wish(), today=timezone.localdate(), user=request.user)
    made = {name: make(found, lens, request.user) for name, make in TABLES.items()}
    return {
        "scheme": scheme.reference,
        "as_of": found.as_of.isoformat(),
        "run": runs.keep(found, by=request.user).pk,
        "small_groups_hidden": lens.is_protected,
        "tables": {
            name: {
                "title": table.title,
                "columns": [col.name for col in table.columns],
                "rows": [list(row) for row in table.rows],
            }
            for name, table in made.items()
        },
    }
