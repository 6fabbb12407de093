"""Addresses of this room."""

from django.urls import path

from corridor.delivery.recruitment.views import candidates, imports, proposals, recruiters, shortlists, vacancies

app_name = "recruitment"
urlpatterns = [
    path("vacancies/", vacancies.vacancy_list, name="vacancies"),
    path("vacancies/new/", vacancies.vacancy_new, name="vacancy_new"),
    path("vacancies/<int:pk>/", vacancies.vacancy, name="vacancy"),
    path("vacancies/<int:pk>/edit/", vacancies.vacancy_edit, name="vacancy_edit"),
    path("vacancies/<int:pk>/open/", vacancies.vacancy_open, name="vacancy_open"),
    path("vacancies/<int:pk>/close/", vacancies.vacancy_close, name="vacancy_close"),
    path("vacancies/<int:pk>/shortlist/", shortlists.shortlist, name="shortlist"),
    path("vacancies/<int:pk>/shortlist.csv", shortlists.export, name="shortlist_export"),
    path("vacancies/<int:pk>/match/", shortlists.match, name="match"),
    path("vacancies/<int:pk>/propose/", shortlists.propose, name="propose"),
    path("vacancies/<int:pk>/near/", shortlists.near, name="near"),
    path("vacancies/<int:pk>/why/<int:candidate_pk>/", shortlists.why, name="why"),
    path("proposals/<int:pk>/", proposals.nomination, name="nomination"),
    path("proposals/<int:pk>/candidate/", proposals.candidate_answer, name="candidate_answer"),
    path("proposals/<int:pk>/employer/", proposals.employer_answer, name="employer_answer"),
    path("proposals/<int:pk>/interview/", proposals.interview_new, name="interview_new"),
    path("proposals/<int:pk>/offer/", proposals.offer_new, name="offer_new"),
    path("interviews/<int:pk>/result/", proposals.interview_result, name="interview_result"),
    path("offers/<int:pk>/answer/", proposals.offer_answer, name="offer_answer"),
    path("employers/", vacancies.employers, name="employers"),
    path("employers/<int:pk>/", vacancies.employer, name="employer"),
    path("employers/<int:pk>/vetting/", vacancies.employer_vetting, name="employer_vetting"),
    path("candidates/", candidates.candidate_list, name="candidates"),
    path("candidates/new/", candidates.candidate_new, name="candidate_new"),
    path("candidates/<int:pk>/", candidates.candidate, name="candidate"),
    path("candidates/<int:pk>/consent/", candidates.consent, name="consent"),
    path("candidates/<int:pk>/withdraw/", candidates.withdraw, name="withdraw"),
    path("duplicates/", candidates.duplicates, name="duplicates"),
    path("duplicates/<int:pk>/decide/", candidates.duplicate_decide, name="duplicate_decide"),
    path("import/", imports.upload, name="import"),
    path("import/template.csv", imports.template, name="import_template"),
    path("import/<int:pk>/columns/", imports.columns, name="import_columns"),
    path("import/<int:pk>/check/", imports.check, name="import_check"),
    path("import/<int:pk>/preview/", imports.preview, name="import_preview"),
    path("import/<int:pk>/done/", imports.done, name="import_done"),
    path("import/<int:pk>/discard/", imports.discard, name="import_discard"),
    path("import/<int:pk>/wrong-rows.csv", imports.bad_rows, name="import_bad_rows"),
    path("recruiters/", recruiters.recruiter_list, name="recruiters"),
    path("recruiters/<int:pk>/", recruiters.recruiter, name="recruiter"),
]
