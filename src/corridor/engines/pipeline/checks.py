"""Refuse a pipeline or a shock that cannot be played, in a sentence that names it."""

from corridor.engines.compute import above_zero, at_least_zero, not_empty, share, whole
from corridor.engines.pipeline.types import Blow, Pipeline, Shock, Stage
from corridor.kernel.errors import N_, InputError

MOST_STAGES, MOST_MONTHS, MOST_PEOPLE, MOST_RUNS, MOST_SHOCKS, MOST_THREADS = 30, 600, 1_000_000, 1_000_000, 100, 256


def check(pipeline: Pipeline, shocks: tuple[Shock, ...], *, runs: int, seed: int, threads: int) -> None:
    """Raise an InputError for the first thing that cannot be played."""
    _within(whole(runs, "runs", least=1), MOST_RUNS, "runs")
    whole(seed, "seed")
    _within(whole(threads, "threads", least=1), MOST_THREADS, "threads")
    _check_frame(pipeline)
    _check_stages(pipeline.stages)
    _check_target(pipeline)
    _within(len(shocks), MOST_SHOCKS, "shocks")
    for number, shock in enumerate(shocks, start=1):
        _check_shock(pipeline, shock, f"shocks.{number}")


def _check_frame(pipeline: Pipeline) -> None:
    _within(whole(pipeline.months, "months", least=1), MOST_MONTHS, "months")
    _within(len(not_empty(pipeline.entrants, "entrants")), pipeline.months, "entrants")
    for number, people in enumerate(pipeline.entrants, start=1):
        whole(people, f"entrants.{number}")
    _within(sum(pipeline.entrants), MOST_PEOPLE, "entrants")
    at_least_zero(pipeline.running_cost_per_month, "running_cost_per_month")
    if pipeline.budget is not None:
        at_least_zero(pipeline.budget, "budget")


def _check_stages(stages: tuple[Stage, ...]) -> None:
    _within(len(not_empty(stages, "stages")), MOST_STAGES, "stages")
    names = [stage.name for stage in stages]
    for number, stage in enumerate(stages, start=1):
        field = f"stages.{number}"
        if names.count(stage.name) > 1:
            raise InputError(
                N_('Two steps are named "%(name)s".'),
                hint=N_("Give every step a name of its own."),
                field=field,
                params={"name": stage.name},
            )
        for name in ("capacity", "places"):
            if (value := getattr(stage, name)) is not None:
                whole(value, f"{field}.{name}")
        at_least_zero(stage.cost_per_person, f"{field}.cost_per_person")
        at_least_zero(stage.fixed_cost, f"{field}.fixed_cost")
        share(stage.foreign_share, f"{field}.foreign_share")


def _check_target(pipeline: Pipeline) -> None:
    _known(pipeline, pipeline.target.stage, "target.stage")
    whole(pipeline.target.people, "target.people", least=1)
    _within(whole(pipeline.target.month, "target.month", least=1), pipeline.months, "target.month")


def _check_shock(pipeline: Pipeline, shock: Shock, field: str) -> None:
    if shock.stage is not None:
        _known(pipeline, shock.stage, f"{field}.stage")
    share(shock.chance, f"{field}.chance")
    first = whole(shock.first_month, f"{field}.first_month", least=1)
    _within(first, pipeline.months, f"{field}.first_month")
    if shock.last_month is not None:
        whole(shock.last_month, f"{field}.last_month", least=first)
    _SIZES[shock.blow](pipeline, shock, f"{field}.size")


def _check_closed(pipeline: Pipeline, shock: Shock, field: str) -> None:
    if shock.stage is None:
        raise InputError(
            N_('The shock "%(name)s" closes no step.'),
            hint=N_("Name the step that nobody can begin in these months."),
            field=field.replace("size", "stage"),
            params={"name": shock.name},
        )


def _check_slower(_pipeline: Pipeline, shock: Shock, field: str) -> None:
    if above_zero(shock.size, field) < 1:
        raise InputError(
            N_('The shock "%(name)s" makes work take %(size)s times as long, which is no delay.'),
            hint=N_("Write twice as long as 2."),
            field=field,
            params={"name": shock.name, "size": shock.size},
        )


def _check_withdrawn(pipeline: Pipeline, shock: Shock, field: str) -> None:
    whole(shock.size, field, least=1)
    if not any(stage.name == shock.stage and stage.places is not None for stage in pipeline.stages):
        raise InputError(
            N_('The shock "%(name)s" takes places from a step whose places are not counted.'),
            hint=N_("Name a step, and say how many places it has."),
            field=field.replace("size", "stage"),
            params={"name": shock.name},
        )


def _check_share(_pipeline: Pipeline, shock: Shock, field: str) -> None:
    share(shock.size, field)


def _check_rise(_pipeline: Pipeline, shock: Shock, field: str) -> None:
    at_least_zero(shock.size, field)


_SIZES = {
    Blow.CLOSED: _check_closed,
    Blow.SLOWER: _check_slower,
    Blow.WITHDRAWN: _check_withdrawn,
    Blow.COST: _check_rise,
    Blow.EXCHANGE: _check_rise,
    Blow.DROP_OUT: _check_share,
}


def _known(pipeline: Pipeline, name: str, field: str) -> None:
    if name not in {stage.name for stage in pipeline.stages}:
        raise InputError(
            N_('No step is named "%(name)s".'),
            hint=N_("Name one of the steps of the pipeline."),
            field=field,
            params={"name": name},
        )


def _within(value: int, most: int, field: str) -> None:
    if value > most:
        raise InputError(
            N_("%(field)s is %(value)s; at most %(most)s can be played."),
            hint=N_("Give a smaller number."),
            field=field,
            params={"field": field, "value": value, "most": most},
        )
