from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "corridor.config"
    label = "config"

    def ready(self) -> None:
        from corridor.config import checks, subscriptions

        checks.register()
        subscriptions.connect()
