"""Addresses of this room."""

from django.urls import URLPattern

app_name = "codelists"
urlpatterns: list[URLPattern] = []
