"""The front door: everyone is led to the home page of their role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from corridor.access.doors import open_page
from corridor.access.roles import STAFF, Role
from corridor.access.selectors import roles_of


@open_page
def home(request: HttpRequest) -> HttpResponse:
    roles = roles_of(request.user)
    if roles & STAFF:
        return redirect("portfolio:home")
    if Role.EMPLOYER in roles:
        return redirect("employer_portal:home")
    if Role.WORKER in roles:
        return redirect("worker_portal:home")
    return redirect("public_portal:welcome")
