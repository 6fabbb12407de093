from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "corridor.design.activities"
    label = "activities"
    verbose_name = "Activities"
