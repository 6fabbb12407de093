"""The programming interface: every room brings its router."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import django_auth

import corridor
from corridor.core.http import problem
from corridor.delivery.mobility.api import router as mobility
from corridor.delivery.protection.api import router as protection
from corridor.delivery.recognition.api import router as recognition
from corridor.delivery.recruitment.api import router as recruitment
from corridor.delivery.reintegration.api import router as reintegration
from corridor.delivery.skills.api import router as skills
from corridor.delivery.training.api import router as training
from corridor.design.budgets.api import router as budgets
from corridor.design.evidence.api import router as evidence
from corridor.design.flexibility.api import router as flexibility
from corridor.design.outlook.api import router as outlook
from corridor.design.readiness.api import router as readiness
from corridor.design.schemes.api import router as schemes
from corridor.design.screening.api import router as screening
from corridor.design.studio.api import router as studio
from corridor.evaluation.monitoring.api import router as monitoring
from corridor.kernel.errors import CorridorError
from corridor.knowledge.codelists.api import router as codelists
from corridor.knowledge.labour_market.api import router as labour_market
from corridor.knowledge.measures.api import router as measures
from corridor.knowledge.pathways.api import router as pathways
from corridor.knowledge.quotas.api import router as quotas
from corridor.knowledge.taxonomies.api import router as taxonomies

api = NinjaAPI(
    title="Corridor",
    version=corridor.__version__,
    auth=django_auth,
    urls_namespace="api",
    docs_url=None,
    description="The same rows as the pages, for programs. Problems follow RFC 9457.",
)
for _router in (
    codelists, taxonomies, labour_market, measures, pathways, quotas, schemes, studio, evidence, outlook, budgets,
    skills, recognition, screening, recruitment, training, mobility, reintegration, protection, monitoring, readiness,
    flexibility,
):  # fmt: skip
    api.add_router("", _router)


@api.exception_handler(CorridorError)
def known_problem(request: HttpRequest, error: CorridorError) -> HttpResponse:
    response = api.create_response(request, problem(error), status=error.status)
    response["Content-Type"] = "application/problem+json"
    return response
