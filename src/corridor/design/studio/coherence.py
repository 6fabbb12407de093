"""Tensions between what a scheme wants: two aims that pull apart, why, and what others did about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.design.schemes.models import Mitigation, Objective


@dataclass(frozen=True)
class Tension:
    """Two aims or drives that pull apart; the code is stable and names both."""

    first: str
    second: str
    why: str | Promise
    advice: str | Promise

    @property
    def code(self) -> str:
        """The stable name of the pair."""
        return f"{self.first}-{self.second}"


TENSIONS = (
    Tension(
        "circularity",
        "retention",
        _("People are to return, while employers who trained them wish to keep them."),
        _("Agree on the length of stay before selection, let people return for a second stay, or offer both ways."),
    ),
    Tension(
        "circularity",
        "labour_need",
        _("A lasting need for labour is not met by people who leave again soon."),
        _("Say how many come each year, or add a way to stay for those whom employers need longer."),
    ),
    Tension(
        "many_movers",
        "skills_investment",
        _("Training takes time and money per person, so that fewer people can move with the same means."),
        _("Set a minimum of training per person first, then the number, and let the number grow by cohort."),
    ),
    Tension(
        "low_cost",
        "skills_investment",
        _("A low cost per person leaves little for training and recognition."),
        _("Show training as a cost of its own, shared by those who gain from it."),
    ),
    Tension(
        "quick_start",
        "skills_investment",
        _("A quick start leaves no time for training before departure."),
        _("Begin with people who need little training, and start the courses for later cohorts now."),
    ),
    Tension(
        "quick_start",
        "home_track",
        _("A track for jobs at home needs schools and employers there, which take time to win."),
        _("Start the away track first, with the money and the dates of the home track agreed."),
    ),
    Tension(
        "return_cooperation",
        "labour_need",
        _("The country whose cooperation is sought may not be the one with the workers that employers need."),
        _("Choose the sector with employers first, and keep talks on readmission apart from selection."),
    ),
    Tension(
        "retention",
        "development",
        _("What employers abroad keep, the country of origin has lost: its schools paid for it."),
        _("Pay for a home track or for the school, and watch the occupations that are short at home."),
    ),
    Tension(
        "many_movers",
        "development",
        _("Many departures from one occupation may leave a gap in the country of origin."),
        _("Set a ceiling per occupation and train more people than leave."),
    ),
    Tension(
        "low_cost",
        "equal_access",
        _("Reaching women, rural regions or people with disabilities costs more per person."),
        _("Give outreach and childcare a budget line of their own, and a target in the results."),
    ),
)


@dataclass(frozen=True)
class FoundTension:
    """A tension of this scheme with what was decided about it, empty where nothing was."""

    tension: Tension
    first_label: str | Promise
    second_label: str | Promise
    mitigation: Mitigation | None

    @property
    def is_answered(self) -> bool:
        """Whether the partners have said what they do about it."""
        return self.mitigation is not None


@dataclass(frozen=True)
class MatrixRow:
    """One line of the coherence matrix: a wish, and for each wish the code of a tension, or nothing."""

    label: str | Promise
    cells: tuple[str, ...]


def wishes_of(objectives: Iterable[Objective]) -> list[str]:
    """Return the aims and drives that a scheme names, in a fixed order."""
    rows = list(objectives)
    named = {row.aim for row in rows if row.aim} | {row.code for row in rows}
    return [code for code in _LABELS if code in named]


def tensions_of(objectives: Iterable[Objective], mitigations: Iterable[Mitigation]) -> list[FoundTension]:
    """Return the tensions between the scheme's own wishes."""
    wishes = set(wishes_of(objectives))
    answers = {mitigation.tension_code: mitigation for mitigation in mitigations}
    return [
        FoundTension(tension, _LABELS[tension.first], _LABELS[tension.second], answers.get(tension.code))
        for tension in TENSIONS
        if {tension.first, tension.second} <= wishes
    ]


def matrix_of(objectives: Sequence[Objective]) -> list[MatrixRow]:
    """Return the coherence matrix: every wish against every other."""
    wishes = wishes_of(objectives)
    codes = {frozenset((tension.first, tension.second)): tension.code for tension in TENSIONS}
    return [
        MatrixRow(_LABELS[row], tuple(codes.get(frozenset((row, column)), "") for column in wishes)) for row in wishes
    ]


def wish_labels(objectives: Iterable[Objective]) -> list[str | Promise]:
    """Return the headings of the matrix."""
    return [_LABELS[code] for code in wishes_of(objectives)]


def known_tension(code: str) -> Tension | None:
    """Return the tension of a code."""
    return next((tension for tension in TENSIONS if tension.code == code), None)


_LABELS: dict[str, str | Promise] = {
    **{code: label for code, label in Objective.Aim.choices if code},
    **dict(Objective.Drive.choices),
}
