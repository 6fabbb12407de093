"""Which entries may stand side by side, and whether their units agree."""

from dataclasses import dataclass

import pytest

from corridor.kernel.errors import InputError
from corridor.knowledge.measures.rules import check_comparable, differing


@dataclass
class Entry:
    name: str
    is_named_only: bool = False


@pytest.mark.parametrize("number", [2, 3, 4])
def test_two_to_four_entries_with_facts_may_be_compared(number):
    check_comparable([Entry(f"entry {n}") for n in range(number)])


@pytest.mark.parametrize("number", [0, 1, 5])
def test_another_number_of_entries_is_refused_with_the_number(number):
    with pytest.raises(InputError, match=f"^{number} entries are chosen"):
        check_comparable([Entry(f"entry {n}") for n in range(number)])


def test_a_named_entry_is_refused_by_its_name():
    with pytest.raises(InputError, match='"Headstart" cannot be compared'):
        check_comparable([Entry("SAWP"), Entry("Headstart", is_named_only=True)])


@pytest.mark.parametrize(
    ("units", "result"),
    [(["EUR", "XEU", "EUR"], ("EUR", "XEU")), (["EUR"], ()), (["", "EUR"], ()), ([], ())],
)
def test_units_differ_only_when_there_is_more_than_one(units, result):
    assert differing(units) == result
