from django.apps import AppConfig


class QuotasConfig(AppConfig):
    name = "corridor.knowledge.quotas"
    label = "quotas"
    verbose_name = "Quotas and shortage lists"
