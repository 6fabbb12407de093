"""Quotas that the sources report. Only what they state is entered; a cap or period that they leave open stays empty."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reported:
    """A quota as a source reports it, in four languages."""

    destination_iso3: str
    cap: int | None
    name: dict[str, str]
    source: dict[str, str]

    def fields(self) -> dict[str, Any]:
        """Return the fields of the row, with the translations of its texts."""
        texts = {"name": self.name, "source": self.source}
        wordings = {
            field: {"of": said["en"], **{code: said[code] for code in ("fr", "es", "ar")}}
            for field, said in texts.items()
        }
        plain = {field: said["en"] for field, said in texts.items()}
        return {**plain, "destination_iso3": self.destination_iso3, "cap": self.cap, "is_enforced": False,
                "written_in": "en", "wordings": wordings}  # fmt: skip


# Lines 23, 70 and 74 of the survey of platforms, and line 302 of the inventory of MISMES. None of them states a year.
REPORTED: tuple[Reported, ...] = (
    Reported(
        "NZL",
        16_000,
        {
            "en": "Recognised Seasonal Employer: places for a season",
            "fr": "Recognised Seasonal Employer : places pour une saison",
            "es": "Recognised Seasonal Employer: plazas para una temporada",
            "ar": "برنامج صاحب العمل الموسمي المعترف به: أماكن موسم واحد",
        },
        {
            "en": "Immigration New Zealand, Agreement to Recruit and form INZ 1145 (survey of platforms, line 74); "
            "year not stated",
            "fr": "Immigration New Zealand, Agreement to Recruit et formulaire INZ 1145 (étude des plateformes, ligne "
            "74) ; année non indiquée",
            "es": "Immigration New Zealand, Agreement to Recruit y formulario INZ 1145 (estudio de plataformas, línea "
            "74); año no indicado",
            "ar": "هيئة الهجرة في نيوزيلندا، اتفاق الاستقدام والنموذج INZ 1145 (دراسة المنصات، السطر 74)؛ "
            "السنة غير مذكورة",
        },
    ),
    Reported(
        "KOR",
        None,
        {
            "en": "Employment Permit System: yearly quota by industry",
            "fr": "Employment Permit System : quota annuel par branche",
            "es": "Employment Permit System: cuota anual por rama",
            "ar": "نظام تصاريح العمل: حصة سنوية حسب القطاع",
        },
        {
            "en": "Survey of platforms, line 23; inventory of MISMES, line 302; no number stated",
            "fr": "Étude des plateformes, ligne 23 ; inventaire MISMES, ligne 302 ; nombre non indiqué",
            "es": "Estudio de plataformas, línea 23; inventario MISMES, línea 302; número no indicado",
            "ar": "دراسة المنصات، السطر 23؛ جرد MISMES، السطر 302؛ العدد غير مذكور",
        },
    ),
    Reported(
        "AUS",
        None,
        {
            "en": "Pacific Australia Labour Mobility: cap of each approved employer",
            "fr": "Pacific Australia Labour Mobility : plafond de chaque employeur agréé",
            "es": "Pacific Australia Labour Mobility: tope de cada empleador autorizado",
            "ar": "برنامج تنقل العمالة بين المحيط الهادئ وأستراليا: سقف كل صاحب عمل معتمد",
        },
        {
            "en": "Survey of platforms, line 70; no number stated",
            "fr": "Étude des plateformes, ligne 70 ; nombre non indiqué",
            "es": "Estudio de plataformas, línea 70; número no indicado",
            "ar": "دراسة المنصات، السطر 70؛ العدد غير مذكور",
        },
    ),
)
