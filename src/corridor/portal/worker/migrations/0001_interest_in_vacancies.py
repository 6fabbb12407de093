import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('recruitment', '0001_first_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_at', models.DateTimeField()),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='recruitment.candidate')),
                ('vacancy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='recruitment.vacancy')),
            ],
            options={
                'ordering': ['-said_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('candidate', 'vacancy'), name='worker_portal_interest_is_said_once')],
            },
        ),
    ]
