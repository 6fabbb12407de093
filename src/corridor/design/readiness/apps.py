from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "corridor.design.readiness"
    label = "readiness"
    verbose_name = "Readiness"
