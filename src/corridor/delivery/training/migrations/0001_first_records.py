import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_first_records'),
        ('recruitment', '0001_first_records'),
        ('schemes', '0001_first_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('language', 'Language'), ('technical', 'Technical skills'), ('orientation', 'Pre-departure orientation'), ('arrival', 'Orientation after arrival'), ('soft_skills', 'Soft skills')], max_length=12, verbose_name='Kind of course')),
                ('name_en', models.CharField(max_length=150, verbose_name='Name in English')),
                ('name_fr', models.CharField(blank=True, max_length=150, verbose_name='Name in French')),
                ('name_es', models.CharField(blank=True, max_length=150, verbose_name='Name in Spanish')),
                ('name_ar', models.CharField(blank=True, max_length=150, verbose_name='Name in Arabic')),
                ('iso3', models.CharField(help_text='ISO 3166-1 alpha-3', max_length=3, verbose_name='Place of training')),
                ('language', models.CharField(max_length=5, verbose_name='Language of the course')),
                ('starts_on_date', models.DateField(verbose_name='First day')),
                ('ends_on_date', models.DateField(verbose_name='Last day')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='Seats')),
                ('pass_mark', models.DecimalField(decimal_places=1, default=60, max_digits=5, verbose_name='Pass mark')),
                ('cost_eur', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='Cost of the course (EUR)')),
                ('skills', models.JSONField(blank=True, default=list, help_text='List of {uri, label_en, label_fr, label_es, label_ar}')),
                ('cefr', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'A1'), (2, 'A2'), (3, 'B1'), (4, 'B2'), (5, 'C1'), (6, 'C2')], null=True, verbose_name='Language level reached')),
                ('is_invented', models.BooleanField(default=False)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='access.organisation')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='schemes.scheme')),
            ],
            options={
                'ordering': ['starts_on_date', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on_date__gte', models.F('starts_on_date'))), name='training_cohort_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('pass_mark__gte', 0), ('pass_mark__lte', 100)), name='training_pass_mark_is_out_of_100')],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('enrolled', 'Enrolled'), ('completed', 'Completed'), ('failed', 'Not passed'), ('dropped', 'Left the course')], default='enrolled', max_length=10, verbose_name='Status')),
                ('enrolled_on_date', models.DateField(verbose_name='Enrolled on')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='recruitment.candidate')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='training.cohort')),
            ],
            options={
                'ordering': ['cohort', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('cohort', 'candidate'), name='training_candidate_is_enrolled_once')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30, unique=True, verbose_name='Number')),
                ('issued_on_date', models.DateField(verbose_name='Issued on')),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='training.enrolment')),
            ],
            options={
                'ordering': ['-issued_on_date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('entry', 'Entry test'), ('interim', 'Interim test'), ('final', 'Final test')], default='final', max_length=10, verbose_name='Kind')),
                ('score', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='Score')),
                ('pass_mark', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='Pass mark')),
                ('assessed_on_date', models.DateField(verbose_name='Assessed on')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='training.enrolment')),
            ],
            options={
                'ordering': ['assessed_on_date', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 100)), name='training_score_is_out_of_100')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on_date', models.DateField(verbose_name='Held on')),
                ('topic', models.CharField(blank=True, max_length=200, verbose_name='Topic')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='training.cohort')),
            ],
            options={
                'ordering': ['held_on_date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_present', models.BooleanField(verbose_name='Present')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='training.enrolment')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='training.session')),
            ],
            options={
                'ordering': ['session', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('session', 'enrolment'), name='training_attendance_is_recorded_once')],
            },
        ),
    ]
