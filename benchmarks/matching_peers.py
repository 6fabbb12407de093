"""What other ways need for the same market: retrieval without conditions, and solvers of assignments.

    python benchmarks/matching_peers.py PEER FOLDER ROWS

Retrieval peers rank by skills alone and know no conditions; `recall` is the share of the true lists (those a ranking
step left in the folder) that is still there when conditions are applied to their best 200 or 1,000. Seconds per row
are of a sample; what is extrapolated is said so by the caller. Missing packages are named, not required.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
from matching_files import read_market
from matching_steps import Clock, peak_mb

PACKAGES = {"sparse": "sparse_dot_topn", "flat": "faiss", "ivf": "faiss", "usearch": "usearch", "matching": "matching",
            "highs": "scipy"}  # fmt: skip
INSTALL = {"sparse_dot_topn": "sparse-dot-topn", "faiss": "faiss-cpu"}
WIDTH, TOP = 128, 50
DEPTHS = (200, 1000)


def tables(folder: Path, chosen: np.ndarray):
    """Return the skills of chosen candidates, and of all vacancies with weights by length one, as sparse tables."""
    from scipy import sparse

    store = read_market(folder)
    skills, posts = len(store.skill_weight), len(store.vacancies)
    them, jobs = store.candidates.skills, store.vacancies.essential
    weight = store.skill_weight.astype(np.float32)
    everyone = sparse.csr_array((np.ones(len(them.value), np.float32), them.value, them.start),
                                shape=(len(store.candidates), skills))  # fmt: skip
    wanted = sparse.csr_array((weight[jobs.value], jobs.value, jobs.start), shape=(posts, skills))
    total = np.maximum(np.asarray(wanted.sum(axis=1)).ravel(), 1)
    return everyone[chosen], sparse.csr_array(sparse.diags_array(1 / total).astype(np.float32) @ wanted)


def asked_rows(folder: Path, rows: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return sampled candidates who have a list, and their true lists."""
    sample = np.load(folder / "strict.npz")
    who, first = np.unique(sample["candidate"], return_index=True)
    lists = np.split(sample["vacancy"], first[1:])
    return who[:rows], lists[:rows]


def recalls(found: np.ndarray, lists: list[np.ndarray]) -> dict:
    """Return the share of the true lists among the best found."""
    total = sum(map(len, lists))
    return {
        f"recall_{depth}": sum(len(np.intersect1d(mine[:depth], true)) for mine, true in zip(found, lists, strict=True))
        / total
        for depth in DEPTHS
    }


def sparse_topn(folder: Path, rows: int) -> dict:
    """Multiply sparse tables and keep the best, one thread, as sparse-dot-topn does."""
    from scipy.sparse import csr_matrix
    from sparse_dot_topn import sp_matmul_topn

    who, lists = asked_rows(folder, rows)
    people, posts = tables(folder, who)
    people, across = csr_matrix(people), csr_matrix(posts.T)
    clock = Clock()
    sp_matmul_topn(people, across, top_n=TOP, n_threads=1)
    found = clock.read()
    best = sp_matmul_topn(people, across, top_n=max(DEPTHS), n_threads=1, sort=True)
    rows_found = np.split(best.indices, best.indptr[1:-1])
    return found | recalls(rows_found, lists) | {"rows": len(who), "mb": peak_mb()}


def vectors(folder: Path, rows: int):
    """Return 128 numbers per row: skills projected at random, so a lower bound for learned ones."""
    who, lists = asked_rows(folder, rows)
    people, posts = tables(folder, who)
    project = np.random.default_rng(1).standard_normal((people.shape[1], WIDTH)).astype(np.float32)
    both = [np.asarray(table @ project) for table in (people, posts)]
    both = [each / np.maximum(np.linalg.norm(each, axis=1, keepdims=True), 1e-9) for each in both]
    return (*both, who, lists)


