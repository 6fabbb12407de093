"""Addresses of the administration."""

from django.urls import path

from corridor.access import views

app_name = "access"
urlpatterns = [
    path("members/", views.members, name="members"),
    path("members/<int:pk>/end/", views.end_membership, name="end_membership"),
    path("audit/", views.audit, name="audit"),
]
