"""An agreement has its own rules of money: those that its norm has today, until now read from the norm itself."""

import legal.agreements.models.agreements
from django.db import migrations, models


COLUMNS = ('fixed_rule', 'partial_share', 'variable_rule', 'minimum_share', 'bands')


def take_over(apps, schema_editor):
    """Give each agreement the rules of its norm, by which it was settled so far; its history says the same."""
    for norm in apps.get_model('norms', 'Norm').objects.all():
        rules = {name: getattr(norm, name) for name in COLUMNS}
        opening = {
            'fixed': norm.fixed_rule,
            'percentage': _plain(norm.partial_share),
            'variable': norm.variable_rule,
            'minimum': _plain(norm.minimum_share),
            'bands': norm.bands,
        }
        for model in ('Agreement', 'HistoricalAgreement'):
            apps.get_model('agreements', model).objects.filter(norm_id=norm.pk).update(**rules, opening_rules=opening)


def _plain(value):
    return None if value is None else f'{value.normalize():f}'


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0003_observations_of_who_initials'),
        ('entities', '0006_executing_units'),
        ('norms', '0007_agreements_may_choose_their_rules'),
        ('workflow', '0013_suspended_steps_say_by_which_document'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='bands',
            field=models.JSONField(blank=True, help_text='Solo con la regla por tramos de avance: desde qué parte y qué puntaje, [["0.5", "0.4"], ["1", "1"]].', null=True, verbose_name='tramos de avance'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='fixed_rule',
            field=models.CharField(choices=[('all_or_nothing', 'todo o nada'), ('proportional', 'proporcional'), ('weighted', 'ponderada'), ('fixed_percentage', 'porcentaje fijo')], default='proportional', max_length=20, verbose_name='regla del tramo fijo'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='minimum_share',
            field=models.DecimalField(blank=True, decimal_places=6, help_text='Solo con la regla proporcional desde un mínimo: mayor que 0 y hasta 1.', max_digits=7, null=True, verbose_name='parte mínima del camino'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='opening_rules',
            field=models.JSONField(default=legal.agreements.models.agreements.rules_of_the_first_norms, editable=False, verbose_name='reglas de la norma al abrir el expediente'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='partial_share',
            field=models.DecimalField(blank=True, decimal_places=6, help_text='Solo con la regla de porcentaje fijo: de 0 a 1.', max_digits=7, null=True, verbose_name='parte fija mientras algo no se cumpla'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='variable_rule',
            field=models.CharField(choices=[('proportional', 'proporcional'), ('threshold', 'proporcional desde un mínimo'), ('step', 'todo o nada'), ('bands', 'por tramos de avance')], default='proportional', max_length=20, verbose_name='regla del tramo variable'),
        ),
        migrations.AddField(
            model_name='historicalagreement',
            name='bands',
            field=models.JSONField(blank=True, help_text='Solo con la regla por tramos de avance: desde qué parte y qué puntaje, [["0.5", "0.4"], ["1", "1"]].', null=True, verbose_name='tramos de avance'),
        ),
        migrations.AddField(
            model_name='historicalagreement',
            name='fixed_rule',
            field=models.CharField(choices=[('all_or_nothing', 'todo o nada'), ('proportional', 'proporcional'), ('weighted', 'ponderada'), ('fixed_percentage', 'porcentaje fijo')], default='proportional', max_length=20, verbose_name='regla del tramo fijo'),
        ),
        migrations.AddField(
            model_name='historicalagreement',
            name='minimum_share',
            field=models.DecimalField(blank=True, decimal_places=6, help_text='Solo con la regla proporcional desde un mínimo: mayor que 0 y hasta 1.', max_digits=7, null=True, verbose_name='parte mínima del camino'),
        ),
        migrations.AddField(
            model_name='historicalagreement',
            name='opening_rules',
            field=models.JSONField(default=legal.agreements.models.agreements.rules_of_the_first_norms, editable=False, verbose_name='reglas de la norma al abrir el expediente'),
        ),
        migrations.AddField(
            model_name='historicalagreement',
            name='partial_share',
            field=models.DecimalField(blank=True, decimal_places=6, help_text='Solo con la regla de porcentaje fijo: de 0 a 1.', max_digits=7, null=True, verbose_name='parte fija mientras algo no se cumpla'),
        ),
        migrations.AddField(
            model_name='historicalagreement',
            name='variable_rule',
            field=models.CharField(choices=[('proportional', 'proporcional'), ('threshold', 'proporcional desde un mínimo'), ('step', 'todo o nada'), ('bands', 'por tramos de avance')], default='proportional', max_length=20, verbose_name='regla del tramo variable'),
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='bands',
            field=models.JSONField(blank=True, null=True, verbose_name='tramos de avance'),
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='minimum_share',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=7, null=True, verbose_name='parte mínima del camino'),
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='rule',
            field=models.CharField(blank=True, choices=[('proportional', 'proporcional'), ('threshold', 'proporcional desde un mínimo'), ('step', 'todo o nada'), ('bands', 'por tramos de avance')], default='', max_length=20, verbose_name='regla del puntaje'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='bands',
            field=models.JSONField(blank=True, null=True, verbose_name='tramos de avance'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='minimum_share',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=7, null=True, verbose_name='parte mínima del camino'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='rule',
            field=models.CharField(blank=True, choices=[('proportional', 'proporcional'), ('threshold', 'proporcional desde un mínimo'), ('step', 'todo o nada'), ('bands', 'por tramos de avance')], default='', max_length=20, verbose_name='regla del puntaje'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fixed_rule', 'fixed_percentage'), ('partial_share__gte', 0), ('partial_share__isnull', False), ('partial_share__lte', 1)), models.Q(models.Q(('fixed_rule', 'fixed_percentage'), _negated=True), ('partial_share__isnull', True)), _connector='OR'), name='partial_share_of_an_agreement_belongs_to_its_rule'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('minimum_share__gt', 0), ('minimum_share__isnull', False), ('minimum_share__lte', 1), ('variable_rule', 'threshold')), models.Q(models.Q(('variable_rule', 'threshold'), _negated=True), ('minimum_share__isnull', True)), _connector='OR'), name='minimum_share_of_an_agreement_belongs_to_its_rule'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bands__isnull', False), ('variable_rule', 'bands')), models.Q(models.Q(('variable_rule', 'bands'), _negated=True), ('bands__isnull', True)), _connector='OR'), name='bands_of_an_agreement_belong_to_its_rule'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('minimum_share__gt', 0), ('minimum_share__isnull', False), ('minimum_share__lte', 1), ('rule', 'threshold')), models.Q(models.Q(('rule', 'threshold'), _negated=True), ('minimum_share__isnull', True)), _connector='OR'), name='minimum_share_of_an_indicator_belongs_to_its_rule'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bands__isnull', False), ('rule', 'bands')), models.Q(models.Q(('rule', 'bands'), _negated=True), ('bands__isnull', True)), _connector='OR'), name='bands_of_an_indicator_belong_to_its_rule'),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
