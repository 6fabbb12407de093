"""Pages of the administrator and of the data protection officer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.forms import MemberForm
from corridor.access.models import Membership
from corridor.access.roles import Role
from corridor.access.selectors import audit_entries_for, get_visible, members_for
from corridor.access.services import end_role, invite
from corridor.core.tables import page_of


@page(Role.ADMINISTRATOR)
def members(request: HttpRequest) -> HttpResponse:
    form = MemberForm(request.POST or None, administrator=request.user)
    if request.method == "POST" and form.is_valid():
        invite(**form.cleaned_data, by=request.user)
        messages.success(request, _("The role was given."))
        return redirect("access:members")
    rows = page_of(request, members_for(user=request.user))
    return render(request, "access/members.html", {"form": form, "page": rows})


@require_POST
@page(Role.ADMINISTRATOR)
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    membership = get_visible(Membership.objects.all(), user=request.user, pk=pk)
    end_role(membership=membership, by=request.user)
    messages.success(request, _("The role was ended."))
    return redirect("access:members")


@page(Role.DATA_PROTECTION)
def audit(request: HttpRequest) -> HttpResponse:
    entries = audit_entries_for(user=request.user, action=request.GET.get("action", ""))
    return render(request, "access/audit.html", {"page": page_of(request, entries, size=50)})
