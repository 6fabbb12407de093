"""What an outlook file gives: projections, markets, questions, safeguards."""

from dataclasses import dataclass

from corridor.batch.outlook_safeguards import Safeguard
from corridor.engines.outlook import Brake, DelphiCourse, Level, Projection, SafeguardProfile, Tightness


@dataclass(frozen=True, slots=True)
class Market:
    """The market of an occupation today."""

    isco08: str
    label: str
    today: Tightness


@dataclass(frozen=True, slots=True)
class Question:
    """A question to experts, with its rounds."""

    question: str
    course: DelphiCourse


@dataclass(frozen=True, slots=True)
class OutlookResult:
    """All that a file asks for; `profile` names the thresholds behind the alerts."""

    title: str
    projections: tuple[Projection, ...]
    markets: tuple[Market, ...]
    questions: tuple[Question, ...]
    safeguards: tuple[Safeguard, ...]
    profile: SafeguardProfile

    @property
    def is_red(self) -> bool:
        """Say whether a safeguard is red or closes recruitment."""
        return any(
            one.brake == Brake.BLOCKED or any(alert.level == Level.RED for alert in one.alerts)
            for one in self.safeguards
        )
