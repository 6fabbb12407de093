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
LACKING = {
    "market": "0", "licences": "NULL::VARCHAR[]", "birth_date": "NULL::DATE", "min_salary_eur": "NULL::DOUBLE",
    "remote": "NULL::BOOLEAN", "salary_eur": "NULL::DOUBLE", "age_min": "NULL::INTEGER", "age_max": "NULL::INTEGER",
}  # fmt: skip
"""What stands in the place of a column that a file may leave out."""


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
SELECT row_number() OVER () AS c, market, candidate_id, occupations, occupations IS NULL AS any_occupation, skills,
       languages, languages IS NULL AS any_language, eqf, CASE WHEN len(destinations) > 0 THEN destinations END
       AS destinations, recognised_in, available, licences, birth_date, min_salary_eur, remote
FROM candidates;

CREATE TABLE worked AS
SELECT c, market, o.code AS code, o.years AS years FROM (SELECT c, market, unnest(occupations) AS o FROM person);

CREATE TABLE speaks AS
SELECT c, l.code AS language, max(l.level) AS level FROM (SELECT c, unnest(languages) AS l FROM person) GROUP BY ALL;

CREATE TABLE job AS SELECT row_number() OVER () AS v, * FROM vacancies;

CREATE TABLE names AS
SELECT market, v, skill, max(essential) AS essential, max(optional) AS optional
FROM (SELECT market, v, unnest(essential_skills) AS skill, 1 AS essential, 0 AS optional FROM job
      UNION ALL SELECT market, v, unnest(optional_skills), 0, 1 FROM job)
GROUP BY ALL;

CREATE TABLE skill AS
SELECT market, skill, row_number() OVER () AS number,
       greatest(30, least(1200, CAST(round_even(100 * ln(CAST(posts + 1 AS DOUBLE) / CAST(naming + 1 AS DOUBLE)), 0)
                                     AS BIGINT))) AS weight
FROM (SELECT market, skill, count(*) AS naming FROM names GROUP BY ALL)
JOIN (SELECT market, count(*) AS posts FROM job GROUP BY ALL) USING (market);

CREATE TABLE wanted AS
SELECT v, number, weight * essential AS essential, weight * optional AS optional
FROM names JOIN skill USING (market, skill);

CREATE TABLE held AS
SELECT DISTINCT c, number FROM (SELECT market, c, unnest(skills) AS skill FROM person) JOIN skill USING (market, skill);

CREATE TABLE request AS
SELECT market, languages, row_number() OVER () AS request
FROM (SELECT DISTINCT market, languages FROM job WHERE len(languages) > 0);

CREATE TABLE place AS
SELECT market, country, regulated, row_number() OVER () AS place
FROM (SELECT DISTINCT market, country, coalesce(regulated, FALSE) AS regulated FROM job);

CREATE TABLE permit AS
SELECT market, licences, row_number() OVER () AS permit
FROM (SELECT DISTINCT market, licences FROM job WHERE len(licences) > 0);

CREATE TABLE code AS
SELECT market, occupation, row_number() OVER () AS code
FROM (SELECT DISTINCT market, occupation FROM job WHERE occupation IS NOT NULL);

CREATE TABLE post AS
SELECT v, j.market, vacancy_id, occupation IS NULL AS any_code, code, place, coalesce(request, 0) AS request,
       coalesce(permit, 0) AS permit, eqf_min, years_min, start, salary_eur, remote, age_min, age_max,
       sum_essential, sum_optional
FROM job j LEFT JOIN request USING (market, languages) LEFT JOIN code USING (market, occupation)
LEFT JOIN permit USING (market, licences)
JOIN place p ON p.market = j.market AND p.country IS NOT DISTINCT FROM j.country
            AND p.regulated = coalesce(j.regulated, FALSE)
JOIN (SELECT v, sum(essential) AS sum_essential, sum(optional) AS sum_optional FROM wanted GROUP BY ALL) USING (v);

DROP TABLE names;
DROP TABLE job;
"""

QUESTIONS = """
CREATE OR REPLACE TABLE question (
    market BIGINT, top BIGINT, mode VARCHAR, of_e DOUBLE, of_o DOUBLE, of_s DOUBLE, of_x DOUBLE);
CREATE OR REPLACE TABLE related (market BIGINT, mine VARCHAR, theirs VARCHAR);
"""

STATEMENT = """
WITH who AS (SELECT p.* FROM person p JOIN question USING (market) WHERE {asked_candidates}),
what AS (SELECT p.* FROM post p JOIN question USING (market) WHERE {asked_vacancies}),
-- Occupations of people beside the codes that vacancies name: 3 equal, 2 same unit group, 1 related.
beside AS (
    SELECT w.c, w.market, k.code, w.years,
           CASE WHEN w.code = occupation THEN 3 WHEN left(w.code, 4) = left(occupation, 4) THEN 2 ELSE 1 END AS kind
    FROM worked w JOIN code k ON w.market = k.market AND left(w.code, 3) = left(occupation, 3)
    UNION ALL
    SELECT w.c, w.market, k.code, w.years, 1 AS kind
    FROM worked w JOIN related r ON r.market = w.market AND r.mine = left(w.code, 4)
    JOIN code k ON k.market = r.market AND r.theirs = left(occupation, 4)
    WHERE left(w.code, 3) <> left(occupation, 3)),
