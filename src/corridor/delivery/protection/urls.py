"""Addresses of this room. Nothing here exports: complaints do not leave it in bulk."""

from django.urls import path

from corridor.delivery.protection.views import fees, grievances

app_name = "protection"
urlpatterns = [
    path("", grievances.grievance_list, name="grievances"),
    path("<int:pk>/", grievances.grievance_page, name="grievance"),
    path("<int:pk>/act/", grievances.act, name="act"),
    path("fees/", fees.fee_list, name="fees"),
    path("fees/<int:pk>/repaid/", fees.repaid, name="fee_repaid"),
]
