"""Addresses of this room."""

from django.urls import path

from corridor.knowledge.quotas import views

app_name = "quotas"
urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("new/", views.quota_new, name="quota_new"),
    path("reported/", views.enter_reported, name="enter_reported"),
    path("<int:pk>/", views.quota, name="quota"),
    path("<int:pk>/edit/", views.quota_edit, name="quota_edit"),
    path("<int:pk>/sources/new/", views.statement_new, name="statement_new"),
    path("<int:pk>/elsewhere/", views.outside_new, name="outside_new"),
    path("lists/", views.lists, name="lists"),
    path("lists/new/", views.list_new, name="list_new"),
    path("lists/<int:pk>/", views.shortage_list, name="list"),
    path("lists/<int:pk>/edit/", views.list_edit, name="list_edit"),
    path("lists/<int:pk>/add/", views.item_new, name="item_new"),
    path("lists/items/<int:pk>/remove/", views.item_remove, name="item_remove"),
]
