"""Addresses of this room."""

from django.urls import path

from corridor.design.schemes import views

app_name = "schemes"
urlpatterns = [
    path("", views.schemes, name="list"),
    path("new/", views.new, name="new"),
    path("from-gallery/<slug:entry_id>/", views.clone, name="clone"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/names/", views.names, name="names"),
    path("<int:pk>/move/<slug:act>/", views.move, name="move"),
]
