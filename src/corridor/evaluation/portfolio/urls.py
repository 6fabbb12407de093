"""Addresses of this room."""

from django.urls import path

from corridor.evaluation.portfolio import views

app_name = "portfolio"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("messages/", views.messages, name="messages"),
]
