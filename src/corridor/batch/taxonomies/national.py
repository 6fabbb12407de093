"""A country's own list: a CSV file with code, unit group and label, and what else it knows."""

from collections import Counter
from collections.abc import Iterator

from corridor.batch.taxonomies.files import Table, fault, rows_of
from corridor.batch.taxonomies.records import ESCO_URI, ISCO_URI, MATCHES, Asked, Concept, Entry, Mapping, Record
from corridor.batch.taxonomies.tidy import named
from corridor.kernel.errors import N_, InputError

COLUMNS = ("code", "isco08", "label")
YES = {"1", "yes", "true"}
NO = {"", "0", "no", "false"}


def read(table: Table, asked: Asked, tidied: Counter[str]) -> Iterator[Record]:
    """Yield own occupations under a unit group of ISCO-08, one row for each code and language; then their matches.

    Further columns, none of them needed: language, alternative (with | between labels), description, esco_uri, match
    (exact where it is empty), is_regulated. Holds the codes.
    """
    if not asked.name or not asked.version:
        raise InputError(
            N_("A national list does not say its name and version."),
            hint=N_("Name the list, such as rome, and its version, such as 4.0 or 2026."),
            field="version" if asked.name else "name",
        )
    code, isco08, label = table.place_of(*COLUMNS)
    others, text, language = (table.place_if(name) for name in ("alternative", "description", "language"))
    esco, match, regulated = (table.place_if(name) for name in ("esco_uri", "match", "is_regulated"))
    groups: dict[str, str] = {}
    spoken: set[tuple[str, str]] = set()
    matches: dict[Mapping, None] = {}
    for number, row in rows_of(table):
        own, group, lang = row[code].strip(), row[isco08].strip(), (row[language].strip() or asked.language).lower()
        _check(table, number, own, group, row[label], lang)
        if groups.setdefault(own, group) != group or (own, lang) in spoken:
            raise fault(
                table,
                number,
                N_('%(file)s, row %(row)s: the code "%(own)s" stands there twice.'),
                column="code",
                own=own[:60],
            )
        spoken.add((own, lang))
        uri = f"{asked.name}:{own}"
        flag = row[regulated].strip().lower()
        if flag not in YES | NO:
            raise fault(table, number, N_("%(file)s, row %(row)s, %(column)s: use yes or no."), column="is_regulated")
        labels = named(row[label], row[others].split("|"), lang, tidied, description=row[text])
        yield Entry(Concept(uri, "occupation", own, group, flag in YES), labels)
        matches[Mapping(uri, ISCO_URI + group, "broad")] = None
        if row[esco].strip():
            matches[Mapping(uri, _esco(table, number, row[esco].strip()), _match(table, number, row[match]))] = None
    yield from matches


def _check(table: Table, number: int, own: str, group: str, label: str, language: str) -> None:
    if not own or len(own) > 60 or not label.strip():
        raise fault(table, number, N_("%(file)s, row %(row)s: the code or the label is empty."), column="code")
    if not (len(group) == 4 and group.isdecimal() and group.isascii()):
        raise fault(
            table,
            number,
            N_('%(file)s, row %(row)s: "%(code)s" is no unit group of ISCO-08.'),
            column="isco08",
            code=group[:60],
        )
    if not (2 <= len(language) <= 8 and language.replace("-", "").isalpha() and language.isascii()):
        raise fault(
            table,
            number,
            N_('%(file)s, row %(row)s: "%(word)s" is no code of a language.'),
            column="language",
            word=language[:20],
        )


def _esco(table: Table, number: int, uri: str) -> str:
    if not uri.startswith(ESCO_URI) or len(uri) > 500:
        raise fault(
            table,
            number,
            N_('%(file)s, row %(row)s, %(column)s: "%(uri)s" is no concept of ESCO.'),
            column="esco_uri",
            uri=uri[:120],
        )
    return uri


def _match(table: Table, number: int, written: str) -> str:
    word = written.strip().lower() or "exact"
    if word not in MATCHES:
        raise fault(
            table,
            number,
            N_('%(file)s, row %(row)s: "%(word)s" is no kind of match.'),
            column="match",
            word=written[:60],
        )
    return word
