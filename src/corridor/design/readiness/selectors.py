"""Reading how ready a scheme is; every row through the one door."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from corridor.access.selectors import Person, get_visible, visible
from corridor.design.activities.models import Activity
from corridor.design.partnerships.models import BodyMember, GovernanceBody, Partner
from corridor.design.readiness.models import (
    AspirationFinding,
    AspirationRound,
    CapacityNeed,
    ElementState,
    LocalLink,
    StageDecision,
    VoiceChange,
)
from corridor.design.readiness.rules import (
    ELEMENTS,
    Asked,
    Assessed,
    Element,
    Size,
    conditions_of_design,
    conditions_of_incubation,
    is_stale,
    simplicity,
    voice_gaps,
)
from corridor.design.results.models import Indicator
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_
from corridor.kernel.findings import Finding

Stage = StageDecision.Stage
PATHS: dict[type[Model], str] = {AspirationFinding: "round__scheme", VoiceChange: "finding__round__scheme"}
"""The way from a row to its scheme, where it is not one step."""
VOICES = frozenset({Partner.Group.CIVIL_SOCIETY, Partner.Group.WORKERS})


@dataclass(frozen=True)
class Cell:
    """An element in one country: its newest state, and whether that is too old."""

    iso3: str
    row: ElementState | None
    is_stale: bool
    earlier: int


@dataclass(frozen=True)
class ElementLine:
    """An element with its state in each country, side by side."""

    element: Element
    cells: tuple[Cell, ...]


def path_of(model: type[Model]) -> str:
    """Return the lookup that leads from a row of this room to its scheme."""
    return PATHS.get(model, "scheme")


def row_to_change(*, model: type[Model], scheme: Scheme, user: Person, pk: int) -> Model:
    """Return a row of this scheme that the person may change; another scheme's row is a 404."""
    return get_visible(model._default_manager.all(), user=user, action="change", **{"pk": pk, path_of(model): scheme})


def countries_of(scheme: Scheme) -> list[str]:
    """Return the countries of a scheme, those of origin first."""
    pairs = list(scheme.corridors.all())
    return list(dict.fromkeys([*(p.origin_iso3 for p in pairs), *(p.destination_iso3 for p in pairs)]))


def profile_of(*, scheme: Scheme, user: Person, today: date) -> list[ElementLine]:
    """Return the eight elements with their newest state in each country."""
    rows: dict[tuple[str, str], list[ElementState]] = {}
    for row in visible(ElementState.objects.filter(scheme=scheme), user=user).select_related("assessed_by"):
        rows.setdefault((row.iso3, row.element), []).append(row)
    return [
        ElementLine(
            element, tuple(_cell(iso3, rows.get((iso3, element.code), []), today) for iso3 in countries_of(scheme))
        )
        for element in ELEMENTS
    ]


def stage_of(*, scheme: Scheme) -> StageDecision | None:
    """Return the decision on the stage that counts, None before there is one: the scheme is an idea."""
    return scheme.stage_decisions.select_related("decided_by").order_by("pk").last()


def open_conditions(*, scheme: Scheme, stage: str, today: date) -> list[Finding]:
    """Return what is missing before a scheme may come to a stage; nothing bars the way back to an idea."""
    countries = countries_of(scheme)
    newest = {
        (row.iso3, row.element): Assessed(row.state, row.as_of_date)
        for row in scheme.element_states.order_by("as_of_date", "pk")
    }
    if stage == Stage.READY:
        voices = voice_findings(scheme=scheme)
        return conditions_of_design(countries=countries, profile=newest, voices=voices, today=today)
    return conditions_of_incubation(countries=countries, profile=newest) if stage == Stage.INCUBATION else []


def simplicity_of(*, scheme: Scheme) -> list[Size]:
    """Return how many partners, kinds of activity and indicators a plan holds."""
    kinds = Activity.objects.filter(scheme=scheme).order_by().values_list("kind", flat=True).distinct()
    return simplicity(
        {
            "partners": Partner.objects.filter(scheme=scheme).count(),
            "components": kinds.count(),
            "indicators": Indicator.objects.filter(scheme=scheme).count(),
        }
    )


def needs_of(*, scheme: Scheme, user: Person) -> list[CapacityNeed]:
    """Return the needs of the institutions, the gravest first within each."""
    rows = visible(CapacityNeed.objects.filter(scheme=scheme), user=user)
    return list(rows.select_related("partner__organisation", "activity", "budget_line").order_by(
        "partner__organisation__name", "partner", "-severity", "pk"
    ))  # fmt: skip


def links_of(*, scheme: Scheme, user: Person) -> list[LocalLink]:
    """Return what grew in the regions of origin, the newest first."""
    return list(visible(LocalLink.objects.filter(scheme=scheme), user=user).order_by("-happened_date", "pk"))


def rounds_of(*, scheme: Scheme, user: Person) -> list[AspirationRound]:
    """Return the rounds in which people were asked, with what they said and what changed."""
    rows = visible(AspirationRound.objects.filter(scheme=scheme), user=user)
    return list(rows.prefetch_related("findings__changes").order_by("asked_date", "pk"))


def voice_findings(*, scheme: Scheme) -> list[Finding]:
    """Return what is wrong with how people were asked before the design of a scheme."""
    rounds = [
        Asked(row.asked_date, row.women_asked, row.women_answered, row.men_asked, row.men_answered)
        for row in scheme.aspiration_rounds.all()
    ]
    return voice_gaps(rounds, begins_date=scheme.start_date)


def unheard_of(*, scheme: Scheme) -> int:
    """Return how many findings have changed nothing in the plan yet."""
    return AspirationFinding.objects.filter(round__scheme=scheme, changes__isnull=True).count()


def seat_findings(*, scheme: Scheme) -> list[Finding]:
    """Return the bodies in which no organisation of migrants or workers has a seat."""
    heard = Partner.objects.filter(scheme=scheme, group__in=VOICES).values("organisation")
    with_voice = BodyMember.objects.filter(body__scheme=scheme, organisation__in=heard).values("body")
    bodies = list(GovernanceBody.objects.filter(scheme=scheme).order_by("pk"))
    if not bodies:
        return [Finding("no_body", N_("The plan has no governance body yet, so migrants sit in none."))]
    message = N_("In “%(body)s” no organisation of migrants or workers has a seat.")
    deaf = GovernanceBody.objects.filter(scheme=scheme).exclude(pk__in=with_voice).order_by("pk")
    return [Finding("no_seat", message, {"body": str(body)}) for body in deaf]


def _cell(iso3: str, rows: list[ElementState], today: date) -> Cell:
    if not rows:
        return Cell(iso3, None, False, 0)
    newest = max(rows, key=lambda row: (row.as_of_date, row.pk))
    return Cell(iso3, newest, is_stale(newest.as_of_date, today=today), len(rows) - 1)
