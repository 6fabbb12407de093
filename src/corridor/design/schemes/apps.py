from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "corridor.design.schemes"
    label = "schemes"
    verbose_name = "Schemes"
