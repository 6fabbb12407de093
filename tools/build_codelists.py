"""Derive the packaged code lists from public classifications and from our own translations.

For maintainers: `python tools/build_codelists.py` reads `$CORRIDOR_SHARED/data/esco` (ESCO v1.1.1, European
vocabularies), Babel's copy of the Unicode CLDR and the sheets in `tools/codelists/`, and rewrites the derived CSV files
of `src/corridor/knowledge/codelists/data`. Lists written by hand (mobility models, phases, ...) are left alone.
"""

import csv
import gzip
import io
import os
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import yaml
from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies

Row = dict[str, str]

HERE = Path(__file__).resolve().parent
SHEETS = HERE / "codelists"
TARGET = HERE.parent / "src/corridor/knowledge/codelists/data"
LANGUAGES = ("en", "fr", "es", "ar")
COLUMNS = (
    *("code", "parent", "label_en", "label_fr", "label_es", "label_ar", "status", "note"),
    "translated_by_corridor_unreviewed",
)
KOSOVO_NOTE = (
    "References to Kosovo are understood in the context of United Nations Security Council resolution 1244 (1999)."
)
# Errors of the published titles that we mend; each is named in the sidecar.
ISCO_CORRECTIONS = {
    ("8181", "fr"): "Conducteurs d’installations de verrerie et de céramique",
    ("215", "es"): "Ingenieros en electrotecnología",
}
ISCO_SKILL_LEVELS = {"1": "4", "14": "3", "2": "4", "3": "3", "9": "1", "01": "4", "02": "2", "03": "1"}
CHOICES = yaml.safe_load((SHEETS / "choices.yaml").read_text(encoding="utf-8"))
URI = "http://data.europa.eu/esco/"


# --- reading -----------------------------------------------------------------------------------------------------


def sheet(name: str) -> list[list[str]]:
    """Return the rows of a hand-written sheet, cells separated by a bar."""
    return [line.split("|") for line in (SHEETS / name).read_text(encoding="utf-8").splitlines() if line]


def zipped_rows(archive: Path, member: str) -> Iterator[Row]:
    """Yield the rows of one CSV file inside a zip archive."""
    with zipfile.ZipFile(archive) as bundle, bundle.open(member) as raw:
        yield from csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8", newline=""))


@cache
def published_labels(path: Path) -> dict[str, dict[str, str]]:
    """Return the French and Spanish preferred labels by concept address."""
    labels: dict[str, dict[str, str]] = {"fr": {}, "es": {}}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for line in lines:
            language, uri, position, label = line.rstrip("\r\n").split("\t")
            if position == "0" and language in labels:
                labels[language][uri] = tidy(label)
    return labels


def tidy(text: str) -> str:
    """Return a label with single spaces, typographic apostrophes and no outer space."""
    return re.sub(r"\s+", " ", text).strip().replace("'", "’")


def vocabulary(path: Path) -> list[tuple[str, str]]:
    """Return (code, label) of a European vocabulary; a label may be broken over two lines."""
    joined = re.sub(r"\n[ \t]+", " ", path.read_text(encoding="utf-8"))
    pairs = (line.split("\t") for line in joined.splitlines()[1:])
    return [(uri.rsplit("/", 1)[1], tidy(label)) for uri, label in pairs]


def chosen(key: str) -> frozenset[str]:
    """Return the codes of one choice."""
    words = CHOICES[key]
    return frozenset((" ".join(map(str, words)) if isinstance(words, list) else words).split())


# --- writing -----------------------------------------------------------------------------------------------------


def write(name: str, rows: Iterable[Row], extra: tuple[str, ...] = ()) -> None:
    """Write a list in the common columns, its own columns last."""
    with (TARGET / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, (*COLUMNS, *extra), lineterminator="\n", restval="")
        writer.writeheader()
        count = 0
        for row in rows:
            writer.writerow({"status": "open", **row})
            count += 1
    print(f"{name}: {count} codes, {(TARGET / f'{name}.csv').stat().st_size // 1024} KB")


def capitalised(text: str) -> str:
    """Return a label with a capital first letter; CLDR writes French and Spanish names in lower case."""
    return text[:1].upper() + text[1:]


def cldr_labels(table: str, key: str) -> Row:
    """Return the CLDR names of a country, language or currency in the four languages; missing ones are left out."""
    names = {lang: getattr(Locale(lang), table).get(key, "") for lang in LANGUAGES}
    return {f"label_{lang}": capitalised(tidy(name)) for lang, name in names.items() if name}


