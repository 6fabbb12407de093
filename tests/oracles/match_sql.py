"""The definition of matching as SQL: an oracle that shares no line with the engine.

DuckDB reads match files (with a column `market` before the others, several markets may stand in one pair of files),
numbers the skills, and answers with one statement. Source: the match section of docs/methods/matching.md.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

PAIR = pl.Struct({"code": pl.String, "years": pl.Float64})
LEVEL = pl.Struct({"code": pl.String, "level": pl.Int8})
TEXTS, MANY = pl.List(pl.String), pl.List(LEVEL)
CANDIDATES = {
    "market": pl.Int64, "candidate_id": pl.String, "occupations": pl.List(PAIR), "skills": TEXTS, "languages": MANY,
    "eqf": pl.Int8, "destinations": TEXTS, "recognised_in": TEXTS, "available": pl.Date, "licences": TEXTS,
    "birth_date": pl.Date, "min_salary_eur": pl.Float64, "remote": pl.Boolean,
}  # fmt: skip
VACANCIES = {
    "market": pl.Int64, "vacancy_id": pl.String, "occupation": pl.String, "essential_skills": TEXTS,
    "optional_skills": TEXTS, "languages": MANY, "eqf_min": pl.Int8, "regulated": pl.Boolean, "years_min": pl.Float64,
    "country": pl.String, "start": pl.Date, "licences": TEXTS, "salary_eur": pl.Float64, "remote": pl.Boolean,
    "age_min": pl.Int32, "age_max": pl.Int32,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one market; `related` holds pairs of unit groups, `asked_by` some asking ids or None for all."""

    market: int = 0
    asking: str = "vacancies"
    top: int = 50
    occupations: str = "wide"
    weights: tuple[float, float, float, float] = (0.50, 0.15, 0.25, 0.10)
    related: frozenset = frozenset()
    asked_by: tuple | None = None


TABLES = """
CREATE TABLE person AS
SELECT market, candidate_id, occupations IS NULL AS any_occupation, languages IS NULL AS any_language, eqf,
       CASE WHEN len(destinations) > 0 THEN destinations END AS destinations, recognised_in, available, licences,
       birth_date, min_salary_eur, remote
FROM candidates;

CREATE TABLE worked AS
SELECT market, candidate_id, o.code AS code, o.years AS years
FROM (SELECT market, candidate_id, unnest(occupations) AS o FROM candidates);

CREATE TABLE speaks AS
SELECT market, candidate_id, l.code AS code, max(l.level) AS level
FROM (SELECT market, candidate_id, unnest(languages) AS l FROM candidates) GROUP BY ALL;

CREATE TABLE names AS
SELECT market, vacancy_id, skill, max(essential) AS essential, max(optional) AS optional
FROM (SELECT market, vacancy_id, unnest(essential_skills) AS skill, 1 AS essential, 0 AS optional FROM vacancies
      UNION ALL
      SELECT market, vacancy_id, unnest(optional_skills), 0, 1 FROM vacancies)
GROUP BY ALL;

CREATE TABLE skill AS
SELECT market, skill, row_number() OVER () AS number,
       greatest(30, least(1200, CAST(round_even(100 * ln(CAST(posts + 1 AS DOUBLE) / CAST(naming + 1 AS DOUBLE)), 0)
                                     AS BIGINT))) AS weight
FROM (SELECT market, skill, count(*) AS naming FROM names GROUP BY ALL)
JOIN (SELECT market, count(*) AS posts FROM vacancies GROUP BY ALL) USING (market);

CREATE TABLE wanted AS
SELECT market, vacancy_id, number, weight * essential AS essential, weight * optional AS optional
FROM names JOIN skill USING (market, skill);

CREATE TABLE held AS
SELECT DISTINCT market, candidate_id, number
FROM (SELECT market, candidate_id, unnest(skills) AS skill FROM candidates) JOIN skill USING (market, skill);

CREATE TABLE request AS
SELECT market, languages, row_number() OVER () AS request
FROM (SELECT DISTINCT market, languages FROM vacancies WHERE len(languages) > 0);

CREATE TABLE post AS
SELECT v.* EXCLUDE (essential_skills, optional_skills, languages), coalesce(request, 0) AS request,
       sum_essential, sum_optional
FROM vacancies v LEFT JOIN request USING (market, languages)
JOIN (SELECT market, vacancy_id, sum(essential) AS sum_essential, sum(optional) AS sum_optional
      FROM wanted GROUP BY ALL) USING (market, vacancy_id);

DROP TABLE names;
"""

