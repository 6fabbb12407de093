"""Addresses of this room."""

from django.urls import path

from corridor.design.evidence import views

app_name = "evidence"
urlpatterns = [
    path("<int:scheme_id>/evidence/", views.questions, name="questions"),
    path("<int:scheme_id>/evidence/questions/<slug:code>/", views.question, name="question"),
    path("<int:scheme_id>/evidence/questions/<slug:code>/proofs/new/", views.proof_add, name="proof_add"),
    path("<int:scheme_id>/evidence/proofs/<int:pk>/", views.proof_edit, name="proof_edit"),
    path("<int:scheme_id>/evidence/proofs/<int:pk>/remove/", views.proof_remove, name="proof_remove"),
    path("<int:scheme_id>/evidence/gaps/new/", views.gap_add, name="gap_add"),
    path("<int:scheme_id>/evidence/gaps/<int:pk>/", views.gap_edit, name="gap_edit"),
    path("<int:scheme_id>/evidence/gaps/<int:pk>/remove/", views.gap_remove, name="gap_remove"),
    path("<int:scheme_id>/evidence/indicators/", views.indicators, name="indicators"),
    path("<int:scheme_id>/evidence/scores/new/", views.score_add, name="score_add"),
    path("<int:scheme_id>/evidence/scores/<int:pk>/", views.score_edit, name="score_edit"),
    path("<int:scheme_id>/evidence/scores/<int:pk>/remove/", views.score_remove, name="score_remove"),
    path("<int:scheme_id>/evidence/flags/new/", views.flag_add, name="flag_add"),
    path("<int:scheme_id>/evidence/flags/<int:pk>/", views.flag_edit, name="flag_edit"),
    path("<int:scheme_id>/evidence/flags/<int:pk>/remove/", views.flag_remove, name="flag_remove"),
]
