"""Which targets of the 2030 Agenda and which objectives of the Global Compact a scheme serves."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.design.schemes.models import Objective
from corridor.knowledge.codelists.selectors import label_of

# Field of an objective, code list, and how people call it.
_LISTS: tuple[tuple[str, str, str | Promise], ...] = (
    ("sdg_target", "sdg", _("SDG target")),
    ("gcm_objective", "gcm", _("Global Compact, objective")),
)


@dataclass(frozen=True)
class Framework:
    """A target or an objective of a global framework, with the scheme's own wishes that belong to it."""

    list: str | Promise
    code: str
    label: str
    url: str
    objectives: tuple[Objective, ...]


def frameworks_of(objectives: Iterable[Objective]) -> list[Framework]:
    """Return the targets and objectives that a scheme's wishes name, each once, in the order of the lists."""
    rows = list(objectives)
    return [
        Framework(
            name, code, label_of(code_list, code), f"{reverse('codelists:detail', args=[code_list])}?q={code}", found
        )
        for field, code_list, name in _LISTS
        for code, found in sorted(_by_code(rows, field).items(), key=lambda pair: _order(pair[0]))
    ]


def _by_code(rows: list[Objective], field: str) -> dict[str, tuple[Objective, ...]]:
    codes = {getattr(row, field) for row in rows} - {""}
    return {code: tuple(row for row in rows if getattr(row, field) == code) for code in codes}


def _order(code: str) -> list[tuple[int, str]]:
    """Return what orders 8.8 before 10.7."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in code.split(".")]
