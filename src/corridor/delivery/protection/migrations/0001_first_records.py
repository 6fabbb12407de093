import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '__first__'),
        ('mobility', '0001_first_records'),
        ('recruitment', '0001_first_records'),
        ('schemes', '0001_first_records'),
        ('skills', '0001_first_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='Grievance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tracking_number', models.CharField(max_length=20, unique=True, verbose_name='Tracking number')),
                ('iso3', models.CharField(blank=True, max_length=3, verbose_name='Country where it happened')),
                ('office_iso3', models.CharField(blank=True, max_length=3, verbose_name='Country whose office answers')),
                ('category', models.CharField(choices=[('pay', 'Pay'), ('hours', 'Hours and rest'), ('fees', 'Fees or deposits'), ('documents', 'Documents kept'), ('housing', 'Housing'), ('safety', 'Health and safety'), ('violence', 'Violence or harassment'), ('discrimination', 'Unequal treatment'), ('contract', 'Contract changed'), ('other', 'Something else')], max_length=15, verbose_name='What is it about?')),
                ('text', models.TextField(verbose_name='What happened?')),
                ('language', models.CharField(default='en', max_length=5)),
                ('channel', models.CharField(choices=[('portal', 'Portal'), ('public', 'Public page'), ('phone', 'Phone'), ('desk', 'Visit'), ('union', 'Trade union')], max_length=10, verbose_name='Channel')),
                ('safe_contact', models.CharField(blank=True, max_length=200, verbose_name='How may we reach you safely?')),
                ('status', models.CharField(choices=[('received', 'Received'), ('acknowledged', 'Acknowledged'), ('in_progress', 'Being worked on'), ('referred', 'Referred'), ('resolved', 'Resolved'), ('closed', 'Closed')], default='received', max_length=12, verbose_name='Status')),
                ('received_at', models.DateTimeField(verbose_name='Received')),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('due_date', models.DateField(verbose_name='Answer due')),
                ('outcome', models.TextField(blank=True, verbose_name='Outcome')),
                ('remedy', models.TextField(blank=True, verbose_name='Remedy')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grievances', to='skills.person')),
                ('placement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grievances', to='mobility.placement')),
                ('scheme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grievances', to='schemes.scheme')),
            ],
            options={
                'ordering': ['due_date', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'closed'), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='protection_closing_needs_an_outcome')],
            },
        ),
        migrations.CreateModel(
            name='FeeReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paid_to', models.CharField(blank=True, max_length=200, verbose_name='Who took the money?')),
                ('fee_class', models.CharField(choices=[('fee', 'Recruitment fee'), ('med', 'Medical examination'), ('ins', 'Insurance'), ('test', 'Skills or language test'), ('train', 'Training'), ('equip', 'Equipment'), ('travel', 'Travel and lodging'), ('admin', 'Papers and permits'), ('illegitimate', 'Bribe, deposit or hidden charge')], max_length=12, verbose_name='What was it for?')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='Amount')),
                ('currency', models.CharField(default='EUR', max_length=3, verbose_name='Currency')),
                ('amount_eur', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='Amount in euros')),
                ('reported_at', models.DateTimeField(verbose_name='Reported')),
                ('status', models.CharField(choices=[('recorded', 'Recorded'), ('repayment_open', 'Repayment case open'), ('repaid', 'Repaid')], default='recorded', max_length=15, verbose_name='Status')),
                ('repaid_eur', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='Repaid (EUR)')),
                ('repaid_on_date', models.DateField(blank=True, null=True)),
                ('employer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fee_reports', to='recruitment.employer')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fee_reports', to='skills.person')),
                ('recruiter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fee_reports', to='recruitment.recruiter')),
                ('scheme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fee_reports', to='schemes.scheme')),
                ('grievance', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fee_report', to='protection.grievance')),
            ],
            options={
                'ordering': ['-reported_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='protection_reported_fee_is_above_zero')],
            },
        ),
        migrations.CreateModel(
            name='GrievanceStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('received', 'Received'), ('acknowledged', 'Acknowledged'), ('in_progress', 'Being worked on'), ('referred', 'Referred'), ('resolved', 'Resolved'), ('closed', 'Closed')], max_length=12)),
                ('acted_at', models.DateTimeField()),
                ('note', models.TextField(blank=True, verbose_name='Internal note')),
                ('message', models.TextField(blank=True, verbose_name='Message to the person')),
                ('referred_to', models.CharField(blank=True, choices=[('labour_inspection', 'Labour inspection'), ('trade_union', 'Trade union'), ('consulate', 'Consulate of the country of origin'), ('legal_aid', 'Legal aid'), ('health', 'Health service'), ('shelter', 'Shelter'), ('ombudsman', 'Ombudsman or equality body')], max_length=20, verbose_name='Referred to')),
                ('acted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('grievance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='protection.grievance')),
            ],
            options={
                'ordering': ['acted_at', 'pk'],
            },
        ),
    ]
