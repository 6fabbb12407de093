"""The ten named pages stay within the screen, and no text is cut off or lies over another."""

import pytest

from tools.screens import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Texts as boxes of glyphs; what scrolls on its own, is fixed to the screen or is only read aloud is left out.
TEXTS = """() => {
  const apart = 'svg, .visually-hidden, .cr-skip, .cr-tabs, .table-responsive, dialog:not([open]), option, select';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest(apart) || !parent.checkVisibility({ visibilityProperty: true })) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.height > 1) {
        found.push([box.left, box.top, box.right, box.bottom, node.textContent.trim().slice(0, 40)]);
      }
    }
  }
  return found;
}"""
CUT = """() => [...document.querySelectorAll('body *')].filter(element => {
  const style = getComputedStyle(element);
  const hides = ['hidden', 'clip'].includes(style.overflowX) || style.textOverflow === 'ellipsis';
  return hides && element.innerText && !element.closest('.visually-hidden, .cr-skip, svg, dialog:not([open])')
    && element.checkVisibility() && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
}).map(element => element.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("named", PAGES, ids=lambda named: named.name)
def test_a_named_page_keeps_its_texts_readable(visit, named, language):
    page = visit(named.login, named.path.lstrip("/"), language=language)

    wrong = []
    for width in (1440, 768, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(100)
        wrong += [(width, "cut off", html) for html in page.evaluate(CUT)]
        boxes = page.evaluate(TEXTS)
        assert len(boxes) > 8, "The measure has found no texts."
        wrong += [(width, "overlap", *pair) for pair in overlapping(boxes)]
    page.set_viewport_size({"width": 320, "height": 844})
    page.wait_for_timeout(100)

    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def overlapping(boxes):
    """Return the pairs of texts that cover each other by more than a third of a line."""
    boxes = sorted(boxes, key=lambda box: box[1])
    pairs = []
    for index, (left, top, right, bottom, words) in enumerate(boxes):
        for other in boxes[index + 1 :]:
            if other[1] >= bottom:
                break
            across = min(right, other[2]) - max(left, other[0])
            down = min(bottom, other[3]) - max(top, other[1])
            if across > 2 and down > (bottom - top) / 3:
                pairs.append((words, other[4]))
    return pairs


def test_the_measure_of_overlap_finds_texts_that_cover_each_other():
    line = [0, 0, 100, 20, "first"]

    assert overlapping([line, [50, 5, 150, 25, "second"]]) == [("first", "second")]
    assert overlapping([line, [0, 16, 100, 36, "next line"]]) == []
    assert overlapping([line, [101, 0, 200, 20, "beside"]]) == []
