from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "corridor.design.evidence"
    label = "evidence"
    verbose_name = "Evidence of a scheme"
