"""Addresses of this room."""

from django.urls import path

from corridor.design.budgets import views

app_name = "budgets"
urlpatterns = [
    path("<int:scheme_id>/budget/", views.detail, name="detail"),
    path("<int:scheme_id>/budget/frame/", views.frame, name="frame"),
    path("<int:scheme_id>/budget/lines/new/", views.line_add, name="line_add"),
    path("<int:scheme_id>/budget/lines/<int:pk>/", views.line_edit, name="line_edit"),
    path("<int:scheme_id>/budget/lines/<int:pk>/remove/", views.line_remove, name="line_remove"),
    path("<int:scheme_id>/budget/spent/new/", views.actual_add, name="actual_add"),
]
