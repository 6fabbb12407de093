"""Addresses of this room."""

from django.urls import URLPattern

app_name = "flexibility"
urlpatterns: list[URLPattern] = []