def completed(table: str, key: str) -> Row:
    """Return the CLDR names, the gaps filled from our own sheet and marked."""
    row = cldr_labels(table, key)
    by_hand = next((labels for code, *labels in sheet(f"{table}.hand.txt") if code == key), [""] * len(LANGUAGES))
    own = {f"label_{lang}": label for lang, label in zip(LANGUAGES, by_hand, strict=True) if label}
    mark = " ".join(lang for lang in LANGUAGES[1:] if f"label_{lang}" in own.keys() - row.keys())
    return own | row | {"translated_by_corridor_unreviewed": mark}


# --- countries, languages, currencies ------------------------------------------------------------------------------


def alpha3_codes() -> dict[str, str]:
    """Return ISO 3166-1 alpha-3 by alpha-2, as CLDR maps them."""
    aliases = get_global("territory_aliases")
    named = set(Locale("en").territories)
    pairs = {(a[0], k) for k, a in aliases.items() if len(k) == 3 and k.isalpha() and len(a) == 1 and a[0] in named}
    current = [(iso2, iso3) for iso2, iso3 in pairs if not is_reserved(iso3)]
    if len(dict(current)) != len(current):
        raise SystemExit("Two three-letter codes name one country: add the withdrawn one to choices.yaml.")
    return dict(current) | {"XK": "XKX"}


def is_reserved(iso3: str) -> bool:
    """Tell whether a three-letter code is withdrawn, reserved or left to users."""
    return iso3 in chosen("not_countries") or re.fullmatch(r"(AA|Q[M-Z]|X.|ZZ).", iso3) is not None


def numeric_codes() -> dict[str, str]:
    """Return ISO 3166-1 numeric by alpha-2, as CLDR maps them."""
    aliases = get_global("territory_aliases").items()
    pairs = [(a[0], k) for k, a in aliases if k.isdigit() and len(k) == 3 and len(a) == 1 and k < "900"]
    withdrawn = {"249", "278", "280", "720", "736", "810", "886", "890", "891", "230", "532", "590", "200"}
    return {iso2: number for iso2, number in pairs if number not in withdrawn}


def countries() -> Iterator[Row]:
    """Yield countries and territories under their three-letter code."""
    corrections = {code: labels for code, *labels in sheet("countries.hand.txt")}
    numeric = numeric_codes()
    for iso2, iso3 in sorted(alpha3_codes().items(), key=lambda pair: pair[1]):
        row = cldr_labels("territories", iso2)
        if iso3 in corrections:
            row |= {f"label_{lang}": label for lang, label in zip(LANGUAGES, corrections[iso3], strict=True)}
            row["note"] = "Named as the United Nations name it."
        if iso3 == "XKX":
            row["note"] = KOSOVO_NOTE
        money = get_territory_currencies(iso2, start_date=CHOICES["as_of"]) or [""]
        currency = "EUR" if iso3 == "BGR" else money[0]  # CLDR 47 does not know Bulgaria's change to the euro yet.
        member = "yes" if iso3 in chosen("eu_members") else "no"
        yield row | {
            "code": iso3,
            "iso2": iso2,
            "numeric": numeric.get(iso2, ""),
            "currency": currency,
            "eu_member": member,
        }


def languages() -> Iterator[Row]:
    """Yield languages under their ISO 639-1 code, or ISO 639-3 where there is no shorter one."""
    three = {a: k for k, a in get_global("language_aliases").items() if len(k) == 3 and len(a) == 2}
    short = {code for code in Locale("en").languages if len(code) == 2}
    for code in sorted(short - chosen("superseded_languages") | chosen("extra_languages")):
        iso639_3 = code if len(code) == 3 else three.get(code, "")
        yield completed("languages", code) | {"code": code, "iso639_3": iso639_3}


def minor_units(code: str) -> str:
    """Return the number of decimals of a currency after ISO 4217."""
    if code in chosen("currencies_without_minor_unit"):
        return "0"
    return "3" if code in chosen("currencies_in_thousandths") else "2"


def currencies() -> Iterator[Row]:
    """Yield the currencies in use, and those that older figures still name as closed codes."""
    tender = {money for area in alpha3_codes() for money in get_territory_currencies(area, start_date=CHOICES["as_of"])}
    closed = {code: why for why, codes in CHOICES["closed_currencies"].items() for code in codes.split()}
    for code in sorted(tender | set(closed)):
        row = completed("currencies", code) | {"code": code, "minor_units": minor_units(code)}
        if code in closed:
            row |= {"status": "closed", "note": closed[code]}
        yield row


# --- occupations -----------------------------------------------------------------------------------------------------


