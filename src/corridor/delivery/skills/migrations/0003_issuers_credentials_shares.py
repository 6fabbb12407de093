# Keys of issuers, status lists, credentials and shares of passports.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('access', '0001_first_records'),
        ('skills', '0002_grown_profile'),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("algorithm", models.CharField(choices=[("ES256", "ES256 (P-256)")], default="ES256", max_length=10)),
                ("number", models.PositiveIntegerField(verbose_name="Number")),
                (
                    "did",
                    models.CharField(
                        help_text="did:key, which is the public key",
                        max_length=120,
                        unique=True,
                        verbose_name="Identifier",
                    ),
                ),
                ("valid_from", models.DateTimeField(verbose_name="In use since")),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="Retired")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issuer_keys",
                        to="access.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "-number"],
            },
        ),
        migrations.CreateModel(
            name="CredentialList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("bits", models.TextField()),
                ("changed_at", models.DateTimeField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lists", to="skills.issuerkey"
                    ),
                ),
            ],
            options={
                "ordering": ["key", "number"],
            },
        ),
        migrations.CreateModel(
            name="PassportCredential",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("status_index", models.PositiveIntegerField(help_text="Drawn at random; the place in the list")),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("document", models.JSONField(help_text="W3C Verifiable Credential 2.0 with its proof")),
                (
                    "disclosures",
                    models.TextField(help_text="The same as SD-JWT, of which the holder shows what she wants"),
                ),
                ("code", models.TextField(help_text="A summary as one QR code that is read without a network")),
                ("skills_in_code", models.PositiveSmallIntegerField(default=0)),
                (
                    "passport",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="credential", to="skills.passport"
                    ),
                ),
                (
                    "status_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credentials",
                        to="skills.credentiallist",
                    ),
                ),
            ],
            options={
                "ordering": ["-valid_from", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PassportShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token_digest",
                    models.CharField(help_text="SHA-256 of the secret in the link", max_length=64, unique=True),
                ),
                ("parts", models.JSONField(default=list, verbose_name="What is shown")),
                ("label", models.CharField(blank=True, max_length=100, verbose_name="For whom")),
                ("created_at", models.DateTimeField(verbose_name="Made")),
                ("expires_at", models.DateTimeField(verbose_name="Until")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="Ended")),
                ("opened_count", models.PositiveIntegerField(default=0, verbose_name="Opened")),
                ("last_opened_at", models.DateTimeField(blank=True, null=True, verbose_name="Last opened")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="skills.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="issuerkey",
            constraint=models.UniqueConstraint(
                fields=("organisation", "algorithm", "number"), name="skills_issuer_key_counts"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuerkey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", True)),
                fields=("algorithm", "number"),
                name="skills_installation_key_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuerkey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("organisation", "algorithm"),
                name="skills_one_issuer_key_signs",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuerkey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", True), ("retired_at__isnull", True)),
                fields=("algorithm",),
                name="skills_one_installation_key_signs",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuerkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="skills_issuer_key_is_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="credentiallist",
            constraint=models.UniqueConstraint(fields=("key", "number"), name="skills_credential_list_counts"),
        ),
        migrations.AddConstraint(
            model_name="passportcredential",
            constraint=models.UniqueConstraint(
                fields=("status_list", "status_index"), name="skills_status_entry_is_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="passportcredential",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gt", models.F("valid_from"))), name="skills_credential_ends_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="passportshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("created_at"))), name="skills_share_ends_later"
            ),
        ),
    ]
