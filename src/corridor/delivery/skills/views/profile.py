"""Pages of a person's profile."""

import json
from typing import Any, cast

from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, prefetch_related_objects
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import get_visible, may
from corridor.core.acts import accepted
from corridor.delivery.skills import entry_forms, forms, services
from corridor.delivery.skills.models import (
    Education,
    EvidenceItem,
    LanguageResult,
    Person,
    PersonSkill,
    WorkExperience,
)
from corridor.delivery.skills.models.evidence import TIES
from corridor.delivery.skills.selectors import everything_of, get_person, open_links, passport_of
from corridor.delivery.skills.views.frame import KEEPERS, READERS, act, actor, base, is_portal
from corridor.delivery.skills.views.sheet import TITLES, Reader, link_keys, sections_of
from corridor.delivery.skills.words import country_label, language_label, skill_named

WRITERS = (Role.OFFICER_ORIGIN, Role.COUNSELLOR, Role.WORKER)
LANGUAGES = ("en", "fr", "es", "ar")
FORMS: dict[str, type[entry_forms.EntryForm]] = {
    "work": entry_forms.WorkForm,
    "learning": entry_forms.LearningForm,
    "languages": entry_forms.LanguageForm,
    "skills": entry_forms.SkillEntryForm,
    "soft": entry_forms.SoftSkillForm,
    "evidence": entry_forms.EvidenceForm,
}
MODELS: dict[str, type[Model]] = {
    "work": WorkExperience,
    "learning": Education,
    "languages": LanguageResult,
    "skills": PersonSkill,
    "soft": PersonSkill,
    "evidence": EvidenceItem,
}


@page(*READERS)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    row, by = get_person(user=actor(request), pk=pk), actor(request)
    language, second = (get_language() or "en")[:2], request.GET.get("with", "")
    may_write = may(row, user=by, action="accompany")
    prefetch_related_objects(
        [row], "educations__evidence_items", "evidence_items__file", *(f"evidence_items__{tie}" for tie in TIES)
    )
    links = list(open_links(user=by, person=row)) if may_write else []
    reader = Reader(
        language, second if second in LANGUAGES and second != language else "", may_write, timezone.localdate(),
        link_keys(links),
    )  # fmt: skip
    context = {
        "person": row,
        "country": country_label(row.iso3, language),
        "base": base(request),
        "is_portal": is_portal(request),
        "may_write": may_write,
        "sections": sections_of(row, reader),
        "second": reader.second,
        "others": [(code, language_label(code, language)) for code in LANGUAGES if code != language],
        "links_count": len(links),
        "passport": passport_of(user=by, person=row),
        "crumbs": [(str(row), "")],
    }
    return render(request, "skills/person.html", context)


