"""Addresses of this room."""

from django.urls import path

from corridor.portal.public import views

app_name = "public_portal"
urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("rights/", views.rights, name="rights"),
    path("complain/", views.complain, name="complain"),
    path("complain/received/", views.complained, name="complained"),
    path("track/", views.track, name="track"),
    path("check/", views.check, name="check"),
    path("shared/<str:token>/", views.shared, name="shared"),
    path("shared/<str:token>/signed.txt", views.shared_file, name="shared_file"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
