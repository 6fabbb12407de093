from django.apps import AppConfig


class WorkerPortalConfig(AppConfig):
    name = "corridor.portal.worker"
    label = "worker_portal"
    verbose_name = "Worker portal"
