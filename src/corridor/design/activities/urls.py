"""Addresses of this room."""

from django.urls import path

from corridor.design.activities import views

app_name = "activities"
urlpatterns = [path("<int:scheme_id>/pathways/", views.pathways, name="pathways")]
