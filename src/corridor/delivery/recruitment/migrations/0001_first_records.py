import corridor.core.wordings
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_first_records"),
        ("access", "__first__"),
        ("core", "0001_first_records"),
        ("schemes", "0001_first_records"),
        ("skills", "0001_first_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "iso3",
                    models.CharField(
                        blank=True, help_text="ISO 3166-1 alpha-3", max_length=3, verbose_name="For people from"
                    ),
                ),
                ("title_en", models.CharField(max_length=200, verbose_name="Title in English")),
                ("title_fr", models.CharField(blank=True, max_length=200, verbose_name="Title in French")),
                ("title_es", models.CharField(blank=True, max_length=200, verbose_name="Title in Spanish")),
                ("title_ar", models.CharField(blank=True, max_length=200, verbose_name="Title in Arabic")),
                ("opens_date", models.DateField(verbose_name="Opens on")),
                ("closes_date", models.DateField(verbose_name="Closes on")),
                ("answer_by_date", models.DateField(blank=True, null=True, verbose_name="Everyone is answered by")),
                ("places", models.PositiveIntegerField(verbose_name="Places")),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="Applications the office can handle"
                    ),
                ),
                ("text_en", models.TextField(blank=True, verbose_name="What applicants should know, in English")),
                ("text_fr", models.TextField(blank=True, verbose_name="What applicants should know, in French")),
                ("text_es", models.TextField(blank=True, verbose_name="What applicants should know, in Spanish")),
                ("text_ar", models.TextField(blank=True, verbose_name="What applicants should know, in Arabic")),
                ("is_invented", models.BooleanField(default=False)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="schemes.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_date", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_date__gte", models.F("opens_date"))),
                        name="recruitment_call_ends_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer_by_date__isnull", True),
                            ("answer_by_date__gte", models.F("closes_date")),
                            _connector="OR",
                        ),
                        name="recruitment_call_is_answered_after_it_closes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[("form", "Form"), ("import", "File"), ("register", "National register")],
                        default="form",
                        max_length=10,
                        verbose_name="Source",
                    ),
                ),
                ("source_key", models.CharField(blank=True, max_length=80, verbose_name="Key in the source")),
                (
                    "source_digest",
                    models.CharField(blank=True, help_text="Digest of the row as it was last imported", max_length=64),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("registered", "Registered"),
                            ("eligible", "Eligible"),
                            ("shortlisted", "Proposed to an employer"),
                            ("selected", "Selected"),
                            ("offered", "Has an offer"),
                            ("accepted", "Has accepted an offer"),
                            ("withdrawn", "Has withdrawn"),
                            ("refused", "Not taken into the scheme"),
                            ("deployed", "At work abroad"),
                            ("returned", "Returned"),
                        ],
                        default="registered",
                        max_length=12,
                        verbose_name="Status",
                    ),
                ),
                ("status_reason", models.CharField(blank=True, max_length=300)),
                ("applied_on", models.DateField(verbose_name="Applied on")),
                ("available_from", models.DateField(blank=True, null=True, verbose_name="Available from")),
                (
                    "destinations",
                    models.JSONField(
                        blank=True, default=list, help_text="Empty: any country", verbose_name="Countries accepted"
                    ),
                ),
                (
                    "min_salary_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="Least gross pay a month (EUR)",
                    ),
                ),
                (
                    "track",
                    models.CharField(
                        choices=[("away", "Work abroad"), ("home", "Work at home"), ("both", "Both")],
                        default="away",
                        max_length=5,
                        verbose_name="Track",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidates",
                        to="recruitment.call",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="recruitment.candidate",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidacies", to="skills.person"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="schemes.scheme"
                    ),
                ),
                (
                    "source_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["-applied_on", "-pk"],
                "indexes": [models.Index(fields=["scheme", "status"], name="recruitment_candidate_state")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("scheme", "source_key"),
                        name="recruitment_candidate_key_is_known_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("duplicate_of__isnull", True),
                            models.Q(("duplicate_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="recruitment_candidate_is_not_its_own_duplicate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("taken", "Taken into the selection"),
                            ("waiting", "On the waiting list"),
                            ("not_taken", "Not taken"),
                        ],
                        max_length=10,
                        verbose_name="Answer",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("fits", "The conditions of the call are met."),
                            ("no_place", "All places are taken."),
                            ("condition", "A condition of the call is not met."),
                            ("papers", "A paper is missing or cannot be read."),
                            ("twice", "An earlier application of the same person counts."),
                            ("call_ended", "The call was ended early."),
                        ],
                        max_length=12,
                        verbose_name="Reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Words to the applicant")),
                ("answered_on_date", models.DateField(verbose_name="Answered on")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call_answer",
                        to="recruitment.candidate",
                    ),
                ),
            ],
            options={
                "ordering": ["answered_on_date", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CandidateImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("iso3", models.CharField(max_length=3, verbose_name="Country of origin")),
                (
                    "status",
                    models.CharField(
                        choices=[("uploaded", "Uploaded"), ("confirmed", "Imported"), ("discarded", "Discarded")],
                        default="uploaded",
                        max_length=10,
                    ),
                ),
                ("takes_duplicates", models.BooleanField(default=False)),
                ("counts", models.JSONField(default=dict, help_text="new, updated, unchanged, duplicate, bad")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidate_imports",
                        to="schemes.scheme",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="DuplicateReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("email", "Same e-mail address"),
                            ("phone", "Same telephone number"),
                            ("name", "Same name and date of birth"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[("open", "To be decided"), ("linked", "The same person"), ("kept", "Two people")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("found_at", models.DateTimeField(auto_now_add=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duplicate_reviews_as_first",
                        to="recruitment.candidate",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duplicate_reviews_as_second",
                        to="recruitment.candidate",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="recruitment_pair_is_reviewed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="recruitment_pair_is_ordered"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Employer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "written_in",
                    models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5),
                ),
                ("wordings", models.JSONField(blank=True, default=dict, editable=False)),
                ("nace2", models.CharField(blank=True, max_length=6, verbose_name="Sector (NACE)")),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("micro", "Under 10 people"),
                            ("small", "10 to 49 people"),
                            ("medium", "50 to 249 people"),
                            ("large", "250 people and more"),
                        ],
                        max_length=10,
                        verbose_name="Size",
                    ),
                ),
                (
                    "vetted_status",
                    models.CharField(
                        choices=[("pending", "Not vetted yet"), ("vetted", "Vetted"), ("withdrawn", "Withdrawn")],
                        default="pending",
                        max_length=10,
                        verbose_name="Vetting",
                    ),
                ),
                ("vetted_on_date", models.DateField(blank=True, null=True)),
                ("status_reason", models.CharField(blank=True, max_length=300)),
                ("contact_name", models.CharField(blank=True, max_length=150, verbose_name="Contact")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="E-mail address")),
                ("contact_phone", models.CharField(blank=True, max_length=40, verbose_name="Telephone")),
                ("is_invented", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="employer", to="access.organisation"
                    ),
                ),
                (
                    "vetted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["organisation__name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nominated_at", models.DateTimeField()),
                (
                    "candidate_answer",
                    models.CharField(
                        blank=True, choices=[("", "No answer yet"), ("yes", "Yes"), ("no", "No")], max_length=3
                    ),
                ),
                ("candidate_answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "candidate_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pay", "The pay"),
                            ("place", "The place of work"),
                            ("work", "The work itself"),
                            ("start", "The start date"),
                            ("family", "Family reasons"),
                            ("other_work", "Has found other work"),
                            ("not_now", "No longer interested"),
                            ("not_said", "No reason given"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "employer_answer",
                    models.CharField(
                        blank=True, choices=[("", "No answer yet"), ("yes", "Yes"), ("no", "No")], max_length=3
                    ),
                ),
                ("employer_answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "employer_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("skills", "A skill is missing"),
                            ("language", "The language level is too low"),
                            ("experience", "Too little experience"),
                            ("qualification", "The qualification does not fit"),
                            ("start", "Available too late"),
                            ("interview", "Result of the interview"),
                            ("filled", "The post is filled"),
                            ("ended", "The post no longer exists"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="recruitment.candidate",
                    ),
                ),
                (
                    "nominated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-nominated_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("employer_answer", "no"), _negated=True),
                            models.Q(("employer_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="recruitment_refusal_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_at", models.DateTimeField(verbose_name="Date and time")),
                (
                    "mode",
                    models.CharField(
                        choices=[("video", "By video"), ("phone", "By telephone"), ("on_site", "On site")],
                        default="video",
                        max_length=10,
                        verbose_name="How",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("passed", "Passed"),
                            ("failed", "Not passed"),
                            ("not_held", "Did not take place"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="Result",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "nomination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interviews",
                        to="recruitment.nomination",
                    ),
                ),
            ],
            options={
                "ordering": ["held_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                (
                    "salary_eur_month",
                    models.DecimalField(decimal_places=2, max_digits=9, verbose_name="Gross pay a month (EUR)"),
                ),
                ("start_date", models.DateField(verbose_name="Start")),
                ("answer_by_date", models.DateField(blank=True, null=True, verbose_name="Answer by")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("", "No answer yet"), ("accepted", "Accepted"), ("declined", "Declined")],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pay", "The pay"),
                            ("place", "The place of work"),
                            ("work", "The work itself"),
                            ("start", "The start date"),
                            ("family", "Family reasons"),
                            ("other_work", "Has found other work"),
                            ("not_now", "No longer interested"),
                            ("not_said", "No reason given"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "nomination",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offer", to="recruitment.nomination"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("salary_eur_month__gt", 0)), name="recruitment_offer_states_a_pay"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recruiter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "written_in",
                    models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5),
                ),
                ("wordings", models.JSONField(blank=True, default=dict, editable=False)),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                ("iso3", models.CharField(max_length=3, verbose_name="Country")),
                ("licence_number", models.CharField(blank=True, max_length=60, verbose_name="Licence number")),
                ("licence_valid_until", models.DateField(blank=True, null=True, verbose_name="Valid until")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("licensed", "Licensed"),
                            ("expired", "Licence expired"),
                            ("unlicensed", "No licence"),
                            ("suspended", "Licence suspended"),
                        ],
                        default="unlicensed",
                        max_length=12,
                        verbose_name="Status in the register",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="Source")),
                ("checked_on_date", models.DateField(blank=True, null=True, verbose_name="Checked on")),
                ("is_invented", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recruiters",
                        to="access.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("licence_number", ""), _negated=True),
                        fields=("iso3", "licence_number"),
                        name="recruitment_licence_is_known_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecruiterEngagement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since_date", models.DateField(blank=True, null=True, verbose_name="Since")),
                ("until_date", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recruiter_engagements",
                        to="recruitment.employer",
                    ),
                ),
                (
                    "recruiter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="recruitment.recruiter",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recruiter_engagements",
                        to="schemes.scheme",
                    ),
                ),
            ],
            options={
                "ordering": ["recruiter", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recruiter", "employer", "scheme"), name="recruitment_engagement_is_known_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vacancy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "written_in",
                    models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5),
                ),
                ("wordings", models.JSONField(blank=True, default=dict, editable=False)),
                ("reference", models.CharField(max_length=30, unique=True, verbose_name="Reference")),
                ("title_en", models.CharField(max_length=200, verbose_name="Title")),
                ("title_fr", models.CharField(blank=True, max_length=200, verbose_name="Title in French")),
                ("title_es", models.CharField(blank=True, max_length=200, verbose_name="Title in Spanish")),
                ("title_ar", models.CharField(blank=True, max_length=200, verbose_name="Title in Arabic")),
                ("isco08", models.CharField(max_length=20, verbose_name="Occupation (ISCO-08)")),
                ("iso3", models.CharField(max_length=3, verbose_name="Country of work")),
                ("region", models.CharField(blank=True, max_length=100, verbose_name="Place of work")),
                (
                    "essential_skills",
                    models.JSONField(default=list, help_text="List of {uri, label_en, label_fr, label_es, label_ar}"),
                ),
                ("optional_skills", models.JSONField(blank=True, default=list)),
                ("languages", models.JSONField(blank=True, default=list, help_text="List of {code, level 1..6}")),
                ("licences", models.JSONField(blank=True, default=list)),
                (
                    "eqf_min",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="Qualification at least (EQF)"
                    ),
                ),
                ("regulated", models.BooleanField(default=False, verbose_name="The occupation is regulated")),
                (
                    "years_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        verbose_name="Years of experience at least",
                    ),
                ),
                (
                    "positions",
                    models.PositiveIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="Posts"
                    ),
                ),
                (
                    "salary_eur_month",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="Gross pay a month (EUR)"
                    ),
                ),
                (
                    "weekly_hours",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="Hours a week"
                    ),
                ),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="Start")),
                ("closes_date", models.DateField(blank=True, null=True, verbose_name="Closes on")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Open"),
                            ("filled", "Filled"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="Status",
                    ),
                ),
                ("status_reason", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("is_invented", models.BooleanField(default=False)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vacancies", to="recruitment.employer"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vacancies", to="schemes.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["scheme", "status"], name="recruitment_vacancy_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("positions__gte", 1)), name="recruitment_vacancy_has_a_post"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("eqf_min__isnull", True), ("eqf_min__range", (1, 8)), _connector="OR"),
                        name="recruitment_vacancy_eqf_is_one_to_eight",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("salary_eur_month__isnull", True), ("salary_eur_month__gte", 0), _connector="OR"
                        ),
                        name="recruitment_vacancy_pay_is_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shortlist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("compared", models.PositiveIntegerField()),
                ("eligible", models.PositiveIntegerField()),
                (
                    "examined",
                    models.PositiveIntegerField(default=0, help_text="People whose reasons were looked at one by one"),
                ),
                ("failing", models.JSONField(default=dict, help_text="People by their first failing condition")),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.run"),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shortlists", to="recruitment.vacancy"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SelectionEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("registered", "Registered"),
                            ("nominated", "Proposed to the employer"),
                            ("candidate_yes", "The candidate said yes"),
                            ("candidate_no", "The candidate said no"),
                            ("employer_yes", "The employer said yes"),
                            ("employer_no", "The employer said no"),
                            ("selected", "Selected: both said yes"),
                            ("interview_planned", "Interview planned"),
                            ("interview_passed", "Interview passed"),
                            ("interview_failed", "Interview not passed"),
                            ("interview_not_held", "Interview did not take place"),
                            ("offered", "Offer made"),
                            ("accepted", "Offer accepted"),
                            ("declined", "Offer declined"),
                            ("withdrawn", "Withdrew from the scheme"),
                            ("refused", "Not taken into the scheme"),
                        ],
                        max_length=20,
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=20)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selection_events",
                        to="recruitment.candidate",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selection_events",
                        to="recruitment.vacancy",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_at", "pk"],
                "indexes": [models.Index(fields=["kind", "happened_at"], name="recruitment_event_kind")],
            },
        ),
        migrations.AddField(
            model_name="nomination",
            name="vacancy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="nominations", to="recruitment.vacancy"
            ),
        ),
        migrations.CreateModel(
            name="NearMiss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_failing", models.CharField(max_length=20)),
                (
                    "changes",
                    models.JSONField(default=list, help_text="List of {condition, message, params}; all are needed"),
                ),
                ("score", models.FloatField()),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="near_misses",
                        to="recruitment.candidate",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="near_misses", to="core.run"
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="near_misses",
                        to="recruitment.vacancy",
                    ),
                ),
            ],
            options={
                "ordering": ["run", "vacancy", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "vacancy", "candidate"), name="recruitment_near_miss_is_kept_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchEdge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveIntegerField(verbose_name="Rank")),
                ("score", models.FloatField(verbose_name="Score")),
                (
                    "parts",
                    models.JSONField(
                        default=dict, help_text="essential, optional, occupation, experience before weighting"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="match_edges",
                        to="recruitment.candidate",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="match_edges", to="core.run"
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="match_edges",
                        to="recruitment.vacancy",
                    ),
                ),
            ],
            options={
                "ordering": ["run", "vacancy", "rank"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "vacancy", "candidate"), name="recruitment_pair_is_ranked_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="call",
            name="vacancy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="recruitment.vacancy",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.UniqueConstraint(
                fields=("vacancy", "candidate"), name="recruitment_candidate_is_nominated_once"
            ),
        ),
    ]
