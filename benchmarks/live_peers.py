"""Peers of single questions: a plain scan of all vacancies (exact), DuckDB by SQL, and usearch before filtering."""

import tempfile
import time
from pathlib import Path

import numpy as np

TOP, DEPTH, SCANNED = 50, 200, 30
MICRO = 1_000_000


def milliseconds(seconds) -> str:
    """Return three percentiles."""
    return " / ".join(f"{value * 1e3:.3f}" for value in np.percentile(seconds, (50, 95, 99)))


class Scan:
    """A plain scan, strict: all vacancies by the columns of the store, in no particular order; it is an oracle too."""

    def __init__(self, store, options):
        self.store, self.shares = store, options.weights
        self.code = store.vacancies.occupation
        self.group = np.array([int(code[:4]) for code in store.words.occupations])
        self.unit = self.group[self.code]
        self.total = {kind: self.sums(kind, store.skill_weight) for kind in ("essential", "optional")}

    def sums(self, kind: str, weight, rows=None):
        """Return what the skills of some vacancies weigh."""
        lists = getattr(self.store.vacancies, kind)
        if rows is None:
            line = np.repeat(np.arange(len(lists.given)), np.diff(lists.start))
            return np.bincount(line, weights=weight[lists.value], minlength=len(lists.given)).astype(np.int64)
        return np.array([weight[lists.of(row)].sum() for row in rows.tolist()], np.int64)

    def ask(self, c: int):
        """Return ids and scores of the best vacancies of one person."""
        them, jobs = self.store.candidates, self.store.vacancies
        codes, years = them.occupations.of(c), them.years[them.occupations.start[c] : them.occupations.start[c + 1]]
        by_unit = np.full(10_000, -1.0)
        np.maximum.at(by_unit, self.group[codes], years)
        most = by_unit[self.unit]
        level = np.zeros(len(self.store.words.languages), np.int8)
        level[them.languages.of(c)] = them.levels[them.languages.start[c] : them.languages.start[c + 1]]
        accepts, known = (np.zeros(len(self.store.words.countries), np.bool_) for _ in range(2))
        accepts[them.destinations.of(c) if len(them.destinations.of(c)) else slice(None)] = True
        known[them.recognised_in.of(c)] = True
        short = level[jobs.languages.value] < jobs.levels
        speaks = np.add.reduceat(short, jobs.languages.start[:-1], dtype=np.int32) == 0
        open_to = (
            (most >= jobs.years_min) & speaks & accepts[jobs.country] & (known[jobs.country] | (jobs.regulated == 0))
        )
        eqf = them.eqf[c] or 127
        rows = np.flatnonzero(open_to & (jobs.eqf_min <= eqf) & (jobs.start >= them.available[c]))
        return self.best(rows, c, codes, most[rows])

    def best(self, rows, c: int, codes, years):
        """Return ids and scores of the best of some vacancies."""
        held = np.zeros(len(self.store.skill_weight), np.int64)
        held[self.store.candidates.skills.of(c)] = self.store.skill_weight[self.store.candidates.skills.of(c)]
        essential = self.sums("essential", held, rows) / self.total["essential"][rows]
        all_optional = self.total["optional"][rows]
        optional = np.where(
            all_optional > 0, self.sums("optional", held, rows) / np.maximum(all_optional, 1), essential
        )
        occupation = np.where(np.isin(self.code[rows], codes), 1.0, 0.6)
        score = self.shares.essential * essential + self.shares.optional * optional
        score = score + self.shares.occupation * occupation + self.shares.experience * np.minimum(1.0, years / 5)
        score = np.array([round(one, 6) for one in score.tolist()])
        order = np.lexsort((rows, -score))[:TOP]
        return self.store.vacancies.ids[rows[order]].tolist(), score[order].tolist()


def scan(store, options, places, answers) -> tuple[float, int]:
    """Return the median seconds of a plain scan, and how many of its lists differ from the answers."""
    peer, seconds, wrong = Scan(store, options), [], 0
    for place, answer in list(zip(places.tolist(), answers, strict=True))[:SCANNED]:
        began = time.perf_counter()
        ids, score = peer.ask(place)
        seconds.append(time.perf_counter() - began)
        wrong += (list(answer.ids), answer.score.tolist()) != (ids, score)
    return float(np.median(seconds)), wrong


