"""The command `corridor evidence check`: exit codes, the document for programs, the text for people, real files."""

import argparse
import csv
import gzip
import json
from itertools import islice
from pathlib import Path

import pytest

from corridor.batch import evidence
from corridor.batch.evidence_check import check_file, read_records
from corridor.batch.evidence_codes import AGGREGATES, CLOSED, area_of, countries
from corridor.batch.evidence_record import BAD, FATAL, FORMATS, LISTED, MARKS
from corridor.kernel.errors import InputError

ROOT = Path(__file__).parents[3]
HEAD = "ref_area,source,indicator,sex,time,obs_value,obs_status\n"
GOOD = "KEN,BA:1,U,SEX_T,2020,5.6,\n"


def run(*words):
    parser = argparse.ArgumentParser()
    evidence.add_arguments(parser)
    return evidence.run(parser.parse_args(["check", *map(str, words)]))


@pytest.fixture
def write(tmp_path):
    def write_file(text):
        path = tmp_path / "own.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def test_a_good_file_gives_exit_code_zero(write):
    outcome = run(write(HEAD + GOOD))

    assert outcome.exit_code == 0
    assert outcome.document == {"format": "ilostat", "rows": 1, "bad": 0, "errors": []}
    assert outcome.text.splitlines()[:2] == ["own.csv: ilostat", "  1 rows, 0 of them cannot be used"]


def test_a_bad_row_gives_exit_code_one_and_its_place(write):
    outcome = run(write(HEAD + GOOD + "KEN,BA:1,U,SEX_T,2021,n/a,\n"))

    assert outcome.exit_code == 1
    assert json.loads(json.dumps(outcome.document)) == {
        "format": "ilostat",
        "rows": 2,
        "bad": 1,
        "errors": [
            {
                "line": 3,
                "column": "obs_value",
                "value": "n/a",
                "code": "not_a_number",
                "message": "n/a is not a number.",
            }
        ],
    }
    assert "line 3, obs_value: n/a is not a number. [not_a_number]" in outcome.text


def test_a_mark_leaves_the_exit_code_at_zero(write):
    outcome = run(write(HEAD + GOOD.replace("KEN", "X01")))

    assert (outcome.exit_code, outcome.document["bad"]) == (0, 0)
    assert [error["code"] for error in outcome.document["errors"]] == ["aggregate"]


def test_a_file_of_no_format_gives_exit_code_three_and_the_same_document(write):
    outcome = run(write("a,b\n1,2\n"))

    assert outcome.exit_code == 3
    assert (outcome.document["format"], outcome.document["rows"], outcome.document["bad"]) == (None, 0, 0)
    assert [error["code"] for error in outcome.document["errors"]] == ["not_recognised"]
    assert "ilostat" in outcome.text


def test_a_format_that_is_asked_for_must_fit(write):
    path = write(HEAD + GOOD)

    assert run(path, "--format", "ilostat").exit_code == 0
    assert run(path, "--format", "eurostat-tsv").exit_code == 3


def test_an_unknown_format_is_wrong_usage(write):
    with pytest.raises(SystemExit):
        run(write(HEAD), "--format", "stata")


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path):
    with pytest.raises(InputError) as refused:
        run(tmp_path / "nowhere.csv")

    assert "nowhere.csv" in refused.value.sentence()
    assert refused.value.advice()


ROWS = [
    ("KEM,BA:1,U,SEX_T,2020,5,", "ref_area", "KEM", "unknown_area"),
    (",BA:1,U,SEX_T,2020,5,", "ref_area", "", "missing_code"),
    ("KEN,BA:1,U,SEX_T,,5,", "time", "", "missing_code"),
    ("KEN,BA:1,U,SEX_T,2020-13,5,", "time", "2020-13", "bad_period"),
    ("KEN,BA:1,U,SEX_T,20201,5,", "time", "20201", "bad_period"),
    ("KEN,BA:1,U,SEX_T,2020,5%,", "obs_value", "5%", "not_a_number"),
    ('KEN,BA:1,U,SEX_T,2020,"5,1",', "obs_value", "5,1", "not_a_number"),
    ("KEN,BA:1,U,SEX_T,2020,Infinity,", "obs_value", "Infinity", "not_a_number"),
    ("KEN,BA:1,U,SEX_T,2020,1_0,", "obs_value", "1_0", "not_a_number"),
    ("KEN,BA:1,U,SEX_T,2020,1e999999999,", "obs_value", "1e999999999", "not_a_number"),
    ("KEN,BA:1,U,SEX_T,2020,5,?", "obs_status", "?", "unknown_flag"),
    ("KEN,BA:1,U,SEX_T,2020,5", "", "KEN,BA:1,U,SEX_T,2020,5", "field_count"),
    ("KEN,BA:1,U,SEX_T,2020,5,,,", "", "KEN,BA:1,U,SEX_T,2020,5,,,", "field_count"),
]


