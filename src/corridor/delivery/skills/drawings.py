"""QR codes on pages and papers."""

from collections.abc import Sequence
from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn(parts: Sequence[str], *, title: str) -> SafeString:
    """Return a QR code for a page; the parts follow each other, each in the mode that suits it."""
    # Drawn here from addresses of ours; the title is escaped by segno.
    return mark_safe(  # noqa: S308 - see above
        _code(parts).svg_inline(omitsize=True, border=2, svgclass="cr-qr", lineclass=None, title=title)
    )


def drawing(parts: Sequence[str]) -> str:
    """Return a QR code for a paper, as the text of an SVG file."""
    out = BytesIO()
    _code(parts).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()


def _code(parts: Sequence[str]) -> segno.QRCode:
    segments = tuple((part, None) for part in parts)
    return segno.make(segments, error="m")  # type: ignore[arg-type]  # segno takes segments; its stub does not say so
