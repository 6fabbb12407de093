"""Europass SkillsPassport XML 3.x in: what the Europass service wrote until it closed in 2020."""

from collections.abc import Iterator
from typing import Any, Final

from corridor.batch.cv import europass_codes as codes
from corridor.batch.cv.europass_parts import told
from corridor.batch.cv.html_text import text_of_html
from corridor.batch.cv.refusal import is_date, not_a_date, not_a_level
from corridor.batch.cv.types import (
    CEFR,
    Award,
    Basics,
    Education,
    Language,
    Location,
    OnlineProfile,
    Part,
    Profile,
    Skill,
    Work,
)
from corridor.batch.cv.xml_tree import Node

LEVELS: Final = {
    "Listening": "listening",
    "Reading": "reading",
    "SpokenInteraction": "interaction",
    "SpokenProduction": "production",
    "Writing": "writing",
}
SKILLS: Final = {
    "Communication": "Communication skills",
    "Organisational": "Organisational and managerial skills",
    "JobRelated": "Job-related skills",
    "Computer": "Digital skills",
    "Other": "Other skills",
}


def profile_of(root: Node, name: str) -> Profile:
    """Return the profile of a SkillsPassport element."""
    learner = next(root.all("LearnerInfo"), None) or Node("LearnerInfo", "", 0, "", {})
    reader = _Reader(name)
    found: dict[str, Any] = {
        "basics": reader.basics(learner),
        "work": tuple(reader.job(one) for one in learner.all("WorkExperienceList", "WorkExperience")),
        "education": tuple(reader.study(one) for one in learner.all("EducationList", "Education")),
        "languages": tuple(reader.languages(learner)),
        "skills": tuple(_skills(learner)),
        "awards": tuple(_awards(learner)),
    }
    left = (Part(f"line {n}, {path}", text) for path, n, text, node in root.leaves() if _is_left(path, node))
    return Profile(source=root.path, unmapped=tuple(left), **{key: value for key, value in found.items() if value})


def _is_left(path: str, node: Node) -> bool:
    return not node.is_taken and not path.endswith("/@locale")


class _Reader:
    """Makes entries of elements; knows the file's name for what it has to refuse."""

    def __init__(self, name: str) -> None:
        self.name = name

    def basics(self, learner: Node) -> Basics:
        """Return who the person is."""
        who = next(learner.all("Identification"), None) or Node("Identification", "", 0, "", {})
        given, family = who.take("PersonName", "FirstName"), who.take("PersonName", "Surname")
        nation = ("Demographics", "NationalityList", "Nationality", "Code")
        licences = learner.all("Skills", "Driving", "Description", "Licence")
        return Basics(
            source=who.place,
            name=" ".join(part for part in (given, family) if part) or None,
            given_name=given,
            family_name=family,
            label=learner.take("Headline", "Description", "Label"),
            email=who.take("ContactInfo", "Email", "Contact"),
            phone=who.take("ContactInfo", "TelephoneList", "Telephone", "Contact"),
            url=who.take("ContactInfo", "WebsiteList", "Website", "Contact"),
            location=_home(who),
            profiles=tuple(_accounts(who)) or None,
            birth_date=self.date(who, "Demographics", "Birthdate"),
            gender=who.take("Demographics", "Gender", "Code"),
            nationalities=tuple(codes.country_of(code) for code in _all(who.all(*nation))) or None,
            driving_licences=tuple(_all(licences)) or None,
        )

    def job(self, node: Node) -> Work:
        """Return a job."""
        start, end, current = self.period(node)
        town, country = _place(node, "Employer")
        return Work(
            source=node.place,
            name=node.take("Employer", "Name"),
            position=node.take("Position", "Label"),
            isco08=node.take("Position", "Code"),
            nace2=node.take("Employer", "Sector", "Code"),
            location=town,
            country_code=country,
            url=node.take("Employer", "ContactInfo", "Website", "Contact"),
            start_date=start,
            end_date=end,
            is_current=current,
            **told(node.take("Activities"), "summary", "highlights"),
        )

    def study(self, node: Node) -> Education:
        """Return a course of study."""
        start, end, current = self.period(node)
        town, country = _place(node, "Organisation")
        return Education(
            source=node.place,
            institution=node.take("Organisation", "Name"),
            study_type=node.take("Title"),
            area=node.take("Field", "Label"),
            isced_f=node.take("Field", "Code"),
            eqf_level=node.take("Level", "Code"),
            place=town,
            country_code=country,
            start_date=start,
            end_date=end,
            is_current=current,
            **told(node.take("Activities"), "summary", "courses"),
        )

    def languages(self, learner: Node) -> Iterator[Language]:
        """Yield mother tongues and foreign languages."""
        for node in learner.all("Skills", "Linguistic", "MotherTongueList", "MotherTongue"):
            yield Language(source=node.place, is_native=True, fluency="native", **_language(node))
        for node in learner.all("Skills", "Linguistic", "ForeignLanguageList", "ForeignLanguage"):
            levels: dict[str, Any] = {name: self.level(node, tag) for tag, name in LEVELS.items()}
            found = sorted(level for level in levels.values() if level)
            fluency = "-".join(dict.fromkeys((found[0], found[-1]))) if found else None
            yield Language(source=node.place, fluency=fluency, **_language(node), **levels)

    def level(self, node: Node, tag: str) -> str | None:
        """Return the CEFR level of one dimension."""
        found = node.first("ProficiencyLevel", tag)
        if found is None or not found.text:
            return None
        if found.text.upper() not in CEFR:
            raise not_a_level(self.name, found.place, found.text)
        found.is_taken = True
        return found.text.upper()

    def period(self, node: Node) -> tuple[str | None, str | None, bool | None]:
        """Return beginning, end and whether it goes on."""
        current = {"true": True, "false": False}.get(node.take("Period", "Current") or "")
        return self.date(node, "Period", "From"), self.date(node, "Period", "To"), current

    def date(self, node: Node, *tags: str) -> str | None:
        """Return a date, which stands in attributes: year 2012, month --08, day ---31."""
        holder = node.first(*tags)
        if holder is None or not holder.attributes.get("year"):
            return None
        parts = [holder.attributes.get(part, "").lstrip("-") for part in ("year", "month", "day")]
        day = "-".join(part for part in parts if part)
        if not is_date(day) or (parts[2] and not parts[1]):
            raise not_a_date(self.name, holder.place, day)
        holder.is_taken = True
        return day


