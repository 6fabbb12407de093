import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '__first__'),
        ('core', '0001_first_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_name', models.CharField(max_length=100, verbose_name='Given name')),
                ('family_name', models.CharField(max_length=100, verbose_name='Family name')),
                ('sex', models.CharField(blank=True, choices=[('f', 'Woman'), ('m', 'Man'), ('x', 'Other')], max_length=1, verbose_name='Sex')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='Date of birth')),
                ('iso3', models.CharField(max_length=3, verbose_name='Country of origin')),
                ('region', models.CharField(blank=True, max_length=100, verbose_name='Region')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-mail address')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='Telephone')),
                ('preferred_language', models.CharField(default='en', max_length=5, verbose_name='Language of contact')),
                ('safe_contact', models.TextField(blank=True, verbose_name='How, when and by whom to be reached')),
                ('licences', models.JSONField(blank=True, default=list, help_text='Codes of licences held')),
                ('consent_at', models.DateTimeField(blank=True, null=True)),
                ('name_key', models.CharField(db_index=True, editable=False, max_length=210)),
                ('phone_key', models.CharField(blank=True, db_index=True, editable=False, max_length=9)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('is_invented', models.BooleanField(default=False)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['family_name', 'given_name', 'pk'],
                'indexes': [models.Index(fields=['email'], name='skills_person_email'), models.Index(fields=['iso3'], name='skills_person_iso3')],
                'constraints': [models.CheckConstraint(condition=models.Q(('given_name', ''), _negated=True), name='skills_person_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Passport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=14, unique=True)),
                ('issued_at', models.DateTimeField()),
                ('content', models.JSONField(help_text='The profile as it was sealed, with its version')),
                ('seal', models.JSONField(default=dict, help_text='Digest and signature over the content')),
                ('is_shared', models.BooleanField(default=False)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_reason', models.CharField(blank=True, max_length=200)),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passports', to='skills.person')),
            ],
            options={
                'ordering': ['-issued_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('person',), name='skills_one_passport_is_valid')],
            },
        ),
        migrations.CreateModel(
            name='Education',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('eqf_level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Level (EQF)')),
                ('isced_field', models.CharField(blank=True, max_length=4, verbose_name='Field (ISCED-F)')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='Qualification')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Year')),
                ('iso3', models.CharField(blank=True, max_length=3, verbose_name='Country')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='educations', to='skills.person')),
            ],
            options={
                'ordering': ['person', '-eqf_level', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('eqf_level__isnull', True), ('eqf_level__range', (1, 8)), _connector='OR'), name='skills_eqf_level_is_one_to_eight')],
            },
        ),
        migrations.CreateModel(
            name='PersonLanguage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(help_text='ISO 639-1', max_length=8, verbose_name='Language')),
                ('cefr', models.PositiveSmallIntegerField(choices=[(1, 'A1'), (2, 'A2'), (3, 'B1'), (4, 'B2'), (5, 'C1'), (6, 'C2')], verbose_name='Level')),
                ('is_tested', models.BooleanField(default=False, verbose_name='Shown by a test')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='skills.person')),
            ],
            options={
                'ordering': ['person', 'language'],
                'constraints': [models.UniqueConstraint(fields=('person', 'language'), name='skills_language_is_named_once'), models.CheckConstraint(condition=models.Q(('cefr__range', (1, 6))), name='skills_cefr_is_a1_to_c2')],
            },
        ),
        migrations.CreateModel(
            name='PersonSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('esco_uri', models.CharField(blank=True, max_length=200)),
                ('label_en', models.CharField(max_length=200, verbose_name='Skill')),
                ('label_fr', models.CharField(blank=True, max_length=200)),
                ('label_es', models.CharField(blank=True, max_length=200)),
                ('label_ar', models.CharField(blank=True, max_length=200)),
                ('key', models.CharField(editable=False, max_length=220)),
                ('source', models.CharField(choices=[('declared', 'Stated by the person'), ('assessed', 'Assessed'), ('certified', 'Certified')], default='declared', max_length=10, verbose_name='How it is known')),
                ('known_on_date', models.DateField(blank=True, null=True)),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='skills.person')),
            ],
            options={
                'ordering': ['person', 'label_en', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='skills_skill_is_named_once')],
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso3', models.CharField(max_length=3, verbose_name='Country')),
                ('isco08', models.CharField(blank=True, max_length=20, verbose_name='Occupation (ISCO-08)')),
                ('outcome', models.CharField(choices=[('full', 'Fully recognised'), ('partial', 'Partly recognised'), ('pending', 'In progress'), ('refused', 'Not recognised')], max_length=10, verbose_name='Decision')),
                ('authority', models.CharField(blank=True, max_length=200, verbose_name='Authority')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='Decided on')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recognitions', to='skills.person')),
            ],
            options={
                'ordering': ['person', 'iso3', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('person', 'iso3', 'isco08'), name='skills_recognition_is_decided_once')],
            },
        ),
        migrations.CreateModel(
            name='WorkExperience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('isco08', models.CharField(help_text='Unit group, or ESCO code that starts with it', max_length=20, verbose_name='Occupation (ISCO-08)')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='Title of the post')),
                ('years', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='Years')),
                ('employer_name', models.CharField(blank=True, max_length=200, verbose_name='Employer')),
                ('iso3', models.CharField(blank=True, max_length=3, verbose_name='Country')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='experiences', to='skills.person')),
            ],
            options={
                'ordering': ['person', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('years__isnull', True), ('years__gte', 0), _connector='OR'), name='skills_years_are_not_negative')],
            },
        ),
    ]