QUESTIONS = """
CREATE OR REPLACE TABLE question (
    market BIGINT, top BIGINT, mode VARCHAR, of_e DOUBLE, of_o DOUBLE, of_s DOUBLE, of_x DOUBLE);
CREATE OR REPLACE TABLE related (market BIGINT, mine VARCHAR, theirs VARCHAR);
"""

STATEMENT = """
WITH who AS (SELECT p.* FROM person p JOIN question USING (market) WHERE {asked_candidates}),
what AS (SELECT p.* FROM post p JOIN question USING (market) WHERE {asked_vacancies}),
code AS (SELECT DISTINCT market, occupation FROM what WHERE occupation IS NOT NULL),
-- Occupations of people beside the codes that vacancies name: 3 equal, 2 same unit group, 1 related.
beside AS (
    SELECT w.market, w.candidate_id, c.occupation, w.years,
           CASE WHEN w.code = c.occupation THEN 3 WHEN left(w.code, 4) = left(c.occupation, 4) THEN 2 ELSE 1 END AS kind
    FROM worked w JOIN code c ON w.market = c.market AND left(w.code, 3) = left(c.occupation, 3)
    UNION ALL
    SELECT w.market, w.candidate_id, c.occupation, w.years, 1 AS kind
    FROM worked w JOIN related r ON r.market = w.market AND r.mine = left(w.code, 4)
    JOIN code c ON c.market = r.market AND r.theirs = left(c.occupation, 4)
    WHERE left(w.code, 3) <> left(c.occupation, 3)),
near AS (
    SELECT market, candidate_id, occupation, max(kind) AS near,
           greatest(coalesce(max(coalesce(years, 0.0)) FILTER (kind > 1), 0.0),
                    floor(coalesce(max(coalesce(years, 0.0)) FILTER (kind = 1), 0.0) / 2)) AS years,
           greatest(coalesce(max(coalesce(years, 'inf'::DOUBLE)) FILTER (kind > 1), 0.0),
                    floor(coalesce(max(coalesce(years, 'inf'::DOUBLE)) FILTER (kind = 1), 0.0) / 2)) AS years_at_most
    FROM beside JOIN question USING (market) JOIN who USING (market, candidate_id)
    WHERE kind > 1 OR mode <> 'strict' GROUP BY ALL),
fluent AS (
    SELECT c.market, c.candidate_id, request
    FROM (SELECT market, request, unnest(languages) AS l, len(languages) AS many FROM request
          WHERE request IN (SELECT request FROM what)) r
    JOIN who c ON c.market = r.market
    LEFT JOIN speaks s ON s.market = c.market AND s.candidate_id = c.candidate_id AND s.code = l.code
    WHERE c.any_language OR s.level >= l.level
    GROUP BY ALL HAVING count(*) = any_value(many)
    UNION ALL SELECT market, candidate_id, 0 FROM who),
paired AS ({pairs}),
eligible AS (
    SELECT market, candidate_id, vacancy_id, near, years FROM paired JOIN fluent USING (market, candidate_id, request)),
covered AS (
    SELECT market, candidate_id, vacancy_id, any_value(near) AS near, any_value(years) AS years,
           sum(essential) AS essential, sum(optional) AS optional
    FROM (SELECT market, candidate_id, vacancy_id, near, years, essential, optional
          FROM eligible JOIN wanted USING (market, vacancy_id) JOIN held USING (market, candidate_id, number)
          UNION ALL SELECT market, candidate_id, vacancy_id, near, years, 0, 0 FROM eligible)
    GROUP BY market, candidate_id, vacancy_id),
parts AS (
    SELECT market, candidate_id, vacancy_id,
           CAST(essential AS DOUBLE) / CAST(sum_essential AS DOUBLE) AS e,
           CASE WHEN sum_optional > 0 THEN CAST(optional AS DOUBLE) / CAST(sum_optional AS DOUBLE)
                ELSE CAST(essential AS DOUBLE) / CAST(sum_essential AS DOUBLE) END AS o,
           CASE near WHEN 3 THEN 1.0::DOUBLE WHEN 2 THEN 0.6::DOUBLE WHEN 1 THEN 0.3::DOUBLE ELSE 0.0::DOUBLE END AS s,
           least(1.0::DOUBLE, years / 5.0::DOUBLE) AS x
    FROM covered JOIN post USING (market, vacancy_id)),
scored AS (
    SELECT *, {micro} AS micro
    FROM (SELECT parts.*, top, of_e * e + of_o * o + of_s * s + of_x * x AS total
          FROM parts JOIN question USING (market)))
"""

