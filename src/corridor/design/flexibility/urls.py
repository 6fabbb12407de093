"""Addresses of this room."""

from django.urls import path

from corridor.design.flexibility.views import changes, risks, whatif

app_name = "flexibility"
urlpatterns = [
    path("<int:scheme_id>/risks/", risks.register, name="risks"),
    path("<int:scheme_id>/risks/new/", risks.add, name="risk_add"),
    path("<int:scheme_id>/risks/<int:pk>/", risks.detail, name="risk"),
    path("<int:scheme_id>/risks/<int:pk>/edit/", risks.edit, name="risk_edit"),
    path("<int:scheme_id>/risks/<int:pk>/value/", risks.reading, name="risk_value"),
    path("<int:scheme_id>/risks/<int:pk>/close/", risks.close, name="risk_close"),
    path("<int:scheme_id>/risks/<int:pk>/request/", risks.request_change, name="risk_request"),
    path("<int:scheme_id>/changes/", changes.listing, name="changes"),
    path("<int:scheme_id>/changes/new/", changes.add, name="change_add"),
    path("<int:scheme_id>/changes/<int:pk>/", changes.detail, name="change"),
    path("<int:scheme_id>/changes/<int:pk>/edit/", changes.edit, name="change_edit"),
    path("<int:scheme_id>/changes/<int:pk>/submit/", changes.submit, name="change_submit"),
    path("<int:scheme_id>/changes/<int:pk>/decide/", changes.decide, name="change_decide"),
    path("<int:scheme_id>/changes/<int:pk>/enter/", changes.enter, name="change_enter"),
    path("<int:scheme_id>/what-if/", whatif.results, name="what_if"),
    path("<int:scheme_id>/what-if/begin/", whatif.begin, name="what_if_begin"),
    path("<int:scheme_id>/what-if/play/", whatif.play, name="what_if_play"),
    path("<int:scheme_id>/what-if/steps/", whatif.steps, name="what_if_steps"),
    path("<int:scheme_id>/what-if/scenarios/new/", whatif.scenario_add, name="scenario_add"),
    path("<int:scheme_id>/what-if/scenarios/<int:pk>/", whatif.scenario_edit, name="scenario_edit"),
    path("<int:scheme_id>/what-if/scenarios/<int:pk>/remove/", whatif.scenario_remove, name="scenario_remove"),
]
