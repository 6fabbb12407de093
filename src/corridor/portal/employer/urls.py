"""Addresses of this room."""

from django.urls import URLPattern

app_name = "employer_portal"
urlpatterns: list[URLPattern] = []
