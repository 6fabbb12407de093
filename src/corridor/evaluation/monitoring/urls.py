"""Addresses of this room."""

from django.urls import path

from corridor.evaluation.monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<int:scheme_id>/", views.dashboard, name="dashboard"),
    path("<int:scheme_id>/runs/<int:pk>/", views.run, name="run"),
    path("<int:scheme_id>/<slug:table>.csv", views.export, name="export"),
]
