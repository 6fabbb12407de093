"""Addresses of this room."""

from django.urls import path

from corridor.design.studio import views

app_name = "studio"
urlpatterns = [
    path("<int:scheme_id>/design/", views.workbench, name="workbench"),
    path("<int:scheme_id>/design/readiness/", views.readiness, name="readiness"),
    path("<int:scheme_id>/design/approve/", views.approve, name="approve"),
    path("<int:scheme_id>/design/versions/", views.versions, name="versions"),
    path("<int:scheme_id>/design/mobility/", views.mobility, name="mobility"),
    path("<int:scheme_id>/design/tensions/<slug:code>/", views.tension, name="tension"),
    path("<int:scheme_id>/design/languages/", views.languages, name="languages"),
    path("<int:scheme_id>/design/<slug:step>/", views.step, name="step"),
    path("<int:scheme_id>/design/<slug:step>/approve/", views.step_approve, name="step_approve"),
    path("<int:scheme_id>/design/parts/<slug:slug>/new/", views.part_add, name="part_add"),
    path("<int:scheme_id>/design/parts/<slug:slug>/<int:pk>/", views.part_edit, name="part_edit"),
    path("<int:scheme_id>/design/parts/<slug:slug>/<int:pk>/remove/", views.part_remove, name="part_remove"),
]
