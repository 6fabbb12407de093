"""From own words to concepts: proposed by the house, decided by a person."""

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.skills.models import Education, EvidenceItem, LinkProposal, PersonSkill, WorkExperience
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.runs import Proposed, proposals_for, read_proposals
from corridor.delivery.skills.words import is_unit_group, known_skill
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation

State = LinkProposal.State
Linkable = WorkExperience | PersonSkill | Education
LONGEST = 200


def propose_link(*, item: Linkable, by: User | None) -> LinkProposal | None:
    """Write down what the own words of an entry may mean; nothing enters the entry before a person confirms it."""
    name, kind, words, is_linked = _asked(item)
    text = words.strip()[:LONGEST]
    # The same words were looked at before, whatever was decided.
    if not text or is_linked or item.link_proposals.filter(text=text, language=item.written_in or "en").exists():
        return None
    item.link_proposals.filter(state=State.OPEN).delete()
    found = proposals_for(text=text, kind=kind, language=item.written_in)
    if not found.items:
        return None
    return LinkProposal.objects.create(
        person=item.person,
        **{name: item},
        kind=kind,
        text=text,
        language=item.written_in or "en",
        proposals=found.stored(),
        method=found.method,
        classification=found.classification,
        version=found.version,
    )


def _asked(item: Linkable) -> tuple[str, LinkProposal.Kind, str, bool]:
    """Return the key of an entry in a proposal, what its words name, the words, and whether it is linked already."""
    if isinstance(item, WorkExperience):
        return "experience", LinkProposal.Kind.OCCUPATION, item.title, bool(item.isco08 or item.esco_uri)
    if isinstance(item, Education):
        words = item.title_original or item.title
        return "education", LinkProposal.Kind.QUALIFICATION, words, bool(item.isced_field)
    return "skill", LinkProposal.Kind.SKILL, item.own_words, bool(item.esco_uri)


@transaction.atomic
def confirm_link(*, proposal: LinkProposal, uri: str, by: User) -> LinkProposal:
    """Write the chosen concept into the entry; her own words stay beside it."""
    proposal = _locked(proposal, by)
    chosen = next((one for one in read_proposals(proposal.proposals) if one.uri == uri), None)
    if chosen is None:
        raise InputError(
            N_("Choose one of the concepts that are shown."),
            hint=N_("If none fits, the entry stays as it is written."),
            field="uri",
        )
    proposal.chosen_uri, proposal.chosen_code = chosen.uri, chosen.code
    if proposal.experience is not None:
        _link_work(proposal.experience, chosen)
    elif proposal.skill is not None:
        _link_skill(proposal, proposal.skill, chosen)
    elif proposal.education is not None:
        proposal.education.isced_field = chosen.code[:4]
        proposal.education.save(update_fields=["isced_field"])
    return _decided(proposal, State.CONFIRMED, by)


@transaction.atomic
def decline_link(*, proposal: LinkProposal, state: str, by: User) -> LinkProposal:
    """Record that none of the concepts fits, or that the entry is to stay in her own words."""
    if state not in {State.REJECTED, State.OWN_WORDS}:
        raise InputError(N_("This is needed."), hint=N_("Fill it in."), field="state")
    return _decided(_locked(proposal, by), state, by)


def _locked(proposal: LinkProposal, by: User) -> LinkProposal:
    if not may(proposal, user=by, action="change"):
        raise NotPermitted(
            N_("Only the person, the office that registered her and her counsellor write in this profile."),
            hint=N_("Ask one of them."),
        )
    row = LinkProposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state != State.OPEN:
        raise RuleViolation(
            N_("Somebody has decided on this link already."), hint=N_("Change the entry to be asked again.")
        )
    return row


def _decided(proposal: LinkProposal, state: str, by: User) -> LinkProposal:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, timezone.now()
    proposal.save()
    detail = {"link": proposal.pk, "state": state, "uri": proposal.chosen_uri}
    audit.record(by=by, action="skills.link_decided", obj=proposal.person, detail=detail)
    return proposal


def _link_work(work: WorkExperience, chosen: Proposed) -> None:
    # A national list may have codes of its own; matching reads unit groups of ISCO-08 alone.
    work.isco08, work.esco_uri = chosen.code if is_unit_group(chosen.code) else "", chosen.uri
    work.save(update_fields=["isco08", "esco_uri"])


def _link_skill(proposal: LinkProposal, skill: PersonSkill, chosen: Proposed) -> None:
    ref = known_skill(chosen.uri) or SkillRef(chosen.uri, chosen.label)
    twin = PersonSkill.objects.filter(person=skill.person, key=ref.key).exclude(pk=skill.pk).first()
    if twin is not None:
        _merge(proposal, skill, twin)
        return
    skill.esco_uri = ref.uri
    skill.label_en, skill.label_fr, skill.label_es, skill.label_ar = (
        ref.label_en, ref.label_fr, ref.label_es, ref.label_ar
    )  # fmt: skip
    skill.save()


def _merge(proposal: LinkProposal, skill: PersonSkill, twin: PersonSkill) -> None:
    """The words mean a skill that stands in the profile already: one entry remains, the better proved."""
    if skill.is_proved:
        raise RuleViolation(
            N_("This skill stands in the profile already."), hint=N_("Change the one that is there."), field="uri"
        )
    EvidenceItem.objects.filter(skill=skill).update(skill=twin)
    LinkProposal.objects.filter(skill=skill).exclude(pk=proposal.pk).delete()
    if not twin.own_words:
        twin.own_words, twin.written_in = skill.own_words, skill.written_in
        twin.save()
    proposal.skill = twin
    proposal.save(update_fields=["skill"])
    skill.delete()
