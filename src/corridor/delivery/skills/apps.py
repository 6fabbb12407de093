from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "corridor.delivery.skills"
    label = "skills"
    verbose_name = "Skills"
