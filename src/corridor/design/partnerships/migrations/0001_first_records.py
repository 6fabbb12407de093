import corridor.core.wordings
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_first_records'),
        ('access', '__first__'),
        ('schemes', '0001_first_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='GovernanceBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('layer', models.CharField(choices=[('steering', 'Steering committee'), ('monitoring', 'Monitoring committee'), ('coordination', 'Coordination group'), ('technical', 'Technical group'), ('advisory', 'Advisory board')], default='steering', max_length=16, verbose_name='Layer')),
                ('mandate', models.TextField(blank=True, verbose_name='What it decides')),
                ('meets_every_months', models.PositiveSmallIntegerField(default=3, verbose_name='Months between meetings')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'name'), name='partnerships_body_is_named_once'), models.CheckConstraint(condition=models.Q(('meets_every_months__gte', 1)), name='partnerships_body_meets_at_least_monthly')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='Title')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='Decided on')),
                ('outcome', models.CharField(choices=[('open', 'To be decided'), ('adopted', 'Adopted'), ('rejected', 'Rejected'), ('deferred', 'Deferred')], default='open', max_length=10, verbose_name='Outcome')),
                ('text', models.TextField(blank=True, verbose_name='Decision')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='partnerships.governancebody', verbose_name='Body')),
            ],
            options={
                'ordering': ['body', '-decided_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome', 'open'), ('decided_on__isnull', False), _connector='OR'), name='partnerships_decision_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='BodyMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.CharField(choices=[('chair', 'Chair'), ('member', 'Member'), ('observer', 'Observer')], default='member', max_length=10, verbose_name='Seat')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='access.organisation', verbose_name='Organisation')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='partnerships.governancebody', verbose_name='Body')),
            ],
            options={
                'ordering': ['body', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('body', 'organisation'), name='partnerships_seat_is_taken_once')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('held_on', models.DateField(verbose_name='Day')),
                ('agenda', models.TextField(blank=True, verbose_name='Agenda')),
                ('actions', models.TextField(blank=True, verbose_name='Actions agreed')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='partnerships.governancebody', verbose_name='Body')),
            ],
            options={
                'ordering': ['body', '-held_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('group', models.CharField(choices=[('migration_authority', 'Migration authority or ministry of the interior'), ('labour_ministry', 'Ministry of labour or education'), ('employment_service', 'Public employment service or migration agency'), ('local_government', 'Local or regional government'), ('employers', 'Employers and their federations'), ('chamber', 'Chamber of commerce'), ('recruiters', 'Private recruitment agencies'), ('workers', "Workers' organisations"), ('training', 'Training institutions'), ('civil_society', 'NGOs, migrant and diaspora organisations'), ('international', 'International organisations'), ('donors', 'Donors and funds'), ('research', 'Research bodies')], max_length=24, verbose_name='Group')),
                ('role', models.CharField(max_length=300, verbose_name='Role in the scheme')),
                ('interest', models.CharField(blank=True, max_length=300, verbose_name='Interest, as the partner states it')),
                ('influence', models.PositiveSmallIntegerField(default=3, verbose_name='Influence, 1 to 5')),
                ('interest_level', models.PositiveSmallIntegerField(default=3, verbose_name='Interest, 1 to 5')),
                ('commitment_cash_eur', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='Money promised, in euros')),
                ('commitment_in_kind', models.CharField(blank=True, max_length=300, verbose_name='Promised in kind')),
                ('verify_again_date', models.DateField(blank=True, null=True, verbose_name='Ask again on')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='access.organisation', verbose_name='Organisation')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', 'group', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'organisation'), name='partnerships_partner_joins_once'), models.CheckConstraint(condition=models.Q(('influence__gte', 1), ('influence__lte', 5), ('interest_level__gte', 1), ('interest_level__lte', 5)), name='partnerships_influence_and_interest_are_1_to_5'), models.CheckConstraint(condition=models.Q(('commitment_cash_eur__gte', 0)), name='partnerships_promise_is_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Motive',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='Assumption')),
                ('noted_at', models.DateTimeField(auto_now_add=True)),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='motives', to='partnerships.partner', verbose_name='Partner')),
            ],
            options={
                'ordering': ['partner', 'pk'],
            },
        ),
    ]
