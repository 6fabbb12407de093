"""Europass Candidate XML out, in the dialect that the Europass site reads."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from corridor.batch.cv import europass_codes as codes
from corridor.batch.cv.html_text import html_of_text
from corridor.batch.cv.report import NO_PLACE, Loss, losses
from corridor.batch.cv.types import (
    Basics,
    Certificate,
    Education,
    Entry,
    Interest,
    Kind,
    Language,
    Location,
    Member,
    OnlineProfile,
    Profile,
    Project,
    Publication,
    Reference,
    Skill,
    Volunteer,
    Work,
)

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PHONE: Final = re.compile(r"\+([0-9]{1,3}) (.+)")
_PERIOD: Final = ("start_date", "end_date", "is_current")
CARRIED: Final[Mapping[type[Entry], frozenset[str]]] = {
    kind: frozenset(names.split())
    for kind, names in {
        Profile: "basics work volunteer education certificates publications skills languages interests references"
        " projects",
        Basics: "name label email phone url summary location profiles given_name family_name birth_date gender"
        " nationalities driving_licences",
        Location: "address postal_code city country_code region",
        OnlineProfile: "network username url",
        Work: "name location position url start_date end_date summary highlights country_code is_current esco_uri"
        " isco08 nace2",
        Volunteer: "organization position url start_date end_date summary highlights is_current",
        Education: "institution url area study_type start_date end_date score courses summary place country_code"
        " is_current eqf_level isced_f",
        Certificate: "name date url issuer summary",
        Publication: "name publisher release_date url summary",
        Skill: "name keywords esco_uri",
        Language: "language language_code is_native listening reading interaction production writing",
        Interest: "name keywords summary",
        Reference: "name reference",
        Project: "name description highlights start_date end_date url is_current",
    }.items()
}
"""What the dialect has a place for."""


@dataclass(frozen=True)
class Element:
    """An element to be written; one without text, attributes and children is left out."""

    tag: str
    text: str = ""
    children: tuple["Element", ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


def write(profile: Profile) -> tuple[bytes, list[Loss]]:
    """Return a Candidate document and what it cannot carry."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in codes.NAMESPACES.items())
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<Candidate xmlns="{codes.CANDIDATE}"{spaces}>\n'
    identity = _el("hr:DocumentID", schemeName="DocumentIdentifier", schemeAgencyName="EUROPASS", schemeVersionID="4.0")
    body = "".join(_lines(one, 1) for one in (identity, _person(profile), _cv(profile)))
    return (head + body + "</Candidate>\n").encode(), list(losses(profile, _carries))


def _el(tag: str, text: str | None = None, *children: Element | None, **attributes: str | None) -> Element:
    kept = tuple(child for child in children if child and (child.text or child.children or child.attributes))
    return Element(tag, text or "", kept, tuple((key, value) for key, value in attributes.items() if value))


def _group(tag: str, *children: Element | None) -> Element:
    return _el(tag, None, *children)


def _lines(element: Element, depth: int) -> str:
    indent = "  " * depth
    attributes = "".join(f" {key}={quoteattr(_clean(value))}" for key, value in element.attributes)
    if element.text:
        text = escape(_clean(element.text), {"\r": "&#13;"})
        return f"{indent}<{element.tag}{attributes}>{text}</{element.tag}>\n"
    if not element.children:
        return f"{indent}<{element.tag}{attributes}/>\n"
    inner = "".join(_lines(child, depth + 1) for child in element.children)
    return f"{indent}<{element.tag}{attributes}>\n{inner}{indent}</{element.tag}>\n"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _person(profile: Profile) -> Element:
    person = profile.basics or Basics()
    given, family = _names(person)
    return _group(
        "CandidatePerson",
        _group("PersonName", _el("oa:GivenName", given), _el("hr:FamilyName", family)),
        *_channels(person),
        *(_el("NationalityCode", _lower(one)) for one in person.nationalities or ()),
        _el("hr:BirthDate", person.birth_date),
        _el("GenderCode", person.gender),
        *(_tongue(one) for one in profile.languages or () if _is_native(one)),
    )


def _names(person: Basics) -> tuple[str | None, str | None]:
    if person.given_name or person.family_name:
        return person.given_name, person.family_name
    given, _, family = (person.name or "").strip().rpartition(" ")
    return given, family


def _channels(person: Basics) -> Iterator[Element]:
    yield _channel("Email", person.email)
    phone = _PHONE.fullmatch(person.phone or "")
    dialling, number = phone.groups() if phone else (None, person.phone)
    if number:
        dialled = (_el("CountryDialing", dialling), _el("oa:DialNumber", number))
        yield _group("Communication", _el("ChannelCode", "Telephone"), *dialled)
    yield _channel("Web", person.url)
    for one in person.profiles or ():
        uses = _el("OtherTitle", one.network)
        yield _group("Communication", _el("ChannelCode", "Social Media"), uses, _el("oa:URI", one.url or one.username))
    if person.location:
        yield _group("Communication", _address(person.location))


