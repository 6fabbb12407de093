import corridor.core.wordings
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_first_records'),
        ('access', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Scheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.SlugField(max_length=40, unique=True, verbose_name='Reference')),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('name_fr', models.CharField(blank=True, max_length=200, verbose_name='Name in French')),
                ('name_es', models.CharField(blank=True, max_length=200, verbose_name='Name in Spanish')),
                ('name_ar', models.CharField(blank=True, max_length=200, verbose_name='Name in Arabic')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved'), ('running', 'Running'), ('closed', 'Closed')], default='draft', max_length=10, verbose_name='Status')),
                ('is_open_for_changes', models.BooleanField(default=True, help_text='The plan may be changed until it is approved again')),
                ('nace2', models.CharField(blank=True, max_length=10, verbose_name='Sector (NACE)')),
                ('model', models.CharField(blank=True, choices=[('A', 'A: circular, skills and employment'), ('B', 'B: circular, education'), ('C', 'C: circular, exchange'), ('D', 'D: middle length, employment'), ('E', 'E: permanent, employment'), ('F', 'F: mixed')], max_length=1, verbose_name='Mobility model')),
                ('model_label', models.CharField(blank=True, help_text='A mixture as the field writes it: A/B + E', max_length=40, verbose_name='Mixture of models')),
                ('tracks', models.JSONField(blank=True, default=list, help_text='Answers to the chooser: time frame, purposes, season')),
                ('version', models.PositiveIntegerField(default=0, help_text='Number of the last approved version; 0 before the first')),
                ('start_date', models.DateField(blank=True, null=True, verbose_name='Start')),
                ('end_date', models.DateField(blank=True, null=True, verbose_name='End')),
                ('target_participants', models.PositiveIntegerField(blank=True, null=True, verbose_name='Participants planned')),
                ('target_placements', models.PositiveIntegerField(blank=True, null=True, verbose_name='Placements planned')),
                ('currency', models.CharField(default='EUR', max_length=3, verbose_name='Currency')),
                ('cloned_from', models.CharField(blank=True, help_text='Entry of the gallery that gave the start', max_length=80)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('is_invented', models.BooleanField(default=False, verbose_name='Invented for demonstration')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schemes_led', to='access.organisation', verbose_name='Leading organisation')),
                ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='scheme', to='access.workspace')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('start_date__isnull', True), ('end_date__isnull', True), ('end_date__gte', models.F('start_date')), _connector='OR'), name='schemes_scheme_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('kind', models.CharField(choices=[('objective', 'Objective'), ('motivation', 'Motivation')], max_length=12, verbose_name='Kind')),
                ('code', models.CharField(choices=[('labour_need', 'Need for labour'), ('development', 'Development'), ('migration_management', 'Migration management'), ('foreign_policy', 'Foreign policy')], max_length=24, verbose_name='Driven by')),
                ('aim', models.CharField(blank=True, choices=[('', 'No special aim'), ('circularity', 'Circularity: people return'), ('retention', 'Retention: employers keep people'), ('many_movers', 'Many people move'), ('skills_investment', 'Investment in skills'), ('low_cost', 'Low cost per person'), ('quick_start', 'Quick start'), ('home_track', 'Training for jobs at home'), ('return_cooperation', 'Cooperation on return and readmission'), ('equal_access', 'Equal access of women and of regions')], max_length=24, verbose_name='Aim')),
                ('text', models.CharField(max_length=400, verbose_name='In words')),
                ('weight', models.PositiveSmallIntegerField(default=1, verbose_name='Weight')),
                ('stakeholder', models.CharField(blank=True, max_length=120, verbose_name='Whose')),
                ('sdg_target', models.CharField(blank=True, max_length=10, verbose_name='SDG target')),
                ('gcm_objective', models.CharField(blank=True, max_length=10, verbose_name='Objective of the Global Compact')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', 'kind', '-weight', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 100)), name='schemes_weight_is_1_to_100')],
            },
        ),
        migrations.CreateModel(
            name='Mitigation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('tension_code', models.CharField(max_length=60)),
                ('text', models.TextField(verbose_name='What is done about it')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mitigations', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', 'tension_code'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'tension_code'), name='schemes_tension_is_answered_once')],
            },
        ),
        migrations.CreateModel(
            name='SchemeCorridor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin_iso3', models.CharField(max_length=3, verbose_name='Country of origin')),
                ('destination_iso3', models.CharField(max_length=3, verbose_name='Country of destination')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corridors', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'origin_iso3', 'destination_iso3'), name='schemes_corridor_is_given_once'), models.CheckConstraint(condition=models.Q(('origin_iso3', models.F('destination_iso3')), _negated=True), name='schemes_corridor_joins_two_countries')],
            },
        ),
        migrations.CreateModel(
            name='SchemeNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(choices=[('summary', 'What it was'), ('figure', 'Figures as published'), ('recomputed', 'Recomputed from published figures'), ('lesson', 'What was learnt'), ('conflict', 'Sources disagree')], max_length=40)),
                ('text', models.TextField(help_text='The phrase of the gallery, in English; pages translate it')),
                ('value', models.CharField(blank=True, max_length=60)),
                ('unit', models.CharField(blank=True, max_length=60)),
                ('basis', models.CharField(blank=True, help_text='How exact a figure is, or what was computed', max_length=200)),
                ('source', models.CharField(max_length=200)),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SchemeOccupation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('isco08', models.CharField(max_length=4, verbose_name='Occupation (ISCO-08)')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occupations', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', 'isco08'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'isco08'), name='schemes_occupation_is_given_once')],
            },
        ),
        migrations.CreateModel(
            name='SchemeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('snapshot', models.JSONField()),
                ('approved_at', models.DateTimeField(auto_now_add=True)),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', '-number'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'number'), name='schemes_version_number_is_used_once')],
            },
        ),
    ]