@pytest.mark.parametrize(("row", "column", "value", "code"), ROWS)
def test_a_row_that_cannot_be_used_is_named_with_line_column_and_value(write, row, column, value, code):
    check = check_file(write(f"{HEAD}{GOOD}{row}\n{GOOD.replace('2020', '2022')}"), year=2026)

    assert [problem[:4] for problem in check.problems] == [(3, column, value, code)]
    assert (check.rows, check.bad, check.figures) == (3, 1, 2)


def test_a_row_with_two_faults_counts_once(write):
    check = check_file(write(HEAD + "KEM,BA:1,U,SEX_T,year,x,\n"), year=2026)

    assert (check.bad, [problem.code for problem in check.problems]) == (
        1,
        ["not_a_number", "unknown_area", "bad_period"],
    )


def test_the_same_fault_is_found_in_every_row(write):
    check = check_file(write(HEAD + "KEM,BA:1,U,SEX_T,2020,1,!\nKEM,BA:1,U,SEX_T,2021,1,!\n"), year=2026)

    assert [(problem.line, problem.code) for problem in check.problems] == [
        (2, "unknown_flag"),
        (2, "unknown_area"),
        (3, "unknown_flag"),
        (3, "unknown_area"),
    ]


def test_the_list_of_errors_ends_and_their_number_does_not(write):
    check = check_file(write(HEAD + "KEN,BA:1,U,SEX_T,2020,x,\n" * (LISTED + 5)), year=2026)

    assert (check.bad, len(check.problems)) == (LISTED + 5, LISTED)


def test_people_see_the_first_findings_and_how_many_there_are(write):
    outcome = run(write(HEAD + "KEN,BA:1,U,SEX_T,2020,x,\n" * 50))

    assert outcome.text.count("[not_a_number]") == evidence.SHOWN
    assert "and 30 more" in outcome.text


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("dataflow,A:B(1.0),D,KEN,2020,1,0", "unknown_action"),
        ("dataflow,A:B(1.0),I,KEN,2020,1,0.5", "bad_multiplier"),
        ("dataflow,A:B(1.0),I,KEN,2020,1,99", "bad_multiplier"),
        ("dataflow,A:B(1.0),I,KEN,2020,1,k", "bad_multiplier"),
    ],
)
def test_actions_and_multipliers_of_sdmx_are_checked(write, row, code):
    head = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"

    (problem,) = check_file(write(head + row + "\n"), year=2026).problems

    assert problem.code == code


def test_an_area_table_holds_the_codes_of_the_code_list():
    with (ROOT / "src/corridor/knowledge/codelists/data/countries.csv").open(encoding="utf-8") as lines:
        listed = list(csv.DictReader(lines))

    assert set(countries().values()) == {row["code"] for row in listed}
    assert all(
        countries()[row[column]] == row["code"] for row in listed for column in ("iso2", "numeric") if row[column]
    )


def test_no_group_and_no_closed_code_is_a_country():
    assert not (AGGREGATES | CLOSED) & set(countries())


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("KEN", ("KEN", "country")),
        ("KE", ("KEN", "country")),
        ("404", ("KEN", "country")),
        ("4", ("AFG", "country")),
        ("UK", ("GBR", "country")),
        ("KOS", ("XKX", "country")),
        ("X01", ("X01", "aggregate")),
        ("EU27_2020", ("EU27_2020", "aggregate")),
        ("EA20", ("EA20", "aggregate")),
        ("WLD", ("WLD", "aggregate")),
        ("EXT_EU27_2020", ("EXT_EU27_2020", "aggregate")),
        ("OECDE", ("OECDE", "aggregate")),
        ("U2", ("U2", "aggregate")),
        ("1W", ("1W", "aggregate")),
        ("_Z", ("_Z", "aggregate")),
        ("BE335", ("BE335", "region")),
        ("AL0", ("AL0", "region")),
        ("CHI", ("CHI", "region")),
        ("YUG", ("YUG", "vintage")),
        ("KEM", ("KEM", "unknown")),
        ("ken", ("ken", "unknown")),
        ("", ("", "unknown")),
    ],
)
def test_a_code_is_that_of_a_country_a_region_a_group_or_another_edition(code, area):
    assert tuple(area_of(code)) == area


