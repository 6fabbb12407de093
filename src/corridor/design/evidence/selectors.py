"""Reading the evidence of a scheme: questions with their answers, gaps, hand scores, marks on occupations.

What the evidence says about sectors and countries (`evidence_values`) is computed and stands in `runs`.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from corridor.access.selectors import Person, visible
from corridor.design.evidence import rules
from corridor.design.evidence.models import Answer, DataGap, HandScore, OccupationFlag, Proof
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.kernel.places import ISO3_CODES
from corridor.knowledge.labour_market.selectors import codes_of

MOST_AT_FIRST = 60


@dataclass(frozen=True)
class QuestionRow:
    """A question of the list with what the scheme knows about it."""

    question: rules.Question
    answer: Answer | None
    proofs: tuple[Proof, ...]
    is_overdue: bool

    @property
    def state(self) -> str:
        """How far the answer has come; a question that nobody touched is open."""
        return self.answer.state if self.answer else Answer.State.OPEN.value

    @property
    def state_label(self) -> str:
        """The same in the reader's language."""
        return str(Answer.State(self.state).label)

    @property
    def is_proven(self) -> bool:
        """Whether the question is answered and the answer stands on something."""
        return self.state == Answer.State.ANSWERED and bool(self.proofs)


@dataclass(frozen=True)
class QuestionGroup:
    """Questions of one subject."""

    code: str
    title: str
    rows: tuple[QuestionRow, ...]


@dataclass(frozen=True)
class QuestionSheet:
    """All questions of a scheme, and how many of those that apply are answered, with and without evidence."""

    groups: tuple[QuestionGroup, ...]

    @property
    def rows(self) -> tuple[QuestionRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def asked(self) -> int:
        """Questions that apply to the scheme."""
        return sum(row.state != Answer.State.NOT_APPLICABLE for row in self.rows)

    @property
    def answered(self) -> int:
        return sum(row.state == Answer.State.ANSWERED for row in self.rows)

    @property
    def proven(self) -> int:
        """Questions answered with evidence."""
        return sum(row.is_proven for row in self.rows)

    @property
    def owned(self) -> int:
        """Questions that apply and have somebody who answers them."""
        return sum(
            bool(row.answer and row.answer.owner_id) for row in self.rows if row.state != Answer.State.NOT_APPLICABLE
        )

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for row in self.rows)


@dataclass(frozen=True)
class GapRow:
    """A gap of the plan; overdue where its day has passed and it is open."""

    gap: DataGap
    is_overdue: bool


@dataclass(frozen=True)
class GapPlan:
    """The gaps of a scheme with their sums; `cost_eur` counts what is known of the open ones."""

    rows: tuple[GapRow, ...]

    @property
    def open(self) -> int:
        return sum(row.gap.closed_date is None for row in self.rows)

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for row in self.rows)

    @property
    def cost_eur(self) -> Decimal:
        return sum((row.gap.cost_eur or Decimal(0) for row in self.rows if row.gap.closed_date is None), Decimal(0))

    @property
    def without_cost(self) -> int:
        """Open gaps of which nobody knows the cost."""
        return sum(row.gap.cost_eur is None for row in self.rows if row.gap.closed_date is None)


def question_sheet(*, user: Person, scheme: Scheme, today: dt.date) -> QuestionSheet:
    """Return the questions of the list with the answers of a scheme."""
    answers = {
        row.question: row
        for row in visible(Answer.objects.filter(scheme=scheme), user=user).select_related("owner").order_by("pk")
    }
    proofs: dict[str, list[Proof]] = {}
    for proof in visible(Proof.objects.filter(scheme=scheme), user=user).order_by("-source_date", "pk"):
        proofs.setdefault(proof.question, []).append(proof)
    groups: dict[str, list[QuestionRow]] = {code: [] for code in rules.question_groups()}
    for code, question in rules.questions().items():
        answer = answers.get(code)
        groups[question.group].append(
            QuestionRow(question, answer, tuple(proofs.get(code, ())), _is_late(answer, today))
        )
    return QuestionSheet(
        tuple(
            QuestionGroup(code, rules.in_language(rules.question_groups()[code]), tuple(rows))
            for code, rows in groups.items()
        )
    )


