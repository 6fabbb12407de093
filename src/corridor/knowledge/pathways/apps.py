from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "corridor.knowledge.pathways"
    label = "pathways"
    verbose_name = "Pathways"
