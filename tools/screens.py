"""Pictures of ten named pages: two widths, light and dark, English and Arabic, from a running demonstration.

    corridor demo --port 8000
    python tools/screens.py FOLDER [--address http://127.0.0.1:8000] [--only dashboard,case] [--keep]

Without --keep all eighty pictures are taken, whole pages, to be looked at. With --keep the ten of docs/screens are
taken, one for each page, as high as a window. Prints every page that scrolls sideways at 320 px; exit 1 if any does.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A page that has a name: who looks at it, and where it is (a link's words lead on where a number may differ)."""

    name: str
    login: str
    path: str


PAGES = (
    Named("sign-in", "", "/accounts/login/"),
    Named("dashboard", "donor", "/results/1/"),
    Named("studio", "designer", "/schemes/4/design/choice/"),
    Named("budget", "designer", "/schemes/1/budget/"),
    Named("gallery", "evaluator", "/gallery/giz-tunisia-engineers/"),
    Named("shortlist", "officer.ma", "/recruitment/vacancies/46/shortlist/"),
    Named("case", "officer.ma", "/cases/1/"),
    Named("grievances", "protection", "/protection/"),
    Named("employer", "employer", "/employer/"),
    Named("worker", "salma", "/me/"),
)
KEPT = {
    "sign-in": (390, "dark", "en"), "dashboard": (1440, "light", "en"), "studio": (1440, "light", "en"),
    "budget": (1440, "dark", "en"), "gallery": (1440, "light", "en"), "shortlist": (1440, "light", "en"),
    "case": (1440, "light", "ar"), "grievances": (1440, "dark", "ar"), "employer": (390, "light", "en"),
    "worker": (390, "light", "ar"),
}  # fmt: skip


def views(only: set[str], keep: bool) -> Iterator[tuple[Named, int, str, str]]:
    for page in PAGES:
        if only and page.name not in only:
            continue
        if keep:
            yield (page, *KEPT[page.name])
        else:
            for width, theme, language in product((1440, 390), ("light", "dark"), ("en", "ar")):
                yield page, width, theme, language


def become(page: Page, address: str, language: str, login: str) -> None:
    page.goto(f"{address}/{language}/demo/")
    form = page.locator('form[action*="/become/"]', has_text=f"{login}@demo.").first
    form.locator(f'button[value="{language}"], button').first.click()
    page.wait_for_load_state()


def take(browser: Browser, address: str, view: tuple[Named, int, str, str], folder: Path, keep: bool) -> bool:
    named, width, theme, language = view
    context = browser.new_context(viewport={"width": width, "height": 900}, service_workers="block")
    context.add_cookies([{"name": "corridor_theme", "value": theme, "url": address}])
    page = context.new_page()
    if named.login:
        become(page, address, language, named.login)
    answer = page.goto(f"{address}/{language}{named.path}")
    device = "desktop" if width > 700 else "phone"
    page.screenshot(path=str(folder / f"{named.name}-{device}-{theme}-{language}.png"), full_page=not keep)
    page.set_viewport_size({"width": 320, "height": 800})
    over = int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
    context.close()
    status = answer.status if answer else 0
    if over > 0 or status != 200:
        print(f"{named.name} {theme} {language}: status {status}, {over} px too wide at 320 px")
    return over <= 0 and status == 200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    only = set(filter(None, options.only.split(",")))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        fine = [
            take(browser, options.address, view, options.folder, options.keep) for view in views(only, options.keep)
        ]
        browser.close()
    print(f"{len(fine)} views, {fine.count(False)} to mend")
    return 1 if fine.count(False) else 0


if __name__ == "__main__":
    sys.exit(main())
