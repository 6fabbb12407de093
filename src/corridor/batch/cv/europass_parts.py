"""The pieces of a Candidate document that several of its elements share: channels, places, codes, descriptions."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from corridor.batch.cv import europass_codes as codes
from corridor.batch.cv.html_text import text_of_html
from corridor.batch.cv.types import Location, OnlineProfile, Skill
from corridor.batch.cv.xml_tree import Node

_ISCO: Final = re.compile(r"[0-9]{1,4}")
FIELD: Final = ("MainFieldOfStudy", "SpecificFieldOfStudy", "DetailedFieldOfStudy")


def html_text(source: str | None) -> str | None:
    """Return the text of HTML, or None."""
    return (text_of_html(source) or None) if source else None


def told(source: str | None, text: str, items: str) -> dict[str, Any]:
    """Return a description: its text, and the list at its end as items."""
    lines = text_of_html(source or "").split("\n")
    begin = len(lines)
    while begin and lines[begin - 1].startswith("- "):
        begin -= 1
    return {text: "\n".join(lines[:begin]) or None, items: tuple(line[2:] for line in lines[begin:]) or None}


def site_of(node: Node) -> str | None:
    """Return an organisation's site."""
    return first_of(list(node.all("OrganizationContact", "Communication")), "Web")


def taken(node: Node, *tags: str) -> list[str]:
    """Return the texts at a path, all taken."""
    found = [one for one in node.all(*tags) if one.text]
    for one in found:
        one.is_taken = True
    return [one.text for one in found]


def kind_of(channel: Node) -> str:
    """Return the kind of a channel in small letters."""
    node = next(channel.all("ChannelCode"), None)
    return node.text.replace(" ", "").lower() if node else ""


def first_of(channels: Iterable[Node], kind: str) -> str | None:
    """Return the first address of a kind of channel; others of the kind stay among what has no place."""
    for channel in channels:
        if kind_of(channel) == kind.lower():
            found = channel.take("URI") or channel.take("Text") or channel.take("URL")
            if found:
                channel.take("ChannelCode")
                return found
    return None


def phone_of(channels: Iterable[Node]) -> str | None:
    """Return the first telephone number with its dialling code."""
    for channel in channels:
        number = channel.take("DialNumber") if kind_of(channel) == "telephone" else None
        if number:
            channel.take("ChannelCode")
            dialling = channel.take("CountryDialing")
            return f"+{dialling.lstrip('+')} {number}" if dialling else number
    return None


def accounts_of(channels: Iterable[Node]) -> Iterator[OnlineProfile]:
    """Yield the accounts in networks."""
    for channel in channels:
        if kind_of(channel) not in {"socialmedia", "instantmessage", "instantmessaging"}:
            continue
        found = channel.take("URI") or channel.take("Text")
        if found:
            channel.take("ChannelCode")
            network = channel.take("OtherTitle") or channel.take("UseCode")
            name: dict[str, Any] = {"url": found} if found.startswith(("http:", "https:")) else {"username": found}
            yield OnlineProfile(source=channel.place, network=network, **name)


def home_of(channels: Iterable[Node]) -> Location | None:
    """Return where the person lives."""
    address = next((one for channel in channels for one in channel.all("Address") if list(one.leaves())), None)
    if address is None:
        return None
    found: dict[str, Any] = {
        "address": "\n".join(taken(address, "AddressLine")) or None,
        "postal_code": address.take("PostalCode"),
        "city": address.take("CityName"),
        "country_code": country_of(address.take("CountryCode")),
        "region": address.take("CountrySubDivisionCode"),
    }
    return Location(source=address.place, **found) if any(found.values()) else None


def country_of(code: str | None) -> str | None:
    """Return the code of a country in capitals."""
    return codes.country_of(code) if code else None


def town_of(node: Node) -> tuple[str | None, str | None]:
    """Return town and country of an organisation."""
    here = ("OrganizationContact", "Communication", "Address")
    return node.take(*here, "CityName"), country_of(node.take(*here, "CountryCode"))


def language_of(node: Node) -> dict[str, Any]:
    """Return name and code of a language."""
    # A language that is not in the list of the site is written out, and marked as free text in one attribute or other.
    if "FREE_TEXT" in (node.attributes.get("name"), node.attributes.get("schemeName")) or len(node.text) != 3:
        return {"language": node.text}
    language, code = codes.language_of(node.text)
    return {"language": language, "language_code": code}


def range_of(levels: Iterable[str]) -> str | None:
    """Return the lowest and the highest of some levels."""
    found = sorted(set(levels))
    return "-".join(dict.fromkeys((found[0], found[-1]))) if found else None


def uri_of(node: Node | None) -> str | None:
    """Return the ESCO concept that a title names."""
    uri = node.attributes.get("languageID", "") if node else ""
    return uri if codes.ESCO.fullmatch(uri) else None


def esco_of(node: Node, tag: str) -> str | None:
    """Return the first ESCO concept among elements."""
    for one in node.all(tag):
        if not one.is_taken and codes.ESCO.fullmatch(one.text):
            one.is_taken = True
            return one.text
    return None


def isco_of(post: Node) -> str | None:
    """Return the first code of ISCO-08 among elements."""
    for one in post.all("JobCategoryCode"):
        if not one.is_taken and _ISCO.fullmatch(one.text):
            one.is_taken = True
            return one.text
    return None


def field_of(node: Node) -> tuple[str | None, str | None]:
    """Return the field of study as a text and as a code of ISCED-F; of nested codes the deepest says it all."""
    texts, deepest = [], ""
    for study in node.all("EducationDegree", "FieldOfStudy"):
        for tag in FIELD:
            for one in [*study.all(tag), *study.all(tag, "ProgramConcentration"), *study.all(tag, "Code")]:
                if not one.text or one.is_taken:
                    continue
                code = one.text.rpartition("/")[2]
                if not code.isdigit():
                    texts.append(one.text)
                elif code.startswith(deepest.rpartition("/")[2]) or not deepest:
                    deepest = one.text
                else:
                    continue
                one.is_taken = True
    return "; ".join(texts) or None, deepest or None


def skills_of_group(group: Node) -> Iterator[Skill]:
    """Yield the skills of a group."""
    title = group.first("Title")
    name, uri = group.take("Title"), uri_of(title)
    skills = [skill for node in group.all("PersonCompetency") if (skill := skill_of(node))]
    words = taken(group, "DigitalSkill")
    if name:
        # A skill with a concept of its own does not become a keyword.
        keywords = [skill.name for skill in skills if skill.name and not skill.esco_uri] + words
        yield Skill(source=group.place, name=name, esco_uri=uri, keywords=tuple(keywords) or None)
        yield from (skill for skill in skills if skill.esco_uri)
    else:
        yield from skills
        yield from (Skill(source=group.place, name=word) for word in words)


def skill_of(node: Node) -> Skill | None:
    """Return a skill, or None where the element is a language."""
    kind = next(node.all("TaxonomyID"), None)
    if (kind and kind.text.lower() == "language") or node.first("CompetencyName") is None:
        return None
    name, uri = node.take("CompetencyName"), esco_of(node, "CompetencyID")
    node.take("TaxonomyID")
    return Skill(source=node.place, name=name, esco_uri=uri) if name else None
