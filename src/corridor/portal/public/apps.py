from django.apps import AppConfig


class PublicPortalConfig(AppConfig):
    name = "corridor.portal.public"
    label = "public_portal"
    verbose_name = "Public pages"
