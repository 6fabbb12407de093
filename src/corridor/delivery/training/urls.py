"""Addresses of this room."""

from django.urls import path

from corridor.delivery.training.views import cohorts, gaps

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
]
