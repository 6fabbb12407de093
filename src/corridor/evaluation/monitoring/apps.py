from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "corridor.evaluation.monitoring"
    label = "monitoring"
    verbose_name = "Monitoring"
