"""Acts on templates: upload a version, publish it, discard it. They belong to no case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from legal.documents import uploads
from legal.documents.acts import DISCARD, PUBLISH, UPLOAD
from legal.documents.admission import check_template, lacking_clauses
from legal.documents.errors import CannotDecideOnTemplate, CannotUploadTemplate
from legal.documents.kinds import document_kinds, title_of
from legal.documents.linting.report import UnreadableTemplate, lint
from legal.documents.models import TemplateDecision, TemplateSample, TemplateVersion
from legal.documents.publications import plan_of
from legal.documents.queries import latest_publication, template_of_version
from legal.documents.services.files import check_file, keep
from legal.documents.services.shipped import first_version, lock_versions
from legal.documents.template_rules import (
    obstacles_to_deciding,
    obstacles_to_discarding,
    obstacles_to_uploading,
)
from legal.documents.trials import SECONDS, Trial, try_out
from workflow import ledger, permissions
from workflow.errors import Obstacle, Refusal
from workflow.models import Mandate, Post, Unit, User
from workflow.titles import title_on
from workflow.write_path import not_allowed, waiting_is_bounded


def decide_on_templates(user: User, act: str, *, on: date) -> permissions.Decision:
    """Decide whether a person may do an act on templates: a post of its roles gives it, wherever its unit is."""
    roles = permissions.all_acts()[act].roles
    held = Mandate.objects.valid_on(on).filter(user=user, post__role__in=roles).select_related("post__unit").first()
    post = held.post if held else Post.objects.filter(role__in=roles, is_active=True).select_related("unit").first()
    return permissions.decide(user=user, act=act, obj=post.unit if post else Unit(), on=on)


def upload_template(*, kind: str, content: bytes, name: str, note: str, actor: User, on: date) -> TemplateVersion:
    """Keep a file as the next version of a kind, after it was checked and tried out; nothing is in force by it yet.

    :raises NotAllowed: when the person may not.
    :raises CannotStore: when it is no file that may be kept.
    :raises CannotUploadTemplate: with the report of the check when it finds an error; or when the file is the one of
        another version, a clause that the law demands is missing, or it does not say what changes.
    :raises CannotRender: when it cannot be filled with made-up values.
    """
    with _outside_cases(actor, UPLOAD, on) as mandate:
        contract = document_kinds()[kind]
        check_file(content, only=uploads.DOCX)
        if obstacles := obstacles_to_uploading(kind, content, note=note):
            raise CannotUploadTemplate(*obstacles)
        try:
            report = lint(content, contract, seconds=SECONDS)
        except UnreadableTemplate as error:
            raise CannotUploadTemplate(
                Obstacle(text=_("El archivo no se puede leer como documento de Word."), where="file")
            ) from error
        if not report.ok:
            raise CannotUploadTemplate(Obstacle(text=_("La revisión encontró errores."), where="file"), report=report)
        trial = try_out(content, contract, title=str(title_of(kind)), dated=on)
        if lacking := lacking_clauses(trial, contract):
            raise CannotUploadTemplate(*lacking)
        findings = report.as_json()["findings"]
        if not TemplateVersion.objects.filter(kind=kind).exists():
            first_version(kind)
        with waiting_is_bounded(), transaction.atomic():
            if obstacles := obstacles_to_uploading(kind, content, note=note):
                raise CannotUploadTemplate(*obstacles)
            list(lock_versions(kind))
            # Read after the wait for the lock: another may have come meanwhile.
            last = TemplateVersion.objects.filter(kind=kind).aggregate(last=Max("number"))["last"]
            version = TemplateVersion.objects.create(
                kind=kind,
                number=last + 1,
                origin=TemplateVersion.Origin.UPLOADED,
                file=keep(content, uploads.clean_name(name, uploads.DOCX), uploads.DOCX, actor),
                note=note.strip(),
                text=trial.text,
                findings=findings,
                uploaded_by=actor,
                **_authority(mandate, on),
            )
            _keep_samples(version, trial, actor)
    return version


def publish_template(
    *, version: TemplateVersion, in_force_from: date, agreed: str, actor: User, on: date
) -> TemplateDecision:
    """Publish a version: documents dated ``in_force_from`` or later are made by it.

    Versions that were to begin on that day or later are replaced and never rule. ``agreed`` is the key of the plan that
    the person read and confirmed; it is compared under the lock. ``on`` is the day of the publication.

    :raises NotAllowed: when the person may not.
    :raises CannotDecideOnTemplate: when the version was decided on, the person uploaded it, a document of its kind has
        that date or a later one, it would follow or replace another version than the person agreed to, or the check
        finds an error by now.
    """
    with _outside_cases(actor, PUBLISH, on) as mandate:
        content, contract = template_of_version(version).content, document_kinds()[version.kind]
        report = check_template(content, contract, seconds=SECONDS)
        if not report.ok:
            errors = (each.message for each in report.findings if each.severity == "error")
            raise CannotDecideOnTemplate(
                _("La plantilla ya no cumple con los datos de hoy de su clase: %(finding)s") % {"finding": next(errors)}
            )
        with waiting_is_bounded(), transaction.atomic():
            # Whoever issues by the version in force is waited for, and then seen.
            list(lock_versions(version.kind))
            obstacles = plan_of(version, in_force_from, today=on).obstacles(actor, agreed=agreed)
            if obstacles:
                raise CannotDecideOnTemplate(*obstacles)
            return TemplateDecision.objects.create(
                version=version,
                outcome=TemplateDecision.Outcome.PUBLISHED,
                kind=version.kind,
                in_force_from=in_force_from,
                follows=latest_publication(version.kind),
                uploaded_by=version.uploaded_by,
                by=actor,
                **_authority(mandate, on),
            )


def discard_template(*, version: TemplateVersion, reason: str, actor: User, on: date) -> TemplateDecision:
    """Discard a version that was not published; it stays, with its number and the reason.

    :raises NotAllowed: when the person may not.
    :raises CannotDecideOnTemplate: when the version was decided on, or no reason is given.
    """
    with _outside_cases(actor, DISCARD, on) as mandate, waiting_is_bounded(), transaction.atomic():
        list(lock_versions(version.kind))
        if obstacles := obstacles_to_deciding(version) + obstacles_to_discarding(reason=reason):
            raise CannotDecideOnTemplate(*obstacles)
        return TemplateDecision.objects.create(
            version=version,
            outcome=TemplateDecision.Outcome.DISCARDED,
            kind=version.kind,
            reason=reason.strip(),
            uploaded_by=version.uploaded_by,
            by=actor,
            **_authority(mandate, on),
        )


@contextmanager
def _outside_cases(actor: User, act: str, on: date) -> Iterator[Mandate]:
    """Let a person act by one of their posts, in the language of the law; a refusal is recorded outside of cases."""
    with translation.override(settings.LANGUAGE_CODE):
        try:
            decision = decide_on_templates(actor, act, on=on)
            if not decision.allowed or decision.authority is None:
                raise not_allowed(decision)
            yield decision.authority
        except Refusal as refusal:
            ledger.record_refusal_outside_cases(user=actor, act=act, refusal=refusal)
            raise


def _authority(mandate: Mandate, on: date) -> dict[str, Any]:
    """Return by which post and mandate somebody acts, as it is kept with what they did."""
    title = title_on(mandate.post_title, on)
    return {"post_title": mandate.named_on_record(title), "authority": mandate.proof()}


def _keep_samples(version: TemplateVersion, trial: Trial, actor: User) -> None:
    for conditions, sample in trial.samples.items():
        name = _("%(kind)s, versión %(number)d, muestra %(conditions)s") % {
            "kind": title_of(version.kind),
            "number": version.number,
            "conditions": _("con todo") if conditions == TemplateSample.Conditions.FULL else _("sin nada"),
        }
        file = keep(sample.content, uploads.clean_name(name, uploads.DOCX), uploads.DOCX, actor)
        TemplateSample.objects.create(version=version, conditions=conditions, file=file)
