"""Addresses of this room."""

from django.urls import path

from corridor.delivery.recognition.views import desk, portfolio, procedures, public, worker

app_name = "recognition"
urlpatterns = [
    path("", desk.case_list, name="cases"),
    path("<int:pk>/", desk.case_page, name="case"),
    path("<int:pk>/act/", desk.act, name="act"),
    path("documents/<int:pk>/check/", desk.document_check, name="document_check"),
    path("documents/<int:pk>/file/", desk.document_file, name="document_file"),
    path("differences/<int:pk>/remove/", desk.difference_remove, name="difference_remove"),
    path("measures/<int:pk>/finish/", desk.measure_finish, name="measure_finish"),
    path("by-country/", public.ways, name="ways"),
    path("decisions/", public.decision_list, name="decisions"),
    path("decisions/count/", public.count_again, name="count_again"),
    path("decisions/add/", public.entry_add, name="entry_add"),
    path("procedures/", procedures.procedure_list, name="procedures"),
    path("procedures/add/", procedures.procedure_add, name="procedure_add"),
    path("procedures/<int:pk>/", procedures.procedure_edit, name="procedure_edit"),
    path("laws/add/", procedures.law_add, name="law_add"),
    path("results/", public.indicators, name="indicators"),
    path("fees/", public.fees, name="fees"),
    path("mine/", worker.mine, name="mine"),
    path("mine/apply/<int:pk>/", worker.apply, name="apply"),
    path("mine/<int:pk>/", worker.own_case, name="own_case"),
    path("mine/<int:pk>/act/", worker.own_act, name="own_act"),
    path("mine/<int:pk>/appeal/", worker.appeal, name="appeal"),
    path("mine/papers/<int:pk>/", worker.hand_in, name="hand_in"),
    path("mine/measures/<int:pk>/choose/", worker.choose, name="choose"),
    path("mine/portfolio/", portfolio.own, name="portfolio"),
    path("mine/portfolio/<int:pk>/", portfolio.item_act, name="item_act"),
    path("evidence/<int:pk>/file/", portfolio.item_file, name="item_file"),
    path("portfolios/", portfolio.people, name="portfolios"),
    path("portfolios/<int:pk>/", portfolio.assess, name="assess"),
]
