"""The addresses of the design system; they stand outside the language prefix."""

from django.urls import path

from corridor.ui import views

app_name = "ui"
urlpatterns = [
    path("language/<str:code>/", views.set_language, name="set_language"),
    path("theme/", views.set_theme, name="set_theme"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/portal/", views.styleguide_portal, name="styleguide_portal"),
    path("styleguide/job/", views.styleguide_job, name="styleguide_job"),
]
