"""Addresses of this room."""

from django.urls import path

from corridor.design.screening import views

app_name = "screening"
urlpatterns = [
    path("<int:scheme_id>/compare/<slug:kind>/", views.comparison, name="comparison"),
    path("<int:scheme_id>/compare/<slug:kind>/begin/", views.begin, name="begin"),
    path("<int:scheme_id>/compare/<slug:kind>/scores/", views.scores, name="scores"),
    path("<int:scheme_id>/compare/<slug:kind>/choose/", views.choose, name="choose"),
]