MICRO = """CASE WHEN abs(total * 1e6 - floor(total * 1e6) - 0.5) > 1e-3 THEN CAST(round_even(total * 1e6, 0) AS BIGINT)
     ELSE CAST(floor(total * 1e6) AS BIGINT) + CASE
        -- At 2^73 the total and the half above its floor are whole numbers, so that they compare exactly.
        WHEN CAST(total * 9444732965739290427392.0 AS HUGEINT) * 2000000
             < (2 * CAST(floor(total * 1e6) AS HUGEINT) + 1) * 9444732965739290427392 THEN 0
        WHEN CAST(total * 9444732965739290427392.0 AS HUGEINT) * 2000000
             = (2 * CAST(floor(total * 1e6) AS HUGEINT) + 1) * 9444732965739290427392
             THEN CAST(floor(total * 1e6) AS BIGINT) % 2
        ELSE 1 END END"""

CONDITIONS = """
    (c.destinations IS NULL OR v.country IS NULL OR list_contains(c.destinations, v.country))
    AND (c.eqf IS NULL OR v.eqf_min IS NULL OR c.eqf >= v.eqf_min)
    AND (v.regulated IS NOT TRUE OR v.country IS NULL OR c.recognised_in IS NULL
         OR list_contains(c.recognised_in, v.country))
    AND (c.available IS NULL OR v.start IS NULL OR c.available <= v.start)
    AND (c.licences IS NULL OR v.licences IS NULL OR len(v.licences) = 0 OR list_has_all(c.licences, v.licences))
    AND (c.birth_date IS NULL OR v.start IS NULL OR (
         year(v.start) - year(c.birth_date) - CASE WHEN month(v.start) * 100 + day(v.start)
             < month(c.birth_date) * 100 + day(c.birth_date) THEN 1 ELSE 0 END
         BETWEEN coalesce(v.age_min, -100000) AND coalesce(v.age_max, 100000)))
    AND (c.min_salary_eur IS NULL OR v.salary_eur IS NULL OR v.salary_eur >= c.min_salary_eur)
    AND (c.remote IS NOT TRUE OR v.remote IS NOT FALSE)
"""

NEAR_PAIRS = f"""
    SELECT n.market, n.candidate_id, v.vacancy_id, v.request, n.near, n.years
    FROM near n JOIN who c USING (market, candidate_id)
    JOIN what v ON v.market = n.market AND v.occupation = n.occupation
    WHERE (v.years_min IS NULL OR n.years_at_most >= v.years_min) AND {CONDITIONS}
    UNION ALL
    SELECT c.market, c.candidate_id, v.vacancy_id, v.request, 0, 0.0
    FROM who c JOIN what v ON v.market = c.market
    WHERE (c.any_occupation OR v.occupation IS NULL) AND {CONDITIONS}"""
"""Where the occupation counts: near codes, and whoever gives none."""

OPEN_PAIRS = f"""
    SELECT c.market, c.candidate_id, v.vacancy_id, v.request,
           coalesce(n.near, 0) AS near, coalesce(n.years, 0.0) AS years
    FROM who c JOIN what v ON v.market = c.market
    LEFT JOIN near n ON n.market = c.market AND n.candidate_id = c.candidate_id AND n.occupation = v.occupation
    WHERE (c.any_occupation OR v.occupation IS NULL OR v.years_min IS NULL
           OR coalesce(n.years_at_most, 0.0) >= v.years_min) AND {CONDITIONS}"""

LISTS = """
SELECT market, vacancy_id, candidate_id, row_number() OVER best AS rank, micro / 1e6::DOUBLE AS score, e, o, s, x
FROM scored WINDOW best AS (PARTITION BY market, {asker} ORDER BY micro DESC, {other})
QUALIFY row_number() OVER best <= top ORDER BY market, {asker}, rank
"""