def _channel(kind: str, value: str | None) -> Element:
    return _group("Communication", _el("ChannelCode", kind), _el("oa:URI", value)) if value else _el("Communication")


def _address(home: Location) -> Element:
    return _group(
        "Address",
        *(_el("oa:AddressLine", line) for line in (home.address or "").split("\n")),
        _el("oa:CityName", home.city),
        _el("oa:CountrySubDivisionCode", home.region),
        _el("CountryCode", _lower(home.country_code)),
        _el("oa:PostalCode", home.postal_code),
    )


def _lower(code: str | None) -> str | None:
    # The dialect writes countries in small letters.
    return code.lower() if code and len(code) == 2 else code


def _cv(profile: Profile) -> Element:
    person = profile.basics or Basics()
    licences = (_group("eures:License", _el("hr:LicenseTypeCode", one)) for one in person.driving_licences or ())
    spoken = [one for one in profile.languages or () if not _is_native(one)]
    return _group(
        "CandidateProfile",
        _el("hr:ProfessionalHeadline", person.label),
        _el("hr:ExecutiveSummary", html_of_text(person.summary or "")),
        _group("EmploymentHistory", *map(_job, profile.work or ())),
        _group("EducationHistory", *map(_study, profile.education or ())),
        _group("eures:Licenses", *licences),
        _group("Certifications", *map(_certificate, profile.certificates or ())),
        _group("PublicationHistory", *map(_publication, profile.publications or ())),
        _group("PersonQualifications", *map(_spoken, spoken)),
        _group("EmploymentReferences", *map(_reference, profile.references or ())),
        _group("HobbiesAndInterests", *map(_interest, profile.interests or ())),
        _group("Projects", *map(_project, profile.projects or ())),
        _group("Skills", *map(_skill, profile.skills or ())),
        _group("VoluntaryWorks", *map(_voluntary, profile.volunteer or ())),
    )


def _when(tag: str, day: str | None) -> Element:
    return _group(tag, _el("hr:FormattedDateTime", day))


def _flag(tag: str, value: bool | None) -> Element | None:
    return None if value is None else _el(tag, "true" if value else "false")


def _period(entry: Volunteer | Project) -> Element:
    dates = (_when("StartDate", entry.start_date), _when("EndDate", entry.end_date))
    return _group("Date", *dates, _flag("Ongoing", entry.is_current))


def _job(job: Work) -> Element:
    period = _group(
        "eures:EmploymentPeriod",
        _when("eures:StartDate", job.start_date),
        _when("eures:EndDate", job.end_date),
        _flag("hr:CurrentIndicator", job.is_current),
    )
    post = _group(
        "PositionHistory",
        _titled("PositionTitle", job.position, job.esco_uri),
        _el("JobCategoryCode", None if job.position else job.esco_uri),
        period,
        _el("oa:Description", html_of_text(job.summary or "", job.highlights or ())),
        _el("JobCategoryCode", job.isco08),
        _el("City", job.location),
        _el("Country", _lower(job.country_code)),
    )
    site = _group("OrganizationContact", _channel("Web", job.url))
    return _group(
        "EmployerHistory", _el("hr:OrganizationName", job.name), site, _el("hr:IndustryCode", job.nace2), post
    )


def _titled(tag: str, text: str | None, uri: str | None) -> Element | None:
    if not text:
        return None
    return _el(tag, text, typeCode="URI", languageID=uri) if uri else _el(tag, text, typeCode="FREETEXT")


def _study(study: Education) -> Element:
    field = _group(
        "FieldOfStudy",
        _group("MainFieldOfStudy", _el("ProgramConcentration", study.isced_f)),
        _group("MainFieldOfStudy", _el("ProgramConcentration", study.area)),
    )
    degree = _group(
        "EducationDegree",
        _el("hr:DegreeName", study.study_type),
        field,
        _group("FinalGrade", _el("hr:ScoreText", study.score)),
        _el("OccupationalSkillsCovered", html_of_text(study.summary or "", study.courses or ())),
    )
    place = _group("Address", _el("oa:CityName", study.place), _el("CountryCode", _lower(study.country_code)))
    return _group(
        "EducationOrganizationAttendance",
        _el("hr:OrganizationName", study.institution),
        _group("OrganizationContact", _group("Communication", place), _channel("Web", study.url)),
        _el("EducationLevelCode", study.eqf_level),
        _group(
            "AttendancePeriod",
            _when("StartDate", study.start_date),
            _when("EndDate", study.end_date),
            _flag("Ongoing", study.is_current),
        ),
        degree,
    )


def _certificate(one: Certificate) -> Element:
    return _group(
        "Certification",
        _el("hr:CertificationName", one.name),
        _el("hr:IssuingAuthority", one.issuer),
        _when("hr:FirstIssuedDate", one.date),
        _el("oa:Description", html_of_text(one.summary or "")),
        _el("Link", one.url),
    )


def _publication(one: Publication) -> Element:
    return _group(
        "Publication",
        _el("Title", one.name),
        _group("Date", _when("StartDate", one.release_date)),
        _el("hr:PublisherName", one.publisher),
        _el("oa:Description", html_of_text(one.summary or "")),
        _el("Link", one.url),
    )


