"""A YAML file is read as people mean it, and every complaint knows its line."""

import math

import pytest

from corridor.batch import yaml_file


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return yaml_file.read(path)

    return read_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-6", 1e-6),
        ("1.0e-06", 1e-6),
        ("-2.5", -2.5),
        (".5", 0.5),
        ("1E3", 1000.0),
        ("12", 12),
        ("-3", -3),
        ("010", 10),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("true", True),
        ("null", None),
        ("~", None),
        ("2026-02-30", "2026-02-30"),
        ("'12'", "12"),
        (".inf", math.inf),
    ],
)
def test_a_value_is_what_a_person_wrote(read, text, value):
    data = read(f"a: {text}").data["a"]

    assert (data, type(data)) == (value, type(value))


def test_a_part_knows_its_line_and_a_missing_part_that_of_its_parent(read):
    file = read("a:\n  b:\n  - 1\n  - 2\n")

    assert [file.line(place) for place in (("a", "b", 1), ("a", "c"), ("z",))] == [4, 2, 1]


def test_code_in_a_file_is_never_run(read):
    with pytest.raises(yaml_file.InputError):
        read("a: !!python/object/apply:os.getcwd []")


def test_a_file_of_many_nested_brackets_is_refused(read):
    with pytest.raises(yaml_file.InputError):
        read("[" * 5000)


def test_a_file_whose_references_grow_without_end_is_refused(read):
    bomb = "a0: &a0 [1, 1]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))

    with pytest.raises(yaml_file.InputError, match="200000"):
        read(bomb)
