"""A pair after the changes that an explanation names: the proof that they are enough."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from corridor.engines.matching.explain import CEFR
from corridor.engines.matching.types import CandidateRow, Change, Condition, VacancyRow


@dataclass(frozen=True, slots=True)
class ChangedPair:
    """A candidate and a vacancy after changes."""

    candidate: CandidateRow
    vacancy: VacancyRow


def after_changes(candidate: CandidateRow, vacancy: VacancyRow, changes: Iterable[Change]) -> ChangedPair:
    """Return a pair after the least changes of its explanation.

    Parameters
    ----------
    candidate, vacancy : the pair as it is
    changes : the changes of `explain` for this pair; where either side could move, the vacancy does

    Examples
    --------
    >>> person, post = CandidateRow(1, languages=[("de", 2)]), VacancyRow(7, None, ["weld"], languages=[("de", 3)])
    >>> change = Change(Condition.LANGUAGES, "", {"language": "de", "needed": "B1", "held": "A2"})
    >>> after_changes(person, post, [change]).candidate.languages
    [('de', 3)]
    """
    pair = ChangedPair(candidate, vacancy)
    for change in changes:
        pair = _CHANGES[change.condition](pair, change.params)
    return pair


def _destination(pair: ChangedPair, params: Mapping[str, Any]) -> ChangedPair:
    accepted = [*(pair.candidate.destinations or ()), params["country"]]
    return replace(pair, candidate=replace(pair.candidate, destinations=accepted))


def _languages(pair: ChangedPair, params: Mapping[str, Any]) -> ChangedPair:
    others = [known for known in pair.candidate.languages or () if known[0] != params["language"]]
    level = CEFR.index(params["needed"])
    return replace(pair, candidate=replace(pair.candidate, languages=[*others, (params["language"], level)]))


def _eqf(pair: ChangedPair, params: Mapping[str, Any]) -> ChangedPair:
    return replace(pair, candidate=replace(pair.candidate, eqf=params["needed"]))


def _recognition(pair: ChangedPair, params: Mapping[str, Any]) -> ChangedPair:
    recognised = [*(pair.candidate.recognised_in or ()), params["country"]]
    return replace(pair, candidate=replace(pair.candidate, recognised_in=recognised))


def _available(pair: ChangedPair, params: Mapping[str, Any]) -> ChangedPair:
    return replace(pair, candidate=replace(pair.candidate, available=params["start"]))


def _occupation(pair: ChangedPair, params: Mapping[str, Any]) -> ChangedPair:
    gained = (params["unit_group"], float(params["years"]))
    return replace(pair, candidate=replace(pair.candidate, occupations=[*(pair.candidate.occupations or ()), gained]))


def _years(pair: ChangedPair, params: Mapping[str, Any]) -> ChangedPair:
    gained = (params["unit_group"], float(params["needed"]))
    return replace(pair, candidate=replace(pair.candidate, occupations=[*(pair.candidate.occupations or ()), gained]))


def _licences(pair: ChangedPair, params: Mapping[str, Any]) -> ChangedPair:
    held = [*(pair.candidate.licences or ()), *str(params["licences"]).split(", ")]
    return replace(pair, candidate=replace(pair.candidate, licences=held))


def _age(pair: ChangedPair, params: Mapping[str, Any]) -> ChangedPair:
    low, high, age = pair.vacancy.age_min, pair.vacancy.age_max, int(params["age"])
    low, high = None if low is None else min(low, age), None if high is None else max(high, age)
    return replace(pair, vacancy=replace(pair.vacancy, age_min=low, age_max=high))


def _salary(pair: ChangedPair, params: Mapping[str, Any]) -> ChangedPair:
    return replace(pair, vacancy=replace(pair.vacancy, salary_eur=params["needed"]))


def _remote(pair: ChangedPair, params: Mapping[str, Any]) -> ChangedPair:
    return replace(pair, vacancy=replace(pair.vacancy, remote=True))


_CHANGES: Mapping[Condition, Callable[[ChangedPair, Mapping[str, Any]], ChangedPair]] = {
    Condition.DESTINATION: _destination,
    Condition.LANGUAGES: _languages,
    Condition.EQF: _eqf,
    Condition.RECOGNITION: _recognition,
    Condition.AVAILABLE: _available,
    Condition.OCCUPATION: _occupation,
    Condition.YEARS: _years,
    Condition.LICENCES: _licences,
    Condition.AGE: _age,
    Condition.SALARY: _salary,
    Condition.REMOTE: _remote,
}