@require_POST
@page(*KEEPERS)
def skill_add(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = get_person(user=actor(request), pk=pk, action="change"), forms.SkillForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the skill in a few words."))
        return redirect("skills:person", pk=pk)
    spoken = (get_language() or "en")[:2]
    stated = services.Stated(skills=(skill_named(form.cleaned_data["skill"]),), written_in=spoken)
    return act(
        request,
        reverse("skills:person", args=[pk]),
        lambda: services.state_profile(person=row, stated=stated, by=actor(request)),
        _("The skill is added."),
    )


@page(*WRITERS)
def entry_add(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    row = get_person(user=actor(request), pk=pk, action="accompany")
    if section not in FORMS:
        raise Http404
    form = FORMS[section](request.POST or None, request.FILES or None, person=row, by=actor(request))

    def do() -> None:
        if section == "evidence":
            upload = form.cleaned_data["file"]
            services.add_evidence(item=form.instance, upload=upload, by=actor(request))
        else:
            services.keep_entry(entry=form.instance, by=actor(request))

    if request.method == "POST" and accepted(form, do):
        messages.success(request, _("It stands in the profile."))
        return _after(row, form.instance, section)
    return _form_page(request, row, section, {"form": form})


def _after(row: Person, entry: Model, section: str) -> HttpResponse:
    """Lead on to the link of new words if there is one, back to the profile otherwise."""
    if isinstance(entry, WorkExperience | PersonSkill | Education):
        waiting = entry.link_proposals.filter(state="open").first()
        if waiting is not None:
            return redirect("skills:link", pk=waiting.pk)
    return redirect(reverse("skills:person", args=[row.pk]) + f"#{section}")


@page(*WRITERS)
def entry_change(request: HttpRequest, section: str, pk: int) -> HttpResponse:
    entry = _entry(request, section, pk)
    row, by = entry.person, actor(request)
    form = FORMS[section](request.POST or None, instance=entry, person=row, by=by)

    def do() -> None:
        if isinstance(form.instance, EvidenceItem):
            services.tie_evidence(item=form.instance, by=by)
        else:
            services.keep_entry(entry=form.instance, by=by)

    if request.method == "POST" and accepted(form, do):
        messages.success(request, _("The entry was changed."))
        return _after(row, form.instance, section)
    may_verify = section == "evidence" and row.user_id != by.pk
    context = {
        "form": form,
        "entry": entry,
        "remove": reverse("skills:entry_remove", args=[section, pk]),
        "document": reverse("skills:evidence_file", args=[pk]) if section == "evidence" else "",
        "verify_form": entry_forms.VerifyForm(initial={"verification": entry.verification}) if may_verify else None,
    }
    return _form_page(request, row, section, context)


@require_POST
@page(*WRITERS)
def entry_remove(request: HttpRequest, section: str, pk: int) -> HttpResponse:
    entry = _entry(request, section, pk)
    return act(
        request,
        reverse("skills:person", args=[entry.person_id]),
        lambda: services.remove_entry(entry=entry, by=actor(request)),
        _("The entry was removed."),
    )


@page(*READERS)
def evidence_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the document; it is shown by nobody but those who may see the person."""
    item = get_visible(EvidenceItem.objects.select_related("file"), user=actor(request), pk=pk)
    answer = FileResponse(
        item.file.content.open("rb"),
        as_attachment=True,
        filename=item.file.name,
        content_type="application/octet-stream",
    )
    # Django sends an answer in pieces like any other, its stubs tell the two apart.
    return cast(HttpResponse, answer)


@require_POST
@page(Role.OFFICER_ORIGIN, Role.COUNSELLOR)
def evidence_verify(request: HttpRequest, pk: int) -> HttpResponse:
    rows = EvidenceItem.objects.select_related("person", "language_result")
    item = get_visible(rows, user=actor(request), action="accompany", pk=pk)
    form = entry_forms.VerifyForm(request.POST)
    state = form.cleaned_data["verification"] if form.is_valid() else ""
    method = form.cleaned_data.get("method", "")
    return act(
        request,
        reverse("skills:entry_change", args=["evidence", pk]),
        lambda: services.verify_evidence(item=item, state=state, method=method, by=actor(request)),
        _("The verification is recorded."),
    )


@page(Role.WORKER)
def my_data(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person everything that this room keeps about her."""
    row = get_person(user=actor(request), pk=pk)
    text = json.dumps(everything_of(row), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="profile-{row.pk}.json"'
    return response


@require_POST
@page(Role.WORKER)
def profile_erase(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_person(user=actor(request), pk=pk)
    back = reverse("skills:person", args=[pk])
    if request.POST.get("is_sure") != "on":
        messages.error(request, _("Tick the box first; what is erased cannot be brought back."))
        return redirect(back)
    return act(
        request,
        back,
        lambda: services.erase_profile(person=row, by=actor(request)),
        _("Your profile is empty now."),
    )


def _entry(request: HttpRequest, section: str, pk: int) -> Any:
    if section not in MODELS:
        raise Http404
    rows = MODELS[section]._default_manager.select_related("person")
    if section in {"skills", "soft"}:
        rows = rows.filter(is_soft=section == "soft")
    return get_visible(rows, user=actor(request), action="accompany", pk=pk)


def _form_page(request: HttpRequest, row: Person, section: str, context: dict[str, Any]) -> HttpResponse:
    title = str(TITLES[section])
    about = {
        "person": row,
        "base": base(request),
        "is_portal": is_portal(request),
        "title": title,
        "back": reverse("skills:person", args=[row.pk]) + f"#{section}",
        "crumbs": [(str(row), reverse("skills:person", args=[row.pk])), (title, "")],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "skills/entry.html", about | context, status=status)
