import corridor.core.wordings
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('schemes', '0001_first_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('code', models.SlugField(max_length=40, verbose_name='Code')),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('name_fr', models.CharField(blank=True, max_length=200, verbose_name='Name in French')),
                ('name_es', models.CharField(blank=True, max_length=200, verbose_name='Name in Spanish')),
                ('name_ar', models.CharField(blank=True, max_length=200, verbose_name='Name in Arabic')),
                ('level', models.CharField(choices=[('impact', 'Impact'), ('outcome', 'Outcome'), ('output', 'Output')], max_length=10, verbose_name='Level')),
                ('unit', models.CharField(choices=[('persons', 'Persons'), ('percent', 'Percent'), ('days', 'Days'), ('months', 'Months'), ('eur', 'Euros'), ('count', 'Number')], max_length=10, verbose_name='Unit')),
                ('direction', models.CharField(choices=[('up', 'More is better'), ('down', 'Less is better')], default='up', max_length=4, verbose_name='Direction')),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='Baseline')),
                ('baseline_date', models.DateField(blank=True, null=True, verbose_name='Date of the baseline')),
                ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='Target')),
                ('target_date', models.DateField(blank=True, null=True, verbose_name='Target to be reached by')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='Source of the figures')),
                ('disaggregation', models.CharField(blank=True, max_length=120, verbose_name='Split by')),
                ('computed_from', models.CharField(blank=True, choices=[('', 'Entered by hand'), ('placements', 'Placements counted from the records'), ('women_share', 'Share of women among those placed'), ('days_selection_to_departure', 'Median days from selection to departure'), ('fees_paid_by_workers', 'Fees that workers reported'), ('retention_12m', 'Share in work after twelve months'), ('pass_rate', 'Share of trainees who passed'), ('grievances_closed_30d', 'Share of grievances closed in thirty days')], max_length=40, verbose_name='Computed from')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', 'level', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'code'), name='results_indicator_code_is_used_once')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='Value')),
                ('numerator', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='Numerator')),
                ('denominator', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='Denominator')),
                ('as_of', models.DateField(verbose_name='Day')),
                ('source', models.CharField(max_length=200, verbose_name='Source')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='results.indicator')),
            ],
            options={
                'ordering': ['indicator', 'as_of', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'as_of'), name='results_value_is_given_once_per_day')],
            },
        ),
    ]
