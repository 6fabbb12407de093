"""What people have done above the lists: a comparison, a quota that was tried, a change with its reason, views."""

from collections.abc import Iterator

from corridor.delivery.recruitment.models import MatchEdge, NearMiss, Nomination, Shortlist, Sighting
from corridor.delivery.recruitment.runs import Wanted
from corridor.delivery.recruitment.services.allocating import compare_scheme, what_if
from corridor.delivery.recruitment.services.oversight import override_list
from corridor.demo.planting.ground import Ground

SCHEME = "MA-BE-ICT"
MOVED_UP = "Second interview at the office: has led a team of three for two years, which the profile does not say."
PUT_ON = "Has passed the language test on Monday; the certificate comes by post and the profile will be corrected."
SEEN = ((-6, "officer.ma", "officer_origin", "list"), (-2, "officer.ma", "officer_origin", "list"))
SEEN_PROPOSED = ((-5, "officer.be", "officer_destination", "reason"), (-4, "employer", "employer", "proposed"))


def plant_oversight(ground: Ground) -> None:
    """Enter the acts of the officers of one scheme."""
    scheme, officer = ground.schemes[SCHEME], ground.user("officer.ma")
    compare_scheme(scheme=scheme, by=officer)
    what_if(scheme=scheme, quota=Wanted("sex", "f", least=30), by=officer)
    for kind, reason, row in _changes(scheme.pk):
        override_list(vacancy=row.vacancy, candidate=row.candidate, kind=kind, reason=reason, by=officer, place=1)
    Sighting.objects.bulk_create(_sightings(ground, scheme.pk), ignore_conflicts=True, batch_size=500)


def _changes(scheme_id: int) -> Iterator[tuple[str, str, MatchEdge | NearMiss]]:
    made = Shortlist.objects.filter(vacancy__scheme=scheme_id).order_by("vacancy_id").first()
    assert made is not None, "The shortlists are planted first."
    rows = {"run": made.run, "vacancy": made.vacancy}
    for kind, reason, found in (
        ("up", MOVED_UP, MatchEdge.objects.filter(rank__gte=3, **rows).order_by("rank")),
        ("on", PUT_ON, NearMiss.objects.filter(first_failing="languages", **rows).order_by("pk")),
    ):
        row = found.select_related("vacancy", "candidate__person").first()
        if row is not None:
            yield kind, reason, row


def _sightings(ground: Ground, scheme_id: int) -> Iterator[Sighting]:
    for made in Shortlist.objects.filter(vacancy__scheme=scheme_id).order_by("vacancy_id")[:3]:
        people = MatchEdge.objects.filter(run=made.run, vacancy=made.vacancy_id).values_list("candidate", flat=True)
        yield from _seen(ground, SEEN, made.vacancy_id, list(people), made.run_id)
    for vacancy_id, candidate_id in (
        Nomination.objects.filter(vacancy__scheme=scheme_id).order_by("pk").values_list("vacancy", "candidate")
    ):
        yield from _seen(ground, SEEN_PROPOSED, vacancy_id, [candidate_id], None)


def _seen(
    ground: Ground,
    views: tuple[tuple[int, str, str, str], ...],
    vacancy_id: int,
    people: list[int],
    run_id: int | None,
) -> Iterator[Sighting]:
    for day, login, role, kind in views:
        for pk in people:
            yield Sighting(
                user=ground.users[login],
                role=role,
                vacancy_id=vacancy_id,
                run_id=run_id,
                candidate_id=pk,
                kind=kind,
                seen_on_date=ground.day(day),
            )
