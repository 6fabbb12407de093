"""The addresses of the house."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from corridor.config.api import api
from corridor.config.views import home

urlpatterns = [
    path("", include("corridor.ui.urls")),
    path("", include("corridor.portal.public.roots")),
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("", home, name="home"),
        path("accounts/", include("allauth.urls")),
        path("access/", include("corridor.access.urls")),
        path("codelists/", include("corridor.knowledge.codelists.urls")),
        path("taxonomies/", include("corridor.knowledge.taxonomies.urls")),
        path("gallery/", include("corridor.knowledge.measures.urls")),
        path("labour-market/", include("corridor.knowledge.labour_market.urls")),
        path("pathways/", include("corridor.knowledge.pathways.urls")),
        path("quotas/", include("corridor.knowledge.quotas.urls")),
        path("schemes/", include("corridor.design.schemes.urls")),
        path("schemes/", include("corridor.design.studio.urls")),
        path("schemes/", include("corridor.design.screening.urls")),
        path("schemes/", include("corridor.design.partnerships.urls")),
        path("schemes/", include("corridor.design.activities.urls")),
        path("schemes/", include("corridor.design.results.urls")),
        path("schemes/", include("corridor.design.budgets.urls")),
        path("schemes/", include("corridor.design.evidence.urls")),
        path("schemes/", include("corridor.design.outlook.urls")),
        path("schemes/", include("corridor.design.readiness.urls")),
        path("schemes/", include("corridor.design.flexibility.urls")),
        path("people/", include("corridor.delivery.skills.urls")),
        path("recognition/", include("corridor.delivery.recognition.urls")),
        path("recruitment/", include("corridor.delivery.recruitment.urls")),
        path("training/", include("corridor.delivery.training.urls")),
        path("cases/", include("corridor.delivery.mobility.urls")),
        path("returns/", include("corridor.delivery.reintegration.urls")),
        path("protection/", include("corridor.delivery.protection.urls")),
        path("results/", include("corridor.evaluation.monitoring.urls")),
        path("papers/", include("corridor.evaluation.papers.urls")),
        path("desk/", include("corridor.evaluation.portfolio.urls")),
        path("me/", include("corridor.portal.worker.urls")),
        path("employer/", include("corridor.portal.employer.urls")),
        path("welcome/", include("corridor.portal.public.urls")),
        path("demo/", include("corridor.demo.urls")),
    ),
]
handler400 = "corridor.ui.errors.bad_request"
handler403 = "corridor.ui.errors.forbidden"
handler404 = "corridor.ui.errors.not_found"
handler500 = "corridor.ui.errors.server_error"
