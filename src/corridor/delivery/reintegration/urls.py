"""Addresses of this room."""

from django.urls import path

from corridor.delivery.reintegration import views

app_name = "reintegration"
urlpatterns = [path("", views.plans, name="plans")]
