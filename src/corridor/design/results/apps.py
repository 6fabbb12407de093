from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "corridor.design.results"
    label = "results"
    verbose_name = "Results framework"
