"""What is planted: the numbers of every scheme, from which the world is made and the truth is told."""

from dataclasses import dataclass, field

SALMA, FATIMA, YOUSSEF = "salma", "fatima", "youssef"


@dataclass(frozen=True)
class Occupation:
    """An occupation of a scheme, by its ESCO code, and what its vacancies ask and pay."""

    esco: str
    weight: int
    eqf: int
    years: float
    pay: tuple[int, int]


@dataclass(frozen=True)
class WorldPlan:
    """The numbers of one scheme; `women` and `unknown` count people, the rest are men."""

    reference: str
    origin: str
    destination: str
    pathway: str
    candidates: int
    women: int
    unknown: int
    duplicates: int
    vacancies: int
    occupations: tuple[Occupation, ...]
    languages: tuple[tuple[str, int], ...]
    weekly_hours: float
    regulated: bool
    placements: dict[str, int]
    women_placed: int
    days: dict[str, int]
    slowest: str
    uncleared: int = 0
    second_season: int = 0
    open_vacancies: int = 30
    posts: tuple[int, int] = (1, 3)
    contract_months: int = 24
    worker: str = ""
    worker_woman: bool = True
    shortlists: int = 6
    fields: dict[str, str] = field(default_factory=dict)


PLANS: tuple[WorldPlan, ...] = (
    WorldPlan(
        reference="MA-BE-ICT", origin="MAR", destination="BEL", pathway="be-single-permit",
        candidates=1350, women=540, unknown=27, duplicates=18, vacancies=90,
        occupations=(
            Occupation("2512.4", 30, 6, 2, (2800, 3900)), Occupation("2513.5", 20, 5, 1, (2650, 3400)),
            Occupation("2511.3", 14, 6, 1, (2800, 3700)), Occupation("2522.1", 12, 5, 2, (2700, 3500)),
            Occupation("2523.3", 10, 6, 3, (2900, 3900)), Occupation("2521.1", 8, 6, 2, (2800, 3800)),
            Occupation("3512.1", 6, 5, 1, (2600, 2900)),
        ),
        languages=(("fr", 4), ("en", 3)), weekly_hours=38, regulated=False,
        placements={
            "working": 44, "preparing": 25, "ended": 6, "cleared": 6, "cancelled": 5, "departed": 3,
            "left_reason_unknown": 1,
        },
        women_placed=36,
        days={
            "job_offer": 5, "contract": 9, "medical": 14, "work_permit": 71, "orientation": 10, "visa": 22, "travel": 8,
        },
        slowest="work_permit", uncleared=1, open_vacancies=30, worker=SALMA, shortlists=5,
    ),
    WorldPlan(
        reference="MA-ES-FARM", origin="MAR", destination="ESP", pathway="es-seasonal",
        candidates=1650, women=1056, unknown=20, duplicates=12, vacancies=120,
        occupations=(
            Occupation("9211.1", 60, 1, 0, (1330, 1450)), Occupation("9214.2", 24, 1, 0, (1340, 1500)),
            Occupation("9213.1", 12, 1, 0, (1330, 1450)), Occupation("6113.3", 4, 3, 3, (1600, 1900)),
        ),
        languages=(("es", 1),), weekly_hours=40, regulated=False,
        placements={
            "ended": 94, "working": 80, "preparing": 20, "cleared": 10, "departed": 10, "cancelled": 4,
            "left_reason_unknown": 2,
        },
        women_placed=154,
        days={
            "group_list": 6, "contract": 6, "medical": 7, "labour_approval": 14, "orientation": 5, "visa": 19,
            "travel": 5,
        },
        slowest="visa", uncleared=2, second_season=40, open_vacancies=40, posts=(3, 9), contract_months=6,
        worker=FATIMA, shortlists=3,
    ),
    WorldPlan(
        reference="TN-DE-ENG", origin="TUN", destination="DEU", pathway="de-skilled-worker",
        candidates=1000, women=270, unknown=15, duplicates=0, vacancies=90,
        occupations=(
            Occupation("2144.1", 28, 6, 2, (3900, 4900)), Occupation("2151.1", 22, 6, 2, (3900, 5000)),
            Occupation("2142.1", 16, 6, 2, (3800, 4700)), Occupation("2152.1", 14, 6, 2, (3900, 5000)),
            Occupation("2141.4.2.1", 12, 6, 3, (4000, 5200)), Occupation("2141.4", 8, 6, 2, (3850, 4800)),
        ),
        languages=(("de", 3),), weekly_hours=40, regulated=False,
        placements={"working": 42, "preparing": 30, "cleared": 6, "cancelled": 5, "departed": 4, "ended": 3},
        women_placed=25,
        days={
            "job_offer": 6, "contract": 10, "recognition": 98, "language_test": 45, "labour_approval": 18,
            "orientation": 10, "visa": 34, "travel": 9,
        },
        slowest="recognition", open_vacancies=36, contract_months=36, worker=YOUSSEF, worker_woman=False,
        shortlists=5,
    ),
)  # fmt: skip
BY_REFERENCE = {plan.reference: plan for plan in PLANS}
WITHDRAWN_EMPLOYER = "riofresa"
WITHDRAWN_PLACED = 5
PENDING_EMPLOYERS = ("ourthenet", "juncalia", "lahnsys")
EMPLOYER_OF_THE_TOUR = "lumenta"
LATE_VISA_DAYS = 34
OVERDUE_GRIEVANCES = 4
GRIEVANCES = 24


