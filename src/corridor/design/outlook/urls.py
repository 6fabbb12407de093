"""Addresses of this room."""

from django.urls import path

from corridor.design.outlook.views import panels, projections, safeguards

app_name = "outlook"
urlpatterns = [
    path("<int:scheme_id>/outlook/", projections.overview, name="overview"),
    path("<int:scheme_id>/outlook/add/", projections.add, name="add"),
    path("<int:scheme_id>/outlook/scenarios/add/", projections.scenario_add, name="scenario_add"),
    path("<int:scheme_id>/outlook/scenarios/<int:pk>/", projections.scenario, name="scenario"),
    path("<int:scheme_id>/outlook/<int:pk>/", projections.projection, name="projection"),
    path("<int:scheme_id>/outlook/<int:pk>/numbers/", projections.inputs, name="inputs"),
    path("<int:scheme_id>/outlook/<int:pk>/series/", projections.series, name="series"),
    path("<int:scheme_id>/outlook/<int:pk>/remove/", projections.remove, name="remove"),
    path("<int:scheme_id>/experts/", panels.studies, name="studies"),
    path("<int:scheme_id>/experts/open/", panels.study_open, name="study_open"),
    path("<int:scheme_id>/experts/<int:pk>/", panels.study, name="study"),
    path("<int:scheme_id>/experts/<int:pk>/invite/", panels.invite, name="invite"),
    path("<int:scheme_id>/experts/<int:pk>/next/", panels.next_round, name="next_round"),
    path("<int:scheme_id>/experts/<int:pk>/close/", panels.close_study, name="close_study"),
    path("<int:scheme_id>/experts/people/<int:pk>/link/", panels.renew, name="renew"),
    path("<int:scheme_id>/experts/people/<int:pk>/revoke/", panels.revoke, name="revoke"),
    path("my-estimates/", panels.mine, name="mine"),
    path("my-estimates/<int:pk>/", panels.answer, name="answer"),
    path("estimate/<str:key>/", panels.answer_by_link, name="answer_by_link"),
    path("<int:scheme_id>/brain-drain/", safeguards.drain, name="drain"),
    path("<int:scheme_id>/brain-drain/statement/", safeguards.statement, name="statement"),
    path("<int:scheme_id>/brain-drain/reading/", safeguards.reading, name="reading"),
    path("<int:scheme_id>/brain-drain/proposals/<int:pk>/", safeguards.decide, name="decide"),
]