def _text(source: str | None) -> str | None:
    return (text_of_html(source) or None) if source else None


def _all(nodes: Iterator[Node]) -> Iterator[str]:
    for node in nodes:
        if node.text:
            node.is_taken = True
            yield node.text


def _home(who: Node) -> Location | None:
    here = ("ContactInfo", "Address", "Contact")
    country = who.take(*here, "Country", "Code") or who.take(*here, "Country", "Label")
    found: dict[str, Any] = {
        "address": who.take(*here, "AddressLine"),
        "postal_code": who.take(*here, "PostalCode"),
        "city": who.take(*here, "Municipality"),
        "country_code": codes.country_of(country) if country else None,
    }
    return Location(source=who.place, **found) if any(found.values()) else None


def _accounts(who: Node) -> Iterator[OnlineProfile]:
    for node in who.all("ContactInfo", "InstantMessagingList", "InstantMessaging"):
        user = node.take("Contact")
        if user:
            yield OnlineProfile(source=node.place, username=user, network=node.take("Use", "Label"))


def _place(node: Node, holder: str) -> tuple[str | None, str | None]:
    here = (holder, "ContactInfo", "Address", "Contact")
    country = node.take(*here, "Country", "Code") or node.take(*here, "Country", "Label")
    return node.take(*here, "Municipality"), codes.country_of(country) if country else None


def _language(node: Node) -> dict[str, Any]:
    label, code = node.take("Description", "Label"), node.take("Description", "Code")
    return {key: value for key, value in (("language", label or code), ("language_code", code)) if value}


def _skills(learner: Node) -> Iterator[Skill]:
    for tag, name in SKILLS.items():
        for node in learner.all("Skills", tag):
            text = _text(node.take("Description"))
            if text:
                lines = tuple(line.removeprefix("- ") for line in text.split("\n"))
                yield Skill(source=node.place, name=name, keywords=lines)


def _awards(learner: Node) -> Iterator[Award]:
    for node in learner.all("AchievementList", "Achievement"):
        title, text = node.take("Title", "Label"), _text(node.take("Description"))
        yield Award(source=node.place, title=title, summary=text)
