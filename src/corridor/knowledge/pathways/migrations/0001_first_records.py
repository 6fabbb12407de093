import corridor.core.wordings
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ModelContract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('destination_iso3', models.CharField(max_length=3, verbose_name='Country of destination')),
                ('sector', models.CharField(max_length=10, verbose_name='Sector (NACE)')),
                ('name_en', models.CharField(max_length=200, verbose_name='Name in English')),
                ('name_fr', models.CharField(blank=True, max_length=200, verbose_name='Name in French')),
                ('name_es', models.CharField(blank=True, max_length=200, verbose_name='Name in Spanish')),
                ('name_ar', models.CharField(blank=True, max_length=200, verbose_name='Name in Arabic')),
                ('min_monthly_eur', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='Least gross pay per month in euros')),
                ('max_weekly_hours', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='Most hours per week')),
                ('min_rest_days', models.PositiveSmallIntegerField(default=1, verbose_name='Least rest days per week')),
                ('insurance_required', models.BooleanField(default=True, verbose_name='Insurance required')),
                ('repatriation_required', models.BooleanField(default=True, verbose_name='Return travel paid by the employer')),
                ('worker_fees_eur', models.DecimalField(decimal_places=2, default=0, max_digits=10, verbose_name='Fees of the worker in euros')),
                ('source', models.CharField(max_length=300, verbose_name='Source')),
                ('is_invented', models.BooleanField(default=False, verbose_name='Invented for demonstration')),
            ],
            options={
                'ordering': ['destination_iso3', 'sector', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('destination_iso3', 'sector'), name='pathways_model_contract_is_given_once'), models.CheckConstraint(condition=models.Q(('worker_fees_eur', 0)), name='pathways_model_contract_charges_no_worker')],
            },
        ),
        migrations.CreateModel(
            name='Pathway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='Code')),
                ('name_en', models.CharField(max_length=200, verbose_name='Name in English')),
                ('name_fr', models.CharField(blank=True, max_length=200, verbose_name='Name in French')),
                ('name_es', models.CharField(blank=True, max_length=200, verbose_name='Name in Spanish')),
                ('name_ar', models.CharField(blank=True, max_length=200, verbose_name='Name in Arabic')),
                ('origin_iso3', models.CharField(blank=True, max_length=3, verbose_name='Country of origin')),
                ('destination_iso3', models.CharField(max_length=3, verbose_name='Country of destination')),
                ('permit_kind', models.CharField(choices=[('seasonal', 'Seasonal work permit'), ('work', 'Single permit for work'), ('blue_card', 'EU Blue Card'), ('skilled', 'Permit for skilled workers'), ('intra_company', 'Permit for intra-corporate transferees'), ('trainee', 'Trainee permit'), ('student', 'Student permit'), ('researcher', 'Researcher permit'), ('job_search', 'Job search visa'), ('recognition', 'Permit for the recognition of a qualification'), ('service', 'Posting or supply of services'), ('free_movement', 'Free movement')], max_length=20, verbose_name='Kind of permit')),
                ('min_salary_eur', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='Least salary in euros')),
                ('salary_basis', models.CharField(blank=True, choices=[('', 'No threshold'), ('month', 'Gross per month'), ('year', 'Gross per year')], max_length=10, verbose_name='Salary counted')),
                ('max_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Longest stay in months')),
                ('renewable', models.BooleanField(default=False, verbose_name='Renewable')),
                ('employer_tied', models.BooleanField(default=True, verbose_name='Tied to one employer')),
                ('valid_until_date', models.DateField(blank=True, null=True, verbose_name='Valid until')),
                ('source', models.CharField(max_length=300, verbose_name='Source')),
                ('source_date', models.DateField(blank=True, null=True, verbose_name='Date of the source')),
                ('is_invented', models.BooleanField(default=False, verbose_name='Invented for demonstration')),
            ],
            options={
                'ordering': ['destination_iso3', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('min_salary_eur__isnull', True), ('min_salary_eur__gte', 0), _connector='OR'), name='pathways_least_salary_is_not_negative'), models.CheckConstraint(condition=models.Q(('origin_iso3', models.F('destination_iso3')), _negated=True), name='pathways_pathway_crosses_a_border')],
            },
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='Version')),
                ('pathway', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procedures', to='pathways.pathway')),
            ],
            options={
                'ordering': ['pathway', '-version'],
                'constraints': [models.UniqueConstraint(fields=('pathway', 'version'), name='pathways_procedure_version_is_used_once')],
            },
        ),
        migrations.CreateModel(
            name='ProcedureStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('code', models.SlugField(max_length=40, verbose_name='Code')),
                ('name_en', models.CharField(max_length=200, verbose_name='Name in English')),
                ('name_fr', models.CharField(blank=True, max_length=200, verbose_name='Name in French')),
                ('name_es', models.CharField(blank=True, max_length=200, verbose_name='Name in Spanish')),
                ('name_ar', models.CharField(blank=True, max_length=200, verbose_name='Name in Arabic')),
                ('authority', models.CharField(blank=True, max_length=200, verbose_name='Authority')),
                ('party', models.CharField(choices=[('worker', 'Worker'), ('employer', 'Employer'), ('officer_origin', 'Office in the country of origin'), ('officer_destination', 'Office in the country of destination'), ('consulate', 'Consulate')], max_length=20, verbose_name='Who must act')),
                ('legal_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Legal days')),
                ('fee_eur', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='Fee in euros')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='Order')),
                ('predecessors', models.JSONField(blank=True, default=list, verbose_name='Waits for')),
                ('documents', models.JSONField(blank=True, default=list, verbose_name='Documents')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='pathways.procedure')),
            ],
            options={
                'ordering': ['procedure', 'order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('procedure', 'code'), name='pathways_step_code_is_used_once')],
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('qualification', 'Qualification'), ('salary', 'Salary'), ('language', 'Language'), ('age', 'Age'), ('experience', 'Work experience'), ('occupation', 'Occupation'), ('quota', 'Quota'), ('labour_market_test', 'Labour market test'), ('recognition', 'Recognition of the qualification'), ('offer', 'Job offer'), ('funds', 'Means of living'), ('return', 'Undertaking to return'), ('other', 'Other')], max_length=20, verbose_name='Kind')),
                ('value', models.JSONField(blank=True, default=dict, verbose_name='Value')),
                ('text_en', models.CharField(max_length=300, verbose_name='Text in English')),
                ('text_fr', models.CharField(blank=True, max_length=300, verbose_name='Text in French')),
                ('text_es', models.CharField(blank=True, max_length=300, verbose_name='Text in Spanish')),
                ('text_ar', models.CharField(blank=True, max_length=300, verbose_name='Text in Arabic')),
                ('pathway', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='pathways.pathway')),
            ],
            options={
                'ordering': ['pathway', 'pk'],
            },
        ),
    ]
