import corridor.core.wordings
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_first_records'),
        ('pathways', '0001_first_records'),
        ('schemes', '0001_first_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('phase', models.CharField(choices=[('design', 'Design'), ('pre_departure', 'Before departure'), ('during', 'During the stay'), ('post_return', 'After return'), ('multi', 'Several phases')], max_length=14, verbose_name='Phase')),
                ('kind', models.CharField(choices=[('partnership', 'Partnership building'), ('research', 'Research'), ('pre_recruitment', 'Preparation of recruitment'), ('recruitment', 'Recruitment and selection'), ('recognition', 'Recognition of skills'), ('training', 'Training and orientation'), ('mobility', 'Mobility and support during the stay'), ('capacity', 'Institutional capacity building'), ('reintegration', 'Integration or reintegration'), ('evaluation', 'Monitoring and evaluation')], max_length=18, verbose_name='Kind')),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('start_date', models.DateField(blank=True, null=True, verbose_name='Start')),
                ('end_date', models.DateField(blank=True, null=True, verbose_name='End')),
                ('pathway', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='pathways.pathway', verbose_name='Pathway')),
                ('responsible', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='access.organisation', verbose_name='Responsible')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', 'start_date', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('start_date__isnull', True), ('end_date__isnull', True), ('end_date__gte', models.F('start_date')), _connector='OR'), name='activities_activity_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='SchemePathway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('corridor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pathways', to='schemes.schemecorridor', verbose_name='Corridor')),
                ('pathway', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='pathways.pathway', verbose_name='Pathway')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pathways', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('pathway', 'corridor'), name='activities_pathway_is_used_once_per_corridor')],
            },
        ),
    ]