def faiss_search(folder: Path, rows: int, kind: str) -> dict:
    """Search with faiss, exactly (flat) or in 16 of many cells (IVF), one thread."""
    import faiss

    faiss.omp_set_num_threads(1)
    people, posts, who, lists = vectors(folder, rows)
    clock = Clock()
    index = faiss.IndexFlatIP(WIDTH)
    if kind == "ivf":
        cells = int(4 * np.sqrt(len(posts)))
        index = faiss.IndexIVFFlat(index, WIDTH, cells, faiss.METRIC_INNER_PRODUCT)
        index.train(posts[:: max(1, len(posts) // (40 * cells))])
        index.nprobe = 16
    index.add(posts)
    built, clock = clock.read(), Clock()
    index.search(people, TOP)
    found = clock.read() | {"build": built["seconds"]}
    _, best = index.search(people, max(DEPTHS))
    return found | recalls(best, lists) | {"rows": len(who), "mb": peak_mb()}


def usearch_search(folder: Path, rows: int) -> dict:
    """Search usearch's graph in half precision."""
    from usearch.index import Index

    people, posts, who, lists = vectors(folder, rows)
    clock = Clock()
    index = Index(ndim=WIDTH, metric="ip", dtype="f16", connectivity=16, expansion_add=80, expansion_search=200)
    index.add(np.arange(len(posts)), posts, threads=2)
    built, clock = clock.read(), Clock()
    index.search(people, TOP, threads=1)
    found = clock.read() | {"build": built["seconds"]}
    best = [np.asarray(index.search(person, max(DEPTHS), threads=1).keys, np.int64) for person in people]
    return found | recalls(best, lists) | {"rows": len(who), "mb": peak_mb()}


def small_choice(folder: Path, people: int):
    """Return the listed pairs of the first candidates of a ranked market."""
    from corridor.engines.matching import Asking, Occupations, Options, choice_from
    from corridor.engines.matching.fast import rank_fast

    store = read_market(folder)
    options = Options(asking=Asking.CANDIDATES, top=TOP, occupations=Occupations("strict"))
    edges = rank_fast(store, options, np.arange(min(people, len(store.candidates))))
    return choice_from(store, edges)


def highs(folder: Path, rows: int) -> dict:
    """Solve the optimal allocation of the listed pairs with HiGHS, whole, and compare its total with ours."""
    from corridor.engines.matching import Objective, allocate
    from corridor.engines.matching.optimal import by_prices

    choice = small_choice(folder, rows)
    clock = Clock()
    chosen, _ = by_prices(choice)
    found, clock = clock.read(), Clock()
    ours = allocate(choice, Objective.OPTIMAL)
    total = round(int(choice.micro[chosen].sum(dtype=np.int64)) / 1e6, 6)
    return found | {
        "ours": clock.read()["seconds"],
        "rows": choice.people,
        "differ": int(total != round(ours.total, 6)),
    }


def matching_package(folder: Path, rows: int) -> dict:
    """Solve the stable allocation with the package `matching`, whole, and compare it with ours."""
    from matching.games import HospitalResident

    from corridor.engines.matching import Objective, allocate

    choice = small_choice(folder, rows)
    order = np.lexsort((choice.vacancy, -choice.micro.astype(np.int64)))
    wishes, ranks = {}, {}
    for candidate, vacancy in zip(choice.candidate[order].tolist(), choice.vacancy[order].tolist(), strict=True):
        wishes.setdefault(candidate, []).append(vacancy)
    order = np.lexsort((choice.candidate, -choice.micro.astype(np.int64)))
    for candidate, vacancy in zip(choice.candidate[order].tolist(), choice.vacancy[order].tolist(), strict=True):
        ranks.setdefault(vacancy, []).append(candidate)
    seats = {vacancy: int(choice.positions[vacancy]) for vacancy in ranks}
    sys.setrecursionlimit(1_000_000)
    clock = Clock()
    solved = HospitalResident.create_from_dictionaries(wishes, ranks, seats).solve()
    found, clock = clock.read(), Clock()
    ours = allocate(choice, Objective.STABLE)
    mine = set(zip(ours.vacancy.tolist(), ours.candidate.tolist(), strict=True))
    theirs = {(int(post.name), int(one.name)) for post, people in solved.items() for one in people}
    return found | {"ours": clock.read()["seconds"], "rows": len(wishes), "differ": len(mine ^ theirs)}


PEERS = {
    "sparse": sparse_topn,
    "flat": lambda folder, rows: faiss_search(folder, rows, "flat"),
    "ivf": lambda folder, rows: faiss_search(folder, rows, "ivf"),
    "usearch": usearch_search,
    "highs": highs,
    "matching": matching_package,
}


def run(peer: str, folder: Path, rows: int) -> dict:
    """Run one peer, or say what to install."""
    package = PACKAGES[peer]
    # The package `matching` has the name of a script beside this one.
    sys.path[:] = [place for place in sys.path if Path(place).resolve() != Path(__file__).resolve().parent]
    try:
        import_module(package)
    except ModuleNotFoundError:
        return {"failed": f"not installed: pip install {INSTALL.get(package, package)}"}
    return PEERS[peer](folder, rows)


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
