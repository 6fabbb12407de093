"""Until when a member is covered: the contract, the months after return, and registration for a new contract."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum

from corridor.engines.compute import whole
from corridor.kernel.errors import N_, InputError

MONTHS_AFTER_RETURN = 6


class CoverState(StrEnum):
    """Where a membership stands on a day."""

    NOT_YET = "not_yet"
    CONTRACT = "contract"
    ABROAD_AFTER_CONTRACT = "abroad_after_contract"
    AFTER_RETURN = "after_return"
    EXPIRED = "expired"
    LAPSED_BY_NEW_CONTRACT = "lapsed_by_new_contract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The dates of one membership; None is not (yet) the case.

    `new_contract_date` is the start of a later contract abroad, `registered_again_date` the day on which the member
    registered it with the fund.
    """

    begin_date: date
    contract_end_date: date
    return_date: date | None = None
    new_contract_date: date | None = None
    registered_again_date: date | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """Whether benefits may be claimed on a day, until when at the latest (None: open), and why."""

    is_covered: bool
    state: CoverState
    last_date: date | None
    needs_registration: bool


def benefit_cover(membership: Membership, on: date, *, months_after_return: int = MONTHS_AFTER_RETURN) -> Cover:
    """Say whether a member is covered on a day.

    Cover begins with the membership and holds for the contract. A member who returns, also early, may claim for some
    months after the return. A member who stays abroad after the contract keeps the right until the return; a new
    contract that is not registered by the day it begins ends it on the day before. Registration in time makes the new
    contract a membership of its own, and leaves the old one its months after return.

    Parameters
    ----------
    membership : its dates
    on : the day of the event
    months_after_return : months of cover after the return, 0 for none

    Returns
    -------
    The answer, the last covered day as it is known on that day, and whether the member should register a new contract.

    Raises
    ------
    InputError : a contract that ends before it begins, or a return or new contract before the beginning

    Source: docs/methods/welfare-fund.md, Expiry.
    """
    _check(membership)
    whole(months_after_return, "months_after_return")
    state, last = _standing(membership, on, months_after_return)
    covered = state in (CoverState.CONTRACT, CoverState.ABROAD_AFTER_CONTRACT, CoverState.AFTER_RETURN)
    return Cover(covered, state, last, needs_registration=_is_unregistered(membership, on))


def _is_unregistered(membership: Membership, on: date) -> bool:
    """Say whether a new contract runs on a day that is not registered by that day."""
    begin, registered = membership.new_contract_date, membership.registered_again_date
    return begin is not None and begin <= on and (registered is None or registered > on)


def _lapsed_on(membership: Membership) -> date | None:
    """Return the day on which a new contract ended the rights: not registered in time, and the member not returned."""
    begin, registered, back = (
        membership.new_contract_date,
        membership.registered_again_date,
        membership.return_date,
    )
    if begin is None or (registered is not None and registered <= begin) or (back is not None and back <= begin):
        return None
    return begin


def _standing(membership: Membership, on: date, months: int) -> tuple[CoverState, date | None]:
    if on < membership.begin_date:
        return CoverState.NOT_YET, None
    lapsed, back = _lapsed_on(membership), membership.return_date
    if lapsed is not None and lapsed <= on:
        return CoverState.LAPSED_BY_NEW_CONTRACT, lapsed - timedelta(days=1)
    if back is not None and back <= on:
        last = months_later(back, months)
        return (CoverState.AFTER_RETURN if on <= last else CoverState.EXPIRED), last
    if on <= membership.contract_end_date:
        return CoverState.CONTRACT, membership.contract_end_date
    return CoverState.ABROAD_AFTER_CONTRACT, None


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month.

    >>> months_later(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _check(membership: Membership) -> None:
    for name in ("contract_end_date", "return_date", "new_contract_date"):
        day = getattr(membership, name)
        if day is not None and day < membership.begin_date:
            raise InputError(
                N_("%(field)s is %(value)s, before the membership begins on %(begin)s."),
                hint=N_("Correct one of the two dates."),
                field=name,
                params={"field": name, "value": day.isoformat(), "begin": membership.begin_date.isoformat()},
            )
