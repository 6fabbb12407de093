"""Addresses of this room."""

from django.urls import path

from corridor.delivery.skills.views import issuers, passports, profile, shares

app_name = "skills"
urlpatterns = [
    path("<int:pk>/", profile.person, name="person"),
    path("<int:pk>/skills/add/", profile.skill_add, name="skill_add"),
    path("<int:pk>/passport/", passports.passport, name="passport"),
    path("<int:pk>/passport/issue/", passports.passport_issue, name="passport_issue"),
    path("passports/<int:pk>/revoke/", passports.passport_revoke, name="passport_revoke"),
    path("passports/<int:pk>/share/", passports.passport_share, name="passport_share"),
    path("passports/<int:pk>/passport.json", passports.passport_json, name="passport_json"),
    path("passports/<int:pk>/credential.json", passports.passport_credential, name="passport_credential"),
    path("passports/<int:pk>/disclosures.txt", passports.passport_disclosures, name="passport_disclosures"),
    path("passports/<int:pk>/passport.pdf", passports.passport_pdf, name="passport_pdf"),
    path("<int:pk>/shares/", shares.shares, name="shares"),
    path("shares/<int:pk>/end/", shares.share_end, name="share_end"),
    path("issuers/", issuers.issuers, name="issuers"),
    path("issuers/<int:pk>/rotate/", issuers.issuer_rotate, name="issuer_rotate"),
]
