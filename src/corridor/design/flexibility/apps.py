from django.apps import AppConfig


class FlexibilityConfig(AppConfig):
    name = "corridor.design.flexibility"
    label = "flexibility"
    verbose_name = "Risks and changes"
