"""Pages of training standards and of certificates that employers trust."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import page
from corridor.access.models import Organisation
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import may, roles_of
from corridor.core.acts import accepted, attempt
from corridor.core.tables import page_of
from corridor.delivery.training import selectors, services, wording
from corridor.delivery.training.models import TrainingStandard, TrustedCertificate
from corridor.delivery.training.models.standards import KEEPERS
from corridor.delivery.training.standard_forms import CertificateForm, StandardForm
from corridor.delivery.training.views.frame import actor, frame
from corridor.kernel.errors import N_, NotPermitted

READERS = (*sorted(OFFICERS), Role.COUNSELLOR, Role.TRAINER, Role.EMPLOYER)
NAMERS = (*sorted(OFFICERS), Role.TRAINER, Role.EMPLOYER)


@require_GET
@page(*READERS)
def standard_list(request: HttpRequest) -> HttpResponse:
    context = frame(request) | {
        "page": page_of(request, selectors.listed_standards()),
        "may_add": bool(roles_of(actor(request)) & frozenset(KEEPERS)),
        "crumbs": _crumbs(request, (_("Training standards"), "")),
    }
    return render(request, "training/standards.html", context)


@page(*KEEPERS)
def standard_new(request: HttpRequest) -> HttpResponse:
    user = actor(request)
    form = StandardForm(request.POST or None, user=user, initial=_proposed(request))
    made: list[TrainingStandard] = []

    def keep() -> None:
        made.append(services.publish_standard(by=user, **form.asked()))

    if request.method == "POST" and accepted(form, keep):
        messages.success(request, _("The standard is published. Employers of both countries can sign it."))
        return redirect("training:standard", pk=made[0].pk)
    listed = (_("Training standards"), reverse("training:standards"))
    context = {"form": form, "crumbs": _crumbs(request, listed, (_("New standard"), ""))}
    return render(request, "training/standard_form.html", context, status=422 if form.errors else 200)


@require_GET
@page(*READERS)
def standard(request: HttpRequest, pk: int) -> HttpResponse:
    user = actor(request)
    row = get_object_or_404(TrainingStandard.objects.select_related("owner"), pk=pk)
    target = selectors.standard_target(row)
    agreement = selectors.agreement_of(row)
    signed = {one.organisation_id for one in agreement.signatures}
    own = selectors.employer_organisations(user=user).filter(iso3__in=[row.origin_iso3, row.destination_iso3])
    listed = (_("Training standards"), reverse("training:standards"))
    context = frame(request) | {
        "standard": row,
        "agreement": agreement,
        "needed": [(wording.said(one.ref), one.level) for one in target.wanted if one.is_essential],
        "useful": [(wording.said(one.ref), one.level) for one in target.wanted if not one.is_essential],
        "language": wording.language_text(*target.languages[0]) if target.languages else "",
        "to_sign": [one for one in own if one.pk not in signed],
        "may_change": may(row, user=user, action="change"),
        "crumbs": _crumbs(request, listed, (str(row), "")),
    }
    return render(request, "training/standard.html", context)


@require_POST
@page(Role.EMPLOYER)
def standard_sign(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(TrainingStandard, pk=pk)
    organisation = _own_employer(request, row.origin_iso3, row.destination_iso3)
    attempt(
        request,
        lambda: services.sign_standard(standard=row, organisation=organisation, by=actor(request)),
        _("Your organisation has signed the standard."),
    )
    return redirect("training:standard", pk=pk)


@require_GET
@page(*READERS)
def trusted(request: HttpRequest) -> HttpResponse:
    user = actor(request)
    own = {one.iso3 for one in selectors.employer_organisations(user=user)}
    context = frame(request) | {
        "page": page_of(request, selectors.trusted_certificates(user=user)),
        "own": own,
        "may_add": bool(roles_of(user) & frozenset(NAMERS)),
        "crumbs": _crumbs(request, (_("Certificates that employers trust"), "")),
    }
    return render(request, "training/trusted.html", context)


@page(*NAMERS)
def trusted_new(request: HttpRequest) -> HttpResponse:
    user = actor(request)
    home = selectors.employer_organisations(user=user).first()
    first = {"iso3": home.iso3 if home else "", "checked_on_date": timezone.localdate()}
    form = CertificateForm(request.POST or None, initial=first)

    def keep() -> None:
        services.name_certificate(certificate=form.row(), by=user)

    if request.method == "POST" and accepted(form, keep):
        messages.success(request, _("The certificate stands in the list."))
        return redirect("training:trusted")
    listed = (_("Certificates that employers trust"), reverse("training:trusted"))
    context = frame(request) | {"form": form, "crumbs": _crumbs(request, listed, (_("New certificate"), ""))}
    return render(request, "training/trusted_form.html", context, status=422 if form.errors else 200)


@require_POST
@page(Role.EMPLOYER)
def trusted_say(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(TrustedCertificate, pk=pk)
    organisation = _own_employer(request, row.iso3)
    says = request.POST.get("trust") != "off"
    change = services.say_trusted if says else services.take_back_trust
    done = _("Your word is kept.") if says else _("Your word is taken back.")
    attempt(request, lambda: change(certificate=row, organisation=organisation, by=actor(request)), done)
    return redirect("training:trusted")


def _own_employer(request: HttpRequest, *countries: str) -> Organisation:
    """Return the reader's employer, first the one in a country that is asked for."""
    own = list(selectors.employer_organisations(user=actor(request)))
    own.sort(key=lambda one: (one.iso3 not in countries, one.pk))
    if not own:
        raise NotPermitted(N_("Only an employer's own people speak for it."), hint=N_("Ask the employer."))
    return own[0]


def _proposed(request: HttpRequest) -> dict[str, str]:
    """Return what stands in a new standard: the version before it, or the skills of an occupation of ESCO."""
    if (pk := request.GET.get("version_of", "")).isdecimal() and len(pk) < 16:
        row = get_object_or_404(TrainingStandard, pk=int(pk))
        return selectors.fields_of(row)
    code = request.GET.get("occupation", "")
    return selectors.fields_of_occupation(code) if code else {}


def _crumbs(request: HttpRequest, *more: tuple[str, str]) -> list[tuple[str, str]]:
    home = () if frame(request)["is_portal"] else ((_("Training"), reverse("training:cohorts")),)
    return [*home, *more]
