"""Passports: one that its holder shares by a link, and one whose paper was lost."""

from corridor.delivery.skills.models import KnownIssuer, Person
from corridor.delivery.skills.services import issue_passport, keep_issuer, make_share, revoke_passport
from corridor.demo.planting.ground import Ground


def plant_passports(ground: Ground) -> None:
    """Let two workers of the tour have their passports issued, the first with a link for an employer."""
    salma, fatima = (ground.user(mailbox) for mailbox in ("salma", "fatima"))
    issue_passport(person=Person.objects.get(user=salma), by=salma)
    make_share(
        person=Person.objects.get(user=salma),
        parts=("skills", "languages", "work"),
        days=30,
        label="Job fair in Casablanca",
        by=salma,
    )
    lost = issue_passport(person=Person.objects.get(user=fatima), by=fatima)
    revoke_passport(passport=lost, reason="The paper was lost.", by=fatima)
    school = KnownIssuer(
        did="did:key:zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76",
        name="Institut technique, Casablanca (invented)",
        read_on_date=ground.today,
        source="Letter of the institute (invented)",
    )
    keep_issuer(issuer=school, file=None, by=ground.user("officer.ma"))
