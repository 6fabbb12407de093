"""Addresses of this room."""

from django.urls import path

from corridor.delivery.skills.views import passports, profile

app_name = "skills"
urlpatterns = [
    path("<int:pk>/", profile.person, name="person"),
    path("<int:pk>/skills/add/", profile.skill_add, name="skill_add"),
    path("<int:pk>/passport/", passports.passport, name="passport"),
    path("<int:pk>/passport/issue/", passports.passport_issue, name="passport_issue"),
    path("passports/<int:pk>/revoke/", passports.passport_revoke, name="passport_revoke"),
    path("passports/<int:pk>/share/", passports.passport_share, name="passport_share"),
    path("passports/<int:pk>/passport.json", passports.passport_json, name="passport_json"),
]
