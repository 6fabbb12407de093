"""Addresses of this room."""

from django.urls import path

from corridor.portal.employer.views import orders, people

app_name = "employer_portal"
urlpatterns = [
    path("", orders.home, name="home"),
    path("jobs/", orders.vacancies, name="vacancies"),
    path("jobs/new/", orders.new, name="new"),
    path("jobs/<int:pk>/", orders.vacancy, name="vacancy"),
    path("jobs/<int:pk>/change/", orders.change, name="change"),
    path("jobs/<int:pk>/open/", orders.open_order, name="open"),
    path("costs/", orders.costs, name="costs"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/answer/", people.answer, name="answer"),
    path("people/<int:pk>/interview/", people.interview, name="interview"),
    path("people/<int:pk>/interview/result/", people.interview_result, name="interview_result"),
    path("people/<int:pk>/offer/", people.offer, name="offer"),
    path("steps/<int:pk>/", people.step, name="step"),
    path("check-ins/<int:pk>/", people.check_in, name="check_in"),
]
