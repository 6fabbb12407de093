"""Addresses of this room."""

from django.urls import path

from corridor.evaluation.papers import views

app_name = "papers"
urlpatterns = [
    path("schemes/<int:scheme_id>/sheet.pdf", views.sheet, name="sheet"),
    path("schemes/<int:scheme_id>/logframe.pdf", views.logframe, name="logframe"),
    path("schemes/<int:scheme_id>/budget.xlsx", views.budget, name="budget"),
    path("schemes/<int:scheme_id>/choice/<slug:kind>.pdf", views.choice_pdf, name="choice_pdf"),
    path("schemes/<int:scheme_id>/choice/<slug:kind>.docx", views.choice_docx, name="choice_docx"),
    path("placements/<int:placement_id>/pack.pdf", views.pack, name="pack"),
    path("vacancies/<int:vacancy_id>/employer.pdf", views.employer_page, name="employer_page"),
]
