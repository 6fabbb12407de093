"""Addresses of this room."""

from django.urls import path

from corridor.delivery.skills.views import assessments, cvs, issuers, links, passports, profile, shares

app_name = "skills"
urlpatterns = [
    path("<int:pk>/", profile.person, name="person"),
    path("<int:pk>/skills/add/", profile.skill_add, name="skill_add"),
    path("<int:pk>/add/<str:section>/", profile.entry_add, name="entry_add"),
    path("entries/<str:section>/<int:pk>/", profile.entry_change, name="entry_change"),
    path("entries/<str:section>/<int:pk>/remove/", profile.entry_remove, name="entry_remove"),
    path("evidence/<int:pk>/file/", profile.evidence_file, name="evidence_file"),
    path("evidence/<int:pk>/verify/", profile.evidence_verify, name="evidence_verify"),
    path("<int:pk>/my-data.json", profile.my_data, name="my_data"),
    path("<int:pk>/erase/", profile.profile_erase, name="profile_erase"),
    path("<int:pk>/cv/", cvs.cv, name="cv"),
    path("<int:pk>/cv/<str:name>/", cvs.cv_file, name="cv_file"),
    path("cvs/<int:pk>/", cvs.cv_look, name="cv_look"),
    path("cvs/<int:pk>/take/", cvs.cv_take, name="cv_take"),
    path("cvs/<int:pk>/drop/", cvs.cv_drop, name="cv_drop"),
    path("links/", links.queue, name="links"),
    path("links/<int:pk>/", links.link, name="link"),
    path("links/<int:pk>/decide/", links.decide, name="link_decide"),
    path("<int:pk>/assessments/", assessments.assessments, name="assessments"),
    path("<int:pk>/assessments/add/", assessments.assessment_add, name="assessment_add"),
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
    path("issuers/known/", issuers.known_issuers, name="known_issuers"),
    path("issuers/known/<int:pk>/remove/", issuers.known_issuer_remove, name="known_issuer_remove"),
    path("issuers/<int:pk>/rotate/", issuers.issuer_rotate, name="issuer_rotate"),
]
