"""Tables in pages: sorting, paging and CSV export from one declaration."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

PAGE_SIZE = 25
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column: the query word, its heading, the field it sorts by and how its cell is read."""

    name: str
    heading: str
    order_by: str = ""
    value: Callable[[Any], object] | None = None

    def cell(self, row: Any) -> object:
        return self.value(row) if self.value else getattr(row, self.name)


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, size: int = PAGE_SIZE) -> Page[Any]:
    """Return the page that the request asks for; a page beyond the last one gives the last."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def ordered(request: HttpRequest, rows: QuerySet[Any], columns: Iterable[Column]) -> QuerySet[Any]:
    """Sort by `?sort=name` or `?sort=-name`; an unknown name leaves the order as it is."""
    wanted = request.GET.get("sort", "")
    fields = {column.name: column.order_by for column in columns if column.order_by}
    field = fields.get(wanted.removeprefix("-"))
    if field is None:
        return rows
    return rows.order_by(f"-{field}" if wanted.startswith("-") else field, "pk")


def csv_response(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse:
    """Answer with a CSV file that spreadsheets open in every language."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([harmless(column.cell(row)) for column in columns])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def harmless(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1")
    "'=1+1"
    """
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
