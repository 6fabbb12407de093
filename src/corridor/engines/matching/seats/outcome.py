"""How quotas, shares, reserves and groups came out, counted from the chosen pairs alone."""

from collections.abc import Sequence

import numpy as np

from corridor.engines.matching.allocation import (
    Choice,
    GroupLine,
    QuotaLine,
    ReserveLine,
    ShareLine,
)
from corridor.engines.matching.types import Flags
from corridor.kernel.errors import N_, RuleViolation


def quota_lines(choice: Choice, chosen: Flags) -> tuple[QuotaLine, ...]:
    """Count the nominations under every quota."""
    people, posts = choice.candidate[chosen], choice.vacancy[chosen]
    return tuple(
        QuotaLine(
            quota.label, quota.least, quota.most, int(np.count_nonzero(quota.people[people] & quota.posts[posts]))
        )
        for quota in choice.quotas
    )


def share_lines(choice: Choice, chosen: Flags) -> tuple[ShareLine, ...]:
    """Count the nominations of every least share, and those it is a share of."""
    people, posts = choice.candidate[chosen], choice.vacancy[chosen]
    return tuple(
        ShareLine(
            share.label,
            share.least,
            int(np.count_nonzero(share.people[people] & share.posts[posts])),
            int(np.count_nonzero(share.people[people])),
        )
        for share in choice.shares
    )


def reserve_lines(choice: Choice, chosen: Flags) -> tuple[ReserveLine, ...]:
    """Count the reserved seats that their group took, and those that it left to all."""
    people, posts = choice.candidate[chosen], choice.vacancy[chosen]
    lines = []
    for reserve in choice.reserves:
        own = np.bincount(posts[reserve.people[people]], minlength=len(choice.positions))
        seats, taken = int(reserve.seats.sum()), int(np.minimum(own, reserve.seats).sum())
        lines.append(ReserveLine(reserve.label, seats, taken, seats - taken))
    return tuple(lines)


def group_lines(choice: Choice, chosen: Flags) -> tuple[GroupLine, ...]:
    """Return the mean score of every group."""
    gained = np.zeros(choice.people, np.int64)
    gained[choice.candidate[chosen]] = choice.micro[chosen]
    placed = np.zeros(choice.people, np.bool_)
    placed[choice.candidate[chosen]] = True
    return tuple(
        GroupLine(
            group.label,
            members := int(np.count_nonzero(group.people)),
            int(np.count_nonzero(group.people & placed)),
            int(gained[group.people].sum()) / 1e6 / max(members, 1),
        )
        for group in choice.groups
    )


def keeps(line: QuotaLine) -> bool:
    """Return whether a quota is kept."""
    return (line.least or 0) <= line.nominated and (line.most is None or line.nominated <= line.most)


def refuse_broken(lines: Sequence[QuotaLine], shares: Sequence[ShareLine] = ()) -> None:
    """Refuse a stable allocation that breaks a quota or a least share."""
    hint = N_("Allocate by optimal or balanced, which keep quotas, or change the quota.")
    for line in lines:
        if not keeps(line):
            raise RuleViolation(
                N_("The quota %(quota)s asks for %(least)s to %(most)s nominations; a stable allocation gives %(n)s."),
                hint=hint,
                code="quota_broken",
                params={
                    "quota": line.label,
                    "least": line.least or 0,
                    "most": "-" if line.most is None else line.most,
                    "n": line.nominated,
                },
            )
    for share in shares:
        if not share.is_kept:
            raise RuleViolation(
                N_("The share %(share)s is to be %(least)s %% at least; a stable allocation gives %(n)s of %(among)s."),
                hint=hint,
                code="share_broken",
                params={
                    "share": share.label,
                    "least": round(100 * share.least, 2),
                    "n": share.nominated,
                    "among": share.among,
                },
            )
