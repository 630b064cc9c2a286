"""Let a step say when it was opened, in law."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("workflow", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="opened_on",
            field=models.DateField(blank=True, null=True, verbose_name="abierta el"),
        ),
    ]