@dataclass(frozen=True)
class CohortPlan:
    """A course: who teaches whom what, when, and how many passed of how many tested."""

    scheme: str
    kind: str
    topic: str
    provider: str
    starts: int
    days: int
    seats: int
    enrolled: int
    dropped: int
    tested: int
    passed: int


COHORTS: tuple[CohortPlan, ...] = (
    CohortPlan("MA-BE-ICT", "technical", "software", "ma-school-ict", -520, 150, 30, 30, 3, 27, 22),
    CohortPlan("MA-BE-ICT", "technical", "web", "ma-school-ict", -430, 120, 30, 28, 4, 24, 15),
    CohortPlan("MA-BE-ICT", "technical", "data", "ma-school-ict", -330, 120, 25, 25, 2, 23, 9),
    CohortPlan("MA-BE-ICT", "technical", "networks", "ma-school-ict", -200, 120, 25, 24, 1, 23, 19),
    CohortPlan("MA-BE-ICT", "technical", "software", "ma-school-ict", -45, 150, 30, 29, 1, 0, 0),
    CohortPlan("MA-BE-ICT", "orientation", "belgium", "ma-school-ict", -120, 5, 40, 36, 0, 36, 36),
    CohortPlan("MA-ES-FARM", "orientation", "spain", "ma-school-farm", -440, 4, 60, 58, 0, 58, 55),
    CohortPlan("MA-ES-FARM", "orientation", "spain", "ma-school-farm", -90, 4, 60, 60, 1, 59, 57),
    CohortPlan("MA-ES-FARM", "technical", "safety", "ma-school-farm", -80, 6, 40, 38, 0, 38, 31),
    CohortPlan("MA-ES-FARM", "soft_skills", "business", "ma-school-farm", -30, 60, 25, 22, 0, 0, 0),
    CohortPlan("TN-DE-ENG", "language", "german", "tn-school", -540, 180, 25, 25, 4, 21, 14),
    CohortPlan("TN-DE-ENG", "language", "german", "tn-school", -380, 180, 25, 24, 5, 19, 11),
    CohortPlan("TN-DE-ENG", "language", "german", "tn-school", -170, 150, 30, 30, 3, 27, 20),
    CohortPlan("TN-DE-ENG", "language", "german", "tn-school", -20, 180, 30, 27, 0, 0, 0),
)
