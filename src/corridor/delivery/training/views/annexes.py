"""Pages of the annex of a diploma: map, confirm, print, give to a program."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import page
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import roles_of
from corridor.core import audit
from corridor.core.acts import accepted, attempt
from corridor.core.wordings import active_language
from corridor.delivery.training import selectors, services, wording
from corridor.delivery.training.annex_forms import AnnexForm, PrintForm, lines_of
from corridor.delivery.training.annex_papers import annex_document, annex_pdf
from corridor.delivery.training.models import DiplomaAnnex
from corridor.delivery.training.rules import Outcomes
from corridor.delivery.training.selectors import Explained
from corridor.delivery.training.views.frame import READERS, actor, frame
from corridor.kernel.errors import N_, InputError, RuleViolation
from corridor.ui.papers import pdf_response

MAPPERS = (*sorted(OFFICERS), Role.TRAINER)


@page(*READERS)
def annex_of(request: HttpRequest, subject: str, pk: int) -> HttpResponse:
    """Show the versions of an annex; who teaches or answers for the diploma maps it here."""
    user = actor(request)
    thing = selectors.explained(user=user, subject=subject, pk=pk)
    versions = list(selectors.annexes_of(user=user, thing=thing))
    may_map = selectors.may_map(user=user, thing=thing) and bool(roles_of(user) & frozenset(MAPPERS))
    if not may_map:
        versions = [one for one in versions if one.is_confirmed]
    newest = versions[0] if versions else None
    form = AnnexForm(request.POST or None, annex=newest, initial=_first(thing, newest))

    def keep() -> None:
        data = form.cleaned_data
        services.map_diploma(
            thing=thing, title=data["title"], awarding_body=data["awarding_body"], outcomes=data["lines"], by=user
        )

    if request.method == "POST" and may_map and accepted(form, keep):
        return redirect("training:annex_of", subject=subject, pk=pk)
    context = frame(request) | {
        "thing": thing,
        "annex": newest,
        "rows": _rows(newest),
        "versions": versions,
        "form": form if may_map else None,
        "may_confirm": may_map and newest is not None and not newest.is_confirmed,
        "print_form": PrintForm(initial={"first": active_language(), "second": _other(active_language())}),
        "crumbs": [(thing.title, ""), (_("Annex to a diploma"), "")],
    }
    return render(request, "training/annex.html", context, status=422 if form.errors else 200)


@require_POST
@page(*MAPPERS)
def annex_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_annex(user=actor(request), pk=pk, action="change")
    attempt(
        request, lambda: services.confirm_annex(annex=row, by=actor(request)), _("The annex is confirmed in your name.")
    )
    subject, number = selectors.subject_of(row)
    return redirect("training:annex_of", subject=subject.value, pk=number)


@require_GET
@page(*READERS)
def annex_paper(request: HttpRequest, pk: int) -> HttpResponse:
    row = _confirmed(request, pk)
    form = PrintForm(request.GET if "first" in request.GET else {"first": "en", "second": "fr"})
    if not form.is_valid():
        raise InputError(
            N_("The two languages of the paper are not two of English, French, Spanish and Arabic."),
            hint=N_("Choose two different languages."),
            field="second",
        )
    audit.record(by=actor(request), action="training.annex_opened", obj=row)
    return pdf_response(f"annex-{row.pk}-{row.version}", annex_pdf(row, **form.cleaned_data))


@require_GET
@page(*READERS)
def annex_json(request: HttpRequest, pk: int) -> HttpResponse:
    row = _confirmed(request, pk)
    response = JsonResponse(annex_document(row), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="annex-{row.pk}-{row.version}.json"'
    return response


def _confirmed(request: HttpRequest, pk: int) -> DiplomaAnnex:
    row = selectors.get_annex(user=actor(request), pk=pk)
    if not row.is_confirmed:
        raise RuleViolation(
            N_("Nobody has confirmed this annex yet, so it is not given out."),
            hint=N_("Ask the institution or the office to confirm it."),
        )
    return row


def _first(thing: Explained, newest: DiplomaAnnex | None) -> dict[str, str]:
    if newest is None:
        lines = lines_of(thing.outcomes)
        return {"title": thing.title, "awarding_body": thing.awarding_body, "lines": lines}
    lines = lines_of(Outcomes.of(newest.outcomes))
    return {"title": newest.title, "awarding_body": newest.awarding_body, "lines": lines}


def _rows(annex: DiplomaAnnex | None) -> list[tuple[str, wording.Said | None]]:
    items = Outcomes.of(annex.outcomes).items if annex else ()
    return [(one.text, wording.said(one.skill) if one.skill else None) for one in items]


def _other(language: str) -> str:
    return "fr" if language == "en" else "en"
