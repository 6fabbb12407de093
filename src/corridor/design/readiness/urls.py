"""Addresses of this room."""

from django.urls import path

from corridor.design.readiness import views

app_name = "readiness"
urlpatterns = [
    path("<int:scheme_id>/readiness/", views.profile, name="profile"),
    path("<int:scheme_id>/readiness/capacity/", views.capacity, name="capacity"),
    path("<int:scheme_id>/readiness/local/", views.local, name="local"),
    path("<int:scheme_id>/readiness/voices/", views.voices, name="voices"),
    path("<int:scheme_id>/readiness/<slug:slug>/new/", views.part_add, name="part_add"),
    path("<int:scheme_id>/readiness/<slug:slug>/<int:pk>/", views.part_edit, name="part_edit"),
    path("<int:scheme_id>/readiness/<slug:slug>/<int:pk>/remove/", views.part_remove, name="part_remove"),
]
