"""Addresses of this room."""

from django.urls import path

from corridor.knowledge.pathways import views

app_name = "pathways"
urlpatterns = [
    path("", views.register, name="list"),
    path("contracts/", views.contracts, name="contracts"),
    path("<int:pk>/", views.detail, name="detail"),
]
