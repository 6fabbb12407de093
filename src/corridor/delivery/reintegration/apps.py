from django.apps import AppConfig


class ReintegrationConfig(AppConfig):
    name = "corridor.delivery.reintegration"
    label = "reintegration"
    verbose_name = "Return"
