"""Addresses of this room."""

from django.urls import path

from corridor.delivery.skills import views

app_name = "skills"
urlpatterns = [
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/skills/add/", views.skill_add, name="skill_add"),
    path("<int:pk>/passport/", views.passport, name="passport"),
    path("<int:pk>/passport/issue/", views.passport_issue, name="passport_issue"),
    path("passports/<int:pk>/revoke/", views.passport_revoke, name="passport_revoke"),
    path("passports/<int:pk>/share/", views.passport_share, name="passport_share"),
    path("passports/<int:pk>/passport.json", views.passport_json, name="passport_json"),
]
