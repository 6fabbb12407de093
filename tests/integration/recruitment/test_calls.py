"""Calls: what an office may promise, and that everyone who applies gets an answer with its reason by the stated day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from corridor.access.models import WorkspaceMember
from corridor.access.roles import Role
from corridor.core.models import AuditEntry, OutgoingMessage
from corridor.delivery.recruitment.models import Call, CallAnswer, Candidate, SelectionEvent
from corridor.delivery.recruitment.selectors.calls import applications_of, calls_of, counts_of, overdue_answers
from corridor.delivery.recruitment.services.calls import answer_applicants, change_call, open_call
from corridor.delivery.recruitment.services.intake import NewPerson, register_candidate, withdraw_candidate
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member, make_organisation
from tests.factories.recruitment import make_call, make_candidate, make_vacancy, make_world
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def day(offset: int) -> date:
    return timezone.localdate() + timedelta(days=offset)


def wanted(world, **changes) -> dict[str, object]:
    return {
        "scheme": world.scheme,
        "iso3": "MAR",
        "by": world.officer_origin,
        "title_en": "Spring intake",
        "opens_date": day(0),
        "closes_date": day(30),
        "answer_by_date": day(60),
        "places": 20,
    } | changes


def applicant(world, call, **fields) -> Candidate:
    return make_candidate(world.scheme, call=call, **fields)


def answer(world, call, *people, outcome="waiting", reason="no_place", **fields):
    return answer_applicants(
        call=call, candidates=people, outcome=outcome, reason=reason, **({"by": world.officer_origin} | fields)
    )


def apply_to(world, call, **changes):
    person = NewPerson(given_name="Amina", family_name="Idrissi", iso3="MAR")
    values = {"scheme": world.scheme, "person": person, "has_consented": True, "is_told": True, "call": call}
    return register_candidate(**values | {"by": world.officer_origin} | changes)


# What a call promises


def test_a_call_is_published_with_the_day_by_which_everyone_is_answered(world):
    call = open_call(**wanted(world))

    entry = AuditEntry.objects.get(action="recruitment.call_opened")
    assert entry.detail == {"answer_by": day(60).isoformat()}
    assert (call.iso3, call.answer_by_date) == ("MAR", day(60))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"closes_date": day(-1)}, "closes_date", "before it opens"),
        ({"answer_by_date": None}, "answer_by_date", "says by when everyone"),
        ({"answer_by_date": day(29)}, "answer_by_date", "half year after"),
        ({"answer_by_date": day(30 + 184)}, "answer_by_date", "half year after"),
        ({"places": 0}, "places", "at least one place"),
    ],
)
def test_a_call_that_cannot_be_kept_is_refused_at_its_field(world, changes, field, sentence):
    with pytest.raises(InputError, match=sentence) as refused:
        open_call(**wanted(world, **changes))

    assert refused.value.field == field
    assert not Call.objects.exists()


@pytest.mark.parametrize("offset", [30, 30 + 183])
def test_the_first_and_the_last_possible_day_of_the_answer_are_taken(world, offset):
    assert open_call(**wanted(world, answer_by_date=day(offset))).pk


def test_a_call_may_be_for_one_open_vacancy_of_its_scheme(world):
    assert open_call(**wanted(world, vacancy=world.vacancy)).vacancy == world.vacancy


@pytest.mark.parametrize("which", ["closed", "of another scheme"])
def test_a_call_for_a_vacancy_that_is_not_open_here_is_refused(world, which):
    other = make_world().vacancy
    vacancy = other if which != "closed" else make_vacancy(world.scheme, world.employer, status="closed")

    with pytest.raises(RuleViolation, match="is not open in this scheme"):
        open_call(**wanted(world, vacancy=vacancy))


def test_a_closed_scheme_takes_no_applications(world):
    world.scheme.status = Scheme.Status.CLOSED

    with pytest.raises(RuleViolation, match="takes no applications"):
        open_call(**wanted(world))


def test_an_office_opens_calls_for_its_own_country_only(world):
    for changes in ({"iso3": "TUN"}, {"by": world.officer_destination}, {"by": world.employer_user}):
        with pytest.raises(NotPermitted):
            open_call(**wanted(world, **changes))


def test_once_somebody_has_applied_the_answer_may_come_earlier_and_never_later(world):
    call = open_call(**wanted(world))
    change_call(call=call, by=world.officer_origin, answer_by_date=day(70))
    applicant(world, call)

    change_call(call=call, by=world.officer_origin, answer_by_date=day(50))
    with pytest.raises(RuleViolation, match="was promised an answer by"):
        change_call(call=call, by=world.officer_origin, answer_by_date=day(51))

    assert Call.objects.get().answer_by_date == day(50)


def test_a_call_is_changed_by_the_office_of_its_country_only(world):
    call = make_call(world.scheme)
    other = make_organisation(iso3="TUN")
    WorkspaceMember.objects.create(workspace=world.scheme.workspace, organisation=other)

    for by in (world.officer_destination, make_member(Role.OFFICER_ORIGIN, organisation=other)):
        with pytest.raises(NotPermitted):
            change_call(call=call, by=by, places=5)


# Applying


def test_an_applicant_is_registered_with_the_call(world):
    call = make_call(world.scheme)

    assert apply_to(world, call).call == call


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ({"opens_date": day(1)}, "takes applications from"),
        ({"closes_date": day(-1)}, "takes applications from"),
        ({"iso3": "TUN"}, "another scheme or another country"),
    ],
)
def test_nobody_applies_outside_the_days_or_the_country_of_a_call(world, call, sentence):
    with pytest.raises(RuleViolation, match=sentence):
        apply_to(world, make_call(world.scheme, **call))

    assert not Candidate.objects.exists()


def test_nobody_applies_to_the_call_of_another_scheme(world):
    with pytest.raises(RuleViolation, match="another scheme or another country"):
        apply_to(world, make_call(make_world().scheme))


def test_nobody_applies_without_knowing_that_it_promises_no_place(world):
    with pytest.raises(RuleViolation, match="promises no place") as refused:
        apply_to(world, make_call(world.scheme), is_told=False)

    assert refused.value.field == "is_told"


# Answers


def test_an_answer_with_its_reason_is_kept_and_the_person_is_told_in_neutral_words(world):
    call, worker = make_call(world.scheme), make_member(Role.WORKER)
    person = applicant(world, call, person=make_person(user=worker))

    assert answer(world, call, person, note=" Come in September. ") == 1

    kept = CallAnswer.objects.get(candidate=person)
    assert (kept.outcome, kept.reason, kept.note) == ("waiting", "no_place", "Come in September.")
    assert kept.answered_on_date == day(0)
    assert OutgoingMessage.objects.get(recipient=worker).subject == "There is news for you"


def test_who_is_not_taken_has_left_the_selection_with_a_dated_step(world):
    call = make_call(world.scheme)
    person = applicant(world, call)

    answer(world, call, person, outcome="not_taken", reason="papers")

    person.refresh_from_db()
    assert (person.status, person.status_reason) == ("refused", "papers")
    step = SelectionEvent.objects.get(candidate=person, kind="refused")
    assert step.reason_label == "A paper is missing or cannot be read."


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [("taken", "no_place"), ("waiting", "papers"), ("not_taken", "fits"), ("not_taken", ""), ("taken", "because")],
)
def test_no_answer_without_a_reason_that_explains_it(world, outcome, reason):
    call = make_call(world.scheme)

    with pytest.raises(InputError) as refused:
        answer(world, call, applicant(world, call), outcome=outcome, reason=reason)

    assert refused.value.field == "reason"
    assert not CallAnswer.objects.exists()


def test_an_unknown_answer_is_refused(world):
    call = make_call(world.scheme)

    with pytest.raises(InputError, match="answer is not known"):
        answer(world, call, applicant(world, call), outcome="perhaps")


def test_an_answer_stands_but_a_waiting_list_is_followed_by_another(world):
    call = make_call(world.scheme)
    person = applicant(world, call)

    answer(world, call, person)
    answer(world, call, person, outcome="taken", reason="fits")
    person = Candidate.objects.get(pk=person.pk)
    with pytest.raises(RuleViolation, match="was answered on"):
        answer(world, call, person, outcome="not_taken", reason="condition")

    assert CallAnswer.objects.get().outcome == "taken"


@pytest.mark.parametrize("status", ["shortlisted", "selected", "offered", "accepted", "deployed"])
def test_whoever_is_proposed_to_an_employer_is_not_refused_behind_her_back(world, status):
    call = make_call(world.scheme)

    with pytest.raises(RuleViolation, match="proposed to an employer"):
        answer(world, call, applicant(world, call, status=status), outcome="not_taken", reason="condition")


def test_if_one_cannot_be_answered_nobody_is(world):
    call = make_call(world.scheme)
    first, second = applicant(world, call), applicant(world, call, status="selected")

    with pytest.raises(RuleViolation, match=second.reference):
        answer(world, call, first, second)

    assert not CallAnswer.objects.exists()


def test_somebody_without_an_application_gets_no_answer_to_it(world):
    call = make_call(world.scheme)

    with pytest.raises(RuleViolation, match="no application to this call"):
        answer(world, call, make_candidate(world.scheme))


def test_only_the_office_of_her_country_answers_an_applicant(world):
    call = make_call(world.scheme)
    person = applicant(world, call)

    for by in (world.officer_destination, world.employer_user, make_member(Role.OFFICER_ORIGIN)):
        with pytest.raises(NotPermitted):
            answer(world, call, person, by=by)


# Counting


def test_answered_counts_answers_and_steps_of_the_selection_and_leaves_out_who_withdrew(world):
    call = make_call(world.scheme, closes_date=day(-20), answer_by_date=day(-1))
    answered, _waits, _chosen = applicant(world, call), applicant(world, call), applicant(world, call, status="offered")
    gone = applicant(world, call)
    applicant(world, call, duplicate_of=answered)
    answer(world, call, answered, outcome="not_taken", reason="condition")
    withdraw_candidate(candidate=gone, reason="", by=world.officer_origin)

    counts = counts_of(call, today=day(0))

    assert (counts.applied, counts.answered, counts.waiting, counts.taken) == (3, 2, 1, 1)
    assert (counts.overdue, overdue_answers(user=world.officer_origin, today=day(0))) == (1, 1)


def test_on_the_promised_day_nothing_is_overdue_yet(world):
    call = make_call(world.scheme, closes_date=day(-20), answer_by_date=day(0))
    applicant(world, call)

    assert counts_of(call, today=day(0)).overdue == 0
    assert counts_of(call, today=day(1)).overdue == 1


def test_the_list_of_overdue_calls_holds_those_with_somebody_who_waits(world):
    late, done = (make_call(world.scheme, closes_date=day(-20), answer_by_date=day(-1)) for _ in range(2))
    make_call(world.scheme)
    applicant(world, late)
    answer(world, done, applicant(world, done))

    found = calls_of(user=world.officer_origin, state="overdue", today=day(0))

    assert list(found) == [late]


def test_the_calls_of_another_country_and_scheme_are_not_listed(world):
    own = make_call(world.scheme)
    make_call(world.scheme, iso3="TUN")
    make_call(make_world().scheme)

    assert list(calls_of(user=world.officer_origin, today=day(0))) == [own]


# The applicant's own view


def told(world, **call) -> tuple[Candidate, str]:
    worker = make_member(Role.WORKER)
    person = applicant(world, make_call(world.scheme, **call), person=make_person(user=worker))
    [own] = applications_of(user=worker, today=day(0))
    return person, own.state


def test_a_worker_reads_until_when_she_is_answered_and_that_it_is_late(world):
    assert told(world)[1] == "open"
    assert told(world, closes_date=day(-9), answer_by_date=day(-1))[1] == "late"


def test_a_worker_reads_her_answer_and_its_reason_in_her_language(world, client, sign_in):
    person, _state = told(world)
    answer(world, person.call, person, outcome="not_taken", reason="condition")

    with override("ar"):
        page = sign_in(person.person.user).get(reverse("worker_portal:home")).content.decode()

    assert "أحد شروط الدعوة غير مستوفى." in page
    assert "A condition of the call" not in page


def test_nobody_reads_the_application_of_somebody_else(world):
    told(world)

    assert applications_of(user=make_member(Role.WORKER), today=day(0)) == []


# Pages


def typed(world, **changes):
    values = {name: value for name, value in wanted(world).items() if name not in ("by", "iso3")}
    return values | {"scheme": world.scheme.pk} | changes


def test_an_officer_opens_a_call_on_the_page(world, client, sign_in):
    answer_ = sign_in(world.officer_origin).post(reverse("recruitment:call_new"), typed(world))

    assert answer_["Location"] == reverse("recruitment:call", args=[Call.objects.get().pk])


def test_a_wrong_day_is_said_at_its_field_in_the_reader_s_language(world, client, sign_in):
    with override("es"):
        page = sign_in(world.officer_origin).post(
            reverse("recruitment:call_new"), typed(world, answer_by_date=day(400).isoformat())
        )

    assert page.status_code == 422
    assert "no está en los seis meses" in str(page.context["form"].errors["answer_by_date"])


def test_a_refused_change_leaves_the_call_as_it_was_on_the_page_too(world, client, sign_in):
    call = make_call(world.scheme)
    applicant(world, call)

    page = sign_in(world.officer_origin).post(
        reverse("recruitment:call_edit", args=[call.pk]), typed(world, title_en="Other", answer_by_date=day(90))
    )

    assert page.status_code == 422
    call.refresh_from_db()
    assert (call.title_en, call.answer_by_date) == ("Open call", day(40))


def test_the_list_shows_answered_of_all_and_what_is_overdue(world, client, sign_in):
    call = make_call(world.scheme, closes_date=day(-9), answer_by_date=day(-1))
    people = [applicant(world, call) for _ in range(3)]
    answer(world, call, people[0])

    page = sign_in(world.officer_origin).get(reverse("recruitment:calls")).content.decode()

    assert "1 of 3" in page
    assert "Answers overdue" in page


def test_more_applications_than_the_office_can_handle_are_said(world, client, sign_in):
    call = make_call(world.scheme, capacity=1)
    for _ in range(2):
        applicant(world, call)

    page = sign_in(world.officer_origin).get(reverse("recruitment:calls")).content.decode()

    assert "More than the office can handle" in page


def test_an_officer_answers_those_ticked_and_nobody_else(world, client, sign_in):
    call = make_call(world.scheme)
    first, second = applicant(world, call), applicant(world, call)
    url = reverse("recruitment:call_answer", args=[call.pk])

    page = sign_in(world.officer_origin).post(
        url, {"candidates": [first.pk], "outcome": "taken", "reason": "fits"}, follow=True
    )

    assert "1 person has an answer." in page.content.decode()
    assert list(CallAnswer.objects.values_list("candidate", flat=True)) == [first.pk]
    assert second.pk != first.pk


def test_an_officer_answers_everyone_who_still_waits_at_once(world, client, sign_in):
    call = make_call(world.scheme)
    answer(world, call, applicant(world, call), outcome="taken", reason="fits")
    for _ in range(3):
        applicant(world, call)

    url = reverse("recruitment:call_answer", args=[call.pk])
    sign_in(world.officer_origin).post(url, {"everyone": "on", "outcome": "waiting", "reason": "no_place"})

    assert CallAnswer.objects.filter(outcome="waiting").count() == 3


def test_who_has_withdrawn_and_who_was_answered_cannot_be_ticked(world, client, sign_in):
    call = make_call(world.scheme)
    waits, gone = applicant(world, call), applicant(world, call, status="withdrawn")
    done = applicant(world, call)
    answer(world, call, done, outcome="taken", reason="fits")

    page = sign_in(world.officer_origin).get(reverse("recruitment:call", args=[call.pk])).content.decode()

    assert f'name="candidates" value="{waits.pk}"' in page
    for row in (gone, done):
        assert f'name="candidates" value="{row.pk}"' not in page


def test_nobody_ticked_is_said_and_changes_nothing(world, client, sign_in):
    call = make_call(world.scheme)
    url = reverse("recruitment:call_answer", args=[call.pk])

    page = sign_in(world.officer_origin).post(url, {"outcome": "taken", "reason": "fits"}, follow=True)

    assert "Nobody was chosen" in page.content.decode()


def test_the_applicant_of_another_call_cannot_be_ticked(world, client, sign_in):
    call, other = make_call(world.scheme), make_call(world.scheme)
    person = applicant(world, other)
    url = reverse("recruitment:call_answer", args=[call.pk])

    sign_in(world.officer_origin).post(url, {"candidates": [person.pk], "outcome": "taken", "reason": "fits"})

    assert not CallAnswer.objects.exists()


def test_empty_lists_say_what_to_do(world, client, sign_in):
    officer = sign_in(world.officer_origin)
    assert "Open the first call" in officer.get(reverse("recruitment:calls")).content.decode()
    assert "No call meets these filters" in officer.get(reverse("recruitment:calls") + "?state=open").content.decode()
    call = make_call(world.scheme)
    assert "Nobody to show" in officer.get(reverse("recruitment:call", args=[call.pk])).content.decode()


def test_the_office_of_destination_reads_the_counts_and_no_names(world, client, sign_in):
    call = make_call(world.scheme)
    applicant(world, call, person=make_person(family_name="Zahraoui"))

    page = sign_in(world.officer_destination).get(reverse("recruitment:call", args=[call.pk])).content.decode()

    assert "Zahraoui" not in page
    assert "/ 1" in page
    assert "Give the answer" not in page


def test_from_the_call_an_applicant_is_registered_with_it(world, client, sign_in):
    call = make_call(world.scheme)
    url = f"{reverse('recruitment:candidate_new')}?call={call.pk}"
    officer = sign_in(world.officer_origin)

    assert officer.get(url).context["form"].initial == {"call": call.pk, "scheme": world.scheme.pk}
    officer.post(
        url,
        {
            "scheme": world.scheme.pk, "call": call.pk, "given_name": "Amina", "family_name": "Idrissi",
            "preferred_language": "fr", "track": "away", "has_consented": "on", "is_told": "on",
        },
    )  # fmt: skip

    assert Candidate.objects.get().call == call


@pytest.mark.parametrize("odd", ["x", "-1", "99999999999999999999", "²"])
def test_an_odd_call_in_the_address_is_no_call(world, client, sign_in, odd):
    page = sign_in(world.officer_origin).get(reverse("recruitment:candidate_new"), {"call": odd})

    assert (page.status_code, page.context["form"].initial) == (200, {})
