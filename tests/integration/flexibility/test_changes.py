"""Changes of an approved plan: nobody selected is dropped, nobody decides their own request."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from corridor.design.flexibility import people, services
from corridor.design.flexibility.models import ChangeRequest
from corridor.design.flexibility.rules import Wanted
from corridor.design.flexibility.runs import budget_effect
from corridor.design.flexibility.selectors import moves_of, result_version, selected_of
from corridor.design.partnerships.models import BodyMember
from corridor.design.schemes.models import SchemeOccupation
from corridor.design.schemes.services import record_approval
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.design import make_budget, make_colleague, make_designer, make_line
from tests.factories.flexibility import make_approved_scheme, make_request, make_seat
from tests.factories.recruitment import make_candidate

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


@pytest.fixture
def counted(monkeypatch):
    """Let the records count so many people as selected."""

    def count(n):
        monkeypatch.setattr(people, "_COUNTERS", [] if n is None else [lambda _scheme: n])

    return count


def member_of(scheme, seat=BodyMember.Seat.MEMBER):
    colleague = make_colleague(scheme, "committee")
    organisation = colleague.memberships.get().organisation
    return colleague, make_seat(scheme, organisation=organisation, seat=seat).body


def submitted(**fields):
    request = make_request(**fields)
    return services.submit(request=request, by=make_designer(request.scheme))


def decide(request, by, body, is_accepted=True):
    return services.decide(
        request=request, is_accepted=is_accepted, body=body, decided_on=DAY, note="Agreed by all", by=by
    )


def test_a_change_that_drops_selected_people_is_refused(counted):
    counted(81)
    request = make_request(wishes=[Wanted("participants", to_number=Decimal(80))], kept="They stay.")

    with pytest.raises(RuleViolation, match="81 people are selected already"):
        services.submit(request=request, by=make_designer(request.scheme))


def test_a_change_says_how_selected_people_are_kept(counted):
    counted(12)
    request = make_request(kept="  ")

    with pytest.raises(RuleViolation, match="how they are kept"):
        services.submit(request=request, by=make_designer(request.scheme))


def test_with_nobody_selected_nothing_need_be_said_about_them(counted):
    counted(0)

    request = submitted(kept="")

    assert (request.state, request.selected, request.selected_from) == ("submitted", 0, "records")


def test_the_records_count_beside_what_somebody_entered(counted):
    counted(12)

    request = submitted(kept="They keep their posts.", selected=3)

    assert request.selected == 12


def test_without_records_the_number_is_entered(counted):
    counted(None)

    with pytest.raises(InputError, match="How many people"):
        submitted()
    assert submitted(selected=4, kept="They stay.").selected_from == "entered"


def test_people_count_as_selected_from_the_double_yes_until_they_return():
    scheme = make_approved_scheme()
    for status in ("selected", "offered", "accepted", "deployed", "registered", "withdrawn", "returned", "shortlisted"):
        make_candidate(scheme, status=status)

    found = selected_of(request=make_request(scheme))

    assert (found.count, found.is_counted) == (4, True)


@pytest.mark.parametrize(("field", "message"), [("reason", "reason of the change"), ("items", "changes nothing")])
def test_a_request_without_reason_or_change_is_not_submitted(counted, field, message):
    counted(0)
    request = make_request(**({"reason": " "} if field == "reason" else {}))
    if field == "items":
        request.items.all().delete()

    with pytest.raises(InputError, match=message):
        services.submit(request=request, by=make_designer(request.scheme))


def test_nobody_decides_a_request_of_their_own(counted):
    counted(0)
    request = submitted()
    body = make_seat(request.scheme, organisation=request.scheme.lead).body

    with pytest.raises(NotPermitted, match="of their own"):
        decide(request, request.submitted_by, body)
    # The database holds the same rule.
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.filter(pk=request.pk).update(
            state="accepted", decided_by=request.submitted_by, decided_on=DAY, body=body
        )


def test_who_has_no_seat_in_the_body_does_not_decide(counted):
    counted(0)
    request = submitted()
    _member, body = member_of(request.scheme)

    with pytest.raises(NotPermitted, match="no seat"):
        decide(request, make_colleague(request.scheme, "committee"), body)


def test_an_observer_has_no_voice(counted):
    counted(0)
    request = submitted()
    observer, body = member_of(request.scheme, BodyMember.Seat.OBSERVER)

    with pytest.raises(NotPermitted, match="no seat"):
        decide(request, observer, body)


def test_a_member_of_the_body_decides(counted):
    counted(0)
    request = submitted()
    member, body = member_of(request.scheme)

    decide(request, member, body)

    assert (request.state, request.decided_by, request.decided_on) == ("accepted", member, DAY)


def test_a_decision_is_made_once(counted):
    counted(0)
    request = submitted()
    member, body = member_of(request.scheme)
    decide(request, member, body, is_accepted=False)

    with pytest.raises(RuleViolation, match="Refused"):
        decide(request, member, body)


def test_a_stranger_to_the_scheme_finds_no_request_to_decide(counted):
    counted(0)
    request = submitted()
    _member, body = member_of(request.scheme)

    with pytest.raises(Http404):
        decide(request, make_member("committee"), body)


def test_a_request_for_an_older_version_is_not_accepted_but_may_be_refused(counted):
    counted(0)
    request = submitted()
    request.scheme.version = 2
    request.scheme.save()
    member, body = member_of(request.scheme)

    with pytest.raises(RuleViolation, match="now version 2"):
        decide(request, member, body)
    assert decide(request, member, body, is_accepted=False).state == "refused"


def test_an_accepted_change_is_entered_in_the_open_plan(counted):
    counted(0)
    scheme = make_approved_scheme()
    line = make_line(make_budget(scheme, participants=100), unit_cost=1_000)
    SchemeOccupation.objects.create(scheme=scheme, isco08="2512")
    wishes = [
        Wanted("participants", to_number=Decimal(60)), Wanted("placements", to_number=Decimal(30)),
        Wanted("end", to_date=date(2030, 1, 1)), Wanted("sector", to_code="F"),
        Wanted("add_occupation", to_code="7411"), Wanted("leave_occupation", to_code="2512"),
        Wanted("line_cost", to_number=Decimal(1_500), line_id=line.pk),
    ]  # fmt: skip
    request = submitted(scheme=scheme, wishes=wishes)
    member, body = member_of(scheme)
    decide(request, member, body)

    services.carry_out(request=request, by=make_designer(scheme))

    scheme.refresh_from_db()
    line.refresh_from_db()
    assert (scheme.target_participants, scheme.target_placements, scheme.nace2) == (60, 30, "F")
    assert (scheme.end_date, scheme.is_open_for_changes, scheme.version) == (date(2030, 1, 1), True, 1)
    assert list(scheme.occupations.values_list("isco08", flat=True)) == ["7411"]
    assert (line.unit_cost, line.budget.participants, line.budget.placements) == (1_500, 60, 30)
    assert request.state == "carried_out"


def test_a_refused_change_is_not_entered(counted):
    counted(0)
    request = submitted()
    member, body = member_of(request.scheme)
    decide(request, member, body, is_accepted=False)

    with pytest.raises(RuleViolation, match="Refused"):
        services.carry_out(request=request, by=make_designer(request.scheme))


def test_the_values_before_stay_with_the_request_after_the_plan_has_changed(counted):
    counted(0)
    request = submitted()
    member, body = member_of(request.scheme)
    decide(request, member, body)
    services.carry_out(request=request, by=make_designer(request.scheme))

    (move,) = moves_of(request=request)

    assert (move.before, move.after) == (100, 80)


def test_the_version_that_came_of_a_change_is_found(counted):
    counted(0)
    request = submitted()
    member, body = member_of(request.scheme)
    decide(request, member, body)
    designer = make_designer(request.scheme)
    services.carry_out(request=request, by=designer)
    assert result_version(user=designer, request=request) is None

    record_approval(scheme=request.scheme, snapshot={"schema": 1, "rows": {}}, by=designer)

    assert result_version(user=designer, request=request).number == 2


def test_the_effect_on_the_budget_moves_with_people_and_costs():
    scheme = make_approved_scheme()
    budget = make_budget(scheme, participants=100, placements=50)
    fixed = make_line(budget, behaviour="F", unit_cost=10_000)
    make_line(budget, behaviour="V", unit_cost=200)
    wishes = [Wanted("participants", to_number=Decimal(80)), Wanted("line_cost", to_number=Decimal(12_000),
                                                                   line_id=fixed.pk)]  # fmt: skip

    effect = budget_effect(request=make_request(scheme, wishes=wishes))

    # 10,000 + 100 x 200 before; 12,000 + 80 x 200 after.
    assert (effect.before.total, effect.after.total, effect.difference) == (30_000, 28_000, -2_000)
    fixed.refresh_from_db()
    assert fixed.unit_cost == 10_000


def test_a_scheme_without_budget_has_no_effect_on_it():
    assert budget_effect(request=make_request()) is None


def test_a_submitted_request_is_not_changed_any_more(counted):
    counted(0)
    request = submitted()

    with pytest.raises(RuleViolation, match="Waits for a decision"):
        services.save_request(request=request, wishes=[], by=make_designer(request.scheme))