def skill_level(code: str) -> str:
    """Return the ISCO-08 skill level of a group; empty where a group spans several."""
    if code in {"0", "1"}:
        return ""
    prefixes = (code[:2], code[:1])
    return next((ISCO_SKILL_LEVELS[p] for p in prefixes if p in ISCO_SKILL_LEVELS), "2")


def arabic_isco(titles: dict[str, str]) -> dict[str, str]:
    """Return our Arabic titles; a unit group that is the whole of its minor group bears the same title."""
    arabic = {code: label for code, label in sheet("isco08.ar.txt")}  # noqa: C416 - checks that rows are pairs
    same = {c: arabic[c[:3]] for c in titles if len(c) == 4 and titles[c] == titles[c[:3]]}
    return same | arabic


def isco(esco: Path) -> Iterator[Row]:
    """Yield the 619 groups of ISCO-08 with English, French and Spanish titles and our Arabic ones."""
    titles = {r["code"]: tidy(r["preferredLabel"]) for r in zipped_rows(esco / "esco111_en.zip", "ISCOGroups_en.csv")}
    published = published_labels(esco / "labels.tsv.gz")
    arabic = arabic_isco(titles)
    for code in sorted(titles):
        row = {"code": code, "parent": code[:-1], "label_en": titles[code], "level": str(len(code))}
        for lang, labels in published.items():
            row[f"label_{lang}"] = ISCO_CORRECTIONS.get((code, lang), labels[f"{URI}isco/C{code}"])
        mark = {"label_ar": arabic[code], "translated_by_corridor_unreviewed": "ar"} if code in arabic else {}
        yield row | mark | {"skill_level": skill_level(code)}


def esco_occupations(esco: Path) -> Iterator[Row]:
    """Yield the ESCO occupations under their code, each with its ISCO-08 unit group."""
    published = published_labels(esco / "labels.tsv.gz")
    by_hand = {code: {"fr": fr, "es": es} for code, fr, es in sheet("esco_occupations.hand.txt")}
    arabic = {code: label for code, label in sheet("esco_occupations.ar.txt")}  # noqa: C416 - checks that rows are pairs
    source = zipped_rows(esco / "esco111_en.zip", "occupations_en.csv")
    for entry in sorted(source, key=lambda r: [int(part) for part in r["code"].split(".")]):
        code, uri = entry["code"], entry["conceptUri"]
        parent = code.rpartition(".")[0] if code.count(".") > 1 else ""
        row = {"code": code, "parent": parent, "isco08": entry["iscoGroup"], "label_en": tidy(entry["preferredLabel"])}
        missing = [lang for lang in published if uri not in published[lang]]
        for lang in published:
            row[f"label_{lang}"] = by_hand[code][lang] if lang in missing else published[lang][uri]
        if code in arabic:
            row["label_ar"] = arabic[code]
            missing.append("ar")
        yield row | {"translated_by_corridor_unreviewed": " ".join(missing), "esco_id": uri.rsplit("/", 1)[1]}


def demo_relations(esco: Path) -> tuple[dict[str, dict[str, list[str]]], set[str]]:
    """Return the skills by occupation code and kind for the unit groups of the demo, and all skill addresses."""
    groups = chosen("skills_of_unit_groups")
    occupations = zipped_rows(esco / "esco111_en.zip", "occupations_en.csv")
    wanted = {r["conceptUri"]: r["code"] for r in occupations if r["iscoGroup"] in groups}
    links: dict[str, dict[str, list[str]]] = {}
    skills: set[str] = set()
    for r in zipped_rows(esco / "esco111_rel.zip", "occupationSkillRelations.csv"):
        if r["occupationUri"] in wanted:
            kinds = links.setdefault(wanted[r["occupationUri"]], {"essential": [], "optional": []})
            kinds[r["relationType"]].append(skill_code(r["skillUri"]))
            skills.add(r["skillUri"])
    return links, skills


def skill_code(uri: str) -> str:
    """Return our short code of an ESCO skill: the first eight characters of its identifier, unique in v1.1.1."""
    return uri.rsplit("/", 1)[1][:8]


def esco_skills(esco: Path, wanted: set[str]) -> Iterator[Row]:
    """Yield the skills that the demo's occupations need."""
    by_hand = {code: labels for code, *labels in sheet("esco_skills.hand.txt")}
    picked = (r for r in zipped_rows(esco / "esco111_en.zip", "skills_en.csv") if r["conceptUri"] in wanted)
    for r in sorted(picked, key=lambda r: r["conceptUri"]):
        kind = "knowledge" if r["skillType"] == "knowledge" else "skill"
        uri = r["conceptUri"]
        row = {"code": skill_code(uri), "label_en": tidy(r["preferredLabel"]), "kind": kind, "reuse": r["reuseLevel"]}
        own = dict(zip(("label_fr", "label_es", "label_ar"), by_hand.get(row["code"], ()), strict=False))
        mark = "fr es ar" if own else ""
        yield row | own | {"esco_id": uri.rsplit("/", 1)[1], "translated_by_corridor_unreviewed": mark}


