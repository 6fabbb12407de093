from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "corridor.design.budgets"
    label = "budgets"
    verbose_name = "Budgets"
