from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "corridor.delivery.protection"
    label = "protection"
    verbose_name = "Protection"
