"""What the pages of the studio show: steps with their state, lists with their links, findings in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from corridor.access.selectors import Person
from corridor.design.activities.pathway_fit import training_warnings
from corridor.design.readiness.selectors import voice_findings
from corridor.design.schemes.models import Scheme
from corridor.design.studio.parts import BY_SLUG, Part
from corridor.design.studio.selectors import StepState
from corridor.design.studio.steps import Missing, Plan
from corridor.design.studio.warnings import (
    frame_warnings,
    overdue_partners,
    partner_warnings,
    result_warnings,
    smart_warnings,
)
from corridor.kernel.findings import Finding
from corridor.ui import formats


@dataclass(frozen=True)
class Row:
    """One row of a list with its links."""

    cells: tuple[object, ...]
    name: str
    edit_url: str
    remove_url: str


@dataclass(frozen=True)
class Section:
    """One list of a step."""

    part: Part
    rows: tuple[Row, ...]
    add_url: str
    warnings: tuple[str, ...] = ()

    @property
    def columns(self) -> list[dict[str, object]]:
        """Headings for the table component."""
        return [{"label": label} for label, _cell in self.part.columns]


def stepper(scheme: Scheme, states: Sequence[StepState], here: str = "") -> list[dict[str, Any]]:
    """Return the steps for the stepper component."""
    return [
        {
            "label": state.step.title,
            "state": "now" if state.step.code == here else "done" if state.is_ready else "todo",
            "hint": _hint(state),
            "url": reverse("studio:step", args=[scheme.pk, state.step.code]),
        }
        for state in states
    ]


def _hint(state: StepState) -> str:
    if state.is_ready:
        return _("complete")
    count = len(state.missing)
    return ngettext("%(n)s entry is missing", "%(n)s entries are missing", count) % {"n": formats.number(count)}


def missing_links(scheme: Scheme, missing: Sequence[Missing]) -> list[dict[str, Any]]:
    """Return what is missing, each with the address where it is filled in."""
    return [{"label": each.label, "url": reverse("studio:step", args=[scheme.pk, each.step])} for each in missing]


def sections_of(*, plan: Plan, slugs: Sequence[str], user: Person, today: date) -> list[Section]:
    """Return the lists of a step as the person may read them."""
    return [_section(plan, BY_SLUG[slug], user, today) for slug in slugs]


def _section(plan: Plan, part: Part, user: Person, today: date) -> Section:
    scheme = plan.scheme
    rows = tuple(_row(scheme, part, row) for row in part.rows(scheme, user))
    add_url = reverse("studio:part_add", args=[scheme.pk, part.slug])
    return Section(part, rows, add_url, tuple(_warnings(plan, part.slug, today)))


def _row(scheme: Scheme, part: Part, row: Any) -> Row:
    arguments = [scheme.pk, part.slug, row.pk]
    return Row(
        cells=tuple(cell(row) for _label, cell in part.columns),
        name=str(row),
        edit_url=reverse("studio:part_edit", args=arguments),
        remove_url=reverse("studio:part_remove", args=arguments),
    )


def _warnings(plan: Plan, slug: str, today: date) -> list[str]:
    if slug == "partners":
        overdue = [
            _("Ask %(partner)s again what it wants: that was due on %(day)s.")
            % {"partner": partner, "day": formats.date(partner.verify_again_date)}
            for partner in overdue_partners(plan.partners, today=today)
        ]
        return [*(partner_warnings(plan.partners) if plan.partners else []), *overdue]
    if slug == "indicators":
        named = [f"{row.localised_name}: {text}" for row in plan.indicators for text in smart_warnings(row)]
        return [*result_warnings(plan.indicators), *named]
    if slug == "pathways":
        chosen = [row.pathway for row in plan.pathways]
        return training_warnings(corridors=plan.corridors, occupations=plan.occupations, pathways=chosen, today=today)
    return []


def time_warnings(plan: Plan) -> list[str]:
    """Return what is unusual about the scheme's time, and whose voice is missing before it is designed."""
    return [*frame_warnings(plan), *said(voice_findings(scheme=plan.scheme))]


def said(findings: Sequence[Finding]) -> list[str]:
    """Return findings of the kernel in the reader's language."""
    return [_(each.message) % each.params if each.params else _(each.message) for each in findings]
