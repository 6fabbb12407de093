"""Addresses of this room."""

from django.urls import path

from corridor.delivery.training import views

app_name = "training"
urlpatterns = [
    path("", views.cohort_list, name="cohorts"),
    path("new/", views.cohort_new, name="cohort_new"),
    path("<int:pk>/", views.cohort, name="cohort"),
    path("<int:pk>/enrol/", views.enrol, name="enrol"),
    path("<int:pk>/sessions/", views.add_session, name="session"),
    path("sessions/<int:pk>/attendance/", views.attendance, name="attendance"),
    path("enrolments/<int:pk>/test/", views.assess, name="assess"),
    path("enrolments/<int:pk>/certificate/", views.certify, name="certify"),
]
