from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "corridor.design.screening"
    label = "screening"
    verbose_name = "Sector and country choice"
