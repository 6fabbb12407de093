from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "corridor.design.partnerships"
    label = "partnerships"
    verbose_name = "Partnerships"
