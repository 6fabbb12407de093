"""Pages of the studio: the five steps, their lists, approval and versions."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import may
from corridor.core.http import translated
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme, may_change, part_to_change, versions_of
from corridor.design.schemes.services import change_scheme, remove_part
from corridor.design.screening.selectors import hidden_parts
from corridor.design.studio import services
from corridor.design.studio.chooser import chooser
from corridor.design.studio.coherence import known_tension, matrix_of, wish_labels
from corridor.design.studio.forms import PlanForm, SectorForm, TensionForm, TimesForm
from corridor.design.studio.frameworks import frameworks_of
from corridor.design.studio.languages import LANGUAGES, texts_of
from corridor.design.studio.parts import BY_SLUG, Part
from corridor.design.studio.rooms import rooms_of
from corridor.design.studio.selectors import mobility_of, plan_of, signed_of, step_states
from corridor.design.studio.sheets import missing_links, said, sections_of, stepper, time_warnings
from corridor.design.studio.snapshots import changes_between
from corridor.design.studio.steps import BY_CODE, STEPS, Plan, Step
from corridor.design.studio.wording_forms import WordingForm
from corridor.kernel.errors import CorridorError


@page(*PLAN_ROLES)
def workbench(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    states = step_states(plan_of(scheme=scheme))
    first = next((state.step for state in states if not state.is_ready), STEPS[-1])
    return redirect("studio:step", scheme_id, first.code)


@page(*PLAN_ROLES)
def readiness(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    states = step_states(plan_of(scheme=scheme))
    return render(request, "studio/_readiness.html", {"scheme": scheme, "steps": stepper(scheme, states)})


@page(*PLAN_ROLES)
def step(request: HttpRequest, scheme_id: int, step: str) -> HttpResponse:
    found = BY_CODE.get(step)
    if found is None:
        raise Http404
    scheme = _reach(request, scheme_id)
    plan = plan_of(scheme=scheme)
    context = _step_context(request, plan, found)
    if found.code in _FRAME_FORMS:
        form = _frame_form(request, scheme, found)
        if _saves(request, form):
            change_scheme(scheme=scheme, by=request.user, **form.cleaned_data)
            return redirect("studio:step", scheme_id, step)
        context["form"] = form
    status = 422 if request.method == "POST" else 200
    return render(request, f"studio/step_{found.code}.html", context, status=status)


_FRAME_FORMS: dict[str, type[PlanForm]] = {"choice": SectorForm, "model": TimesForm}


@page(Role.DESIGNER)
def mobility(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    answers = chooser(request.POST or None, scheme.tracks)
    if request.method == "POST" and answers.is_valid():
        services.choose_mobility(scheme=scheme, tracks=answers.tracks, by=request.user)
        return redirect("studio:step", scheme_id, "model")
    plan = plan_of(scheme=scheme)
    context = _step_context(request, plan, BY_CODE["model"])
    context |= {"chooser": answers, "form": _frame_form(request, scheme, BY_CODE["model"], bound=False)}
    return render(request, "studio/step_model.html", context, status=422 if request.method == "POST" else 200)


@page(Role.DESIGNER)
def step_approve(request: HttpRequest, scheme_id: int, step: str) -> HttpResponse:
    found = BY_CODE.get(step)
    if found is None:
        raise Http404
    scheme = _reach(request, scheme_id)
    if request.method == "POST":
        services.approve_step(scheme=scheme, step=found, by=request.user)
        messages.success(request, _("The step is approved as it stands."))
    return redirect("studio:step", scheme_id, step)


@page(Role.DESIGNER)
def tension(request: HttpRequest, scheme_id: int, code: str) -> HttpResponse:
    found = known_tension(code)
    if found is None:
        raise Http404
    scheme = _reach(request, scheme_id)
    answer = scheme.mitigations.filter(tension_code=code).first()
    form = TensionForm(request.POST or None, initial={"text": answer.text if answer else ""})
    if form.is_valid():
        services.answer_tension(scheme=scheme, code=code, text=form.cleaned_data["text"], by=request.user)
        return redirect("studio:step", scheme_id, "objectives")
    context = {"scheme": scheme, "tension": found, "form": form, "crumbs": _crumbs(scheme, BY_CODE["objectives"])}
    return render(request, "studio/tension.html", context, status=422 if request.method == "POST" else 200)


@page(Role.DESIGNER)
def part_add(request: HttpRequest, scheme_id: int, slug: str) -> HttpResponse:
    scheme, part = _reach(request, scheme_id), _part(slug)
    return _edited(request, scheme, part, part.new(scheme), str(part.add))


@page(Role.DESIGNER)
def part_edit(request: HttpRequest, scheme_id: int, slug: str, pk: int) -> HttpResponse:
    scheme, part = _reach(request, scheme_id), _part(slug)
    row = part_to_change(model=part.model, scheme=scheme, user=request.user, pk=pk)
    return _edited(request, scheme, part, row, str(row))


@page(Role.DESIGNER)
def part_remove(request: HttpRequest, scheme_id: int, slug: str, pk: int) -> HttpResponse:
    scheme, part = _reach(request, scheme_id), _part(slug)
    row = part_to_change(model=part.model, scheme=scheme, user=request.user, pk=pk)
    if request.method == "POST":
        remove_part(row=row, by=request.user)
        return redirect("studio:step", scheme_id, part.step)
    context = {"scheme": scheme, "part": part, "row": row, "crumbs": _crumbs(scheme, BY_CODE[part.step])}
    return render(
        request, "studio/remove.html", context | {"back": reverse("studio:step", args=[scheme.pk, part.step])}
    )


@page(*PLAN_ROLES)
def approve(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            services.approve(scheme=scheme, by=request.user)
            return redirect("schemes:detail", scheme_id)
        except services.PlanIncomplete as refused:
            context["refusal"] = missing_links(scheme, refused.missing)
    plan = plan_of(scheme=scheme)
    states = step_states(plan)
    context |= {
        "scheme": scheme,
        "may_change": may_change(user=request.user, scheme=scheme),
        "states": [(state, missing_links(scheme, state.missing)) for state in states],
        "steps": stepper(scheme, states),
        "is_ready": all(state.is_ready for state in states),
        "crumbs": _crumbs(scheme),
    }
    return render(request, "studio/approve.html", context, status=409 if request.method == "POST" else 200)


@page(*PLAN_ROLES)
def versions(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    rows = list(versions_of(user=request.user, scheme=scheme))
    by_number = {str(row.number): row for row in rows}
    newer = by_number.get(request.GET.get("newer", ""), rows[0] if rows else None)
    older = by_number.get(request.GET.get("older", ""), rows[1] if len(rows) > 1 else None)
    context: dict[str, Any] = {"scheme": scheme, "rows": rows, "newer": newer, "older": older}
    if newer and older:
        context["changes"] = changes_between(
            older.snapshot, newer.snapshot, without=hidden_parts(user=request.user, scheme=scheme)
        )
    return render(request, "studio/versions.html", context | {"crumbs": _crumbs(scheme)})


@page(Role.DESIGNER)
def languages(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """Show the words of the plan beside their translation into one language, and keep what is entered."""
    scheme = _reach(request, scheme_id)
    wanted = request.GET.get("to", "")
    language = wanted if wanted in LANGUAGES else _first_to_translate(request, scheme)
    texts = texts_of(scheme=scheme, user=request.user, language=language)
    form = WordingForm(texts, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.translate_plan(scheme=scheme, language=language, texts=form.cleaned_data, by=request.user)
        messages.success(request, _("The translations are kept."))
        return redirect(f"{reverse('studio:languages', args=[scheme_id])}?to={language}")
    context = {
        "scheme": scheme,
        "form": form,
        "language": language,
        "languages": [(code, name) for code, name in settings.LANGUAGES],
        "done": sum(1 for text in texts if text.translation),
        "may_translate": may(scheme, user=request.user, action="change"),
        "crumbs": _crumbs(scheme),
    }
    return render(request, "studio/languages.html", context, status=422 if form.errors else 200)


def _first_to_translate(request: HttpRequest, scheme: Scheme) -> str:
    found = ((code, texts_of(scheme=scheme, user=request.user, language=code)) for code in LANGUAGES)
    return next((code for code, texts in found if any(not text.translation for text in texts)), LANGUAGES[-1])


def _reach(request: HttpRequest, scheme_id: int) -> Scheme:
    return get_scheme(user=request.user, pk=scheme_id, action="read_plan")


def _part(slug: str) -> Part:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _crumbs(scheme: Scheme, here: Step | None = None) -> list[tuple[str, str]]:
    trail = [
        (_("Schemes"), reverse("schemes:list")),
        (scheme.localised_name, reverse("schemes:detail", args=[scheme.pk])),
    ]
    if here is not None:
        trail.append((str(here.title), reverse("studio:step", args=[scheme.pk, here.code])))
    return trail


def _step_context(request: HttpRequest, plan: Plan, found: Step) -> dict[str, Any]:
    scheme, today = plan.scheme, timezone.localdate()
    context = {
        "scheme": scheme,
        "plan": plan,
        "step": found,
        "steps": stepper(scheme, step_states(plan), found.code),
        "missing": found.missing(plan),
        "sections": sections_of(plan=plan, slugs=found.parts, user=request.user, today=today),
        "may_change": may_change(user=request.user, scheme=scheme),
        "crumbs": _crumbs(scheme),
        "next": next((each for each in STEPS if each.number == found.number + 1), None),
        "before": next((each for each in STEPS if each.number == found.number - 1), None),
        "rooms": rooms_of(found.code),
        "signed": signed_of(scheme=scheme, step=found.code, user=request.user),
    }
    return context | _EXTRA[found.code](plan)


def _objectives_extra(plan: Plan) -> dict[str, Any]:
    return {
        "matrix": matrix_of(plan.objectives),
        "headings": wish_labels(plan.objectives),
        "frameworks": frameworks_of(plan.objectives),
    }


def _choice_extra(plan: Plan) -> dict[str, Any]:
    found = {each.kind: each for each in plan.screenings}
    return {"comparisons": [("sector", found.get("sector")), ("country", found.get("country"))]}


def _model_extra(plan: Plan) -> dict[str, Any]:
    choice = mobility_of(plan=plan)
    return {
        "choice": choice,
        "reasons": said(choice.reasons) if choice else [],
        "notes": said(choice.notes) if choice else [],
        "warnings": time_warnings(plan),
        "chooser": chooser(None, plan.scheme.tracks),
    }


def _nothing(plan: Plan) -> dict[str, Any]:
    return {}


_EXTRA = {
    "objectives": _objectives_extra,
    "choice": _choice_extra,
    "model": _model_extra,
    "design": _nothing,
    "results": _nothing,
}


def _frame_form(request: HttpRequest, scheme: Scheme, found: Step, *, bound: bool = True) -> PlanForm:
    data = request.POST if bound and request.method == "POST" else None
    return _FRAME_FORMS[found.code](data, instance=scheme, scheme=scheme, user=request.user)


def _saves(request: HttpRequest, form: PlanForm) -> bool:
    return request.method == "POST" and form.is_valid()


def _edited(request: HttpRequest, scheme: Scheme, part: Part, row: Any, title: str) -> HttpResponse:
    form = part.form(request.POST or None, instance=row, scheme=scheme, user=request.user)
    back = reverse("studio:step", args=[scheme.pk, part.step])
    if request.method == "POST" and form.is_valid():
        try:
            form.save_part()
            return redirect(f"{back}#{part.slug}")
        except CorridorError as error:
            form.add_error(error.field if error.field in form.fields else None, " ".join(translated(error)))
    context = {"scheme": scheme, "part": part, "form": form, "title": title, "back": back}
    context["crumbs"] = _crumbs(scheme, BY_CODE[part.step])
    return render(request, "studio/edit.html", context, status=422 if request.method == "POST" else 200)
