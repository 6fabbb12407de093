"""Addresses of this room."""

from django.urls import path

from corridor.portal.worker.views import case, help as helping, jobs, skills

app_name = "worker_portal"
urlpatterns = [
    path("", case.home, name="home"),
    path("messages/", case.messages_page, name="messages"),
    path("steps/<int:pk>/", case.step, name="step"),
    path("documents/<int:pk>/", case.document, name="document"),
    path("contract/", case.contract, name="contract"),
    path("check-ins/<int:pk>/", case.check_in, name="check_in"),
    path("return/", case.return_plan, name="return_plan"),
    path("return/delete/", case.return_plan_delete, name="return_plan_delete"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("proposals/<int:pk>/", jobs.proposal, name="proposal"),
    path("offers/<int:pk>/", jobs.offer, name="offer"),
    path("withdraw/", jobs.withdraw, name="withdraw"),
    path("skills/", skills.passport, name="passport"),
    path("skills/add/", skills.add, name="skill_add"),
    path("skills/issue/", skills.issue, name="passport_issue"),
    path("skills/share/", skills.share, name="passport_share"),
    path("help/", helping.help_page, name="help"),
    path("help/complain/", helping.complain, name="complain"),
    path("help/fee/", helping.fee, name="fee"),
    path("help/call/", helping.call, name="call"),
]
