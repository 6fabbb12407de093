"""Addresses of this room."""

from django.urls import path

from corridor.design.screening import fact_pages, group_pages, views

app_name = "screening"
_HERE = "<int:scheme_id>/compare/<slug:kind>/"
urlpatterns = [
    path(_HERE, views.comparison, name="comparison"),
    path(f"{_HERE}rank/", views.rerank, name="rerank"),
    path(f"{_HERE}weights/", views.weights, name="weights"),
    path(f"{_HERE}method/", views.method, name="method"),
    path(f"{_HERE}begin/", views.begin, name="begin"),
    path(f"{_HERE}scores/", views.scores, name="scores"),
    path(f"{_HERE}choose/", views.choose, name="choose"),
    path(f"{_HERE}places/<int:pk>/", fact_pages.place, name="place"),
    path(f"{_HERE}places/<int:pk>/edit/", fact_pages.place_edit, name="place_edit"),
    path(f"{_HERE}places/<int:pk>/exclude/", fact_pages.veto, name="veto"),
    path(f"{_HERE}vetoes/<int:pk>/correct/", fact_pages.correct, name="correct"),
    path(f"{_HERE}pairs/", fact_pages.pairs, name="pairs"),
    path(f"{_HERE}evidence/", fact_pages.evidence, name="evidence"),
    path(f"{_HERE}release/", fact_pages.release, name="release"),
    path(f"{_HERE}groups/ask/", group_pages.ask, name="ask"),
    path(f"{_HERE}groups/<int:pk>/", group_pages.group, name="group"),
    path(f"{_HERE}groups/<int:pk>/release/", group_pages.group_release, name="group_release"),
]
