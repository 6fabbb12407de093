from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "corridor.delivery.training"
    label = "training"
    verbose_name = "Training"
