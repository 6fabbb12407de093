"""Jobs: open vacancies that fit, proposals and offers to answer, leaving the selection."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.acts import accepted
from corridor.delivery.recruitment import reasons, runs
from corridor.delivery.recruitment.models import Candidate, Vacancy
from corridor.delivery.recruitment.selectors.sightings import seen_by
from corridor.delivery.recruitment.selectors.vacancies import open_vacancies_for_worker
from corridor.delivery.recruitment.services.intake import BEFORE_OFFER, withdraw_candidate
from corridor.delivery.recruitment.services.selection import answer_as_candidate, answer_offer
from corridor.delivery.recruitment.wording import levels_text, skill_chips
from corridor.kernel.codes import Cefr
from corridor.portal.worker import forms, selectors
from corridor.portal.worker.services import say_interest, take_back_interest
from corridor.portal.worker.views.acts import actor, status_of

NEAR, OPENINGS = 5, 5


@page(Role.WORKER)
def jobs(request: HttpRequest) -> HttpResponse:
    user = actor(request)
    candidate = selectors.candidacies_of(user=user).first()
    found = runs.vacancies_for(candidate=candidate, today=timezone.localdate()) if candidate else None
    asked = [int(one.vacancy_id) for one in (*found.fitting, *found.near)] if found else []
    known = {row.pk: row for row in open_vacancies_for_worker(user=user).filter(pk__in=asked)}
    said = selectors.interests_of(user=user)
    context = {
        "candidate": candidate,
        "rows": [{"line": line, "said_at": said.get(line.vacancy.pk)} for line in _lines(found, known)],
        "near": reasons.lines_of(found.near[:NEAR], known, to_her=True) if found else [],
        "opens": reasons.openings_of(found, to_her=True)[:OPENINGS] if found else [],
        "seen_by": seen_by(user=user),
        "proposals": selectors.proposals_to_answer(user=user),
        "offers": selectors.offers_to_answer(user=user),
        "can_leave": candidate is not None and candidate.status in BEFORE_OFFER,
    }
    return render(request, "worker_portal/jobs.html", context)


@page(Role.WORKER)
def job(request: HttpRequest, pk: int) -> HttpResponse:
    user = actor(request)
    row = open_vacancies_for_worker(user=user).filter(pk=pk).select_related("scheme").first()
    if row is None:
        raise Http404
    candidate = selectors.candidacies_of(user=user).filter(scheme=row.scheme).first()
    if candidate is None:
        raise Http404
    said_at = selectors.interests_of(user=user).get(row.pk)
    if request.method == "POST":
        change = take_back_interest if said_at else say_interest
        change(candidate=candidate, vacancy=row, by=user)
        messages.success(
            request, _("Your word is taken back.") if said_at else _("Your office knows that you are interested.")
        )
        return redirect("worker_portal:job", pk)
    why = runs.why(vacancy=row, candidate=candidate)
    held = [skill.ref for skill in candidate.person.skills.all()]
    reason = reasons.reason_of(why, vacancy=row, held=held, to_her=True)
    context = {"row": row, "candidate": candidate, "said_at": said_at, "reason": reason, **_asked(row, candidate)}
    return render(request, "worker_portal/job.html", context)


def _lines(found: runs.Openings | None, known: dict[int, Vacancy]) -> list[reasons.VacancyLine]:
    return reasons.lines_of(found.fitting, known) if found else []


def _asked(row: Vacancy, candidate: Candidate) -> dict[str, Any]:
    levels = ((stored["code"], Cefr(int(stored["level"])).name) for stored in row.languages)
    held = [skill.ref for skill in candidate.person.skills.all()]
    return {"languages": levels_text(levels), "chips": skill_chips(row.essential, held)}


@page(Role.WORKER)
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.proposals_to_answer(user=actor(request)).filter(pk=pk).first()
    if row is None:
        raise Http404
    form = forms.AnswerForm(request.POST or None)

    def answer() -> None:
        data = form.cleaned_data
        answer_as_candidate(nomination=row, yes=data["answer"] == "yes", reason=data["reason"], by=actor(request))

    if request.method == "POST" and accepted(form, answer):
        messages.success(request, _("Your answer has arrived."))
        return redirect("worker_portal:home")
    context = {"row": row, "vacancy": row.vacancy, "form": form, **_asked(row.vacancy, row.candidate)}
    return render(request, "worker_portal/proposal.html", context, status=status_of(request))


@page(Role.WORKER)
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.offers_to_answer(user=actor(request)).filter(pk=pk).first()
    if row is None:
        raise Http404
    form = forms.AnswerForm(request.POST or None)

    def answer() -> None:
        data = form.cleaned_data
        answer_offer(offer=row, accepted=data["answer"] == "yes", reason=data["reason"], by=actor(request))

    if request.method == "POST" and accepted(form, answer):
        messages.success(request, _("Your answer has arrived."))
        return redirect("worker_portal:home")
    context = {"row": row, "vacancy": row.nomination.vacancy, "form": form}
    return render(request, "worker_portal/offer.html", context, status=status_of(request))


@page(Role.WORKER)
def withdraw(request: HttpRequest) -> HttpResponse:
    candidacies = selectors.candidacies_of(user=actor(request))
    form = forms.WithdrawForm(request.POST or None, candidacies=candidacies, initial={"candidate": candidacies.first()})

    def leave() -> None:
        withdraw_candidate(candidate=form.chosen, reason=form.cleaned_data["reason"], by=actor(request))

    if request.method == "POST" and accepted(form, leave):
        messages.success(request, _("You have left the selection. You may register again."))
        return redirect("worker_portal:home")
    return render(request, "worker_portal/withdraw.html", {"form": form}, status=status_of(request))
