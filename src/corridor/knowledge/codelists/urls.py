"""Addresses of this room."""

from django.urls import path

from corridor.knowledge.codelists import views

app_name = "codelists"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:name>/", views.detail, name="detail"),
]
