"""Addresses of this room."""

from django.urls import path

from corridor.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.roles, name="roles"),
    path("become/<int:pk>/", views.become, name="become"),
    path("reset/", views.reset, name="reset"),
    path("empty/", views.start_empty, name="start_empty"),
]