def duckdb_peer(store, places, truth) -> None:
    """Ask DuckDB with one statement per person; essential skills alone order, which flatters it."""
    try:
        import duckdb
    except ImportError:
        print("duckdb is not installed: pip install duckdb")
        return
    import polars as pl

    from corridor.engines.matching.rows import row_of_value

    jobs, them = store.vacancies, store.candidates
    unit = np.array([int(code[:4]) for code in store.words.occupations])
    con = duckdb.connect()
    con.execute("SET threads = 1")
    post = pl.DataFrame({"v": np.arange(len(jobs)), "unit": unit[jobs.occupation], "country": jobs.country,
                         "eqf": jobs.eqf_min, "start": jobs.start, "years": jobs.years_min})  # fmt: skip
    asked = pl.DataFrame({"v": row_of_value(jobs.languages), "language": jobs.languages.value, "level": jobs.levels})
    wanted = pl.DataFrame({"v": row_of_value(jobs.essential), "skill": jobs.essential.value})
    folder = Path(tempfile.mkdtemp(prefix="corridor-live-"))
    for name, frame in (("p", post), ("l", asked), ("w", wanted)):
        frame.write_parquet(folder / f"{name}.parquet")
        con.execute(f"CREATE VIEW {name} AS SELECT * FROM '{folder / name}.parquet'")
    con.execute("CREATE TABLE post AS SELECT * FROM p ORDER BY unit")
    con.execute("CREATE TABLE asked AS SELECT l.* FROM l JOIN p USING (v) ORDER BY unit")
    con.execute("CREATE TABLE wanted AS SELECT w.*, unit FROM w JOIN p USING (v) ORDER BY unit")
    seconds = []
    for c in places[:20].tolist():
        mine = sorted({int(u) for u in unit[them.occupations.of(c)]})
        speaks = dict(zip(them.languages.of(c).tolist(), them.levels[them.languages.start[c] :].tolist(), strict=False))
        pairs = ", ".join(f"({a}, {b})" for a, b in speaks.items()) or "(-1, 0)"
        units, skills = ", ".join(map(str, mine)), ", ".join(map(str, them.skills.of(c).tolist())) or "-1"
        places_ok = ", ".join(map(str, them.destinations.of(c).tolist()))
        goes = f"AND country IN ({places_ok})" if places_ok else ""
        statement = f"""
            WITH able AS (SELECT v FROM post WHERE unit IN ({units}) {goes} AND eqf <= {int(them.eqf[c])}
                          AND start >= {int(them.available[c])}),
            mine(language, level) AS (VALUES {pairs}),
            fits AS (SELECT v FROM able WHERE NOT EXISTS (SELECT 1 FROM asked a LEFT JOIN mine m USING (language)
                     WHERE a.v = able.v AND coalesce(m.level, 0) < a.level))
            SELECT w.v, sum((w.skill IN ({skills}))::int) FROM wanted w JOIN fits USING (v) WHERE w.unit IN ({units})
            GROUP BY w.v ORDER BY 2 DESC, 1 LIMIT {TOP}"""  # the numbers are those of the generator
        began = time.perf_counter()
        con.execute(statement).fetchall()
        seconds.append(time.perf_counter() - began)
    print(f"  DuckDB, one statement a person, one thread: p50/p95/p99 {milliseconds(seconds)} ms")


def usearch_peer(store, places, truth) -> None:
    """Ask an approximate index for neighbours by skills, and let those fall out that are not eligible."""
    try:
        from usearch.index import Index
    except ImportError:
        print("usearch is not installed: pip install usearch")
        return
    rng = np.random.default_rng(7)
    directions = rng.standard_normal((len(store.skill_weight), 128)).astype(np.float32)
    directions *= store.skill_weight[:, None]
    jobs, count = store.vacancies.essential, min(len(store.vacancies), 150_000)
    begin, end = jobs.start[:count], jobs.start[1 : count + 1]
    sums = np.concatenate([np.zeros((1, 128), np.float32), np.cumsum(directions[jobs.value[: end[-1]]], axis=0)])
    found = Index(ndim=128, metric="cos", dtype="f16")
    found.add(np.arange(count), sums[end] - sums[begin], threads=2)
    seconds, kept, total = [], 0, 0
    for c, answer in zip(places, truth, strict=True):
        began = time.perf_counter()
        near = found.search(directions[store.candidates.skills.of(int(c))].sum(axis=0), DEPTH).keys
        seconds.append(time.perf_counter() - began)
        true = {one - 1 for one in answer.ids if one <= count}
        kept, total = kept + len(true & set(near.tolist())), total + len(true)
    print(f"  usearch, {count} vacancies, {DEPTH} neighbours, before filtering: p50/p95/p99 "
          f"{milliseconds(seconds)} ms; recall of the true lists {kept / max(total, 1):.0%}")  # fmt: skip
