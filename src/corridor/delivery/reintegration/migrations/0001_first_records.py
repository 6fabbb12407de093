import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('schemes', '0001_first_records'),
        ('skills', '0001_first_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReturnPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('intention', models.CharField(choices=[('return', 'Return home'), ('circular', 'Return and come back'), ('stay', 'Stay longer'), ('move_on', 'Move to another country'), ('undecided', 'Not decided')], default='undecided', max_length=10, verbose_name='My intention')),
                ('work', models.CharField(choices=[('employment', 'A job'), ('business', 'A business of my own'), ('training', 'Training or study'), ('none', 'Not decided')], default='none', max_length=12, verbose_name='Work afterwards')),
                ('planned_date', models.DateField(blank=True, null=True, verbose_name='When')),
                ('needs', models.TextField(blank=True, verbose_name='What I need for it')),
                ('is_shared', models.BooleanField(default=False, verbose_name='Share with my counsellor')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='return_plans', to='skills.person')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_plans', to='schemes.scheme')),
            ],
            options={
                'ordering': ['-updated_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('person', 'scheme'), name='reintegration_person_has_one_plan_per_scheme')],
            },
        ),
    ]
