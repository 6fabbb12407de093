"""Addresses of this room."""

from django.urls import path

from corridor.delivery.training.views import annexes, cohorts, gaps, standards

app_name = "training"
urlpatterns = [
    path("", cohorts.cohort_list, name="cohorts"),
    path("new/", cohorts.cohort_new, name="cohort_new"),
    path("<int:pk>/", cohorts.cohort, name="cohort"),
    path("<int:pk>/enrol/", cohorts.enrol, name="enrol"),
    path("<int:pk>/sessions/", cohorts.add_session, name="session"),
    path("sessions/<int:pk>/attendance/", cohorts.attendance, name="attendance"),
    path("enrolments/<int:pk>/test/", cohorts.assess, name="assess"),
    path("enrolments/<int:pk>/certificate/", cohorts.certify, name="certify"),
    path("people/<int:pk>/gap/", gaps.gap, name="gap"),
    path("people/<int:pk>/plans/new/", gaps.plan_save, name="plan_save"),
    path("plans/<int:pk>/", gaps.plan, name="plan"),
    path("plans/<int:pk>/delete/", gaps.plan_delete, name="plan_delete"),
    path("standards/", standards.standard_list, name="standards"),
    path("standards/new/", standards.standard_new, name="standard_new"),
    path("standards/<int:pk>/", standards.standard, name="standard"),
    path("standards/<int:pk>/sign/", standards.standard_sign, name="standard_sign"),
    path("certificates/", standards.trusted, name="trusted"),
    path("certificates/new/", standards.trusted_new, name="trusted_new"),
    path("certificates/<int:pk>/trust/", standards.trusted_say, name="trusted_say"),
    path("annexes/<slug:subject>/<int:pk>/", annexes.annex_of, name="annex_of"),
    path("annexes/<int:pk>/confirm/", annexes.annex_confirm, name="annex_confirm"),
    path("annexes/<int:pk>/annex.pdf", annexes.annex_paper, name="annex_paper"),
    path("annexes/<int:pk>/annex.json", annexes.annex_json, name="annex_json"),
]
