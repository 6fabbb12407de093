"""The packaged classifications as skills and recruitment use them: is a code known, and what is it called."""

from collections.abc import Mapping
from functools import cache, lru_cache

from corridor.delivery.skills.rules import SkillRef, plain
from corridor.knowledge.codelists.rules import esco_skill_uri, load_list, rows_by_code


def is_unit_group(code: str) -> bool:
    """Say whether the first four signs are a unit group of ISCO-08.

    >>> is_unit_group("2513.3"), is_unit_group("0000")
    (True, False)
    """
    row = rows_by_code("isco08").get(code[:4])
    return row is not None and len(row.code) == 4


def is_language(code: str) -> bool:
    """Say whether a language is in the list."""
    return code in rows_by_code("languages")


def label_of(name: str, code: str, language: str) -> str:
    """Return the title of a code in a language, the code itself where the list does not hold it."""
    row = rows_by_code(name).get(code)
    return row.label(language[:2]) if row else code


def occupation_label(code: str, language: str) -> str:
    """Return the title of an occupation: of the ESCO code where it is known, else of its unit group."""
    esco = rows_by_code("esco_occupations").get(code) if len(code) > 4 else None
    return esco.label(language[:2]) if esco else label_of("isco08", code[:4], language)


def country_label(iso3: str, language: str) -> str:
    """Return the name of a country."""
    return label_of("countries", iso3, language)


def language_label(code: str, language: str) -> str:
    """Return the name of a language."""
    return label_of("languages", code, language)


@cache
def _skills() -> tuple[Mapping[str, SkillRef], Mapping[str, SkillRef]]:
    by_uri: dict[str, SkillRef] = {}
    by_label: dict[str, SkillRef] = {}
    for row in load_list("esco_skills").rows:
        labels = {f"label_{language}": row.labels.get(language, "") for language in ("en", "fr", "es", "ar")}
        ref = SkillRef(esco_skill_uri(row), **labels)
        by_uri[ref.uri] = ref
        for label in labels.values():
            if label:
                by_label.setdefault(plain(label), ref)
    return by_uri, by_label


@lru_cache(maxsize=20_000)
def skill_named(text: str) -> SkillRef:
    """Return the skill of an address or of a label; an unknown one keeps its own words.

    >>> skill_named("perform  toxicological studies").uri.startswith("http")
    True
    """
    by_uri, by_label = _skills()
    written = " ".join(text.split())
    if written.startswith(("http://", "https://")):
        return by_uri.get(written, SkillRef(written, written.rsplit("/", 1)[-1]))
    return by_label.get(plain(written), SkillRef("", written))


def known_skill(uri: str) -> SkillRef | None:
    """Return the skill of an address with its labels, None where the packaged list does not hold it."""
    return _skills()[0].get(uri)
