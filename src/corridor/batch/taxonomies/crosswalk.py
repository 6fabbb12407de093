"""Tables that match national titles to ESCO, as the EURES countries publish them."""

from collections import Counter
from collections.abc import Iterator

from corridor.batch.taxonomies.files import Table, fault, rows_of
from corridor.batch.taxonomies.records import ESCO_URI, ISCO_URI, MATCHES, Asked, Concept, Entry, Mapping, Record
from corridor.batch.taxonomies.tidy import named
from corridor.kernel.errors import N_, InputError

FIRST = "Classification 1 URI"
SIDES = (("Classification 1 URI", "Classification 1 PrefLabel"), ("Classification 2 URI", "Classification 2 PrefLabel"))
MATCH = "Mapping relation"
# The same word seen from the other side.
TURNED = {"broad": "narrow", "narrow": "broad"}


def read(table: Table, asked: Asked, tidied: Counter[str]) -> Iterator[Record]:
    """Yield the national concepts with their titles, each once, then what they match in ESCO.

    Holds the national addresses and the matches.
    """
    if not asked.name or not asked.language:
        raise InputError(
            N_("A crosswalk does not say which national list it matches, nor its language."),
            hint=N_("Name the list, such as rome, and the language of its titles, such as fr."),
            field="language" if asked.name else "name",
        )
    (uri_1, label_1), (uri_2, label_2) = (table.place_of(*_columns(table, side)) for side in SIDES)
    [match] = table.place_of(MATCH)
    seen: dict[str, None] = {}
    matches: dict[Mapping, None] = {}
    for number, row in rows_of(table):
        own, label, esco = row[uri_1].strip(), row[label_1], row[uri_2].strip()
        is_turned = own.startswith(ESCO_URI)
        if is_turned:
            own, label, esco = row[uri_2].strip(), row[label_2], row[uri_1].strip()
        if not own or own.startswith(ESCO_URI) or not esco.startswith(ESCO_URI) or len(own) > 400 or len(esco) > 500:
            raise fault(
                table,
                number,
                N_("%(file)s, row %(row)s does not match a national concept to one of ESCO."),
                column=FIRST,
            )
        word = _match(table, number, row[match])
        uri = own if ":" in own else f"{asked.name}:{own}"
        if uri not in seen:
            seen[uri] = None
            yield Entry(_concept(uri, own, esco), named(label, (), asked.language, tidied))
        # The relation is said of the first classification; ours is said of the national one.
        matches[Mapping(uri, esco, TURNED.get(word, word) if is_turned else word)] = None
    yield from matches


def _concept(uri: str, own: str, esco: str) -> Concept:
    code = own.rstrip("/").rsplit("/", 1)[-1][:60]
    if esco.startswith(ESCO_URI + "skill/"):
        return Concept(uri, "skill", code)
    return Concept(uri, "occupation", code, _digits(esco))


def _digits(esco: str) -> str:
    digits = esco.removeprefix(ISCO_URI)
    return digits if len(digits) == 4 and digits.isdecimal() and digits.isascii() else ""


def _columns(table: Table, side: tuple[str, str]) -> tuple[str, str]:
    """Return the columns of a side; that of the titles may end with its language."""
    uri, label = side
    written = next((name for name in table.header if name.lower().startswith(label.lower())), label)
    return uri, written


def _match(table: Table, number: int, written: str) -> str:
    word = written.strip().rsplit("#", 1)[-1].rsplit(":", 1)[-1].lower().replace(" ", "").removesuffix("match")
    word = {"broader": "broad", "narrower": "narrow"}.get(word, word)
    if word not in MATCHES:
        raise fault(
            table,
            number,
            N_('%(file)s, row %(row)s: "%(word)s" is no kind of match.'),
            column=MATCH,
            word=written[:60],
        )
    return word
