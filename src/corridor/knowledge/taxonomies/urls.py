"""Addresses of this room."""

from django.urls import path

from corridor.knowledge.taxonomies.views import importing, lookup

app_name = "taxonomies"
urlpatterns = [
    path("", lookup.index, name="index"),
    path("import/", importing.bring, name="import"),
    path("concepts/", lookup.concepts, name="concepts"),
    path("concepts/<int:pk>/", lookup.concept, name="concept"),
    path("differences/", lookup.differences, name="differences"),
    path("suggestions/", lookup.suggestions, name="suggestions"),
]
