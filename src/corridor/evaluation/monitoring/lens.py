"""How a reader sees small groups: offices as counts, everybody else as "fewer than ten"."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from corridor.evaluation.monitoring.rules import SMALL_GROUP
from corridor.ui import formats


@dataclass(frozen=True)
class Lens:
    """What one reader may see of counts of people."""

    is_protected: bool

    def count(self, n: int | None) -> int | None:
        """Return a count, None where it must stay hidden."""
        if n is None or (self.is_protected and 0 < n < SMALL_GROUP):
            return None
        return n

    def people(self, n: int | None) -> str:
        """Write a count of people."""
        shown = self.count(n)
        return hidden() if shown is None else formats.number(shown)

    def share(self, part: int, whole: int) -> str:
        """Write a share with its counts; a small group as a count, or not at all."""
        if not self.is_protected:
            return formats.share(part, whole)
        if 0 < whole < SMALL_GROUP:
            return hidden()
        if 0 < part < SMALL_GROUP or 0 < whole - part < SMALL_GROUP:
            return _("not shown, of %(all)s") % {"all": formats.number(whole)}
        return formats.share(part, whole)


def hidden() -> str:
    """Return the words that stand for a small group."""
    return _("fewer than %(n)s") % {"n": formats.number(SMALL_GROUP)}
