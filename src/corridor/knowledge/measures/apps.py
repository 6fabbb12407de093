from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "corridor.knowledge.measures"
    label = "measures"
    verbose_name = "Measures"
