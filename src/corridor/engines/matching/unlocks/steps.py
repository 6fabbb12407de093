"""A candidate after one step: so that every step can be tried."""

from dataclasses import replace

from corridor.engines.matching.types import CandidateRow, VacancyRow
from corridor.engines.matching.unlocks.types import Kind, Step


def after_step(candidate: CandidateRow, step: Step, vacancy: VacancyRow) -> CandidateRow:
    """Return a candidate as she would be after a step; `vacancy` gives the start and the pay that are agreed.

    >>> from corridor.engines.matching.types import CandidateRow, VacancyRow
    >>> post = VacancyRow(2, None, ["a"])
    >>> after_step(CandidateRow(1, languages=[]), Step(Kind.LANGUAGES, ("fr",), 3), post).languages
    [('fr', 3)]
    """
    if step.kind is Kind.LANGUAGES:
        return replace(candidate, languages=[*(candidate.languages or ()), (step.words[0], int(step.level))])
    if step.kind is Kind.EQF:
        return replace(candidate, eqf=int(step.level))
    if step.kind is Kind.YEARS:
        return replace(candidate, occupations=[*(candidate.occupations or ()), (step.words[0], step.level)])
    if step.kind is Kind.LICENCES:
        return replace(candidate, licences=[*(candidate.licences or ()), *step.words])
    if step.kind is Kind.RECOGNITION:
        return replace(candidate, recognised_in=[*(candidate.recognised_in or ()), *step.words])
    if step.kind is Kind.SKILL:
        return replace(candidate, skills=[*(candidate.skills or ()), *step.words])
    return agreed(candidate, step, vacancy)


def agreed(candidate: CandidateRow, step: Step, vacancy: VacancyRow) -> CandidateRow:
    """Return a candidate after a step on which both sides would have to agree."""
    if step.kind is Kind.DESTINATION:
        return replace(candidate, destinations=[*(candidate.destinations or ()), *step.words])
    if step.kind is Kind.AVAILABLE:
        return replace(candidate, available=vacancy.start)
    if step.kind is Kind.SALARY:
        return replace(candidate, min_salary_eur=vacancy.salary_eur)
    return replace(candidate, remote=False)