def test_every_code_has_a_sentence_of_its_own():
    texts = [text for group in (BAD, MARKS, FATAL) for text in group.values()]

    assert len(set(texts)) == len(texts)
    assert all(text.endswith(".") for text in texts)


SHARED = {
    "eurostat/lfsa_argan.sdmx1.csv": ("sdmx-csv-1", 2, 2, set()),
    "eurostat/migr_resfirst.sdmx1.csv": ("sdmx-csv-1", 2, 2, set()),
    "eurostat/demo_r_gind3_old_layout.excerpt.tsv": ("eurostat-tsv", 5, 50, set()),
    "oecd/DF_POP_5Y_labels_both.excerpt.csv": ("oecd-labels", 2, 2, set()),
    "ilostat/sdmx-probe-UNE_DEAP_SEX_AGE_RT.csv": ("sdmx-csv-1", 2, 2, set()),
    "ilostat/une-deap-best-source-all.csv": ("ilostat", 8, 6, set()),
    "ilostat/une-deap-sex-age-rt-a.excerpt.csv": (
        "ilostat",
        9,
        9,
        {(9, "ref_area", "X01", "aggregate"), (9, "time", "2027", "future_period")},
    ),
    "ilostat/multi-dataset-union.csv": ("ilostat", 4, 4, set()),
    "undesa/UN_MigrantStockBySexByDestination_2019.excerpt.csv": (
        "undesa",
        7,
        126,
        {(12, "Code", "900", "aggregate"), (14, "Code", "901", "aggregate")}
        | {
            (18, f"{year} {people}", "..", "not_available")
            for year in (1990, 1995, 2000, 2005)
            for people in ("both sexes", "male", "female")
        },
    ),
}


@pytest.mark.parametrize("name", SHARED)
def test_a_real_file_passes_and_shows_what_is_special_about_it(shared_data, name):
    check = check_file(shared_data / "data" / "statistics" / name, year=2026)

    assert (check.bad, check.fatal) == (0, None)
    assert (check.format, check.rows, check.figures, {problem[:4] for problem in check.problems}) == SHARED[name]


def test_every_real_file_is_looked_at(shared_data):
    folder = shared_data / "data" / "statistics"

    assert {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} == set(SHARED)


def test_the_best_source_of_kenya_is_used_where_two_differ(shared_data):
    records = read_records(shared_data / "data/statistics/ilostat/une-deap-best-source-all.csv", year=2026)

    assert [str(record.value) for record in records if record.time == "2019"] == ["5.014"]
    assert [record.flags for record in records if record.time == "2005"] == [("break",)]


def test_the_table_of_cities_has_no_row_that_cannot_be_used(shared_data):
    check = check_file(shared_data / "data/evidence/geo_cepii.csv", year=2026)

    assert (check.format, check.rows, check.bad, check.fatal) == ("tidy", 238, 0, None)
    assert {problem.value for problem in check.problems} == {"ANT", "PAL", "ROM", "TMP", "YUG", "ZAR"}


def test_the_table_of_distances_begins_as_its_publisher_says(shared_data, tmp_path):
    with gzip.open(shared_data / "data/evidence/dist_cepii.csv.gz", "rt", encoding="utf-8") as lines:
        (tmp_path / "part.csv").write_text("".join(islice(lines, 2000)), encoding="utf-8")

    check, records = (read(tmp_path / "part.csv", year=2026) for read in (check_file, read_records))

    assert (check.format, check.rows, check.bad, check.figures) == ("tidy", 1999, 0, 1999 * 12)
    dist = next(record for record in records if record[2:4] == ("AFG", "ABW") and record.indicator == "dist")
    assert str(dist.value) == "13257.81"


def test_the_worked_file_gives_what_stands_beside_it():
    folder = ROOT / "examples" / "evidence"

    outcome = run(folder / "vacancies.csv")

    assert outcome.document == json.loads((folder / "vacancies.expected.json").read_text(encoding="utf-8"))
    assert outcome.exit_code == 1


def test_the_page_names_every_code():
    page = (ROOT / "docs" / "reference" / "evidence-files.md").read_text(encoding="utf-8")

    assert not [code for group in (BAD, MARKS, FATAL) for code in group if f"| `{code}` |" not in page]
    assert not [name for name in FORMATS if f"| `{name}` |" not in page]
