from django.apps import AppConfig


class EmployerPortalConfig(AppConfig):
    name = "corridor.portal.employer"
    label = "employer_portal"
    verbose_name = "Employer portal"
