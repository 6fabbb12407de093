"""The worked examples on the method pages still give what the pages print."""

import doctest
import re
from pathlib import Path

import pytest

METHODS = Path(__file__).parents[2] / "docs" / "methods"
# The pages that a decision on money or on a corridor rests on: none of them goes without an example that runs.
PLANNING = ("appraisal", "costing", "instruments", "outlook", "safeguards", "screening", "welfare-fund")
FENCE = re.compile(r"^```(?:python|pycon)\s*$\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)


def examples(page):
    """Return the examples of a page as one doctest: its blocks share their names, as a reader would type them."""
    text = page.read_text(encoding="utf-8")
    blocks = []
    for block in FENCE.finditer(text):
        # Blank lines up to the block keep the line numbers of the page in what a failure prints.
        line = text.count("\n", 0, block.start(1))
        blocks += [
            doctest.Example(one.source, one.want, one.exc_msg, line + one.lineno, one.indent, one.options)
            for one in doctest.DocTestParser().get_examples(block.group(1))
        ]
    return doctest.DocTest(blocks, {}, page.name, str(page), 0, text)


def failures(page):
    """Return what a page prints otherwise than it promises, as doctest tells it."""
    told = []
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(examples(page), out=told.append)
    return "".join(told)


def with_prompt():
    return [page for page in sorted(METHODS.glob("*.md")) if ">>>" in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", with_prompt(), ids=lambda page: page.stem)
def test_a_method_page_prints_what_its_examples_give(page):
    assert examples(page).examples, f"{page.name} shows a prompt outside a python block."
    assert failures(page) == ""


@pytest.mark.parametrize("name", PLANNING)
def test_a_page_of_the_planning_engines_has_an_example_that_runs(name):
    page = METHODS / f"{name}.md"

    assert not page.exists() or examples(page).examples


def test_every_prompt_of_a_method_page_stands_in_a_block_that_is_run():
    for page in with_prompt():
        prompts = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith(">>> ")]
        assert len(prompts) == len(examples(page).examples), page.name


def test_a_page_that_prints_a_wrong_figure_is_found(tmp_path):
    page = tmp_path / "wrong.md"
    page.write_text("# Wrong\n\n```python\n>>> 1 + 1\n3\n```\n", encoding="utf-8")

    assert "Expected:\n    3\nGot:\n    2" in failures(page)
    assert "line 4" in failures(page)


def test_the_blocks_of_a_page_share_their_names(tmp_path):
    page = tmp_path / "shared.md"
    page.write_text("```python\n>>> x = 2\n```\n\nand then\n\n```python\n>>> x * 2\n4\n```\n", encoding="utf-8")

    assert failures(page) == ""
