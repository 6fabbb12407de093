from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "corridor.ui"
    label = "ui"
    verbose_name = "Design system"
