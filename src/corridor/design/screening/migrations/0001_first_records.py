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
            name='Alternative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('code', models.CharField(blank=True, max_length=10, verbose_name='NACE code or country code')),
            ],
            options={
                'ordering': ['exercise', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ScreeningExercise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_in', models.CharField(default=corridor.core.wordings.active_language, editable=False, max_length=5)),
                ('wordings', models.JSONField(blank=True, default=dict, editable=False)),
                ('kind', models.CharField(choices=[('sector', 'Sector'), ('country', 'Country')], max_length=10, verbose_name='What is compared')),
                ('reason', models.TextField(blank=True, verbose_name='Why this choice')),
                ('chosen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='screening.alternative', verbose_name='The choice')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='screenings', to='schemes.scheme')),
            ],
            options={
                'ordering': ['scheme', '-kind'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'kind'), name='screening_exercise_is_held_once_per_kind')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(blank=True, help_text='A criterion of the guide; empty for an own one', max_length=40)),
                ('name', models.CharField(blank=True, max_length=160, verbose_name='Name')),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=6, verbose_name='Weight')),
                ('scale_low', models.DecimalField(decimal_places=2, default=1, max_digits=12, verbose_name='Lowest value of the scale')),
                ('scale_high', models.DecimalField(decimal_places=2, default=5, max_digits=12, verbose_name='Highest value of the scale')),
                ('direction', models.CharField(choices=[('up', 'More is better'), ('down', 'Less is better')], default='up', max_length=4, verbose_name='Direction')),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='screening.screeningexercise')),
            ],
            options={
                'ordering': ['exercise', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('weight__gte', 0)), name='screening_weight_is_not_negative'), models.CheckConstraint(condition=models.Q(('scale_high__gt', models.F('scale_low'))), name='screening_scale_has_a_length'), models.CheckConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), models.Q(('name', ''), _negated=True), _connector='OR'), name='screening_criterion_has_a_name')],
            },
        ),
        migrations.AddField(
            model_name='alternative',
            name='exercise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alternatives', to='screening.screeningexercise'),
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='Value')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='Source')),
                ('alternative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='screening.alternative')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='screening.criterion')),
            ],
            options={
                'ordering': ['alternative', 'criterion'],
                'constraints': [models.UniqueConstraint(fields=('alternative', 'criterion'), name='screening_score_is_given_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='alternative',
            constraint=models.UniqueConstraint(fields=('exercise', 'name'), name='screening_alternative_is_named_once'),
        ),
    ]
