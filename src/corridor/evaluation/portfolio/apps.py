from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "corridor.evaluation.portfolio"
    label = "portfolio"
    verbose_name = "Portfolio"
