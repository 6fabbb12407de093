"""The pages beside a step: which other rooms of the design floor help with it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise


@dataclass(frozen=True)
class Room:
    """A page of a scheme that helps with a step; `url_name` takes the number of the scheme."""

    step: str
    title: Label
    lead: Label
    icon: str
    url_name: str


# One line for each page; the order is that in which people need them.
ROOMS: tuple[Room, ...] = (
    Room(
        "choice",
        _("Questions and evidence"),
        _("What must be known first: who answers, the answer, what it stands on, and the gaps."),
        "clipboard-check",
        "evidence:questions",
    ),
    Room(
        "choice",
        _("Indicators"),
        _("What statistics say about sectors and countries, with source, date and what is not known."),
        "chart-bar",
        "evidence:indicators",
    ),
    Room(
        "choice",
        _("Outlook"),
        _("How many people an occupation may want and have in some years, by scenario."),
        "chart-line",
        "outlook:overview",
    ),
    Room(
        "choice",
        _("Expert rounds"),
        _("Experts estimate in rounds where figures are missing or say nothing about what is new."),
        "users",
        "outlook:studies",
    ),
    Room(
        "choice",
        _("Brain-drain check"),
        _("May these workers be recruited without harm to the country of origin?"),
        "shield-check",
        "outlook:drain",
    ),
    Room(
        "objectives",
        _("Readiness"),
        _("The eight essential elements in each country, and whether the scheme is ready to be designed."),
        "checklist",
        "readiness:profile",
    ),
    Room(
        "objectives",
        _("Voices"),
        _("What women and men hope for, asked before the design, and what changed because of it."),
        "messages",
        "readiness:voices",
    ),
    Room(
        "design",
        _("Capacity needs"),
        _("What each institution lacks for its task, and what is planned about it."),
        "school",
        "readiness:capacity",
    ),
    Room(
        "design",
        _("Local development"),
        _("What grew in the regions of origin: firm, place, evidence and day."),
        "building-store",
        "readiness:local",
    ),
    Room(
        "design",
        _("Risks and changes"),
        _("What may happen, who watches it, and how the approved plan is changed then."),
        "alert-triangle",
        "flexibility:risks",
    ),
    Room(
        "design",
        _("What if"),
        _("The whole scheme played through many times: people, months and money, with shocks."),
        "route",
        "flexibility:what_if",
    ),
    Room(
        "design",
        _("Legal pathways"),
        _("Each occupation held against the permits of the corridor, with the nearest change."),
        "route",
        "activities:pathways",
    ),
)


def rooms_of(step: str) -> tuple[Room, ...]:
    """Return the pages beside a step."""
    return tuple(room for room in ROOMS if room.step == step)
