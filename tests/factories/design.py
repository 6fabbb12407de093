"""Schemes and the parts of their plans with the least that is valid."""

from decimal import Decimal
from itertools import count

from corridor.access.models import WorkspaceMember
from corridor.access.roles import Role
from corridor.design.activities.models import Activity, SchemePathway
from corridor.design.budgets.models import Budget, BudgetLine, PayerShare
from corridor.design.partnerships.models import BodyMember, Decision, GovernanceBody, Partner
from corridor.design.results.models import Indicator
from corridor.design.schemes.models import Objective, Scheme, SchemeCorridor, SchemeOccupation
from corridor.design.screening.models import Alternative, Criterion, Score, ScreeningExercise
from tests.factories.access import make_member, make_organisation, make_workspace
from tests.factories.pathways import make_pathway

_numbers = count(1)


def make_scheme(*, lead=None, organisations=(), **fields) -> Scheme:
    n = next(_numbers)
    lead = lead or make_organisation()
    workspace = make_workspace(lead, *organisations)
    defaults = {"reference": f"scheme-{n}", "name": f"Scheme {n}"}
    return Scheme.objects.create(workspace=workspace, lead=lead, **defaults | fields)


def make_designer(scheme: Scheme):
    """A designer of the organisation that leads the scheme."""
    return make_member(Role.DESIGNER, organisation=scheme.lead)


def make_colleague(scheme: Scheme, role: Role, *, iso3: str = "BEL"):
    """Somebody with a role in another organisation of the scheme's workspace."""
    organisation = make_organisation(iso3=iso3)
    WorkspaceMember.objects.create(workspace=scheme.workspace, organisation=organisation)
    return make_member(role, organisation=organisation)


def make_corridor(scheme=None, *, origin_iso3="MAR", destination_iso3="BEL") -> SchemeCorridor:
    return SchemeCorridor.objects.create(
        scheme=scheme or make_scheme(), origin_iso3=origin_iso3, destination_iso3=destination_iso3
    )


def make_objective(scheme=None, **fields) -> Objective:
    defaults = {"kind": Objective.Kind.OBJECTIVE, "code": Objective.Drive.LABOUR_NEED, "text": "Fill vacancies"}
    return Objective.objects.create(scheme=scheme or make_scheme(), **defaults | fields)


def make_partner(scheme=None, *, organisation=None, group=Partner.Group.EMPLOYERS, **fields) -> Partner:
    fields = {"role": "Takes part"} | fields
    return Partner.objects.create(
        scheme=scheme or make_scheme(), organisation=organisation or make_organisation(), group=group, **fields
    )


def make_body(scheme=None, **fields) -> GovernanceBody:
    return GovernanceBody.objects.create(scheme=scheme or make_scheme(), **{"name": "Steering committee"} | fields)


def make_indicator(scheme=None, **fields) -> Indicator:
    n = next(_numbers)
    defaults = {
        "code": f"indicator-{n}",
        "name": "People placed",
        "level": Indicator.Level.OUTCOME,
        "unit": Indicator.Unit.PERSONS,
        "baseline": 0,
        "baseline_date": "2026-01-01",
        "target": 40,
        "target_date": "2027-12-31",
        "source": "Records of the scheme",
    }
    return Indicator.objects.create(scheme=scheme or make_scheme(), **defaults | fields)


def make_budget(scheme=None, **fields) -> Budget:
    defaults = {"participants": 100, "placements": 50, "months": 24}
    return Budget.objects.create(scheme=scheme or make_scheme(), **defaults | fields)


def make_line(budget=None, *, shares=None, ilo_class="none", **fields) -> BudgetLine:
    defaults = {"item_code": "PI.04", "behaviour": BudgetLine.Behaviour.FIXED, "unit_cost": Decimal(1000)}
    line = BudgetLine.objects.create(budget=budget or make_budget(), ilo_class=ilo_class, **defaults | fields)
    for payer, share in (shares or {"donor": 100}).items():
        PayerShare.objects.create(line=line, payer=payer, share_percent=share, ilo_class=ilo_class)
    return line


def make_exercise(scheme=None, *, kind=ScreeningExercise.Kind.COUNTRY) -> ScreeningExercise:
    return ScreeningExercise.objects.create(scheme=scheme or make_scheme(), kind=kind)


def make_scored_exercise(scheme=None, *, kind=ScreeningExercise.Kind.COUNTRY, table=None) -> ScreeningExercise:
    """An exercise from {alternative: {criterion: value or None}}; all weights are 1, all scales run from 1 to 5."""
    table = table or {"Morocco": {"supply": 5, "links": 4}, "Tunisia": {"supply": 3, "links": 4}}
    exercise = make_exercise(scheme, kind=kind)
    names = dict.fromkeys(name for row in table.values() for name in row)
    criteria = {name: Criterion.objects.create(exercise=exercise, name=name) for name in names}
    for alternative, row in table.items():
        place = Alternative.objects.create(exercise=exercise, name=alternative)
        for name, value in row.items():
            Score.objects.create(alternative=place, criterion=criteria[name], value=value, source="Survey")
    return exercise


def make_complete_scheme(**fields) -> Scheme:
    """A scheme whose plan lacks nothing that approval asks for."""
    defaults = {
        "start_date": "2026-01-01",
        "end_date": "2029-01-01",
        "nace2": "J",
        "model": Scheme.Model.E,
        "tracks": [{"time_frame": "permanent", "purposes": ["employment"], "is_seasonal": False}],
        "target_participants": 100,
        "target_placements": 50,
    }
    scheme = make_scheme(**defaults | fields)
    make_objective(scheme, weight=3)
    make_objective(scheme, kind=Objective.Kind.MOTIVATION, weight=2)
    corridor = make_corridor(scheme)
    SchemeOccupation.objects.create(scheme=scheme, isco08="2512")
    _choose(make_scored_exercise(scheme, kind=ScreeningExercise.Kind.SECTOR, table={"ICT": {"need": 5}}))
    _choose(make_scored_exercise(scheme))
    for group in (Partner.Group.EMPLOYERS, Partner.Group.WORKERS, Partner.Group.EMPLOYMENT_SERVICE):
        make_partner(scheme, group=group)
    body = make_body(scheme)
    BodyMember.objects.create(body=body, organisation=scheme.lead, seat=BodyMember.Seat.CHAIR)
    Decision.objects.create(body=body, title="The plan", outcome=Decision.Outcome.ADOPTED, decided_on="2026-01-01")
    for phase in (Activity.Phase.PRE_DEPARTURE, Activity.Phase.DURING):
        Activity.objects.create(scheme=scheme, phase=phase, kind="training", name="Course", responsible=scheme.lead)
    SchemePathway.objects.create(scheme=scheme, pathway=make_pathway(), corridor=corridor)
    make_line(make_budget(scheme))
    make_indicator(scheme)
    return scheme


def _choose(exercise: ScreeningExercise) -> None:
    exercise.chosen = exercise.alternatives.first()
    exercise.reason = "It comes first"
    exercise.save()
