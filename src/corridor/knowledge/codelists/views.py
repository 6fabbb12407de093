"""Pages of the code lists, open to everyone."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from corridor.access.doors import open_page
from corridor.access.selectors import roles_of
from corridor.core.tables import page_of
from corridor.knowledge.codelists import rules, selectors
from corridor.knowledge.codelists.forms import CodeFilter
from corridor.knowledge.codelists.models import Code, CodeList, active_language


@dataclass(frozen=True)
class CodeLine:
    """One line of the table: the code, its label and how sure the label is."""

    code: str
    label: str
    label_language: str
    english: str
    note: str
    state: str
    state_kind: str
    below_url: str


@open_page
def index(request: HttpRequest) -> HttpResponse:
    """Show all code lists."""
    lists = sorted(selectors.code_lists(), key=lambda each: rules.folded(each.title))
    rows = [(each, _(each.translation_state)) for each in lists]
    sees_classifications = bool(roles_of(request.user) & rules.CLASSIFICATION_READERS)
    return render(request, "codelists/index.html", {"rows": rows, "sees_classifications": sees_classifications})


@open_page
def detail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one list: from the top, under one code, or what a search finds."""
    code_list = get_object_or_404(CodeList, name=name)
    form = CodeFilter(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    parent = request.GET.get("under", "")
    found = selectors.search(name, query) if query else selectors.children_of(name, parent)
    page = page_of(request, found, size=50)
    context = {
        "code_list": code_list,
        "form": form,
        "page": page,
        "lines": _lines(name, page),
        "query": urlencode({"q": query} if query else {"under": parent} if parent else {}),
        "crumbs": _crumbs(code_list, "" if query else parent),
        "state": _(code_list.translation_state),
        "attribution": _(rules.ATTRIBUTIONS[code_list.attribution]) if code_list.attribution else "",
        "shows_english": active_language() != "en",
    }
    template = "codelists/_codes.html" if getattr(request, "htmx", False) else "codelists/detail.html"
    return render(request, template, context)


def _lines(name: str, page: Page[Code]) -> list[CodeLine]:
    codes = list(page.object_list)
    parents = selectors.codes_with_children(name, [code.code for code in codes])
    here = reverse("codelists:detail", args=[name])
    return [_line(code, f"{here}?{urlencode({'under': code.code})}" if code.code in parents else "") for code in codes]


def _line(code: Code, below_url: str) -> CodeLine:
    kind, state = _state(code)
    return CodeLine(
        code=code.code,
        label=code.label,
        label_language=code.label_language,
        english=code.label_en if code.label_language != "en" else "",
        note=_(code.note) if code.note else "",
        state=state,
        state_kind=kind,
        below_url=below_url,
    )


def _state(code: Code) -> tuple[str, str]:
    if code.is_closed:
        return "none", _("Closed")
    if code.label_language != active_language():
        return "info", _("Shown in English")
    if code.is_unreviewed:
        return "wait", _("translated by Corridor, unreviewed")
    return "ok", _("In use")


def _crumbs(code_list: CodeList, parent: str) -> list[tuple[str, str]]:
    here = reverse("codelists:detail", args=[code_list.name])
    crumbs = [(_("Code lists"), reverse("codelists:index")), (code_list.title, here if parent else "")]
    if not parent:
        return crumbs
    for above in selectors.ancestors_of(code_list.name, parent):
        crumbs.append((f"{above.code} {above.label}", f"{here}?{urlencode({'under': above.code})}"))
    return [*crumbs, (f"{parent} {selectors.label_of(code_list.name, parent)}", "")]
