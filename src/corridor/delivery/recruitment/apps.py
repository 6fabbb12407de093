from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "corridor.delivery.recruitment"
    label = "recruitment"
    verbose_name = "Recruitment"
