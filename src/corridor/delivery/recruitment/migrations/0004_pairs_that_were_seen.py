from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("recruitment", "0003_market_changes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sighting",
            name="kind",
            field=models.CharField(
                choices=[
                    ("list", "Shortlist"),
                    ("near", "List of those who are near"),
                    ("reason", "Explanation"),
                    ("file", "Shortlist as a file"),
                    ("proposed", "List of proposed people"),
                    ("pairs", "Pairs of an allocation"),
                ],
                max_length=10,
                verbose_name="What was seen",
            ),
        ),
    ]
