"""The end of a profile: at the person's request everything that she or others wrote in it goes."""

from django.db import transaction

from corridor.access.models import User
from corridor.core import audit
from corridor.delivery.skills.models import (
    CvImport,
    Education,
    EvidenceItem,
    LanguageResult,
    LinkProposal,
    Person,
    PersonLanguage,
    PersonSkill,
    SkillAssessment,
    WorkExperience,
)
from corridor.delivery.skills.services.files import discard_file
from corridor.delivery.skills.services.guard import is_own
from corridor.kernel.errors import N_, NotPermitted

WITH_FILES = (EvidenceItem, CvImport)
OTHERS = (LinkProposal, SkillAssessment, WorkExperience, Education, LanguageResult, PersonLanguage, PersonSkill)


@transaction.atomic
def erase_profile(*, person: Person, by: User) -> None:
    """Erase all entries of a profile with their documents; passports and decisions have acts of their own."""
    if not is_own(person, by):
        raise NotPermitted(N_("Only the person erases the own profile."), hint=N_("Ask the person to do so."))
    for model in WITH_FILES:
        for row in model._default_manager.filter(person=person).select_related("file"):
            row.delete()
            discard_file(row.file)
    for other in OTHERS:
        other._default_manager.filter(person=person).delete()
    audit.record(by=by, action="skills.profile_erased", obj=person)
