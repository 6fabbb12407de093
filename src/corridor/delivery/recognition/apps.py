from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "corridor.delivery.recognition"
    label = "recognition"
    verbose_name = "Recognition"
