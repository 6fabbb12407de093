from django.apps import AppConfig


class CodelistsConfig(AppConfig):
    name = "corridor.knowledge.codelists"
    label = "codelists"
    verbose_name = "Code lists"
