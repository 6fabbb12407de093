"""Shares that say what they stand on."""

from corridor.engines.disclosure.types import THRESHOLD, HonestShare
from corridor.kernel.errors import N_, InputError


def honest_share(*, count: int, answered: int, eligible: int, threshold: int = THRESHOLD) -> HonestShare:
    """Return a share of those who answered, with the share that was reached, or the count alone for a small group.

    Parameters
    ----------
    count : those of whom it is true, 0 <= count <= answered
    answered : those who answered, answered <= eligible
    eligible : those who were to be asked
    threshold : least number of answers for a share

    Returns
    -------
    The share with its base. Zero answers give no share, not a share of zero.

    Raises
    ------
    InputError : the three numbers do not lie within each other

    Source: docs/methods/disclosure.md, section 1.

    >>> honest_share(count=3, answered=9, eligible=40).share is None
    True
    >>> honest_share(count=12, answered=30, eligible=40).share
    0.4
    """
    if not 0 <= count <= answered <= eligible:
        raise InputError(
            N_("%(count)s of %(answered)s answers of %(eligible)s people asked is not possible."),
            hint=N_("Count each person once, and only answers of people who were asked."),
            field="count",
            params={"count": count, "answered": answered, "eligible": eligible},
        )
    is_small = answered < threshold or answered == 0
    return HonestShare(
        count=count,
        answered=answered,
        eligible=eligible,
        share=None if is_small else count / answered,
        response_share=answered / eligible if eligible else None,
        is_shown_as_count=is_small,
    )