near AS (
    SELECT c, code, max(kind) AS near,
           greatest(coalesce(max(coalesce(years, 0.0)) FILTER (kind > 1), 0.0),
                    floor(coalesce(max(coalesce(years, 0.0)) FILTER (kind = 1), 0.0) / 2)) AS years,
           greatest(coalesce(max(coalesce(years, 'inf'::DOUBLE)) FILTER (kind > 1), 0.0),
                    floor(coalesce(max(coalesce(years, 'inf'::DOUBLE)) FILTER (kind = 1), 0.0) / 2)) AS years_at_most
    FROM beside JOIN question USING (market) WHERE kind > 1 OR mode <> 'strict' GROUP BY ALL),
fluent AS (
    SELECT p.c, request
    FROM (SELECT market, request, unnest(languages) AS l, len(languages) AS many FROM request
          WHERE request IN (SELECT request FROM what)) r
    JOIN who p ON p.market = r.market LEFT JOIN speaks s ON s.c = p.c AND s.language = l.code
    WHERE p.any_language OR s.level >= l.level
    GROUP BY ALL HAVING count(*) = any_value(many)
    UNION ALL SELECT c, 0 FROM who),
welcome AS (
    SELECT c.c, p.place FROM who c JOIN place p ON p.market = c.market
    WHERE (c.destinations IS NULL OR p.country IS NULL OR list_contains(c.destinations, p.country))
    AND (NOT p.regulated OR p.country IS NULL OR c.recognised_in IS NULL OR list_contains(c.recognised_in, p.country))),
licensed AS (
    SELECT c.c, p.permit FROM who c JOIN permit p ON p.market = c.market
    WHERE c.licences IS NULL OR list_has_all(c.licences, p.licences)
    UNION ALL SELECT c, 0 FROM who),
paired AS ({pairs}),
eligible AS MATERIALIZED (
    SELECT c, v, near, years
    FROM paired JOIN welcome USING (c, place) JOIN fluent USING (c, request) JOIN licensed USING (c, permit)),
covered AS (
    SELECT c, v, any_value(near) AS near, any_value(years) AS years, sum(essential) AS e, sum(optional) AS o
    FROM (SELECT c, v, near, years, essential, optional
          FROM eligible JOIN wanted USING (v) SEMI JOIN held USING (c, number)
          UNION ALL SELECT c, v, near, years, 0, 0 FROM eligible)
    GROUP BY c, v),
parts AS (
    SELECT p.market, p.candidate_id, vacancy_id, CAST(e AS DOUBLE) / CAST(sum_essential AS DOUBLE) AS e,
           CASE WHEN sum_optional > 0 THEN CAST(o AS DOUBLE) / CAST(sum_optional AS DOUBLE)
                ELSE CAST(e AS DOUBLE) / CAST(sum_essential AS DOUBLE) END AS o,
           CASE near WHEN 3 THEN 1.0::DOUBLE WHEN 2 THEN 0.6::DOUBLE WHEN 1 THEN 0.3::DOUBLE ELSE 0.0::DOUBLE END AS s,
           least(1.0::DOUBLE, years / 5.0::DOUBLE) AS x
    FROM covered JOIN post USING (v) JOIN person p USING (c)),
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
    (c.eqf IS NULL OR v.eqf_min IS NULL OR c.eqf >= v.eqf_min)
    AND (c.available IS NULL OR v.start IS NULL OR c.available <= v.start)
    AND (c.birth_date IS NULL OR v.start IS NULL OR (
         year(v.start) - year(c.birth_date) - CASE WHEN month(v.start) * 100 + day(v.start)
             < month(c.birth_date) * 100 + day(c.birth_date) THEN 1 ELSE 0 END
         BETWEEN coalesce(v.age_min, -100000) AND coalesce(v.age_max, 100000)))
    AND (c.min_salary_eur IS NULL OR v.salary_eur IS NULL OR v.salary_eur >= c.min_salary_eur)
    AND (c.remote IS NOT TRUE OR v.remote IS NOT FALSE)
"""
"""What is compared pair by pair; country, languages and licences are joined."""

NEAR_PAIRS = f"""
    SELECT c.c, v.v, place, request, permit, n.near, n.years
    FROM near n JOIN who c USING (c) JOIN what v ON v.code = n.code
    WHERE (v.years_min IS NULL OR n.years_at_most >= v.years_min) AND {CONDITIONS}
    UNION ALL
    SELECT c.c, v.v, place, request, permit, 0, 0.0
    FROM who c JOIN what v ON v.market = c.market WHERE c.any_occupation AND {CONDITIONS}
    UNION ALL
    SELECT c.c, v.v, place, request, permit, 0, 0.0
    FROM who c JOIN what v ON v.market = c.market WHERE NOT c.any_occupation AND v.any_code AND {CONDITIONS}"""
"""Where the occupation counts: near codes, and whoever gives none."""

OPEN_PAIRS = f"""
    SELECT c.c, v.v, place, request, permit, coalesce(n.near, 0) AS near, coalesce(n.years, 0.0) AS years
    FROM who c JOIN what v ON v.market = c.market LEFT JOIN near n ON n.c = c.c AND n.code = v.code
    WHERE (c.any_occupation OR v.any_code OR v.years_min IS NULL
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
        for name, path, columns in (("candidates", candidates, CANDIDATES), ("vacancies", vacancies, VACANCIES)):
            held = {row[0] for row in self.base.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()}
            more = "".join(f", {LACKING[column]} AS {column}" for column in columns if column not in held)
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
