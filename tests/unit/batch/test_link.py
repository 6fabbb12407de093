"""`corridor link` on files: its worked example, every format, and what it refuses."""

import gzip
import json
from pathlib import Path

import polars as pl
import pytest

from corridor import cli

EXAMPLE = Path(__file__).parents[3] / "examples" / "link"
QUERIES = "id,text\n7,Nurse\n3,cook\n"
TARGETS = "id,concept,lang,label\n1,nurse,en,nurse\n2,cook,en,ship's cook\n10,cook,en,cook\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "queries.csv").write_text(QUERIES, encoding="utf-8")
    (tmp_path / "targets.csv").write_text(TARGETS, encoding="utf-8")
    return tmp_path


def linked(folder, *more, queries="queries.csv", targets="targets.csv", out="links.csv"):
    words = ["link", "occupation", str(folder / queries), str(folder / targets), "--out", str(folder / out), *more]
    return cli.main(words)


def test_the_example_gives_its_expected_output_byte_for_byte(tmp_path):
    out = tmp_path / "links.csv"

    code = cli.main(
        ["link", "occupation", str(EXAMPLE / "queries.csv"), str(EXAMPLE / "targets.csv"), "--lang", "de",
         "--labels", str(EXAMPLE / "labels.csv"), "--top", "3", "--out", str(out)]
    )  # fmt: skip

    assert code == 0
    assert out.read_bytes() == (EXAMPLE / "links.expected.csv").read_bytes()


def test_the_example_of_skills_gives_its_expected_output_byte_for_byte(tmp_path):
    out = tmp_path / "links.csv"
    files = [str(EXAMPLE / name) for name in ("skill-queries.csv", "skill-targets.csv")]

    assert cli.main(["link", "skill", *files, "--top", "3", "--out", str(out)]) == 0

    assert out.read_bytes() == (EXAMPLE / "skill-links.expected.csv").read_bytes()


def test_json_names_counts_seconds_and_the_version_of_the_engine(files, capsys):
    assert linked(files, "--json") == 0

    document = json.loads(capsys.readouterr().out)
    assert (document["queries"], document["linked"], document["targets"], document["links"]) == (2, 2, 3, 3)
    assert set(document["seconds"]) == {"index", "link"}
    assert document["engine"] == "linking 1"


def test_with_the_encoder_a_title_is_linked_by_what_it_means(files, capsys):
    (files / "queries.csv").write_text("id,text\n1,ممرضة\n", encoding="utf-8")

    assert linked(files, "--encoder", "--json") == 0

    assert json.loads(capsys.readouterr().out)["engine"] == "linking 1 with encoder"
    assert pl.read_csv(files / "links.csv").row(0, named=True)["matched_label"] == "nurse"


def test_queries_stay_in_their_order_and_ids_that_are_numbers_stay_numbers(files):
    assert linked(files, out="links.parquet") == 0

    links = pl.read_parquet(files / "links.parquet")
    assert links.columns == ["id", "target", "rank", "score", "matched_label"]
    assert links.schema["target"] == pl.Int64
    assert links.select("id", "target").rows() == [(7, 1), (3, 10), (3, 2)]


def test_every_format_gives_the_same_links(files):
    pl.read_csv(files / "queries.csv").write_parquet(files / "queries.parquet")
    (files / "targets.tsv.gz").write_bytes(gzip.compress(TARGETS.replace(",", "\t").encode()))

    assert linked(files) == 0
    assert linked(files, queries="queries.parquet", targets="targets.tsv.gz", out="links.tsv.gz") == 0

    packed = gzip.decompress((files / "links.tsv.gz").read_bytes()).decode()
    assert packed.replace("\t", ",") == (files / "links.csv").read_text(encoding="utf-8")


def test_the_order_of_columns_and_further_ones_make_no_difference(files):
    assert linked(files) == 0
    rows = [line.split(",") for line in TARGETS.splitlines()]
    (files / "other.csv").write_text("\n".join(",".join([*row[::-1], "x"]) for row in rows), encoding="utf-8")

    assert linked(files, targets="other.csv", out="other_links.csv") == 0

    assert (files / "other_links.csv").read_bytes() == (files / "links.csv").read_bytes()


@pytest.mark.parametrize(
    ("queries", "said"),
    [
        ("id,title\n1,nurse\n", "queries.csv, line 1: there is no column text among id, title."),
        ("id,text\n1,nurse\n,cook\n", "queries.csv, line 3: the column id is empty"),
        ("id,text\n5,nurse\n5,cook\n", "queries.csv, line 3: the column id holds 5, as line 2 does."),
        ('id,text\n1,"ship\nand cook"\n2,a,b\n', "queries.csv, line 4: there are 3 cells for 2 columns."),
        ('id,text\n1,"nurse\n', "queries.csv cannot be read at line"),
        ("", "queries.csv, line 1: there is no column id, text"),
        (b"id,text\n1,\xff\xfe\n", "queries.csv cannot be read at line"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(files, capsys, queries, said):
    content = queries if isinstance(queries, bytes) else queries.encode()
    (files / "queries.csv").write_bytes(content)

    assert linked(files) == 3

    shown = capsys.readouterr().err
    assert said in shown
    assert len(shown.splitlines()) == 2  # what is wrong, and what to do
    assert not (files / "links.csv").exists()


def test_a_file_cut_in_half_is_refused(files):
    packed = gzip.compress(QUERIES.encode() * 50)
    (files / "queries.csv.gz").write_bytes(packed[: len(packed) // 2])
    (files / "queries.parquet").write_bytes(b"PAR1 and nothing else")

    assert linked(files, queries="queries.csv.gz") == 3
    assert linked(files, queries="queries.parquet") == 3


def test_names_and_places_of_files_are_checked(files, capsys):
    assert linked(files, out="links.xlsx") == 3
    assert linked(files, queries="missing.csv") == 5
    assert linked(files, out="nowhere/links.csv") == 5
    assert "Name it .csv, .tsv or .parquet" in capsys.readouterr().err


def test_further_labels_without_the_language_of_the_queries_are_refused(files, capsys):
    (files / "labels.csv").write_text("concept,lang,label\nnurse,fr,infirmier\n", encoding="utf-8")

    assert linked(files, "--labels", str(files / "labels.csv"), "--lang", "de") == 3

    assert "language de" in capsys.readouterr().err


def test_quotes_in_tab_separated_cells_are_letters_unless_they_hold_the_whole_cell(files):
    (files / "queries.tsv").write_text('id\ttext\n1\t"cook"\n2\tnurse "night\n', encoding="utf-8")

    assert linked(files, queries="queries.tsv") == 0

    assert pl.read_csv(files / "links.csv").filter(pl.col("rank") == 1).get_column("target").to_list() == [10, 1]


def test_no_queries_give_an_empty_table(files):
    (files / "queries.csv").write_text("id,text\n", encoding="utf-8")

    assert linked(files) == 0

    assert (files / "links.csv").read_text(encoding="utf-8") == "id,target,rank,score,matched_label\n"
