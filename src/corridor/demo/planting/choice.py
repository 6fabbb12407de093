"""Groups that weigh differently, a country that a fact excludes, and rankings that are released.

Everything is invented and marked so; the groups answer through their own logins.
"""

from typing import Any, Final

from corridor.demo.planting.ground import Ground
from corridor.design.screening.models import Alternative, Score, ScreeningExercise, Veto
from corridor.design.screening.services import enter_veto, release_ranking
from corridor.design.screening.weighing import ask_group, give_weights, release_group

SCHEME: Final = "TN-BE-SOLAR"
INVENTED: Final = "Invented for the demonstration"
RELEASED: Final = {"MA-BE-ICT": "designer", "MA-ES-FARM": "designer.es", "TN-DE-ENG": "designer.de"}
# Who is asked, by which login, and in which way: points by criterion in the order of the guide.
GROUPS: Final = (
    ("be-ministry", "designer", "direct", (2, 2, 4, 4, 1, 1, 3)),
    ("be-pes", "officer.be", "swing", (100, 80, 90, 20, 30, 10, 20)),
    ("tn-pes", "officer.tn", "swing", (20, 10, 10, 40, 70, 100, 60)),
)
WORKSHOP: Final = {
    "en": "Families of apprentices (workshop)",
    "fr": "Familles d’apprentis (atelier)",
    "es": "Familias de aprendices (taller)",
    "ar": "أسر المتدربين (ورشة عمل)",
}
WORKSHOP_POINTS: Final = (1, 3, 1, 1, 2, 3, 5)
# A third sector, strong where the first is weak, so that the groups do not all agree. Scores in the order of the guide.
THIRD: Final = {
    "en": "Information and communication",
    "fr": "Information et communication",
    "es": "Información y comunicaciones",
    "ar": "المعلومات والاتصالات",
}
THIRD_SCORES: Final = (4, 2, 3, 5, 2, 5, 5)
EXCLUDED: Final = {"en": "Senegal", "fr": "Sénégal", "es": "Senegal", "ar": "السنغال"}
WHY: Final = {
    "en": "The employment service there asks that recruitment waits until its own programme has begun.",
    "fr": "Le service de l’emploi de ce pays demande que le recrutement attende le début de son propre programme.",
    "es": "El servicio de empleo de ese país pide que la contratación espere a que comience su propio programa.",
    "ar": "تطلب خدمة التوظيف هناك أن ينتظر التوظيف إلى أن يبدأ برنامجها.",
}


def plant_choice(ground: Ground) -> None:
    """Plant what the pages of the choice show."""
    _third_sector(ScreeningExercise.objects.get(scheme=ground.schemes[SCHEME], kind="sector"))
    for reference, mailbox in RELEASED.items():
        exercise = ScreeningExercise.objects.get(scheme=ground.schemes[reference], kind="country")
        release_ranking(exercise=exercise, by=ground.user(mailbox))
    for exercise in ScreeningExercise.objects.filter(scheme=ground.schemes[SCHEME]):
        _groups(ground, exercise)
        if exercise.kind == ScreeningExercise.Kind.COUNTRY:
            _excluded(ground, exercise)


def _third_sector(exercise: ScreeningExercise) -> None:
    row = Alternative.objects.create(
        exercise=exercise, code="J", name=THIRD["en"], written_in="en", wordings=_worded(name=THIRD)
    )
    Score.objects.bulk_create(
        Score(alternative=row, criterion=criterion, value=value, source=INVENTED, is_synthetic=True)
        for criterion, value in zip(exercise.criteria.order_by("pk"), THIRD_SCORES, strict=True)
    )


def _groups(ground: Ground, exercise: ScreeningExercise) -> None:
    designer = ground.user("designer")
    for code, mailbox, method, points in GROUPS:
        group = ask_group(exercise=exercise, organisation=ground.organisations[code], by=designer)
        by = ground.user(mailbox)
        give_weights(group=group, method=method, answers=_answers(exercise, points), by=by)
        release_group(group=group, by=by)
    group = ask_group(exercise=exercise, name=WORKSHOP["en"], by=designer)
    group.written_in, group.wordings = "en", _worded(name=WORKSHOP)
    group.save(update_fields=["written_in", "wordings"])
    give_weights(group=group, method="direct", answers=_answers(exercise, WORKSHOP_POINTS), by=designer)


def _answers(exercise: ScreeningExercise, points: tuple[int, ...]) -> dict[str, float]:
    keys = exercise.criteria.order_by("pk").values_list("pk", flat=True)
    return {str(key): float(each) for key, each in zip(keys, points, strict=True)}


def _excluded(ground: Ground, exercise: ScreeningExercise) -> None:
    row = Alternative.objects.create(
        exercise=exercise, code="SEN", name=EXCLUDED["en"], written_in="en", wordings=_worded(name=EXCLUDED)
    )
    veto = Veto(
        alternative=row,
        kind=Veto.Kind.OTHER,
        reason=WHY["en"],
        source=INVENTED,
        as_of_date=ground.day(-40),
        written_in="en",
        wordings=_worded(reason=WHY),
    )
    enter_veto(veto=veto, by=ground.user("designer"))


def _worded(**texts: dict[str, str]) -> dict[str, Any]:
    return {
        field: {"of": said["en"], **{code: text for code, text in said.items() if code != "en"}}
        for field, said in texts.items()
    }
