"""Addresses of this room."""

from django.urls import URLPattern

app_name = "labour_market"
urlpatterns: list[URLPattern] = []
