from django.apps import AppConfig


class LabourMarketConfig(AppConfig):
    name = "corridor.knowledge.labour_market"
    label = "labour_market"
    verbose_name = "Labour market evidence"
