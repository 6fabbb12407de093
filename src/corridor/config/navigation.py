"""The side bar and the tabs: which pages a role finds where."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from corridor.access.roles import READERS, STAFF, Role

Label = str | Promise


@dataclass(frozen=True)
class Entry:
    """One link of the navigation: its label, icon, URL name and the roles that find it."""

    label: Label
    icon: str
    url_name: str
    roles: frozenset[Role]


_FIELD = frozenset({Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION})

DESK: tuple[tuple[Label, tuple[Entry, ...]], ...] = (
    (
        pgettext_lazy("navigation", "Know"),
        (
            Entry(_("Home"), "home", "portfolio:home", STAFF),
            Entry(_("Gallery of measures"), "books", "measures:list", STAFF),
            Entry(_("Labour market evidence"), "chart-line", "labour_market:list", STAFF),
            Entry(_("Pathways"), "route", "pathways:list", STAFF),
            Entry(_("Quotas"), "gauge", "quotas:ledger", STAFF),
            Entry(_("Recognition by country"), "world", "recognition:ways", STAFF),
            Entry(_("Code lists"), "list-check", "codelists:index", STAFF),
        ),
    ),
    (
        pgettext_lazy("navigation", "Design"),
        (Entry(_("Schemes"), "map-2", "schemes:list", READERS | {Role.PROTECTION, Role.ADMINISTRATOR}),),
    ),
    (
        pgettext_lazy("navigation", "Run"),
        (
            Entry(_("Vacancies and matching"), "briefcase", "recruitment:vacancies", _FIELD),
            Entry(_("Calls"), "speakerphone", "recruitment:calls", _FIELD | {Role.COUNSELLOR}),
            Entry(_("Candidates"), "users", "recruitment:candidates", _FIELD | {Role.COUNSELLOR}),
            Entry(_("Recognition"), "certificate", "recognition:cases", _FIELD | {Role.AUTHORITY, Role.COUNSELLOR}),
            Entry(_("Prior learning"), "medal", "recognition:portfolios", frozenset({Role.TRAINER, Role.AUTHORITY})),
            Entry(_("Recruiters"), "building-bank", "recruitment:recruiters", _FIELD | {Role.PROTECTION}),
            Entry(
                _("Plans and fairness"),
                "target",
                "recruitment:plans",
                _FIELD | {Role.TRAINER, Role.COUNSELLOR, Role.DESIGNER, Role.PROTECTION, Role.EVALUATOR},
            ),
            Entry(_("Training"), "school", "training:cohorts", _FIELD | {Role.TRAINER, Role.COUNSELLOR}),
            Entry(_("Cases"), "plane-departure", "mobility:cases", _FIELD | {Role.COUNSELLOR, Role.PROTECTION}),
            Entry(_("Return plans"), "plane-arrival", "reintegration:plans", frozenset({Role.COUNSELLOR})),
            Entry(_("Protection"), "shield-check", "protection:grievances", frozenset({Role.PROTECTION})),
        ),
    ),
    (
        pgettext_lazy("navigation", "Evaluate"),
        (Entry(_("Results"), "target-arrow", "monitoring:overview", READERS),),
    ),
    (
        _("Administration"),
        (
            Entry(_("People and roles"), "user-cog", "access:members", frozenset({Role.ADMINISTRATOR})),
            Entry(_("Audit"), "history", "access:audit", frozenset({Role.DATA_PROTECTION})),
            Entry(
                _("Who has seen which list"),
                "eye",
                "recruitment:sightings",
                frozenset({Role.PROTECTION, Role.DATA_PROTECTION, Role.EVALUATOR}),
            ),
        ),
    ),
)
WORKER_TABS: tuple[Entry, ...] = (
    Entry(_("My case"), "file-check", "worker_portal:home", frozenset({Role.WORKER})),
    Entry(_("Jobs"), "briefcase", "worker_portal:jobs", frozenset({Role.WORKER})),
    Entry(_("My skills"), "school", "worker_portal:passport", frozenset({Role.WORKER})),
    Entry(_("Help"), "heart-handshake", "worker_portal:help", frozenset({Role.WORKER})),
)
EMPLOYER_TABS: tuple[Entry, ...] = (
    Entry(_("Today"), "home", "employer_portal:home", frozenset({Role.EMPLOYER})),
    Entry(_("My jobs"), "briefcase", "employer_portal:vacancies", frozenset({Role.EMPLOYER})),
    Entry(_("What I pay"), "coin-euro", "employer_portal:costs", frozenset({Role.EMPLOYER})),
)
FOOTER: tuple[tuple[Label, str], ...] = (
    (_("About Corridor"), "public_portal:welcome"),
    (_("Rights and help"), "public_portal:rights"),
    (_("Gallery of measures"), "measures:list"),
    (_("Accessibility"), "public_portal:accessibility"),
    (_("Privacy"), "public_portal:privacy"),
)
