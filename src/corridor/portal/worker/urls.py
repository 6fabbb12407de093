"""Addresses of this room."""

from django.urls import URLPattern

app_name = "worker_portal"
urlpatterns: list[URLPattern] = []
