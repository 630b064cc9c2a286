"""An agreement supports one or more programmes, and each product is of one of them."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

PARTS = [
    ('object', 'Objeto, objetivos y contrapartida'),
    ('parties', 'Partes y firmas'),
    ('ambit', 'Programas, ámbito y productos priorizados'),
    ('money', 'Monto, distribución y duración'),
    ('commitments', 'Compromisos de gestión'),
    ('indicators', 'Indicadores y metas'),
]


def _programme(*, of_history=False, null=True):
    if of_history:
        return models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='norms.budgetprogramme', verbose_name='programa presupuestal')
    return models.ForeignKey(blank=null, null=null, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='norms.budgetprogramme', verbose_name='programa presupuestal')


def carry_over(apps, schema_editor):
    """Give each agreement its programme as a row, since the day it was opened and by whoever opened it.

    The programme of an agreement could not change until now, so what its history says of the first day holds for all.
    """
    Agreement, OfAgreement = apps.get_model('agreements', 'Agreement'), apps.get_model('agreements', 'HistoricalAgreement')
    Supported, OfSupported = apps.get_model('agreements', 'SupportedProgramme'), apps.get_model('agreements', 'HistoricalSupportedProgramme')
    for agreement in Agreement.objects.order_by('pk').iterator():
        key = {'agreement_id': agreement.pk, 'programme_id': agreement.programme_id}
        row = Supported.objects.create(position=1, **key)
        first = OfAgreement.objects.filter(id=agreement.pk).order_by('history_date', 'history_id').first()
        if first is not None:
            OfSupported.objects.create(
                id=row.pk,
                position=1,
                history_date=first.history_date,
                history_user_id=first.history_user_id,
                history_change_reason=first.history_change_reason,
                history_type='+',
                **key,
            )
        for model in ('Product', 'HistoricalProduct'):
            apps.get_model('agreements', model).objects.filter(agreement_id=agreement.pk).update(programme_id=agreement.programme_id)
    _settle(schema_editor)


def carry_back(apps, schema_editor):
    """Give each agreement its one programme as a field again.

    :raises RuntimeError: when an agreement has had several: the field cannot hold them.
    """
    Agreement, OfAgreement = apps.get_model('agreements', 'Agreement'), apps.get_model('agreements', 'HistoricalAgreement')
    Supported = apps.get_model('agreements', 'SupportedProgramme')
    for agreement in Agreement.objects.order_by('pk').iterator():
        rows = list(Supported.objects.filter(agreement_id=agreement.pk))
        if len(rows) != 1:
            raise RuntimeError(f'Agreement {agreement.pk} has had {len(rows)} programmes: it cannot go back to one.')
        Agreement.objects.filter(pk=agreement.pk).update(programme_id=rows[0].programme_id)
        OfAgreement.objects.filter(id=agreement.pk).update(programme_id=rows[0].programme_id)
    _settle(schema_editor)


def _settle(schema_editor):
    # PostgreSQL alters no table whose deferred checks are still to be made.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0001_initial'),
        ('norms', '0002_conduct_of_a_norm'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportedProgramme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='orden')),
                ('in_text', models.BooleanField(default=True, verbose_name='forma parte del texto')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='agreements.agreement')),
                ('programme', _programme(null=False)),
            ],
            options={
                'verbose_name': 'programa presupuestal del convenio',
                'verbose_name_plural': 'programas presupuestales del convenio',
                'constraints': [models.UniqueConstraint(fields=('agreement', 'programme'), name='programme_is_supported_once')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalSupportedProgramme',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='orden')),
                ('in_text', models.BooleanField(default=True, verbose_name='forma parte del texto')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('agreement', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agreements.agreement')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', _programme(of_history=True)),
            ],
            options={
                'verbose_name': 'historical programa presupuestal del convenio',
                'verbose_name_plural': 'historical programas presupuestales del convenio',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RemoveConstraint(model_name='product', name='product_is_prioritised_once'),
        migrations.AddField(model_name='product', name='programme', field=_programme()),
        migrations.AddField(model_name='historicalproduct', name='programme', field=_programme(of_history=True)),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.UniqueConstraint(fields=('agreement', 'programme', 'name'), name='product_is_prioritised_once_in_its_programme'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.UniqueConstraint(condition=models.Q(('programme__isnull', True)), fields=('agreement', 'name'), name='product_without_programme_is_prioritised_once'),
        ),
        migrations.AlterField(model_name='agreement', name='programme', field=_programme()),
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveField(model_name='agreement', name='programme'),
        migrations.RemoveField(model_name='historicalagreement', name='programme'),
        migrations.AlterField(
            model_name='historicalobservation',
            name='part',
            field=models.CharField(blank=True, choices=PARTS, max_length=12, verbose_name='parte'),
        ),
        migrations.AlterField(
            model_name='observation',
            name='part',
            field=models.CharField(blank=True, choices=PARTS, max_length=12, verbose_name='parte'),
        ),
    ]
