"""The passport on paper: two languages, two codes, and what it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from django.utils import translation
from django.utils.translation import gettext as _

from corridor.delivery.skills.models import Passport, PassportCredential
from corridor.delivery.skills.sheets import sections_of
from corridor.knowledge.codelists.selectors import label_of
from corridor.ui import formats
from corridor.ui.papers import RIGHT_TO_LEFT, Letterhead, Paper, pdf


@dataclass(frozen=True)
class Codes:
    """The two QR codes of a passport, as texts of SVG files: one asks this installation, one carries itself."""

    online: str
    offline: str


def passport_pdf(
    *, passport: Passport, credential: PassportCredential, codes: Codes, languages: Sequence[str]
) -> bytes:
    """Set a passport in the languages, one sheet for each; Arabic runs from the right."""
    key = credential.status_list.key
    organisation = key.organisation
    sheets = []
    for language in languages:
        with translation.override(language):
            sheets.append(_sheet(passport, credential, language))
    with translation.override(languages[0]):
        head = Letterhead(
            organisation=organisation.localised_name if organisation else "Corridor",
            emblem=organisation.emblem if organisation else "",
            reference=passport.code,
            footer=_footer(passport),
        )
        paper = Paper(
            title=_("Skills passport"),
            letterhead=head,
            language=languages[0],
            values={"sheets": sheets, "online": codes.online, "offline": codes.offline},
        )
    return pdf(paper, body=files(__package__).joinpath("bodies", "passport.typ").read_text(encoding="utf-8"))


def _sheet(passport: Passport, credential: PassportCredential, language: str) -> dict[str, object]:
    holder = passport.content["holder"]
    held = len(passport.content.get("skills", []))
    shown = credential.skills_in_code
    inside = _("It holds name, languages and all skills.")
    if shown < held:
        inside = _("It holds name, languages and %(shown)s of %(held)s skills, the best proved first.") % {
            "shown": formats.number(shown),
            "held": formats.number(held),
        }
    return {
        "language": language,
        "rtl": language in RIGHT_TO_LEFT,
        "title": _("Skills passport"),
        "facts": [
            [_("Name"), f"{holder['given_name']} {holder['family_name']}"],
            [_("Country of origin"), label_of("countries", holder["country_of_origin"])],
            [_("Issued by"), _issuer(credential)],
            [_("Valid from"), formats.date(credential.valid_from, "long")],
            [_("Valid until"), formats.date(credential.valid_until, "long")],
            [_("Code"), passport.code],
        ],
        "sections": [
            {
                "title": section.title,
                "columns": [_("What"), _("How it is known, level or length")],
                "rows": [[row.title, row.detail] for row in section.rows],
            }
            for section in sections_of(passport.content)
        ],
        "notice": _(
            "This passport states what the person can do and how each skill is known. It is not a decision on the "
            "recognition of a qualification and not an identity paper. It is free of charge: nobody may ask the person "
            "for money for it."
        ),
        "online": [
            _("Check with a network"),
            _("Scan the code, or type the code of the passport on the page."),
            _("QR code that leads to the page on which this passport is checked"),
        ],
        "offline": [
            _("Check without a network"),
            _("Scan with a telephone on which the verifier was opened before. %(inside)s") % {"inside": inside},
            _("QR code that holds a signed summary of this passport"),
        ],
    }


def _footer(passport: Passport) -> str:
    footer = _("It belongs to the person and costs her nothing.")
    if not passport.person.is_invented:
        return footer
    return _("Demonstration: people, employers and offices are invented. %(footer)s") % {"footer": footer}


def _issuer(credential: PassportCredential) -> str:
    organisation = credential.status_list.key.organisation
    return organisation.localised_name if organisation else "Corridor"
