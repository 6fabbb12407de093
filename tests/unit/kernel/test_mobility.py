import pytest

from corridor.kernel import (
    MODELS,
    NEVER_PAID_BY_MIGRANT,
    FeeClass,
    Finding,
    InputError,
    MeasurePhase,
    Motivation,
    Payer,
    Track,
    choose_model,
)


@pytest.mark.parametrize(
    ("time_frame", "purpose", "letter"),
    [
        ("circular", "skills", "A"),
        ("circular", "employment", "A"),
        ("circular", "education", "B"),
        ("circular", "exchange", "C"),
        ("meso", "employment", "D"),
        ("permanent", "employment", "E"),
    ],
)
def test_each_row_of_the_guide_is_found_with_its_reason(time_frame, purpose, letter):
    choice = choose_model([Track.of(time_frame, purpose)])

    assert (choice.letter, choice.parts, choice.label) == (letter, (letter,), letter)
    assert [reason.code for reason in choice.reasons] == [f"model_{letter.lower()}"]
    assert choice.reasons[0].sentence().startswith(f"Model {letter}")
    assert choice.notes == ()


def test_digital_explorers_is_mixed_of_a_b_and_e():
    stayed_for_a_time = Track.of("circular", "skills", "education")
    stayed_for_good = Track.of("permanent", "employment")

    choice = choose_model([stayed_for_a_time, stayed_for_good])

    assert choice.letter == "F"
    assert choice.parts == ("A", "B", "E")
    assert choice.label == "A/B + E"
    assert [reason.code for reason in choice.reasons] == ["model_a", "model_b", "model_e", "model_f"]


def test_the_order_of_the_answers_does_not_matter():
    tracks = [Track.of("permanent", "employment"), Track.of("circular", "education", "skills")]

    assert choose_model(tracks) == choose_model(tracks[::-1])


def test_two_tracks_of_one_model_are_not_a_mixture():
    assert choose_model([Track.of("circular", "skills"), Track.of("circular", "employment")]).letter == "A"


@pytest.mark.parametrize("time_frame", ["circular", "meso"])
def test_seasonal_work_is_d_and_the_other_view_is_shown(time_frame):
    choice = choose_model([Track.of(time_frame, "employment", is_seasonal=True)])

    assert choice.letter == "D"
    assert [note.code for note in choice.notes] == ["seasonal_is_sorted_differently"]


def test_an_answer_that_the_guide_does_not_know_gets_no_letter_but_a_note():
    choice = choose_model([Track.of("permanent", "education")])

    assert (choice.letter, choice.label, choice.reasons) == ("", "", ())
    assert [note.code for note in choice.notes] == ["no_model_permanent"]


def test_a_known_answer_keeps_its_letter_beside_an_unknown_one():
    choice = choose_model([Track.of("meso", "employment", "skills", "education")])

    assert choice.letter == "D"
    assert [note.code for note in choice.notes] == ["no_model_meso"]


@pytest.mark.parametrize(
    ("track", "motivation", "note"),
    [
        (Track.of("circular", "skills"), Motivation.LABOUR_NEED, "labour_need_with_short_stays"),
        (Track.of("permanent", "employment"), Motivation.DEVELOPMENT, "development_with_long_stays"),
        (Track.of("meso", "employment"), Motivation.MIGRATION_MANAGEMENT, "development_with_long_stays"),
    ],
)
def test_a_motivation_that_pulls_the_other_way_is_noted(track, motivation, note):
    choice = choose_model([track], motivations=[motivation])

    assert [finding.code for finding in choice.notes] == [note]


def test_a_mixture_can_serve_both_motivations_without_a_note():
    tracks = [Track.of("circular", "skills"), Track.of("permanent", "employment")]

    assert choose_model(tracks, motivations=[Motivation.LABOUR_NEED, Motivation.DEVELOPMENT]).notes == ()


@pytest.mark.parametrize("tracks", [[], [Track.of("circular")]])
def test_no_model_is_chosen_before_the_questions_are_answered(tracks):
    with pytest.raises(InputError, match="before every track has a purpose"):
        choose_model(tracks)


@pytest.mark.parametrize(
    ("time_frame", "purpose", "field"), [("long", "skills", "time_frame"), ("meso", "fun", "purposes")]
)
def test_an_unknown_answer_is_refused(time_frame, purpose, field):
    with pytest.raises(InputError) as caught:
        Track.of(time_frame, purpose)

    assert caught.value.field == field


def test_the_models_stand_in_the_order_of_the_guides_arrow():
    assert [MODELS[letter].labour_need_rank for letter in "ABCDE"] == [1, 2, 3, 4, 5]
    assert MODELS["F"].labour_need_rank is None


def test_stored_codes_keep_their_names():
    assert [str(payer) for payer in Payer] == ["dest_gov", "orig_gov", "employer", "assoc", "donor", "migrant"]
    assert [str(phase) for phase in MeasurePhase] == ["pre", "during", "post", "multi"]
    assert " ".join(FeeClass) == "fee med ins test train equip travel admin illegitimate none"


def test_every_class_of_fee_but_none_is_kept_from_the_worker():
    assert set(FeeClass) - NEVER_PAID_BY_MIGRANT == {FeeClass.NONE}


def test_a_finding_fills_its_sentence():
    assert Finding("x", "Level %(level)s.", {"level": 3}).sentence() == "Level 3."
    assert Finding("x", "100%% of it").sentence() == "100% of it"
