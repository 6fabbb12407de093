"""Quotas and least shares as limits of weighted counts, over classes of people and of vacancies.

People who stand in the same quotas are one class, and so are vacancies. All that a limit has to know of an allocation
is how many nominations join each class of people with each class of vacancies: a small table, however many pairs there
are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corridor.engines.matching.allocation import SHARE_PARTS, Choice, Quota, Share, share_parts
from corridor.engines.matching.types import Flags, Ints, Longs
from corridor.kernel.errors import N_, InputError, RuleViolation

ENDLESS = 1 << 60
"""Stands for no limit."""
FOLD = 1 << 40


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of weighted counts; weights are whole numbers of 1 / `SHARE_PARTS`.

    A nomination of class k at class m weighs `weight[rule, m]` where `among[rule, k]`. `person` and `post` give the
    classes. The sum under a rule lies between `low` and `high`.
    """

    labels: tuple[str, ...]
    person: Ints
    post: Ints
    among: Flags
    weight: Longs
    low: Longs
    high: Longs

    def usage(self, candidate: Ints, vacancy: Ints) -> Longs:
        """Return the weighted count under every rule."""
        kinds = self.weight.shape[1]
        cell = self.person[candidate].astype(np.int64) * kinds + self.post[vacancy]
        table = np.bincount(cell, minlength=self.among.shape[1] * kinds).reshape(-1, kinds)
        return np.asarray(((self.among.astype(np.int64) @ table) * self.weight).sum(axis=1))

    def short(self, usage: Longs) -> Longs:
        """Return by how much every rule is broken, in whole nominations, rounded up."""
        over = np.maximum(0, np.maximum(self.low - usage, usage - self.high))
        return np.asarray(-(-over // SHARE_PARTS))


def limits_of(choice: Choice) -> Limits:
    """Return the quotas and shares of a choice as limits."""
    rules: list[Quota | Share] = [*choice.quotas, *choice.shares]
    person, some_person = classes([rule.people for rule in rules], choice.people)
    post, some_post = classes([rule.posts for rule in rules], len(choice.positions))
    parts = np.array([0] * len(choice.quotas) + [share_parts(share.least) for share in choice.shares], np.int64)
    inside = np.array([rule.posts[some_post] for rule in rules], np.int64).reshape(len(rules), -1)
    low = [(quota.least or 0) * SHARE_PARTS for quota in choice.quotas] + [0] * len(choice.shares)
    high = [ENDLESS if quota.most is None else quota.most * SHARE_PARTS for quota in choice.quotas]
    return Limits(
        labels=tuple(rule.label for rule in rules),
        person=person,
        post=post,
        among=np.array([rule.people[some_person] for rule in rules], np.bool_).reshape(len(rules), -1),
        weight=inside * SHARE_PARTS - parts[:, None],
        low=np.array(low, np.int64),
        high=np.array(high + [ENDLESS] * len(choice.shares), np.int64),
    )


def classes(flags: Sequence[Flags], size: int) -> tuple[Ints, Longs]:
    """Return the class of everybody by the flags they carry, and one member of every class."""
    code = np.zeros(size, np.int64)
    for flag in flags:
        code = code * 2 + flag
        if int(code.max(initial=0)) > FOLD:
            code = np.unique(code, return_inverse=True)[1]
    _, member, number = np.unique(code, return_index=True, return_inverse=True)
    return number.astype(np.int32), member.astype(np.int64)


def refuse_contradictions(choice: Choice) -> None:
    """Refuse quotas and shares that contradict themselves."""
    for quota in choice.quotas:
        if quota.most is not None and (quota.least or 0) > quota.most:
            raise RuleViolation(
                N_("The quota %(quota)s asks for at least %(least)s and at most %(most)s nominations."),
                hint=N_("Lower the minimum or raise the maximum."),
                code="quota_contradiction",
                params={"quota": quota.label, "least": quota.least, "most": quota.most},
            )
    for share in choice.shares:
        if not 0 <= share.least <= 1:
            raise InputError(
                N_("The least share of %(share)s is %(least)s; it may go from 0 to 1."),
                hint=N_("Write a third as 0.3333."),
                field="share",
                code="share_range",
                params={"share": share.label, "least": share.least},
            )
