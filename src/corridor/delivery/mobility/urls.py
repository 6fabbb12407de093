"""Addresses of this room."""

from django.urls import path

from corridor.delivery.mobility.views import cases, contracts, placements, skill_use

app_name = "mobility"
urlpatterns = [
    path("", cases.case_list, name="cases"),
    path("placements/", placements.placement_list, name="placements"),
    path("offers/<int:pk>/open/", cases.open_placement, name="open"),
    path("<int:pk>/", cases.case_page, name="case"),
    path("steps/<int:pk>/", cases.step, name="step"),
    path("documents/<int:pk>/", cases.document, name="document"),
    path("placements/<int:pk>/act/", placements.act, name="placement_act"),
    path("placements/<int:pk>/contract/", contracts.contract_page, name="contract"),
    path("placements/<int:pk>/contract/act/", contracts.contract_act, name="contract_act"),
    path("brain-waste/", skill_use.waste, name="skill_waste"),
    path("placements/<int:pk>/skills/", skill_use.skill_use, name="skill_use"),
    path("check-ins/<int:pk>/", placements.answer, name="check_in"),
]
