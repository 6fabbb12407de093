import corridor.core.wordings
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_first_records'),
        ('screening', '0001_first_records'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='screeningexercise',
            name='released_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='A ranking of countries is internal until then', null=True, verbose_name='Released'),
        ),
        migrations.AddField(
            model_name='alternative',
            name='sector',
            field=models.CharField(blank=True, help_text='With a country: the sector in which it is compared', max_length=10, verbose_name='Sector (NACE)'),
        ),
        migrations.AddField(
            model_name='score',
            name='low',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='At least'),
        ),
        migrations.AddField(
            model_name='score',
            name='high',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='At most'),
        ),
        migrations.AlterField(
            model_name='score',
            name='source',
            field=models.CharField(blank=True, max_length=300, verbose_name='Source'),
        ),
        migrations.AddField(
            model_name='score',
            name='vintage',
            field=models.CharField(blank=True, max_length=40, verbose_name='Date or period of the figure'),
        ),
        migrations.AddField(
            model_name='score',
            name='raw',
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='Figure'),
        ),
        migrations.AddField(
            model_name='score',
            name='unit',
            field=models.CharField(blank=True, max_length=60, verbose_name='Unit'),
        ),
        migrations.AddField(
            model_name='score',
            name='note',
            field=models.CharField(blank=True, max_length=300, verbose_name='Note'),
        ),
        migrations.AddField(
            model_name='score',
            name='is_synthetic',
            field=models.BooleanField(default=False, verbose_name='Synthetic figure'),
        ),
        migrations.AddField(
            model_name='score',
            name='is_from_evidence',
            field=models.BooleanField(default=False, verbose_name='Taken from evidence'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('low__isnull', True), ('high__isnull', True), ('low__lte', models.F('high')), _connector='OR'), name='screening_score_has_ordered_ends'),
        ),
        migrations.CreateModel(
            name='Veto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('kind', models.CharField(choices=[('no_pathway', 'No legal pathway'), ('who_list', 'On the list of countries whose health workers are protected'), ('brain_drain', 'Brain drain'), ('other', 'Another reason')], max_length=16, verbose_name='Kind')),
                ('reason', models.TextField(verbose_name='Reason')),
                ('source', models.CharField(max_length=300, verbose_name='Source')),
                ('as_of_date', models.DateField(verbose_name='Date of the source')),
                ('correction', models.TextField(blank=True, verbose_name='What corrects it, with its source')),
                ('corrected_date', models.DateField(blank=True, null=True, verbose_name='Corrected on')),
                ('alternative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vetoes', to='screening.alternative')),
            ],
            options={
                'verbose_name_plural': 'vetoes',
                'ordering': ['alternative', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='screening_veto_has_a_source'), models.CheckConstraint(condition=models.Q(('corrected_date__isnull', True), models.Q(('correction', ''), _negated=True), _connector='OR'), name='screening_veto_is_corrected_with_words')],
            },
        ),
        migrations.CreateModel(
            name='WeightGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='Name of the group')),
                ('released_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='Released')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='screening.screeningexercise')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='Organisation')),
            ],
            options={
                'ordering': ['exercise', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('exercise', 'name'), name='screening_group_is_named_once'), models.UniqueConstraint(fields=('exercise', 'organisation'), name='screening_group_is_asked_once')],
            },
        ),
        migrations.CreateModel(
            name='GroupWeights',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('direct', 'Direct entry'), ('swing', 'Swing from worst to best'), ('ahp', 'Comparison in pairs (AHP)')], max_length=8, verbose_name='Way of weighing')),
                ('answers', models.JSONField(default=dict)),
                ('weights', models.JSONField(default=dict)),
                ('entered_at', models.DateTimeField(auto_now=True)),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='given', to='screening.weightgroup')),
            ],
            options={
                'verbose_name_plural': 'group weights',
            },
        ),
    ]
