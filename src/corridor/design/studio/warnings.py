"""Advice that does not stop an approval: missing groups, long lists of indicators, short schemes."""

from collections.abc import Iterable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from corridor.design.partnerships.models import Partner
from corridor.design.results.models import Indicator
from corridor.design.studio.steps import Plan
from corridor.kernel.periods import whole_months

MOST_INDICATORS = 12
FEWEST_MONTHS = 36

# Groups that the sources call essential; each tuple is one voice that any of its groups can give.
ESSENTIAL: tuple[tuple[tuple[str, ...], str | Promise], ...] = (
    (
        (Partner.Group.EMPLOYERS, Partner.Group.CHAMBER),
        gettext_lazy("No partner speaks for employers: people may be trained for jobs that nobody offers."),
    ),
    (
        (Partner.Group.WORKERS,),
        gettext_lazy("No workers' organisation takes part: nobody looks at pay and conditions from the workers' side."),
    ),
    (
        (Partner.Group.LOCAL_GOVERNMENT,),
        gettext_lazy("No local government takes part: housing, schools and welcome are decided there."),
    ),
    (
        (Partner.Group.EMPLOYMENT_SERVICE, Partner.Group.MIGRATION_AUTHORITY),
        gettext_lazy("No migration authority or employment service takes part: permits and matching depend on them."),
    ),
)


def partner_warnings(partners: Iterable[Partner]) -> list[str]:
    """Return a sentence for every essential group that is missing."""
    present = {partner.group for partner in partners}
    return [str(text) for groups, text in ESSENTIAL if not present & set(groups)]


def overdue_partners(partners: Iterable[Partner], *, today: date) -> list[Partner]:
    """Return the partners whose interest was to be asked again by now."""
    return [row for row in partners if row.verify_again_date is not None and row.verify_again_date <= today]


def smart_warnings(indicator: Indicator) -> list[str]:
    """Return what an indicator lacks to be specific, measurable, attainable, relevant and time-bound."""
    checks = (
        (len(indicator.name.split()) < 2, _("Name what is counted and whose it is.")),
        (indicator.baseline is None, _("There is no baseline, so no progress can be seen.")),
        (indicator.target is None, _("There is no target.")),
        (indicator.target_date is None, _("The target has no date.")),
        (not indicator.source, _("Nobody says where the figure comes from.")),
        (_is_beside_direction(indicator), _("The target lies on the wrong side of the baseline.")),
        (_is_above_whole(indicator), _("A share cannot be above 100 per cent.")),
    )
    return [text for applies, text in checks if applies]


def result_warnings(indicators: Iterable[Indicator]) -> list[str]:
    """Return what is wrong with the framework as a whole."""
    rows = list(indicators)
    found = []
    if len(rows) > MOST_INDICATORS:
        found.append(
            _("%(count)s indicators are many; more than %(most)s are seldom kept up. Keep those that decisions need.")
            % {"count": len(rows), "most": MOST_INDICATORS}
        )
    if rows and not any("sex" in row.disaggregation or row.computed_from == "women_share" for row in rows):
        found.append(_("No indicator is split by sex, so nobody will see whether women take part."))
    return found


def frame_warnings(plan: Plan) -> list[str]:
    """Return what is unusual about the time that the scheme has."""
    scheme = plan.scheme
    if scheme.start_date is None or scheme.end_date is None:
        return []
    months = whole_months(scheme.start_date, scheme.end_date)
    if months >= FEWEST_MONTHS:
        return []
    text = _("The scheme runs for %(months)s months; in under three years, few saw people arrive, work and return.")
    return [text % {"months": months}]


def _is_beside_direction(indicator: Indicator) -> bool:
    if indicator.baseline is None or indicator.target is None:
        return False
    if indicator.direction == Indicator.Direction.UP:
        return indicator.target < indicator.baseline
    return indicator.target > indicator.baseline


def _is_above_whole(indicator: Indicator) -> bool:
    return indicator.unit == Indicator.Unit.PERCENT and indicator.target is not None and indicator.target > 100
