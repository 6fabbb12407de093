"""Addresses of this room."""

from django.urls import path

from corridor.knowledge.pathways import entry_pages, views

app_name = "pathways"
urlpatterns = [
    path("", views.register, name="list"),
    path("add/", entry_pages.add_pathway, name="add"),
    path("person/", views.person, name="person"),
    path("compare/", views.compare, name="compare"),
    path("contracts/", views.contracts, name="contracts"),
    path("blockages/", views.blockages, name="blockages"),
    path("centres/", views.centres, name="centres"),
    path("centres/add/", entry_pages.add_centre, name="add_centre"),
    path("centres/<int:pk>/", entry_pages.edit_centre, name="edit_centre"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", entry_pages.edit_pathway, name="edit"),
    path("<int:pk>/conditions/add/", entry_pages.add_condition, name="add_condition"),
    path("<int:pk>/notes/add/", entry_pages.add_note, name="add_note"),
    path("<int:pk>/blockages/add/", entry_pages.add_blockage, name="add_blockage"),
    path("<int:pk>/steps/add/", entry_pages.add_step, name="add_step"),
    path("steps/<int:pk>/", entry_pages.edit_step, name="edit_step"),
    path("conditions/<int:pk>/", entry_pages.edit_condition, name="edit_condition"),
    path("notes/<int:pk>/", entry_pages.edit_note, name="edit_note"),
    path("blockages/<int:pk>/", entry_pages.edit_blockage, name="edit_blockage"),
]
