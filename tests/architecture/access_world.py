"""The world of the access matrix: one person of every role, my circle, and the circles of others."""

from dataclasses import dataclass

from django.test import Client

from corridor.access.models import Membership, Organisation, User, WorkspaceMember
from corridor.access.roles import Role
from corridor.knowledge.codelists.rules import load_list
from corridor.knowledge.codelists.services import load_codelists
from corridor.knowledge.measures.models import Measure
from corridor.knowledge.pathways.models import Pathway
from tests.conftest import pass_second_factor
from tests.factories.access import make_member, make_organisation, make_user
from tests.factories.circles import Circle, make_circle, plant_plan
from tests.factories.design import make_scheme
from tests.factories.labour_market import evidence_rows
from tests.factories.pathways import plant_register
from tests.factories.quotas import make_list, make_quota
from tests.factories.recognition import make_procedure
from tests.factories.skills import make_known_issuer
from tests.factories.taxonomies import classification_rows
from tests.factories.training import make_certificate, make_standard

Rows = dict[str, int | dict[str, int]]
OTHERS = ("other_organisation", "other_country", "other_scheme", "other_lead")
# Whose persons a role may find by name on some page; every other surname on any page is a leak.
SAME_CIRCLE, SAME_COUNTRIES = frozenset({"Mineown"}), frozenset({"Mineown", "Otherorganisation"})
NAMES_SEEN = {
    Role.OFFICER_ORIGIN: SAME_COUNTRIES,
    Role.OFFICER_DESTINATION: SAME_COUNTRIES,
    Role.COUNSELLOR: SAME_COUNTRIES,
    Role.PROTECTION: SAME_COUNTRIES,
    Role.EMPLOYER: SAME_CIRCLE,
    Role.WORKER: SAME_CIRCLE,
    Role.TRAINER: SAME_CIRCLE,
    Role.AUTHORITY: SAME_CIRCLE,
}
SURNAMES = frozenset({"Mineown", "Otherorganisation", "Othercountry", "Otherscheme"})


@dataclass
class World:
    """Clients signed in by role, the rows that are theirs, and the rows of others."""

    clients: dict[str, Client]
    mine: Rows
    others: dict[str, Rows]

    def own(self, thing: str, role: str) -> int:
        return _of(self.mine, thing, role)

    def foreign(self, whose: str, thing: str, role: str) -> int | None:
        """Return another's row; None where the kind of row knows no such other."""
        rows = self.others[whose]
        return _of(rows, thing, role) if thing in rows else None


def make_world() -> World:
    load_codelists(by=None, lists=[load_list("countries"), load_list("mobility_models")])
    Measure.objects.create(entry_id="blue-card", name="Blue Card", kind="permit", phase="pre", content_digest="0")
    ministry, agency = make_organisation(iso3="MAR"), make_organisation(iso3="BEL", kind=Organisation.Kind.AGENCY)
    scheme = make_scheme(lead=ministry, organisations=[agency])
    mine = make_circle("Mineown", scheme, ministry=ministry, agency=agency)
    mine.rows |= plant_plan(scheme)
    others = {
        "other_organisation": make_circle("Otherorganisation", scheme, ministry=ministry, agency=agency).rows,
        "other_country": _other_country(scheme).rows,
        "other_scheme": _other_scheme().rows,
        "other_lead": plant_plan(make_scheme(lead=make_organisation(), organisations=[ministry, agency])),
    }
    users = {role.value: _person(role, mine) for role in Role}
    mine.rows |= evidence_rows()
    mine.rows["recognition_procedure"] = make_procedure(iso3="BEL", organisation=mine.authority).pk
    mine.rows |= {"issuer": ministry.pk, "known_issuer": make_known_issuer().pk}
    mine.rows["pathway"] = Pathway.objects.get(destination_iso3="BEL", uses__scheme=scheme).pk
    mine.rows |= {"quota": make_quota().pk, "shortage_list": (listed := make_list("2513")).pk}
    mine.rows |= {"standard": make_standard(mine.provider).pk, "trusted_certificate": make_certificate().pk}
    mine.rows["shortage_item"] = listed.items.get().pk
    mine.rows |= classification_rows()
    mine.rows |= plant_register(Pathway.objects.get(pk=mine.rows["pathway"]))
    mine.rows["membership"] = Membership.objects.create(user=make_user(), organisation=ministry, role="donor").pk
    others["other_organisation"]["membership"] = Membership.objects.get(user=make_member(Role.DONOR)).pk
    clients = {name: _signed_in(user) for name, user in users.items()}
    clients |= {"none": _signed_in(make_user()), "stranger": _client()}
    return World(clients, mine.rows, others)


def _other_country(scheme) -> Circle:
    """Tunisia to Spain in the very same scheme."""
    ministry, agency = make_organisation(iso3="TUN"), make_organisation(iso3="ESP", kind=Organisation.Kind.AGENCY)
    for organisation in (ministry, agency):
        WorkspaceMember.objects.create(workspace=scheme.workspace, organisation=organisation)
    circle = make_circle("Othercountry", scheme, ministry=ministry, agency=agency)
    circle.rows["issuer"] = ministry.pk
    return circle


def _other_scheme() -> Circle:
    """The same two countries, with other offices, in another scheme."""
    ministry, agency = make_organisation(iso3="MAR"), make_organisation(iso3="BEL", kind=Organisation.Kind.AGENCY)
    scheme = make_scheme(lead=ministry, organisations=[agency])
    circle = make_circle("Otherscheme", scheme, ministry=ministry, agency=agency)
    circle.rows |= plant_plan(scheme)
    circle.rows["issuer"] = ministry.pk
    return circle


def _person(role: Role, mine: Circle) -> User:
    homes = {
        Role.OFFICER_DESTINATION: mine.agency,
        Role.EMPLOYER: mine.employer_organisation,
        Role.TRAINER: mine.provider,
        Role.AUTHORITY: mine.authority,
    }
    return mine.worker if role == Role.WORKER else make_member(role, organisation=homes.get(role, mine.ministry))


def _signed_in(user: User) -> Client:
    client = _client()
    client.force_login(user)
    pass_second_factor(client, user)
    return client


def _client() -> Client:
    return Client(raise_request_exception=False)


def _of(rows: Rows, thing: str, role: str) -> int:
    row = rows[thing]
    return row.get(role, row.get("", row.get("worker"))) if isinstance(row, dict) else row
