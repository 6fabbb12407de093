from django.apps import AppConfig


class TaxonomiesConfig(AppConfig):
    name = "corridor.knowledge.taxonomies"
    label = "taxonomies"
    verbose_name = "Classifications"
