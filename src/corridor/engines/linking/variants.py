"""The forms in which a title may be meant: without its parentheses, one form of a pair at a time."""

import re

from corridor.engines.linking.text import fold

MOST_VARIANTS = 8
MOST_LETTERS = 400
ALIKE_LETTERS = 3
# Who may apply, no part of the title: (m/w/d), (h/f), m/f/x.
ANYONE = re.compile(r"[(\[]\s*[mwfhvdx](?:\s*[/,|]\s*[mwfhvdxi*]){1,3}\s*[)\]]", re.IGNORECASE)
PARENTHESES = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
# A feminine ending behind a sign or in parentheses: Bäcker/in, Bäcker*innen, employé·e, chargé(e).
ENDING = re.compile(
    r"(?<=\w\w\w)(?:(?:/-?|[*:_·•])(?P<sign>in|innen|e|es|ne|nes|a|as|ka|trice|euse|ère|ière)\b"
    r"|\((?P<inside>in|innen|e|es|ne|nes|a|as|ka|trice|euse|ère|ière)\))"
)
# What a whole feminine ending replaces: infirmi(er/ère), vend(eur/euse), direc(teur/trice).
REPLACED = {"ère": "er", "ière": "ier", "euse": "eur", "trice": "teur"}
# What a title of a classification leaves out: "Drivers, except taxi", "Vendeurs (sauf alimentation)".
EXCEPT = re.compile(
    r",?\s+(?:except|excluding|sauf|hors|außer|ohne|excepto|exceto|eccetto|escluso|exclusief|behalve|z wyjątkiem"
    r"|باستثناء)\s[^()]*$",
    re.IGNORECASE,
)
INVERTED = re.compile(r"^([^,]+),\s*((?:[^\s,]+\s?){1,3})$")
SLASH = re.compile(r"\s*/\s*")


def variants(title: str) -> tuple[str, ...]:
    """Return the forms of a title, the title itself first, none of them twice, at most `MOST_VARIANTS`.

    >>> variants("Bäcker/in")
    ('Bäcker/in', 'Bäcker', 'Bäckerin')
    >>> variants("Agent / Agente d'accueil")
    ("Agent / Agente d'accueil", "Agent d'accueil", "Agente d'accueil")
    >>> variants("Cook (ship)")
    ('Cook (ship)', 'Cook', 'ship')
    """
    if len(title) > MOST_LETTERS or (not any(sign in title for sign in "/([*:_·•,") and not EXCEPT.search(title)):
        return (title,)
    found = [title]
    for form in _without_endings(EXCEPT.sub("", ANYONE.sub(" ", title))):
        for part in _without_parentheses(form):
            found += [INVERTED.sub(r"\2 \1", some) for some in _without_slash(part)]
    spaced = (" ".join(form.split()) for form in found[1:])
    return tuple(dict.fromkeys([title, *(form for form in spaced if form)]))[:MOST_VARIANTS]


def _without_endings(title: str) -> list[str]:
    """Return both forms of words such as Bäcker/in; the title itself where there are none."""
    if not ENDING.search(title):
        return [title]
    return [ENDING.sub("", title), _with_endings(title)]


def _with_endings(title: str) -> str:
    """Return the title with its endings joined to their words."""
    while found := ENDING.search(title):
        ending = found["sign"] or found["inside"]
        title = title[: found.start()].removesuffix(REPLACED.get(ending, "")) + ending + title[found.end() :]
    return title


def _without_parentheses(title: str) -> list[str]:
    """Return the title without what stands in parentheses, and what stands in them; the title where there are none."""
    inside = [part for part in PARENTHESES.findall(title) if len(part.strip()) > 2]
    return [PARENTHESES.sub(" ", title), *inside] if inside else [title]


def _without_slash(title: str, left: int = MOST_VARIANTS) -> list[str]:
    """Return the title with one side of its slashes at a time."""
    if left < 1 or not (slash := SLASH.search(title)):
        return [title]
    before, after = title[: slash.start()].split(), title[slash.end() :].split()
    if not before or not after:
        return _without_slash(title[: slash.start()] + " " + title[slash.end() :], left - 1)
    pair = _pair(before, after, is_tight=slash.end() - slash.start() == 1)
    if pair is None:
        return [" ".join(before), *_without_slash(" ".join(after), left - 1)]
    start, length = pair
    first = _without_slash(" ".join(before + after[length:]), left // 2)
    return first + _without_slash(" ".join(before[:start] + after), left // 2)


def _pair(before: list[str], after: list[str], *, is_tight: bool) -> tuple[int, int] | None:
    """Return where the left side of a pair begins and how many words the right side has; None for two titles."""
    opening = fold(after[0].split("/")[0])[:ALIKE_LETTERS]
    for start in range(len(before) - 1, -1, -1):
        if len(opening) == ALIKE_LETTERS and fold(before[start]).startswith(opening):
            return start, min(len(before) - start, len(after))
    return (len(before) - 1, 1) if is_tight else None
