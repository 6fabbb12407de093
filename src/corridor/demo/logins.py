"""The logins of the demonstration: one for every role, and a few more for the other countries."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import STAFF, Role

DOMAIN = "demo.corridor.example"
# Public by intent: it opens invented records, in the demonstration only.
PASSWORD = "corridor-demo-2026"  # noqa: S105 - printed on the page of roles


@dataclass(frozen=True)
class Login:
    """One login: who it is, for which organisation, in which language, and what there is to see."""

    mailbox: str
    name: str
    role: Role
    organisation: str
    language: str
    finds: str | Promise

    @property
    def email(self) -> str:
        return f"{self.mailbox}@{DOMAIN}"

    @property
    def is_staff(self) -> bool:
        """Whether the second factor is asked for."""
        return self.role in STAFF


LOGINS: tuple[Login, ...] = (
    Login(
        "designer", "Hélène Dumont", Role.DESIGNER, "be-ministry", "en",
        _("A draft scheme with four gaps to fill and approve, and a running scheme."),
    ),
    Login(
        "officer.ma", "Karim Bennani", Role.OFFICER_ORIGIN, "ma-pes", "fr",
        _("Candidates, thirty possible duplicates, shortlists and the register of recruiters."),
    ),
    Login(
        "officer.be", "Joris Peeters", Role.OFFICER_DESTINATION, "be-pes", "en",
        _("Employers and vacancies in Belgium, cases, and one visa that is late."),
    ),
    Login(
        "employer", "Annelies Claes", Role.EMPLOYER, "lumenta", "en",
        _("Three people to decide on, a contract to send, and what it all costs."),
    ),
    Login(
        "salma", "Salma Idrissi", Role.WORKER, "", "ar",
        _("Her own case on the way to Belgium: what to do now, her contract, her skills."),
    ),
    Login(
        "trainer", "Nadia Chraibi", Role.TRAINER, "ma-school-ict", "fr",
        _("Cohorts with attendance and test results."),
    ),
    Login(
        "counsellor", "Omar Tazi", Role.COUNSELLOR, "ma-pes", "ar",
        _("Return plans that workers have shared."),
    ),
    Login(
        "protection", "Samira Alaoui", Role.PROTECTION, "ma-protection", "fr",
        _("Complaints, four of them overdue, two reported fees, departures without a contract."),
    ),
    Login(
        "committee", "Pieter Maes", Role.COMMITTEE, "be-ministry", "en",
        _("Plans, decisions and results of the schemes."),
    ),
    Login(
        "donor", "Clara Fontaine", Role.DONOR, "fund", "en",
        _("What three schemes cost and achieved, figure by figure with its source."),
    ),
    Login(
        "evaluator", "Tomás Herrera", Role.EVALUATOR, "research", "es",
        _("Indicators and the counts behind them, without names."),
    ),
    Login(
        "administrator", "Lotte Willems", Role.ADMINISTRATOR, "be-ministry", "en",
        _("The people of the organisation and their roles."),
    ),
    Login(
        "dpo", "Hassan Berrada", Role.DATA_PROTECTION, "ma-pes", "fr",
        _("Who did what: the acts of the organisation’s members."),
    ),
    Login(
        "authority", "Ulrike Sommer", Role.AUTHORITY, "de-recognition", "en",
        _("Applications for recognition: one due in a few days, one appeal to answer."),
    ),
    Login(
        "authority.es", "Pilar Navarro", Role.AUTHORITY, "es-recognition", "es",
        _("A partial decision with an adaptation period, and papers that are missing."),
    ),
    Login(
        "designer.es", "Lucía Romero", Role.DESIGNER, "es-ministry", "es",
        _("The plan of the seasonal scheme."),
    ),
    Login(
        "officer.es", "Javier Molina", Role.OFFICER_DESTINATION, "es-pes", "es",
        _("Farms, seasonal vacancies and an employer who was withdrawn."),
    ),
    Login(
        "fatima", "Fatima Zahra Amrani", Role.WORKER, "", "ar",
        _("A second season on a farm, a question to answer, a return plan."),
    ),
    Login(
        "employer.es", "Carmen Ortega", Role.EMPLOYER, "campoalba", "es",
        _("A farm with people at work and more on the way."),
    ),
    Login(
        "designer.de", "Katrin Vogel", Role.DESIGNER, "de-ministry", "en",
        _("The plan of the engineers’ scheme."),
    ),
    Login(
        "officer.tn", "Leila Trabelsi", Role.OFFICER_ORIGIN, "tn-pes", "fr",
        _("Engineers, their recognition and their language level."),
    ),
    Login(
        "officer.de", "Jens Brandt", Role.OFFICER_DESTINATION, "de-pes", "en",
        _("Vacancies for engineers and the slow step: recognition."),
    ),
    Login(
        "youssef", "Youssef Mansouri", Role.WORKER, "", "fr",
        _("An engineer who waits for the recognition of his diploma."),
    ),
)  # fmt: skip
BY_EMAIL = {login.email: login for login in LOGINS}
