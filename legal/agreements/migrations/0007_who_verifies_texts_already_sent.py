"""Say who verifies in texts that were sent before the draft asked for it: their parts are closed."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def say_who_verifies(apps: Any, _schema_editor: Any) -> None:
    """Without a third party among the parties, the DGPP verified: nobody else could."""
    agreements = apps.get_model("agreements", "Agreement").objects.filter(verified_by="").exclude(status="draft")
    with_third = apps.get_model("agreements", "Party").objects.filter(capacity="verifier").values("agreement")
    agreements.filter(pk__in=with_third).update(verified_by="verifier")
    agreements.update(verified_by="grantor")


class Migration(migrations.Migration):
    """Fill in what was not asked for then."""

    dependencies = [("agreements", "0006_schedule_of_activities")]
    operations = [migrations.RunPython(say_who_verifies, migrations.RunPython.noop)]
