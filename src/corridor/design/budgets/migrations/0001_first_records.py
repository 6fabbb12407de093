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
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(default='EUR', max_length=3, verbose_name='Currency')),
                ('participants', models.PositiveIntegerField(default=0, verbose_name='Participants')),
                ('placements', models.PositiveIntegerField(default=0, verbose_name='Placements')),
                ('months', models.PositiveSmallIntegerField(default=12, verbose_name='Months')),
                ('scheme', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='budget', to='schemes.scheme')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('item_code', models.CharField(max_length=8, verbose_name='Cost item')),
                ('label', models.CharField(blank=True, max_length=200, verbose_name='Own name')),
                ('behaviour', models.CharField(choices=[('F', 'Fixed'), ('S', 'Step: per cohort or caseload'), ('V', 'Per participant'), ('VM', 'Per participant and month'), ('R', 'Percentage of direct costs')], max_length=2, verbose_name='Moves with')),
                ('unit_cost', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='Cost of one unit')),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='Units')),
                ('phase', models.CharField(choices=[('all', 'All phases'), ('design', 'Design'), ('pre_departure', 'Before departure'), ('during', 'During the stay'), ('return', 'Return')], default='all', max_length=14, verbose_name='Phase')),
                ('need', models.CharField(choices=[('essential', 'Essential'), ('voluntary', 'Voluntary')], default='essential', max_length=10, verbose_name='Need')),
                ('ilo_class', models.CharField(choices=[('fee', 'Recruitment fee'), ('med', 'Medical cost'), ('ins', 'Insurance cost'), ('test', 'Skills and qualification test'), ('train', 'Training and orientation'), ('equip', 'Equipment'), ('travel', 'Travel and lodging'), ('admin', 'Administrative cost'), ('illegitimate', 'Illegitimate cost'), ('none', 'Not a recruitment cost')], default='none', max_length=14)),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='Source of the figure')),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='budgets.budget')),
            ],
            options={
                'ordering': ['budget', 'item_code', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('unit_cost__gte', 0)), name='budgets_unit_cost_is_not_negative'), models.CheckConstraint(condition=models.Q(('quantity__isnull', True), ('quantity__gte', 0), _connector='OR'), name='budgets_quantity_is_not_negative'), models.CheckConstraint(condition=models.Q(('ilo_class', 'illegitimate'), _negated=True), name='budgets_no_line_holds_an_illegitimate_cost')],
            },
        ),
        migrations.CreateModel(
            name='Actual',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spent_on', models.DateField(verbose_name='Day')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='Amount')),
                ('payer', models.CharField(choices=[('dest_gov', 'Government of destination'), ('orig_gov', 'Government of origin'), ('employer', 'Employers'), ('assoc', 'Association, chamber or fund'), ('donor', 'Donor'), ('migrant', 'Worker')], max_length=10, verbose_name='Payer')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='Note')),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actuals', to='budgets.budget')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actuals', to='budgets.budgetline')),
            ],
            options={
                'ordering': ['budget', '-spent_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PayerShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('payer', models.CharField(choices=[('dest_gov', 'Government of destination'), ('orig_gov', 'Government of origin'), ('employer', 'Employers'), ('assoc', 'Association, chamber or fund'), ('donor', 'Donor'), ('migrant', 'Worker')], max_length=10, verbose_name='Payer')),
                ('share_percent', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='Share in percent')),
                ('ilo_class', models.CharField(choices=[('fee', 'Recruitment fee'), ('med', 'Medical cost'), ('ins', 'Insurance cost'), ('test', 'Skills and qualification test'), ('train', 'Training and orientation'), ('equip', 'Equipment'), ('travel', 'Travel and lodging'), ('admin', 'Administrative cost'), ('illegitimate', 'Illegitimate cost'), ('none', 'Not a recruitment cost')], default='none', max_length=14)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='budgets.budgetline')),
            ],
            options={
                'ordering': ['line', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('line', 'payer'), name='budgets_payer_is_named_once_per_line'), models.CheckConstraint(condition=models.Q(('share_percent__gt', 0), ('share_percent__lte', 100)), name='budgets_share_is_0_to_100'), models.CheckConstraint(condition=models.Q(models.Q(('payer', 'migrant'), _negated=True), ('ilo_class', 'none'), _connector='OR'), name='budgets_no_worker_pays_a_recruitment_cost')],
            },
        ),
    ]
