"""What the sources say of the stay on a known scheme: model, months, window, renewal, validities, tensions.

A clone takes the model and carries the rest as notes, so that whoever plans sees what held for others, on which line it
stands, and what no source states.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from corridor.kernel.errors import N_
from corridor.kernel.mobility import Track, choose_model

MONTHS: Final = N_("months")
NOT_STATED: Final = N_("not stated")
# The stable names of the terms, in the order in which a page shows them.
TERMS: Final[Mapping[str, str]] = {
    "longest_stay": N_("Longest stay"),
    "longest_stay_elsewhere": N_("Longest stay of people from Kiribati and Tuvalu"),
    "window": N_("Window in which the months are counted"),
    "renewal": N_("Renewal"),
    "time_away": N_("Time at home before coming back"),
    "test_validity": N_("Validity of the test"),
    "roster_validity": N_("Validity of the roster"),
}
# Terms that every clone names, stated or not.
ALWAYS: Final = ("longest_stay", "window", "renewal", "test_validity", "roster_validity")


@dataclass(frozen=True, slots=True)
class Term:
    """A value as a source states it, with its line; words instead of a number where the source gives words."""

    name: str
    value: int | str
    source: str


@dataclass(frozen=True, slots=True)
class KnownTension:
    """Two things that pull apart in a known scheme, or two sources that do; the code is stable."""

    code: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class KnownTerms:
    """What the sources say of one scheme. `tracks` answer the chooser; a letter without tracks is the source's own."""

    letter_source: str
    tracks: tuple[Mapping[str, object], ...] = ()
    letter: str = ""
    terms: tuple[Term, ...] = ()
    tensions: tuple[KnownTension, ...] = ()

    @property
    def model(self) -> tuple[str, str]:
        """The letter and the label of the mobility model, empty where no source gives any."""
        if not self.tracks:
            return self.letter, ""
        choice = choose_model(
            [Track.of(str(t["time_frame"]), *_purposes(t), is_seasonal=bool(t["is_seasonal"])) for t in self.tracks]
        )
        return choice.letter, choice.label

    def stated(self, name: str) -> Term | None:
        """Return a term, None where no source states it."""
        return next((term for term in self.terms if term.name == name), None)


def _purposes(track: Mapping[str, object]) -> tuple[str, ...]:
    purposes = track["purposes"]
    assert isinstance(purposes, list)
    return tuple(purposes)


def _track(time_frame: str, *purposes: str, is_seasonal: bool = False) -> dict[str, object]:
    return {"time_frame": time_frame, "purposes": list(purposes), "is_seasonal": is_seasonal}


KNOWN: Final[Mapping[str, KnownTerms]] = {
    "palim": KnownTerms(
        letter="F",  # called mixed; which models it mixes no source says, so that the chooser stays unanswered
        letter_source="gallery:2548",
        tensions=(
            KnownTension(
                "training-changing_need",
                N_("The course was fixed beforehand, while the sector changed: its content was revised halfway."),
                "pilots:313-315",
            ),
            KnownTension(
                "public-private",
                N_("Public and private partners spoke different languages, on several levels of government."),
                "pilots:163-169",
            ),
        ),
    ),
    "digital-explorers": KnownTerms(
        letter_source="guide:184",
        tracks=(_track("circular", "skills", "education"), _track("permanent", "employment")),
        tensions=(
            KnownTension(
                "circularity-retention",
                N_(
                    "Some returned and some stayed for good: circularity stands beside the wish of employers to retain."
                ),
                "guide:184",
            ),
            KnownTension(
                "labour_need-internationalisation",
                N_("Employers came to grow abroad more than to fill a shortage, although there was one."),
                "pilots:323-326",
            ),
            KnownTension(
                "public_cost-few_movers",
                N_("The public cost was high and few people moved; the gain lay in added value."),
                "smp:927",
            ),
        ),
    ),
    "rse-nz": KnownTerms(
        letter_source="guide:180; gallery:3156",
        tracks=(_track("circular", "employment", is_seasonal=True),),
        terms=(
            Term("longest_stay", 7, "platforms:74"),
            Term("longest_stay_elsewhere", 9, "platforms:74"),
            Term("window", 11, "platforms:74"),
            Term("renewal", N_("the next season, if the conditions were met"), "platforms:74"),
        ),
        tensions=(
            KnownTension(
                "seasonal-circular",
                N_("The guide sorts seasonal work under middle length, the gallery calls this scheme circular."),
                "guide:180; gallery:3156",
            ),
        ),
    ),
    "eps-korea": KnownTerms(
        letter_source="guide:180; mismes:305",
        tracks=(_track("meso", "employment"),),
        terms=(
            Term("longest_stay", 36, "mismes:305"),
            Term("renewal", 24, "mismes:305"),
            Term("time_away", 6, "mismes:305"),
            Term("test_validity", 24, "platforms:24"),
            Term("roster_validity", 12, "platforms:24"),
        ),
        tensions=(
            KnownTension(
                "circularity-retention",
                N_("Employers may keep people for five years; then the contract ends and they must go home."),
                "mismes:305",
            ),
            KnownTension(
                "long_stay-no_family",
                N_("People stay for years and cannot bring their families."),
                "mismes:305",
            ),
            KnownTension(
                "middle_length-circular",
                N_("Years of work are of middle length in the guide, while the gallery calls this scheme circular."),
                "guide:180; gallery:277",
            ),
            KnownTension(
                "age_limits",
                N_("One source says 18 to 39 years, the page of the authority 18 to 40."),
                "mismes:302; platforms:25",
            ),
        ),
    ),
    "triple-win": KnownTerms(
        letter_source="",
        tensions=(
            KnownTension(
                "employer_pays-not_ready",
                N_("Employers are asked to bear all costs, while a pilot found small ones not ready to pay."),
                "smp:932; mismes:422",
            ),
        ),
    ),
}


def known_terms(entry_id: str) -> KnownTerms | None:
    """Return what the sources say of a scheme of the gallery, None where nobody has read them for it.

    >>> known_terms("rse-nz").model
    ('D', 'D')
    """
    return KNOWN.get(entry_id)
