from django.apps import AppConfig


class StudioConfig(AppConfig):
    name = "corridor.design.studio"
    label = "studio"
    verbose_name = "Studio"
