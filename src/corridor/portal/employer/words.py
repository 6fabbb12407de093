"""When a person can start, in words."""

from django.utils.translation import gettext as _

from corridor.portal.employer.runs import StartRange
from corridor.ui import formats


def start_words(start: StartRange | None) -> str:
    """Say when a person can start, and what that is learnt from."""
    if start is None:
        return _("No procedure and no earlier placement is known, so no date can be given.")
    values = {
        "first": formats.date(start.earliest),
        "last": formats.date(start.latest),
        "n": formats.number(start.n),
        "days": formats.number(start.earliest_days),
    }
    if start.is_real and start.latest is not None:
        return _("Between %(first)s and %(last)s if the person is selected today.") % values
    if start.latest is not None:
        return _("About %(first)s if the person is selected today.") % values
    return _("Not before %(first)s if the person is selected today.") % values


def start_source(start: StartRange | None) -> str:
    """Say what the range of start dates stands on."""
    if start is None:
        return ""
    if start.is_real:
        words = _(
            "From %(n)s earlier placements of this scheme in this country: one in five was quicker, one in five slower."
        )
        return words % {"n": formats.number(start.n)}
    if start.latest is None:
        return _(
            "From the time limits of the law; for some steps it sets none. Fewer than ten earlier placements are known."
        )
    return _(
        "From the time limits of the law, if every office uses all of its time. "
        "Fewer than ten earlier placements are known."
    )
