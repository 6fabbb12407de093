"""Re-ranking after a weight has changed: the answer of the server, beside other tools that rank the same matrix.

    python benchmarks/choice.py [rounds] [alternatives] [criteria]

Makes a database of its own in a temporary folder, plants one comparison (30 x 15 by default, a tenth of the scores not
known) and sends the request that the page sends when somebody changes a weight, through Django's test client: address,
session, roles, database, ranking, sensitivity, explanation and the finished HTML. Each round sends other weights.
Prints the median and the 95th percentile with the processor's share, and exits with 1 where the latter is 200 ms or
more. pymcdm and scikit-criteria rank the same table (gaps at the middle) in the same run: the arithmetic alone.
"""

import os
import sys
import tempfile
import time
import warnings
from decimal import Decimal
from random import Random
from statistics import median, quantiles

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 60
ALTERNATIVES = int(sys.argv[2]) if len(sys.argv) > 2 else 30
CRITERIA = int(sys.argv[3]) if len(sys.argv) > 3 else 15
LIMIT_MS = 200.0
SEED = 5


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "CORRIDOR_HOME": home,
            "DJANGO_SETTINGS_MODULE": "corridor.config.settings",
            "CORRIDOR_DEMO": "1",
        }
        import django
        from django.conf import settings

        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        django.setup()
        warnings.simplefilter("ignore")
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        exercise, user = planted()
        took, busy = answered(exercise, user)
        late = quantiles(took, n=20)[-1]
        print(f"{ALTERNATIVES} alternatives x {CRITERIA} criteria, {ROUNDS} changes of a weight")
        print(f"Corridor, request to finished fragment  median {median(took):7.1f} ms   p95 {late:7.1f} ms")
        print(f"of which the processor was busy         mean   {busy:7.1f} ms")
        peers(exercise)
        return 0 if late < LIMIT_MS else 1


def planted():
    """Plant one comparison with its designer."""
    from corridor.access.models import Membership, Organisation, User, Workspace, WorkspaceMember
    from corridor.design.schemes.models import Scheme
    from corridor.design.screening.models import Alternative, Criterion, Score, ScreeningExercise

    lead = Organisation.objects.create(name="Ministry", kind="ministry", iso3="BEL")
    user = User.objects.create(email="designer@example.org", full_name="Designer")
    Membership.objects.create(user=user, organisation=lead, role="designer")
    workspace = Workspace.objects.create(name="Scheme")
    WorkspaceMember.objects.create(workspace=workspace, organisation=lead)
    scheme = Scheme.objects.create(name="Scheme", reference="scheme", lead=lead, workspace=workspace)
    scheme.corridors.create(origin_iso3="MAR", destination_iso3="BEL")
    exercise = ScreeningExercise.objects.create(scheme=scheme, kind="country")
    criteria = [Criterion.objects.create(exercise=exercise, name=f"Criterion {n}") for n in range(CRITERIA)]
    rng = Random(SEED)
    for n in range(ALTERNATIVES):
        place = Alternative.objects.create(exercise=exercise, name=f"Country {n}")
        Score.objects.bulk_create(
            Score(
                alternative=place,
                criterion=row,
                value=None if rng.random() < 0.1 else Decimal(rng.randint(100, 500)) / 100,
                source="Survey",
                vintage="2025",
            )
            for row in criteria
        )
    return exercise, user


def answered(exercise, user) -> tuple[list[float], float]:
    """Return the milliseconds of every request, and the mean of those in which the processor was busy."""
    from django.test import Client

    client = Client(headers={"hx-request": "true"})
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa", "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    keys = list(exercise.criteria.order_by("pk").values_list("pk", flat=True))
    rng = Random(SEED)
    took, busy, orders = [], 0.0, set()
    for round_number in range(ROUNDS + 3):
        data = {f"w{key}": str(rng.randint(1, 100)) for key in keys}
        began, worked = time.perf_counter(), time.process_time()
        answer = client.post(f"/en/schemes/{exercise.scheme_id}/compare/country/rank/", data)
        spent = 1000 * (time.perf_counter() - began)
        assert answer.status_code == 200, answer.status_code
        orders.add(answer.content[:400])
        if round_number >= 3:  # The first ones load templates and translations.
            took.append(spent)
            busy += 1000 * (time.process_time() - worked)
    assert len(orders) > 1, "The weights changed nothing."
    return took, busy / ROUNDS


def peers(exercise) -> None:
    """Rank the same table by other tools."""
    import numpy as np

    from corridor.design.screening.runs import try_weights
    from corridor.design.screening.selectors import comparison_of

    comparison = comparison_of(exercise)
    table = np.array(
        [
            [float(comparison.values.get((row.pk, key.pk)) or 3) for key in comparison.criteria]
            for row in comparison.alternatives
        ]
    )
    weights = np.full(CRITERIA, 1 / CRITERIA)
    report("Corridor's engine alone (with intervals)", lambda: try_weights(comparison=comparison))
    try:
        from pymcdm.methods import TOPSIS, WSM
    except ImportError:
        print("pymcdm is not installed")
    else:
        report("pymcdm WSM", lambda: WSM()(table, weights, np.ones(CRITERIA)))
        report("pymcdm TOPSIS", lambda: TOPSIS()(table, weights, np.ones(CRITERIA)))
    try:
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel
    except ImportError:
        print("scikit-criteria is not installed")
    else:
        report(
            "scikit-criteria WeightedSumModel",
            lambda: WeightedSumModel().evaluate(skcriteria.mkdm(table, [max] * CRITERIA, weights=weights)),
        )


def report(name: str, call) -> None:
    """Print the median of a call."""
    call()
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        took.append(1000 * (time.perf_counter() - began))
    print(f"{name:<39} median {median(took):7.1f} ms   p95 {quantiles(took, n=20)[-1]:7.1f} ms")


if __name__ == "__main__":
    sys.exit(main())
