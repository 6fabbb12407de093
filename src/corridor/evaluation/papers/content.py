"""What the papers say: rows of the plan as texts in the reader's language, figures through the one formatter."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from corridor.access.selectors import Person
from corridor.core.models import Run
from corridor.core.wordings import worded
from corridor.design.budgets.models import PayerKind
from corridor.design.budgets.runs import assess
from corridor.design.budgets.selectors import budget_of
from corridor.design.budgets.sheets import HEADS
from corridor.design.results.models import Indicator
from corridor.design.schemes.models import Scheme
from corridor.knowledge.codelists.selectors import label_of
from corridor.ui import formats

Row = list[str]


def corridors_text(scheme: Scheme) -> str:
    """Return the corridors of a scheme as country names."""
    return ", ".join(
        _("%(origin)s to %(destination)s")
        % {"origin": label_of("countries", row.origin_iso3), "destination": label_of("countries", row.destination_iso3)}
        for row in scheme.corridors.all()
    )


def occupations_text(scheme: Scheme) -> str:
    """Return the occupations of a scheme with their ISCO-08 codes."""
    return "; ".join(f"{label_of('isco08', row.isco08)} ({row.isco08})" for row in scheme.occupations.all())


def period_text(scheme: Scheme) -> str:
    """Return the period of a scheme, or say that it is open."""
    if scheme.start_date is None or scheme.end_date is None:
        return _("Not decided")
    return _("%(start)s to %(end)s") % {
        "start": formats.date(scheme.start_date, "medium"),
        "end": formats.date(scheme.end_date, "medium"),
    }


def facts_of(scheme: Scheme) -> list[Row]:
    """Return the facts at the head of the scheme sheet."""
    return [
        [_("Lead organisation"), scheme.lead.localised_name],
        [_("Corridors"), corridors_text(scheme) or _("Not decided")],
        [_("Occupations"), occupations_text(scheme) or _("Not decided")],
        [_("Mobility model"), scheme.model_label or _("Not decided")],
        [_("Period"), period_text(scheme)],
        [_("Status"), f"{scheme.get_status_display()}, {_('version %(number)s') % {'number': scheme.version}}"],
    ]


def objectives_of(scheme: Scheme) -> list[Row]:
    """Return objectives and motivations with their weights."""
    return [[worded(row, "text"), row.get_code_display(), str(row.weight)] for row in scheme.objectives.all()]


def partners_of(scheme: Scheme) -> list[Row]:
    """Return the partners with country and role."""
    rows = scheme.partners.select_related("organisation").order_by("organisation__name", "pk")
    return [
        [row.organisation.localised_name, label_of("countries", row.organisation.iso3), worded(row, "role")]
        for row in rows
    ]


def indicator_rows(scheme: Scheme) -> list[Row]:
    """Return indicators with level, baseline, target, latest value and source."""
    rows = []
    for row in scheme.indicators.prefetch_related("values").order_by("level", "code"):
        latest = max(row.values.all(), key=lambda value: value.as_of, default=None)
        rows.append(
            [
                row.localised_name,
                row.get_level_display(),
                quantity(row.baseline, row),
                quantity(row.target, row),
                quantity(latest.value if latest else None, row),
                worded(row, "source"),
            ]
        )
    return rows


def quantity(value: Decimal | None, indicator: Indicator) -> str:
    """Return a value with its unit; a dash where there is none."""
    if value is None:
        return "–"
    if indicator.unit == Indicator.Unit.PERCENT:
        return formats.percent(value / 100)
    if indicator.unit == Indicator.Unit.EUR:
        return formats.money(value, "EUR", 0)
    unit = "" if indicator.unit in {Indicator.Unit.COUNT, Indicator.Unit.PERSONS} else indicator.get_unit_display()
    return f"{formats.number(value)} {unit}".strip()


def money_of(scheme: Scheme, *, user: Person) -> dict[str, object]:
    """Return the money pages of the sheet: totals, payers, heads beside the guide's ratios; empty without a budget."""
    budget = budget_of(user=user, scheme=scheme)
    if budget is None or not budget.lines.exists():
        return {"has_budget": False}
    figures, run = assess(budget=budget, by=user)
    costs, currency = figures.unit_costs, figures.currency
    return {
        "has_budget": True,
        "figures": [
            [_("Budget"), formats.money(figures.total, currency, 0), ""],
            [_("Per participant"), _amount(costs.per_participant, currency), _of(figures.participants)],
            [_("Per placement"), _amount(costs.per_placement, currency), _of(figures.placements)],
            [_("Recruitment cost to workers"), formats.money(figures.migrant_borne_recruitment_cost, currency, 0), ""],
        ],
        "payers": _shares(figures.by_payer, figures.total, currency, dict(PayerKind.choices)),
        "ratios": [
            [str(HEADS.get(row.head, row.head)), formats.money(row.amount, currency, 0), formats.percent(row.share, 1),
             formats.percent(row.sample, 0)]
            for row in figures.ratios
        ],
        "ratio_note": _("The guide's sample ratios add up to %(sum)s; they are shown as printed.")
        % {"sum": formats.percent(figures.sample_sum, 0)},
        "run_note": run_note(run),
    }  # fmt: skip


def run_note(run: Run) -> str:
    """Say which computation a figure comes from."""
    return _("Run %(number)s, %(engine)s %(version)s, inputs %(digest)s") % {
        "number": run.pk,
        "engine": run.engine,
        "version": run.engine_version,
        "digest": run.input_digest[:12],
    }


def _amount(value: Decimal | None, currency: str) -> str:
    return "–" if value is None else formats.money(value, currency, 0)


def _of(count: int) -> str:
    return _("planned for %(n)s") % {"n": formats.number(count)}


def _shares(amounts: Mapping[str, Decimal], total: Decimal, currency: str, labels: Mapping[str, object]) -> list[Row]:
    return [
        [str(labels.get(code, code)), formats.money(amount, currency, 0), formats.percent(amount / total, 1)]
        for code, amount in amounts.items()
        if total
    ]