def _project(one: Project) -> Element:
    text = html_of_text(one.description or "", one.highlights or ())
    return _group("Project", _el("Title", one.name), _period(one), _el("oa:Description", text), _el("Link", one.url))


def _voluntary(one: Volunteer) -> Element:
    return _group(
        "VoluntaryWork",
        _el("Title", one.position),
        _period(one),
        _el("hr:OrganizationName", one.organization),
        _el("oa:Description", html_of_text(one.summary or "", one.highlights or ())),
        _el("Link", one.url),
    )


def _interest(one: Interest) -> Element:
    text = html_of_text(one.summary or "", one.keywords or ())
    return _group("HobbyOrInterest", _el("Title", one.name), _el("oa:Description", text))


def _reference(one: Reference) -> Element:
    name = _group("PersonName", _el("oa:FormattedName", one.name))
    return _group("EmploymentReference", name, _el("Comment", html_of_text(one.reference or "")))


def _skill(one: Skill) -> Element:
    # A skill with words under it is a group with a title; one that stands alone is a competency.
    if one.keywords:
        return _group("SkillsGroup", _titled("Title", one.name, one.esco_uri), *map(_competency, one.keywords))
    return _group("SkillsGroup", _competency(one.name, one.esco_uri))


def _competency(name: str | None, uri: str | None = None) -> Element:
    return _group("PersonCompetency", _el("CompetencyID", uri, schemeName="ESCO"), _el("hr:CompetencyName", name))


def _is_native(one: Language) -> bool:
    return bool(one.is_native) or (one.fluency or "").strip().lower() in codes.NATIVE


def _code(one: Language) -> tuple[str | None, str]:
    code = one.language_code if one.language_code and len(one.language_code) == 3 else None
    code = code or codes.CODES.get((one.language or "").strip().lower())
    return (code, "NORMAL") if code else (one.language, "FREE_TEXT")


def _tongue(one: Language) -> Element:
    code, kind = _code(one)
    return _el("PrimaryLanguageCode", code, name=kind) if code else _el("PrimaryLanguageCode")


def _spoken(one: Language) -> Element | None:
    code, kind = _code(one)
    if not code:
        return None
    return _group(
        "PersonCompetency",
        _el("CompetencyID", code, schemeName=kind),
        _el("hr:TaxonomyID", "language"),
        *(_level(dimension, getattr(one, name)) for dimension, name in codes.DIMENSIONS.items() if getattr(one, name)),
    )


def _level(dimension: str, level: str) -> Element:
    score = _group("eures:Score", _el("hr:ScoreText", level))
    return _group("eures:CompetencyDimension", _el("hr:CompetencyDimensionTypeCode", dimension), score)


def _carries(entry: Entry, member: Member) -> str:
    value = getattr(entry, member.name)
    if member.name not in CARRIED.get(type(entry), frozenset()):
        return "" if isinstance(entry, Language) and _is_said(entry) else NO_PLACE
    special = _SPECIAL.get((type(entry), member.name))
    if special and (why := special(entry)):
        return why
    texts: Iterable[object] = value if member.kind is Kind.LINES else (value,)
    if any(isinstance(one, str) and _FORBIDDEN.search(one) for one in texts):
        return "control characters, which XML cannot hold, were dropped"
    return ""


def _is_said(one: Language) -> bool:
    """Return whether the levels, or the mother tongue, say what the word for the fluency says."""
    levels = sorted(level for name in codes.DIMENSIONS.values() if (level := getattr(one, name)))
    return _is_native(one) or (bool(levels) and one.fluency == "-".join(dict.fromkeys((levels[0], levels[-1]))))


def _why_name(one: Basics) -> str:
    given, family = _names(one)
    if one.given_name or one.family_name:
        return "" if one.name == " ".join(part for part in (given, family) if part) else NO_PLACE
    return "the last word became the family name, the others the given name: check it" if given else ""


def _why_language(one: Language) -> str:
    code, kind = _code(one)
    same = kind == "FREE_TEXT" or codes.language_of(code or "")[0] == one.language
    return "" if same else "the format has the code of a language, not its name"


def _why_code(one: Language) -> str:
    return NO_PLACE if _code(one)[1] == "FREE_TEXT" else ""


def _why_level(one: Language) -> str:
    return "the format has no levels for a mother tongue" if _is_native(one) else ""


def _why_skill(one: Skill) -> str:
    return "" if one.name else "the format has no place for a concept without a name"


_SPECIAL: Final[Mapping[tuple[type[Entry], str], Callable[[Any], str]]] = {
    (Basics, "name"): _why_name,
    (OnlineProfile, "username"): lambda one: NO_PLACE if one.url else "",
    (Skill, "esco_uri"): _why_skill,
    (Language, "language"): _why_language,
    (Language, "language_code"): _why_code,
    **{(Language, name): _why_level for name in codes.DIMENSIONS.values()},
}
