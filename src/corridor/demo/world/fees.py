"""The two fees that workers reported; nobody may take either."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeeDraft:
    """One reported fee."""

    scheme: str
    fee_class: str
    amount: str
    currency: str
    amount_eur: str
    day: int
    paid_to: str
    is_of_employer: bool
    text: str


FEES: tuple[FeeDraft, ...] = (
    FeeDraft(
        "MA-BE-ICT", "fee", "12000", "MAD", "1110", -9, "Relais du Gharb (demo)", False,
        "On m’a demandé 12 000 dirhams pour être sur la liste.",
    ),
    FeeDraft(
        "MA-ES-FARM", "illegitimate", "450", "EUR", "450", -6, "Riofresa (demo)", True,
        "طُلب مني ضمان قدره 450 يورو مقابل السكن.",
    ),
)  # fmt: skip
