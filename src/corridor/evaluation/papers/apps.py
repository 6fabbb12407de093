from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "corridor.evaluation.papers"
    label = "papers"
    verbose_name = "Papers"