def gap_plan(*, user: Person, scheme: Scheme, today: dt.date) -> GapPlan:
    """Return the gaps of a scheme, open ones first, the earliest day first."""
    rows = visible(DataGap.objects.filter(scheme=scheme), user=user).select_related("owner").order_by("due_date", "pk")
    ordered = sorted(rows, key=lambda row: row.closed_date is not None)
    return GapPlan(tuple(GapRow(row, row.closed_date is None and row.due_date < today) for row in ordered))


def hand_scores_of(*, user: Person, scheme: Scheme) -> list[HandScore]:
    """Return the scores that people gave."""
    rows = visible(HandScore.objects.filter(scheme=scheme), user=user)
    return list(rows.order_by("indicator", "iso3", "pk"))


def flags_of(*, user: Person, scheme: Scheme) -> list[OccupationFlag]:
    """Return the marks on occupations."""
    rows = visible(OccupationFlag.objects.filter(scheme=scheme), user=user)
    return list(rows.order_by("isco08", "kind", "-source_date", "pk"))


@dataclass(frozen=True)
class OccupationRow:
    """An occupation of the scheme, or one that carries a mark, with its marks."""

    code: str
    flags: tuple[OccupationFlag, ...]

    @property
    def label(self) -> str:
        return choices.occupation(self.code)


def occupation_rows(*, user: Person, scheme: Scheme) -> list[OccupationRow]:
    """Return the scheme's occupations with the marks on them or on a group above them; then other marked ones."""
    flags = flags_of(user=user, scheme=scheme)
    own = [row.isco08 for row in scheme.occupations.order_by("isco08")]
    rows = [OccupationRow(code, tuple(flag for flag in flags if code.startswith(flag.isco08))) for code in own]
    others = dict.fromkeys(flag.isco08 for flag in flags if not any(code.startswith(flag.isco08) for code in own))
    return rows + [OccupationRow(code, tuple(flag for flag in flags if flag.isco08 == code)) for code in others]


def destinations_of(scheme: Scheme) -> list[str]:
    """Return the countries of destination, in the order of the corridors."""
    return list(dict.fromkeys(row.destination_iso3 for row in scheme.corridors.order_by("pk")))


def origins_of(scheme: Scheme) -> list[str]:
    """Return the countries of origin, in the order of the corridors."""
    return list(dict.fromkeys(row.origin_iso3 for row in scheme.corridors.order_by("pk")))


def occupations_of(scheme: Scheme, *, sector: str = "") -> tuple[str, ...]:
    """Return the sub-major groups of ISCO-08 in question: of a sector, else of the scheme, else of its own sector."""
    if sector:
        return rules.occupations_of_sector().get(sector[:1], ())
    own = dict.fromkeys(row.isco08[:2] for row in scheme.occupations.order_by("isco08"))
    return tuple(own) or rules.occupations_of_sector().get(scheme.nace2[:1], ())


def _is_late(answer: Answer | None, today: dt.date) -> bool:
    waiting = (Answer.State.OPEN, Answer.State.IN_WORK)
    return bool(answer and answer.state in waiting and answer.due_date and answer.due_date < today)


def codes_to_compare(*, scheme: Scheme, kind: str, destination: str = "") -> list[str]:
    """Return what the table of indicators may compare: sectors, or countries of which any figure is known.

    The scheme's own countries always stand in it; the destination never does.
    """
    if kind == "sector":
        return list(rules.occupations_of_sector())
    targets = {destination} if destination else set(destinations_of(scheme)[:1])
    known = {row.iso3 for row in HandScore.objects.filter(scheme=scheme)} | set(origins_of(scheme))
    for indicator in rules.indicators_of("country"):
        for source in (source for way in indicator.ways for source in way.values() if source.at == "origin"):
            for code in source.codes:
                known |= set(codes_of(indicator=code, name="area"))
    return sorted((known & ISO3_CODES) - targets)


def codes_at_first(*, scheme: Scheme, kind: str, offered: list[str]) -> list[str]:
    """Return what stands in the table before anybody narrows it: all, or of a very long list what people named."""
    if kind == "sector" or len(offered) <= MOST_AT_FIRST:
        return offered
    named = {row.iso3 for row in HandScore.objects.filter(scheme=scheme)} | set(origins_of(scheme))
    return [code for code in offered if code in named]
