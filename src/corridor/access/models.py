"""Who may see and do what: users, organisations, memberships, workspaces."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import get_language, gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant


class UserManager(BaseUserManager["User"]):
    """Make users by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in; without a membership the person sees nothing."""

    email = models.EmailField(_("E-mail address"), unique=True)
    full_name = models.CharField(_("Name"), max_length=150)
    language = models.CharField(_("Language"), max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    class Meta:
        ordering: ClassVar = ["email"]

    class Privacy:
        open = ("id", "is_active", "is_staff", "is_superuser", "joined_at", "language", "groups", "user_permissions")
        personal = ("email", "full_name", "last_login")
        sensitive = ("password",)
        purpose = "To sign in and to say who acted."
        retention = "Until the account is closed; the audit keeps the name"

    def __str__(self) -> str:
        return self.full_name or self.email


class Organisation(models.Model):
    """A body that takes part in a scheme: ministry, employment service, employer, school, union, donor."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("Ministry")
        EMPLOYMENT_SERVICE = "employment_service", _("Public employment service")
        AGENCY = "agency", _("Public agency")
        AUTHORITY = "authority", _("Recognition authority")
        LOCAL_GOVERNMENT = "local_government", _("Local government")
        EMPLOYER = "employer", _("Employer")
        EMPLOYER_FEDERATION = "employer_federation", _("Employers' federation or chamber")
        RECRUITER = "recruiter", _("Private recruitment agency")
        TRADE_UNION = "trade_union", _("Trade union")
        TRAINING = "training", _("Training institution")
        NGO = "ngo", _("NGO, migrant or diaspora organisation")
        INTERNATIONAL = "international", _("International organisation")
        DONOR = "donor", _("Donor")
        RESEARCH = "research", _("Research body")

    name = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200, blank=True)
    name_es = models.CharField(max_length=200, blank=True)
    name_ar = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    iso3 = models.CharField(max_length=3, help_text="ISO 3166-1 alpha-3 of its seat")
    emblem = models.TextField(blank=True, help_text="SVG drawn for papers; empty where there is none")
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "iso3"], name="access_organisation_is_known_once")
        ]

    class Privacy:
        open = ("id", "name", "name_fr", "name_es", "name_ar", "kind", "iso3", "emblem", "is_invented")
        personal = ()
        sensitive = ()

    class Access:
        view = tuple(
            Grant(role, workspace="workspace_memberships__workspace") for role in Role if role != Role.WORKER
        ) + tuple(Grant(role, organisation="pk") for role in Role)

    def __str__(self) -> str:
        return self.localised_name

    @property
    def localised_name(self) -> str:
        """The name in the active language; the English one where there is none."""
        language = (get_language() or "en")[:2]
        return str(getattr(self, f"name_{language}", "") or self.name)


class Workspace(models.Model):
    """The circle of organisations that may reach the rows of one scheme."""

    name = models.CharField(max_length=200)
    organisations: models.ManyToManyField[Organisation, "WorkspaceMember"] = models.ManyToManyField(
        Organisation, through="WorkspaceMember", related_name="workspaces"
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    class Privacy:
        open = ("id", "name", "organisations")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.name


class WorkspaceMember(models.Model):
    """An organisation's place in a workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="workspace_memberships")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "organisation"], name="access_workspace_member_joins_once")
        ]

    class Privacy:
        open = ("id", "workspace", "organisation")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.organisation} in {self.workspace}"


class Membership(models.Model):
    """A person's role in an organisation; a worker's membership has no organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=30, choices=Role.choices)
    is_active = models.BooleanField(default=True)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="access_membership_is_given_once"),
            models.CheckConstraint(
                condition=models.Q(role=Role.WORKER) | models.Q(organisation__isnull=False),
                name="access_only_workers_stand_without_organisation",
            ),
        ]

    class Privacy:
        open = ("id", "organisation", "role", "is_active", "given_at")
        personal = ("user",)
        sensitive = ()
        purpose = "To decide what a person may see."
        retention = "Until the account is closed"

    class Access:
        view = (
            Grant(Role.ADMINISTRATOR, organisation="organisation"),
            Grant(Role.DATA_PROTECTION, organisation="organisation"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"
