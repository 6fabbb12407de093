"""Pages of the gallery, open to everyone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from corridor.access.doors import open_page
from corridor.access.roles import Role
from corridor.access.selectors import roles_of
from corridor.core.http import translated
from corridor.core.tables import Column, csv_response, page_of
from corridor.kernel.errors import InputError
from corridor.knowledge.measures import selectors
from corridor.knowledge.measures.findings import finding_lines
from corridor.knowledge.measures.forms import GalleryFilter
from corridor.knowledge.measures.models import Measure
from corridor.knowledge.measures.selectors import Wish
from corridor.knowledge.measures.sheets import compare as side_by_side, sheet
from corridor.knowledge.measures.wording import place_label


@open_page
def gallery(request: HttpRequest) -> HttpResponse:
    wish = Wish.of(request.GET.dict())
    found = selectors.measures(wish=wish).prefetch_related("places")
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": GalleryFilter(wish=wish, choices=selectors.choices(wish=wish)),
        "page": page_of(request, found.filter(is_named_only=False)),
        "named": found.filter(is_named_only=True),
        "query": query.urlencode(),
        "is_narrowed": bool(wish.search or wish.chosen),
    }
    return render(request, "measures/list.html", context)


@open_page
def entry(request: HttpRequest, entry_id: str) -> HttpResponse:
    try:
        measure = selectors.measure(entry_id=entry_id)
    except Measure.DoesNotExist as error:
        raise Http404 from error
    # Strangers are asked to sign in first; whoever is signed in without the role finds no such button.
    may_begin = not request.user.is_authenticated or Role.DESIGNER in roles_of(request.user)
    context = {
        "measure": measure,
        "sheet": sheet(measure),
        "findings": finding_lines(measure),
        "may_begin": may_begin,
    }
    return render(request, "measures/entry.html", context)


@open_page
def compare(request: HttpRequest) -> HttpResponse:
    try:
        comparison = side_by_side(selectors.measures_by_entry_id(entry_ids=request.GET.getlist("id")))
    except InputError as error:
        message, hint = translated(error)
        return render(request, "measures/compare.html", {"message": message, "hint": hint}, status=error.status)
    return render(request, "measures/compare.html", {"comparison": comparison})


@open_page
def matrix(request: HttpRequest) -> HttpResponse:
    return render(request, "measures/matrix.html", {"matrix": selectors.matrix(), "outside": selectors.OUTSIDE_MODELS})


@open_page
def export(request: HttpRequest) -> HttpResponse:
    rows = selectors.measures(wish=Wish.of(request.GET.dict())).prefetch_related("places", "sources")
    return csv_response("gallery", _columns(), rows)


def _columns() -> tuple[Column, ...]:
    def places(role: str) -> Column:
        heading = _("Origin") if role == "origin" else _("Destination")
        return Column(role, heading, value=lambda row: "|".join(p.place for p in row.places.all() if p.role == role))

    def names(role: str) -> Column:
        return Column(
            f"{role}_name",
            "",
            value=lambda row: "|".join(place_label(p.place) for p in row.places.all() if p.role == role),
        )

    return (
        Column("entry_id", "Id"),
        Column("name", _("Name")),
        Column("kind", _("Kind")),
        Column("phase", _("Phase")),
        Column("support_model", _("Model of support measures")),
        places("origin"),
        names("origin"),
        places("destination"),
        names("destination"),
        Column("skill_level", _("Skill level")),
        Column("summary", _("Summary")),
        Column("is_named_only", _("Only named")),
        Column("sources", _("Sources"), value=lambda row: "|".join(map(str, row.sources.all()))),
    )
