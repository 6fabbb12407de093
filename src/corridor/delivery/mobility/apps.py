from django.apps import AppConfig


class MobilityConfig(AppConfig):
    name = "corridor.delivery.mobility"
    label = "mobility"
    verbose_name = "Mobility"
