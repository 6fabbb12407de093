"""The home page of staff: what waits, own schemes, and the ways that a role goes most often."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.access.models import User
from corridor.access.roles import READERS, Role
from corridor.access.selectors import roles_of
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import schemes_visible_to
from corridor.evaluation.monitoring.lens import Lens
from corridor.evaluation.monitoring.rules import is_protected
from corridor.evaluation.monitoring.selectors.people import headline
from corridor.evaluation.monitoring.words import corridor_name
from corridor.evaluation.portfolio.selectors import delivery, plans
from corridor.evaluation.portfolio.selectors.delivery import Topic
from corridor.evaluation.portfolio.selectors.tasks import Task
from corridor.ui import formats

_URGENCY = {"bad": 0, "warn": 1, "info": 2}
KINDS = {"draft": "wait", "approved": "info", "running": "ok", "closed": "none"}

TOPICS: dict[Role, tuple[Topic, ...]] = {
    Role.DESIGNER: (plans.drafts, plans.decisions, plans.lights),
    Role.OFFICER_ORIGIN: (
        delivery.steps, delivery.documents, delivery.nominations, delivery.answers, delivery.recruiters,
        delivery.duplicates, delivery.links, delivery.open_posts,
    ),
    Role.OFFICER_DESTINATION: (
        delivery.steps, delivery.documents, delivery.nominations, delivery.employers, delivery.recruiters,
        delivery.open_posts,
    ),
    Role.TRAINER: (delivery.courses,),
    Role.COUNSELLOR: (delivery.need_help, delivery.plans, delivery.links),
    Role.PROTECTION: (delivery.complaints, delivery.departures, delivery.fees, delivery.need_help, delivery.recruiters),
    Role.COMMITTEE: (plans.decisions, plans.lights),
    Role.DONOR: (plans.lights, plans.decisions),
    Role.EVALUATOR: (plans.lights,),
    Role.ADMINISTRATOR: (plans.offices,),
    Role.DATA_PROTECTION: (plans.watch,),
    Role.AUTHORITY: (delivery.applications,),
}  # fmt: skip

# Label, icon, URL name and the roles that find the way useful.
WAYS: tuple[tuple[str | Promise, str, str, frozenset[Role]], ...] = (
    (_("Start a new scheme"), "plus", "schemes:new", frozenset({Role.DESIGNER})),
    (_("Begin from the gallery"), "books", "measures:list", frozenset({Role.DESIGNER, Role.EVALUATOR, Role.DONOR})),
    (_("Register a candidate"), "user-plus", "recruitment:candidate_new", frozenset({Role.OFFICER_ORIGIN})),
    (_("Import candidates"), "file-upload", "recruitment:import", frozenset({Role.OFFICER_ORIGIN})),
    (_("New job order"), "briefcase", "recruitment:vacancy_new", frozenset({Role.OFFICER_DESTINATION})),
    (_("My courses"), "school", "training:cohorts", frozenset({Role.TRAINER})),
    (_("Candidates"), "users", "recruitment:candidates", frozenset({Role.COUNSELLOR})),
    (_("Cases"), "plane-departure", "mobility:cases", frozenset({Role.COUNSELLOR})),
    (_("Fees that workers reported"), "coin-euro", "protection:fees", frozenset({Role.PROTECTION})),
    (_("Recruiters"), "building-bank", "recruitment:recruiters", frozenset({Role.PROTECTION})),
    (_("Applications for recognition"), "certificate", "recognition:cases", frozenset({Role.AUTHORITY})),
    (_("Decisions already made"), "list-check", "recognition:decisions", frozenset({Role.AUTHORITY})),
    (_("Results of all schemes"), "target-arrow", "monitoring:overview", READERS),
    (_("Give a role"), "user-cog", "access:members", frozenset({Role.ADMINISTRATOR})),
    (_("Audit"), "history", "access:audit", frozenset({Role.DATA_PROTECTION})),
    (_("Pathways"), "route", "pathways:list", frozenset({Role.DATA_PROTECTION, Role.ADMINISTRATOR, Role.TRAINER})),
)


@dataclass(frozen=True)
class Way:
    """One way that a role goes often."""

    label: str
    icon: str
    url: str


@dataclass(frozen=True)
class SchemeLine:
    """A scheme at a glance."""

    name: str
    reference: str
    status: str
    kind: str
    corridors: str
    registered: str
    departed: str
    target: str
    url: str


def tasks_of(*, user: User, today: date) -> list[Task]:
    """Return what waits for somebody, the most urgent first; a topic of two roles is asked once."""
    topics = dict.fromkeys(topic for role in Role if role in roles_of(user) for topic in TOPICS.get(role, ()))
    found = [task for topic in (*topics, plans.messages) for task in topic(user, today)]
    return sorted(found, key=lambda task: _URGENCY.get(task.kind, 9))


def ways_of(*, user: User) -> list[Way]:
    """Return the ways that somebody's roles go most often."""
    roles = roles_of(user)
    return [Way(str(label), icon, reverse(name)) for label, icon, name, named in WAYS if named & roles]


def scheme_lines(*, user: User) -> list[SchemeLine]:
    """Return the schemes of somebody with how many people take part and have departed."""
    schemes, roles = schemes_visible_to(user=user), roles_of(user)
    counts = headline(schemes=schemes) if roles & READERS else {}
    lens = Lens(is_protected(roles))
    return [_line(scheme, counts.get(scheme.pk, (0, 0)), lens, is_reader=bool(roles & READERS)) for scheme in schemes]


def _line(scheme: Scheme, counts: tuple[int, int], lens: Lens, *, is_reader: bool) -> SchemeLine:
    to_results = is_reader and scheme.status in {Scheme.Status.RUNNING, Scheme.Status.CLOSED}
    return SchemeLine(
        name=scheme.localised_name,
        reference=scheme.reference,
        status=scheme.get_status_display(),
        kind=KINDS[scheme.status],
        corridors=" · ".join(corridor_name(row.origin_iso3, row.destination_iso3) for row in scheme.corridors.all()),
        registered=lens.people(counts[0]) if is_reader else "",
        departed=lens.people(counts[1]) if is_reader else "",
        target=formats.number(scheme.target_placements),
        url=reverse("monitoring:dashboard" if to_results else "schemes:detail", args=[scheme.pk]),
    )
