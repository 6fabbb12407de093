import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '__first__'),
        ('core', '0001_first_records'),
        ('pathways', '0001_first_records'),
        ('recruitment', '0001_first_records'),
        ('schemes', '0001_first_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=30, unique=True, verbose_name='Reference')),
                ('opened_on_date', models.DateField(verbose_name='Opened on')),
                ('status', models.CharField(choices=[('open', 'Open'), ('done', 'Completed'), ('stopped', 'Stopped')], default='open', max_length=10, verbose_name='Status')),
                ('closed_on_date', models.DateField(blank=True, null=True, verbose_name='Closed on')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='pathways.procedure')),
            ],
            options={
                'ordering': ['-opened_on_date', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waiting for other steps'), ('ready', 'To do now'), ('done', 'Done'), ('refused', 'Refused'), ('skipped', 'Not needed')], default='waiting', max_length=10, verbose_name='State')),
                ('due_date', models.DateField(blank=True, null=True, verbose_name='Due')),
                ('ready_on_date', models.DateField(blank=True, null=True, verbose_name='Could begin on')),
                ('done_on_date', models.DateField(blank=True, null=True, verbose_name='Done on')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='Note')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='mobility.case')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_steps', to='pathways.procedurestep')),
            ],
            options={
                'ordering': ['case', 'step__order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('case', 'step'), name='mobility_case_has_each_step_once')],
            },
        ),
        migrations.CreateModel(
            name='CaseDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(max_length=60, verbose_name='Kind')),
                ('label_en', models.CharField(max_length=150)),
                ('label_fr', models.CharField(blank=True, max_length=150)),
                ('label_es', models.CharField(blank=True, max_length=150)),
                ('label_ar', models.CharField(blank=True, max_length=150)),
                ('status', models.CharField(choices=[('missing', 'Missing'), ('received', 'Received'), ('checked', 'Checked'), ('rejected', 'Not accepted'), ('expired', 'Expired')], default='missing', max_length=10, verbose_name='Status')),
                ('valid_until_date', models.DateField(blank=True, null=True, verbose_name='Valid until')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='Reason')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('case_step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='mobility.casestep')),
            ],
            options={
                'ordering': ['case_step', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('preparing', 'Preparing'), ('cleared', 'Cleared for departure'), ('departed', 'Departed'), ('working', 'Working'), ('ended', 'Ended'), ('left_reason_unknown', 'Left, reason not known'), ('cancelled', 'Cancelled before departure')], default='preparing', max_length=20, verbose_name='Status')),
                ('selected_on_date', models.DateField(verbose_name='Selected on')),
                ('cleared_on_date', models.DateField(blank=True, null=True, verbose_name='Cleared on')),
                ('departed_on_date', models.DateField(blank=True, null=True, verbose_name='Departed on')),
                ('arrived_on_date', models.DateField(blank=True, null=True, verbose_name='Arrived on')),
                ('ended_on_date', models.DateField(blank=True, null=True, verbose_name='Ended on')),
                ('returned_on_date', models.DateField(blank=True, null=True, verbose_name='Returned on')),
                ('end_reason', models.CharField(blank=True, max_length=300, verbose_name='Reason')),
                ('departed_uncleared', models.BooleanField(default=False, verbose_name='Departed without clearance')),
                ('left_reported_on_date', models.DateField(blank=True, null=True, verbose_name='Reported as left on')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='Reviewed by protection')),
                ('employer_may_know', models.BooleanField(default=False, verbose_name='The employer may be told')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='recruitment.candidate')),
                ('offer', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placement', to='recruitment.offer')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='schemes.scheme')),
                ('vacancy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='recruitment.vacancy')),
            ],
            options={
                'ordering': ['-selected_on_date', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['ended', 'cancelled', 'left_reason_unknown']), _negated=True), fields=('candidate',), name='mobility_candidate_has_one_running_placement')],
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(help_text='A language the worker reads', max_length=5, verbose_name='Language')),
                ('monthly_gross_eur', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='Gross pay a month (EUR)')),
                ('weekly_hours', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='Hours a week')),
                ('rest_days_per_week', models.DecimalField(decimal_places=1, max_digits=3, verbose_name='Rest days a week')),
                ('is_insured', models.BooleanField(default=False, verbose_name='Insurance is agreed')),
                ('repatriation_paid_by', models.CharField(default='employer', max_length=20, verbose_name='Repatriation is paid by')),
                ('worker_fees_eur', models.DecimalField(decimal_places=2, default=0, max_digits=9, verbose_name='Fees charged to the worker (EUR)')),
                ('starts_on_date', models.DateField(verbose_name='First day of work')),
                ('ends_on_date', models.DateField(blank=True, null=True, verbose_name='Last day of work')),
                ('worker_signed_on_date', models.DateField(blank=True, null=True, verbose_name='Signed by the worker on')),
                ('employer_signed_on_date', models.DateField(blank=True, null=True, verbose_name='Signed by the employer on')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('checked', 'Checked'), ('registered', 'Registered'), ('refused', 'Not accepted')], default='draft', max_length=10, verbose_name='Status')),
                ('findings', models.JSONField(default=dict, help_text='version, findings: [{code, params}]')),
                ('registered_on_date', models.DateField(blank=True, null=True, verbose_name='Registered on')),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='pathways.modelcontract')),
                ('registered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contract', to='mobility.placement')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'registered'), _negated=True), ('worker_fees_eur', 0), _connector='OR'), name='mobility_registered_contract_has_no_fees')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('follow_up', 'Follow-up'), ('fee_check', 'Fee check'), ('survey', 'Survey'), ('rating', 'Rating')], max_length=10, verbose_name='Kind of contact')),
                ('contacted_on_date', models.DateField(verbose_name='Contacted on')),
                ('is_wished', models.BooleanField(default=False, verbose_name="At the worker's own wish")),
                ('note', models.TextField(blank=True, verbose_name='Note')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='mobility.placement')),
            ],
            options={
                'ordering': ['-contacted_on_date', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(choices=[('worker', 'Worker'), ('employer', 'Employer')], max_length=10, verbose_name='Who was asked')),
                ('asked_on_date', models.DateField(verbose_name='Asked on')),
                ('answered_on_date', models.DateField(blank=True, null=True, verbose_name='Answered on')),
                ('answer', models.CharField(blank=True, choices=[('well', 'Going well'), ('mixed', 'Some problems'), ('bad', 'Needs help')], max_length=10, verbose_name='Answer')),
                ('uses_skills', models.BooleanField(blank=True, null=True, verbose_name="The work uses the person's skills")),
                ('pay_as_agreed', models.BooleanField(blank=True, null=True, verbose_name='Pay is as agreed')),
                ('note', models.TextField(blank=True, verbose_name='Note')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='mobility.placement')),
            ],
            options={
                'ordering': ['-asked_on_date', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='placement',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='case', to='mobility.placement'),
        ),
        migrations.CreateModel(
            name='ArrivalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('met', 'Met on arrival'), ('registration', 'Registered with the town'), ('housing', 'Housing'), ('bank', 'Bank account'), ('tax', 'Tax number'), ('health_insurance', 'Health insurance'), ('school', 'School or language course'), ('orientation', 'Orientation after arrival')], max_length=20)),
                ('done_on_date', models.DateField(verbose_name='Settled on')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrival_items', to='mobility.placement')),
            ],
            options={
                'ordering': ['placement', 'done_on_date', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('placement', 'kind'), name='mobility_arrival_item_is_settled_once')],
            },
        ),
    ]
