"""Europass Candidate XML in: the current dialect, which the PDF of the Europass site carries too.

Elements are found by their local names, because prefixes and spaces differ from file to file. What nothing here
has a place for is kept as it stands, with its path and line.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from corridor.batch.cv import europass_codes as codes, europass_parts as parts
from corridor.batch.cv.refusal import is_date, not_a_date, not_a_level
from corridor.batch.cv.types import (
    CEFR,
    Basics,
    Certificate,
    Education,
    Interest,
    Language,
    Part,
    Profile,
    Project,
    Publication,
    Reference,
    Skill,
    Volunteer,
    Work,
)
from corridor.batch.cv.xml_tree import Node, parse

_MOMENT: Final = re.compile(
    r"([0-9-]+)T[0-9:.]+(?:Z|[+-][0-9:]+)?|([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


def read(data: bytes, name: str) -> Profile:
    """Return the profile of a Candidate document."""
    return profile_of(parse(data, name), name)


def profile_of(root: Node, name: str) -> Profile:
    """Return the profile of a Candidate element."""
    reader = _Reader(name)
    person = next(root.all("CandidatePerson"), None)
    cv = next(root.all("CandidateProfile"), None) or Node("CandidateProfile", "", 0, "", {})
    native = list(reader.native(person)) if person else []
    found: dict[str, Any] = {
        "basics": reader.basics(person, cv) if person else None,
        "work": [job for node in cv.all("EmploymentHistory", "EmployerHistory") for job in reader.jobs(node)],
        "education": [reader.study(one) for one in cv.all("EducationHistory", "EducationOrganizationAttendance")],
        "languages": native + list(reader.languages(cv)),
        "skills": list(reader.skills(cv)),
        "certificates": list(reader.certificates(cv)),
        "publications": [reader.publication(one) for one in cv.all("PublicationHistory", "Publication")],
        "projects": [reader.project(one) for one in cv.all("Projects", "Project")],
        "volunteer": [reader.voluntary(one) for one in cv.all("VoluntaryWorks", "VoluntaryWork")],
        "interests": [reader.interest(one) for one in cv.all("HobbiesAndInterests", "HobbyOrInterest")],
        "references": list(reader.references(cv)),
    }
    filled: dict[str, Any] = {
        section: tuple(value) if isinstance(value, list) else value for section, value in found.items() if value
    }
    return Profile(source=root.path, unmapped=tuple(_left(root)), **filled)


def _left(root: Node) -> Iterator[Part]:
    """Yield what nobody took; the supplier of a CV repeats the person's name, so what it repeats is not lost."""
    known = {text for _, _, text, node in root.leaves() if node.is_taken} | {"Owner", "1", "true", "false"}
    for path, line, text, node in root.leaves():
        is_attribute = "/@" in path
        if (node.is_taken and not is_attribute) or (path.startswith("/Candidate/CandidateSupplier") and text in known):
            continue
        yield Part(f"line {line}, {path}", text)


