"""Translations are compiled with Babel at first start, so no gettext tools are needed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent


def compile_catalogs(package: Path = PACKAGE) -> list[Path]:
    """Compile every catalogue that is newer than its compiled form; return those written."""
    return [_compile(po) for po in sorted(package.glob("*/locale/*/LC_MESSAGES/django.po")) if _is_stale(po)]


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compile(po: Path) -> Path:
    mo = po.with_suffix(".mo")
    beside = mo.with_suffix(".mo.part")
    with po.open("rb") as source:
        catalog = read_po(source)
    with beside.open("wb") as target:
        write_mo(target, catalog)
    beside.replace(mo)
    return mo
