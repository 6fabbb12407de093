from django.apps import AppConfig


class OutlookConfig(AppConfig):
    name = "corridor.design.outlook"
    label = "outlook"
    verbose_name = "Outlook"
