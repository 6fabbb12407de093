"""Finding out what files hold, and opening the right reader."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from corridor.batch.taxonomies import crosswalk, esco, national, tabiya
from corridor.batch.taxonomies.files import Member, Table, digests_of, members_of, table_of
from corridor.batch.taxonomies.records import Asked, FileDigest, Reading
from corridor.kernel.errors import N_, InputError

NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
Digests = tuple[FileDigest, ...]
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,29}")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")


def read(paths: Sequence[Path], asked: Asked) -> Reading:
    """Open the files of one classification; its records are read while they are asked for, so a fault may come late.

    Raises
    ------
    DataUnavailable, InputError : a file is not there, is not whole, is of no known kind, or a row cannot be used
    """
    _check(asked)
    members = members_of(paths)
    digests = digests_of(paths)
    tidied: Counter[str] = Counter()
    if found := tabiya.parts_of(members):
        return _tabiya(members, found, asked, digests, tidied)
    if len(members) == 1 and (one := _single(members[0], asked, digests, tidied)):
        return one
    if parts := esco.parts_of(members):
        version = _agreed(esco.version_of(members), asked.version)
        licence, attribution = esco.licence_of(asked)
        records = esco.read(parts, asked, tidied)
        layout = esco.layout_of(parts)
        return Reading(asked.name or "esco", version, layout, licence, attribution, digests, records, tidied)
    raise InputError(
        N_("%(file)s is none of the files that are read here."),
        hint=N_(
            "Give the zip or the CSV files of ESCO, the nine files of Tabiya, a crosswalk of EURES, or a list with the "
            "columns code, isco08 and label."
        ),
        field="file",
        code="unknown_layout",
        params={"file": next((each.label for each in members if not esco.NAME.match(each.name)), members[0].label)},
    )


def _tabiya(
    members: Sequence[Member], found: Sequence[Member], asked: Asked, digests: Digests, tidied: Counter[str]
) -> Reading:
    said = tabiya.about(members)
    version = _agreed(said.get("VERSION", "").strip(), asked.version)
    licence, attribution = asked.licence or tabiya.LICENCE, asked.attribution or said.get("NAME", "").strip()
    records = tabiya.read(found, asked, tidied)
    return Reading(asked.name or "tabiya", version, "tabiya", licence, attribution, digests, records, tidied)


def _single(member: Member, asked: Asked, digests: Digests, tidied: Counter[str]) -> Reading | None:
    """Return the reading of a crosswalk or a national list; none where a table is neither."""
    is_crosswalk, table = _header(member)
    if table is None:
        return None
    reader, layout = (crosswalk.read, "crosswalk") if is_crosswalk else (national.read, "national")
    version, records = _agreed("", asked.version), reader(table, asked, tidied)
    return Reading(asked.name, version, layout, asked.licence, asked.attribution, digests, records, tidied)


def _header(member: Member) -> tuple[bool, Table | None]:
    """Return whether a table is a crosswalk, and its header; none where it is neither that nor a national list."""
    try:
        return True, table_of(member, first=crosswalk.FIRST)
    except InputError as other:
        if other.code != "no_header":
            raise
    table = table_of(member)
    if sum(name in table.columns for name in national.COLUMNS) < 2 or "conceptUri" in table.columns:
        return False, None
    table.place_of(*national.COLUMNS)
    return False, table


def _agreed(said: str, asked: str) -> str:
    """Return the version that files and person agree on."""
    if said and asked and said != asked:
        raise InputError(
            N_("The files are of version %(said)s, not %(asked)s."),
            hint=N_("Leave the version out, or give the files of the version that you mean."),
            field="version",
            params={"said": said[:30], "asked": asked},
        )
    version = said or asked
    if not version:
        raise InputError(
            N_("The files do not say their version."),
            hint=N_("Name the version as its publisher does, such as 1.2.0."),
            field="version",
        )
    if not VERSION.fullmatch(version):
        raise _ill_formed("version", version, N_("Use digits and dots, such as 1.2.0."))
    return version


def _check(asked: Asked) -> None:
    if asked.name and not NAME.fullmatch(asked.name):
        raise _ill_formed("name", asked.name, N_("Use small letters, digits and hyphens, such as esco or rome-fr."))
    if asked.language and not LANGUAGE.fullmatch(asked.language):
        raise _ill_formed("language", asked.language, N_("Use the two letters of the language, such as fr."))


def _ill_formed(field: str, value: str, hint: str) -> InputError:
    return InputError(
        N_('"%(value)s" cannot be used here.'), hint=hint, field=field, code="ill_formed", params={"value": value[:60]}
    )
