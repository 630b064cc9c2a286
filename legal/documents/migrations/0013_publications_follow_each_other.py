"""A publication says which one it follows; before, it said so only where both began on one day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0012_when_copies_were_last_looked_for'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='templatedecision',
            name='one_template_of_each_kind_comes_into_force_on_a_day',
        ),
        migrations.RenameField(
            model_name='templatedecision',
            old_name='replaces',
            new_name='follows',
        ),
        migrations.AlterField(
            model_name='templatedecision',
            name='follows',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='documents.templatedecision', verbose_name='publicada después de'),
        ),
    ]
