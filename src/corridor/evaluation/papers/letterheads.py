"""Whose paper it is, and the file name and language that follow from the request."""

from django.utils import timezone
from django.utils.translation import get_language, gettext as _

from corridor.design.schemes.models import Scheme
from corridor.ui import formats
from corridor.ui.papers import Letterhead, Paper


def language() -> str:
    """Return the reader's language as a two-letter code."""
    return (get_language() or "en")[:2]


def paper_of(scheme: Scheme, *, title: str, subtitle: str, values: dict[str, object]) -> Paper:
    """Return a paper of the scheme under the letterhead of the organisation that leads it."""
    today = formats.date(timezone.localdate(), "long")
    footer = _("Drawn from the records on %(date)s") % {"date": today}
    if scheme.is_invented:
        footer = _("Demonstration: people, employers and offices are invented. %(footer)s") % {"footer": footer}
    head = Letterhead(
        organisation=scheme.lead.localised_name, emblem=scheme.lead.emblem, reference=scheme.reference, footer=footer
    )
    return Paper(title=title, letterhead=head, language=language(), values=values, subtitle=subtitle)
