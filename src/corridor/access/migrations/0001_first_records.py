import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Workspace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='E-mail address')),
                ('full_name', models.CharField(max_length=150, verbose_name='Name')),
                ('language', models.CharField(default='en', max_length=5, verbose_name='Language')),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False)),
                ('joined_at', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'ordering': ['email'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('name_fr', models.CharField(blank=True, max_length=200)),
                ('name_es', models.CharField(blank=True, max_length=200)),
                ('name_ar', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(choices=[('ministry', 'Ministry'), ('employment_service', 'Public employment service'), ('agency', 'Public agency'), ('local_government', 'Local government'), ('employer', 'Employer'), ('employer_federation', "Employers' federation or chamber"), ('recruiter', 'Private recruitment agency'), ('trade_union', 'Trade union'), ('training', 'Training institution'), ('ngo', 'NGO, migrant or diaspora organisation'), ('international', 'International organisation'), ('donor', 'Donor'), ('research', 'Research body')], max_length=30)),
                ('iso3', models.CharField(help_text='ISO 3166-1 alpha-3 of its seat', max_length=3)),
                ('emblem', models.TextField(blank=True, help_text='SVG drawn for papers; empty where there is none')),
                ('is_invented', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('name', 'iso3'), name='access_organisation_is_known_once')],
            },
        ),
        migrations.CreateModel(
            name='WorkspaceMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workspace_memberships', to='access.organisation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='access.workspace')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('workspace', 'organisation'), name='access_workspace_member_joins_once')],
            },
        ),
        migrations.AddField(
            model_name='workspace',
            name='organisations',
            field=models.ManyToManyField(related_name='workspaces', through='access.WorkspaceMember', to='access.organisation'),
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('designer', 'Scheme designer'), ('officer_origin', 'Programme officer, country of origin'), ('officer_destination', 'Programme officer, country of destination'), ('employer', 'Employer'), ('worker', 'Worker'), ('trainer', 'Training institution'), ('counsellor', 'Counsellor'), ('protection', 'Protection officer'), ('committee', 'Steering committee'), ('donor', 'Donor'), ('evaluator', 'Evaluator'), ('administrator', 'Administrator'), ('data_protection', 'Data protection officer')], max_length=30)),
                ('is_active', models.BooleanField(default=True)),
                ('given_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='access.organisation')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'organisation', 'role'), name='access_membership_is_given_once'), models.CheckConstraint(condition=models.Q(('role', 'worker'), ('organisation__isnull', False), _connector='OR'), name='access_only_workers_stand_without_organisation')],
            },
        ),
    ]