COUNTS = """
SELECT market, count(*), count(DISTINCT candidate_id), count(DISTINCT vacancy_id) FROM scored GROUP BY ALL
"""


class Oracle:
    """DuckDB with the tables of one or more markets."""

    def __init__(self, candidates: Path, vacancies: Path, *, threads: int = 1):
        self.base = duckdb.connect(config={"threads": threads})
        for name, path in (("candidates", candidates), ("vacancies", vacancies)):
            held = {row[0] for row in self.base.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()}
            columns = CANDIDATES if name == "candidates" else VACANCIES
            lacking = ", ".join(f"{'0' if column == 'market' else 'NULL'} AS {column}"
                                for column in columns if column not in held)  # fmt: skip
            more = f", {lacking}" if lacking else ""
            self.base.execute(f"CREATE VIEW {name} AS SELECT *{more} FROM read_parquet('{path}')")
        self.base.execute(TABLES)

    def lists(self, questions: list[Question]) -> list[tuple]:
        """Return the lists of markets that ask in one direction and in one kind of mode, by one statement."""
        self.ask(questions)
        return self.base.execute(self.statement(questions[0]) + LISTS.format(**sides(questions[0]))).fetchall()

    def lists_with_counts(self, questions: list[Question]) -> tuple[list[tuple], dict[int, tuple]]:
        """Return the lists, and eligible pairs, people with any and vacancies with any, by market."""
        self.ask(questions)
        self.base.execute(f"CREATE OR REPLACE TABLE scored AS {self.statement(questions[0])} SELECT * FROM scored")
        lists = self.base.execute(LISTS.format(**sides(questions[0]))).fetchall()
        return lists, {row[0]: row[1:] for row in self.base.execute(COUNTS).fetchall()}

    def ask(self, questions: list[Question]) -> None:
        """Write the questions where the statement reads them."""
        self.base.execute(QUESTIONS)
        self.base.executemany(
            "INSERT INTO question VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(q.market, q.top, q.occupations, *q.weights) for q in questions],
        )
        pairs = {(q.market, *pair[::way]) for q in questions for pair in q.related for way in (1, -1)}
        if pairs:
            self.base.executemany("INSERT INTO related VALUES (?, ?, ?)", sorted(pairs))

    def statement(self, question: Question) -> str:
        """Return the common part of the statement; `asked_by` is taken from the question."""
        asked = {"candidates": "TRUE", "vacancies": "TRUE"}
        if question.asked_by is not None:
            name = "candidate_id" if question.asking == "candidates" else "vacancy_id"
            self.base.execute("CREATE OR REPLACE TABLE asked AS SELECT unnest($1) AS id", [list(question.asked_by)])
            asked[question.asking] = f"{name} IN (SELECT id FROM asked)"
        return STATEMENT.format(
            asked_candidates=asked["candidates"],
            asked_vacancies=asked["vacancies"],
            pairs=OPEN_PAIRS if question.occupations == "open" else NEAR_PAIRS,
            micro=MICRO,
        )


def sides(question: Question) -> dict[str, str]:
    """Return the id columns of the asking and of the other side."""
    if question.asking == "candidates":
        return {"asker": "candidate_id", "other": "vacancy_id"}
    return {"asker": "vacancy_id", "other": "candidate_id"}


def write_rows(folder: Path, markets: dict[int, tuple]) -> tuple[Path, Path]:
    """Write candidates and vacancies of numbered markets as match files."""
    paths = folder / "candidates.parquet", folder / "vacancies.parquet"
    for side, (path, schema) in enumerate(zip(paths, (CANDIDATES, VACANCIES), strict=True)):
        rows = [(market, row) for market, both in markets.items() for row in both[side]]
        key = "vacancy_id" if side else "candidate_id"
        is_number = bool(rows) and isinstance(getattr(rows[0][1], key), int)
        frame = {name: [cell(name, market, row) for market, row in rows] for name in schema}
        pl.DataFrame(frame, schema=schema | {key: pl.Int64 if is_number else pl.String}).write_parquet(path)
    return paths


def cell(name: str, market: int, row: object) -> object:
    """Return one cell as a match file holds it."""
    if name == "market":
        return market
    value = getattr(row, name)
    if value is None:
        return None
    if name in ("occupations", "languages"):
        return [dict(zip(("code", "years" if name == "occupations" else "level"), item, strict=True)) for item in value]
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else value
