"""Addresses of this room."""

from django.urls import path

from corridor.knowledge.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.gallery, name="list"),
    path("compare/", views.compare, name="compare"),
    path("matrix/", views.matrix, name="matrix"),
    path("export.csv", views.export, name="export"),
    path("<slug:entry_id>/", views.entry, name="entry"),
]