class _Reader:
    """Makes entries of elements; knows the file's name for what it has to refuse."""

    def __init__(self, name: str) -> None:
        self.name = name

    def basics(self, person: Node, cv: Node) -> Basics:
        """Return who the person is."""
        given, family = person.take("PersonName", "GivenName"), person.take("PersonName", "FamilyName")
        channels = list(person.all("Communication"))
        return Basics(
            source=person.place,
            name=" ".join(part for part in (given, family) if part) or None,
            given_name=given,
            family_name=family,
            label=parts.html_text(cv.take("ProfessionalHeadline")),
            summary=parts.html_text(cv.take("ExecutiveSummary")),
            email=parts.first_of(channels, "Email"),
            phone=parts.phone_of(channels),
            url=parts.first_of(channels, "Web"),
            location=parts.home_of(channels),
            profiles=tuple(parts.accounts_of(channels)) or None,
            birth_date=self.date(person, "BirthDate"),
            gender=person.take("GenderCode"),
            nationalities=tuple(codes.country_of(one) for one in parts.taken(person, "NationalityCode")) or None,
            driving_licences=tuple(parts.taken(cv, "Licenses", "License", "LicenseTypeCode")) or None,
        )

    def native(self, person: Node) -> Iterator[Language]:
        """Yield the mother tongues."""
        for node in person.all("PrimaryLanguageCode"):
            if node.text:
                node.is_taken = True
                yield Language(source=node.place, is_native=True, fluency="native", **parts.language_of(node))

    def languages(self, cv: Node) -> Iterator[Language]:
        """Yield the other languages with their levels."""
        for node in cv.all("PersonQualifications", "PersonCompetency"):
            kind, code = node.first("TaxonomyID"), node.first("CompetencyID")
            if kind is None or code is None or kind.text.lower() != "language":
                continue
            kind.is_taken = code.is_taken = True
            levels: dict[str, Any] = dict(self.levels(node))
            yield Language(
                source=node.place, fluency=parts.range_of(levels.values()), **parts.language_of(code), **levels
            )

    def levels(self, node: Node) -> Iterator[tuple[str, str]]:
        """Yield the CEFR level of each dimension of a language."""
        for dimension in node.all("CompetencyDimension"):
            kind, score = dimension.first("CompetencyDimensionTypeCode"), dimension.first("Score", "ScoreText")
            if kind is None or score is None or kind.text not in codes.DIMENSIONS:
                continue
            if score.text.upper() not in CEFR:
                raise not_a_level(self.name, score.place, score.text)
            kind.is_taken = score.is_taken = True
            yield codes.DIMENSIONS[kind.text], score.text.upper()

    def jobs(self, employer: Node) -> Iterator[Work]:
        """Yield a job for each position at an employer."""
        about: dict[str, Any] = {
            "name": employer.take("OrganizationName"),
            "nace2": employer.take("IndustryCode"),
            "url": employer.take("Link") or parts.site_of(employer),
        }
        city, country = parts.town_of(employer)
        for post in list(employer.all("PositionHistory")) or [employer]:
            start, end, current = self.period(post, "EmploymentPeriod")
            title = post.first("PositionTitle")
            yield Work(
                source=post.place,
                position=post.take("PositionTitle"),
                esco_uri=parts.uri_of(title) or parts.esco_of(post, "JobCategoryCode"),
                isco08=parts.isco_of(post),
                start_date=start,
                end_date=end,
                is_current=current,
                location=post.take("City") or city,
                country_code=parts.country_of(post.take("Country")) or country,
                **parts.told(post.take("Description"), "summary", "highlights"),
                **about,
            )

    def study(self, node: Node) -> Education:
        """Return a course of study."""
        start, end, current = self.period(node, "AttendancePeriod")
        city, country = parts.town_of(node)
        degree, program = node.take("EducationDegree", "DegreeName"), node.take("ProgramName")
        area, isced = parts.field_of(node)
        return Education(
            source=node.place,
            institution=node.take("OrganizationName"),
            study_type=degree or program,
            area=program if degree and program and not area else area,
            isced_f=isced,
            **parts.told(node.take("EducationDegree", "OccupationalSkillsCovered"), "summary", "courses"),
            eqf_level=node.take("EducationLevelCode"),
            start_date=start,
            end_date=end,
            is_current=current,
            place=city,
            country_code=country,
            score=node.take("EducationDegree", "FinalGrade", "ScoreText") or node.take("EducationDegree", "FinalGrade"),
            url=node.take("Link") or parts.site_of(node),
        )

    def skills(self, cv: Node) -> Iterator[Skill]:
        """Yield the skills, grouped or alone, in each of the places that the dialect has for them."""
        for group in [*cv.all("Skills", "SkillsGroup"), *cv.all("DigitalSkills", "DigitalSkillsGroup")]:
            yield from parts.skills_of_group(group)
        for node in [*cv.all("PersonQualifications", "PersonCompetency")]:
            skill = parts.skill_of(node)
            if skill:
                yield skill

    def certificates(self, cv: Node) -> Iterator[Certificate]:
        """Yield the certificates of examinations and of courses."""
        for node in [
            *cv.all("Certifications", "Certification"),
            *cv.all("CourseCertifications", "CourseCertification"),
        ]:
            start, end, _ = self.period(node, "Date")
            yield Certificate(
                source=node.place,
                name=node.take("CertificationName") or node.take("Title") or node.take("CertificationTypeCode"),
                issuer=node.take("IssuingAuthority")
                or node.take("IssuingAuthority", "Name")
                or node.take("Organization"),
                date=self.date(node, "FirstIssuedDate") or self.date(node, "CertificationDate") or end or start,
                url=node.take("Link"),
                summary=parts.html_text(node.take("Description")),
            )

    def publication(self, node: Node) -> Publication:
        """Return a publication."""
        start, end, _ = self.period(node, "Date")
        return Publication(
            source=node.place,
            name=node.take("Title") or node.take("FormattedPublicationDescription"),
            release_date=end or start or self.date(node, "Year"),
            publisher=node.take("PublisherName"),
            url=node.take("Link"),
            summary=parts.html_text(node.take("Description") or node.take("Reference")),
        )

    def project(self, node: Node) -> Project:
        """Return a project."""
        start, end, current = self.period(node, "Date")
        return Project(
            source=node.place,
            name=node.take("Title"),
            start_date=start,
            end_date=end,
            is_current=current,
            url=node.take("Link"),
            **parts.told(node.take("Description"), "description", "highlights"),
        )

    def voluntary(self, node: Node) -> Volunteer:
        """Return voluntary work."""
        start, end, current = self.period(node, "Date")
        return Volunteer(
            source=node.place,
            position=node.take("Title"),
            organization=node.take("OrganizationName") or node.take("Location"),
            start_date=start,
            end_date=end,
            is_current=current,
            url=node.take("Link"),
            **parts.told(node.take("Description"), "summary", "highlights"),
        )

    def interest(self, node: Node) -> Interest:
        """Return an interest."""
        told = parts.told(node.take("Description"), "summary", "keywords")
        return Interest(source=node.place, name=node.take("Title"), **told)

    def references(self, cv: Node) -> Iterator[Reference]:
        """Yield the people who can be asked; how to reach them stays among what has no place."""
        for node in cv.all("EmploymentReferences", "EmploymentReference"):
            names = [node.take("PersonName", part) for part in ("FormattedName", "GivenName", "FamilyName")]
            text = parts.html_text(node.take("Comment") or node.take("Description"))
            yield Reference(source=node.place, name=" ".join(n for n in names if n) or None, reference=text)

    def period(self, node: Node, tag: str) -> tuple[str | None, str | None, bool | None]:
        """Return beginning, end and whether it goes on."""
        inner = node.first(tag)
        if inner is None:
            return None, None, None
        going_on = inner.take("CurrentIndicator") or inner.take("Ongoing")
        current = {"true": True, "false": False}.get(going_on or "")
        return self.date(inner, "StartDate"), self.date(inner, "EndDate"), current

    def date(self, node: Node, tag: str) -> str | None:
        """Return a date; of a moment its day."""
        holder = node.first(tag)
        if holder is None:
            return None
        inner = holder.first("FormattedDateTime") or holder
        text = inner.text
        if not text:
            return None
        moment = _MOMENT.fullmatch(text)
        day = (moment.group(1) or moment.group(2)) if moment else text
        if not is_date(day):
            raise not_a_date(self.name, inner.place, text)
        inner.is_taken = True
        return day
