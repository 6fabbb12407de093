"""Addresses of this room."""

from django.urls import path

from corridor.knowledge.labour_market.views import importing, reading

app_name = "labour_market"
urlpatterns = [
    path("", reading.datasets, name="list"),
    path("figures/", reading.browse, name="browse"),
    path("figures.csv", reading.export, name="export"),
    path("women-and-men/", reading.sexes, name="sexes"),
    path("adverts/", reading.adverts, name="adverts"),
    path("datasets/<int:pk>/", reading.dataset, name="dataset"),
    path("versions/<int:pk>/", reading.version, name="version"),
    path("import/", importing.upload, name="import"),
    path("files/<int:pk>/", importing.file, name="file"),
    path("files/<int:pk>/raw", reading.raw, name="raw"),
    path("files/<int:pk>/confirm/", importing.confirm, name="confirm"),
    path("files/<int:pk>/discard/", importing.discard, name="discard"),
]