def write_skill_links(links: dict[str, dict[str, list[str]]]) -> None:
    """Write one line per occupation: its essential and its optional skills."""
    with (TARGET / "esco_skill_links.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["occupation", "essential", "optional"])
        for code in sorted(links, key=lambda code: [int(part) for part in code.split(".")]):
            writer.writerow([code, *(" ".join(sorted(links[code][kind])) for kind in ("essential", "optional"))])
    print(f"esco_skill_links: {len(links)} occupations")


# --- education and industries -----------------------------------------------------------------------------------------

# ISCED-F repeats its field names with three fixed additions; the additions are translated once.
ISCED_PATTERNS = (
    (r"(.+) not further defined", ("{} – sans autre précision", "{} – sin mayor definición", "{} – دون تحديد إضافي")),
    (
        r"(.+) not elsewhere classified",
        ("{} – non classé ailleurs", "{} – no clasificado en otra parte", "{} – غير مصنف في موضع آخر"),
    ),
    (
        r"Inter-disciplinary programmes and qualifications involving (.+)",
        (
            "Programmes et certifications interdisciplinaires : {}",
            "Programas y certificaciones interdisciplinarios: {}",
            "برامج ومؤهلات متعددة التخصصات: {}",
        ),
    ),
)


def isced_labels(label: str, by_hand: dict[str, list[str]]) -> list[str]:
    """Return the French, Spanish and Arabic label of an ISCED-F field."""
    key = label.casefold()
    if key in by_hand:
        return by_hand[key]
    for pattern, phrases in ISCED_PATTERNS:
        if match := re.fullmatch(pattern, label):
            bases = by_hand[match.group(1).casefold()]
            return [phrase.format(base) for phrase, base in zip(phrases, bases, strict=True)]
    raise SystemExit(f"No translation for the ISCED-F field “{label}”: add it to isced_f_2013.hand.txt.")


def isced_fields(esco: Path) -> Iterator[Row]:
    """Yield broad (two digits), narrow (three) and detailed (four) fields of education and training."""
    by_hand = {en.casefold(): labels for en, *labels in sheet("isced_f_2013.hand.txt")}
    entries = vocabulary(esco / "eu_vocab/isced-f.tsv")
    known = {code for code, _ in entries}
    for code, label in sorted(entries):
        parent = code[:-1] if code[:-1] in known else (code[:2] if len(code) > 2 else "")
        labels = dict(zip(("label_fr", "label_es", "label_ar"), isced_labels(label, by_hand), strict=True))
        row = {"code": code, "parent": parent, "label_en": label, "level": str(len(code) - 1)}
        yield row | labels | {"translated_by_corridor_unreviewed": "fr es ar"}


def industries() -> list[Row]:
    """Return the sections and divisions of NACE Rev. 2; ISIC Rev. 4 has the same ones down to two digits."""
    keys = ("code", "parent", "label_en", "label_fr", "label_es", "label_ar")
    rows = [dict(zip(keys, cells, strict=True)) for cells in sheet("nace2.hand.txt")]
    return [
        row | {"level": str(1 + bool(row["parent"])), "translated_by_corridor_unreviewed": "fr es ar"} for row in rows
    ]


def main() -> None:
    """Rewrite every derived list."""
    shared = Path(os.environ.get("CORRIDOR_SHARED", HERE.parent.parent / "shared"))
    esco = shared / "data/esco"
    if not esco.is_dir():
        sys.exit(f"There is no ESCO data at {esco}. Set CORRIDOR_SHARED to the folder that holds data/esco.")
    write("countries", countries(), ("iso2", "numeric", "currency", "eu_member"))
    write("languages", languages(), ("iso639_3",))
    write("currencies", currencies(), ("minor_units",))
    write("isco08", isco(esco), ("level", "skill_level"))
    write("isced_f_2013", isced_fields(esco), ("level",))
    write("nace2", industries(), ("level",))
    write("isic4", [row for row in industries() if not row["parent"]], ("level",))
    write("esco_occupations", esco_occupations(esco), ("isco08", "esco_id"))
    links, skills = demo_relations(esco)
    write("esco_skills", esco_skills(esco, skills), ("kind", "reuse", "esco_id"))
    write_skill_links(links)


if __name__ == "__main__":
    main()
