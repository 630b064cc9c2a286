"""The administrator's pages of entities."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from legal.entities.executing import obstacles_to_keeping
from legal.entities.models import Entity, ExecutingUnit, FormerName, InstrumentRequirement
from legal.entities.names import Name, names_of
from legal.entities.views import ImportView, RecallView, RenameView
from workflow.admin import KeptAdmin, ReadOnlyAdmin
from workflow.admin.base import KeptForm


def told(name: Name) -> str:
    """Return a name with its codes and its days, in a line."""
    codes = f" ({'-'.join(filter(None, (name.sector_code, name.code)))})" if name.code else ""
    since = _now("desde el %(date)s") % {"date": date_format(name.since, "DATE_FORMAT")} if name.since else ""
    until = _now("hasta el %(date)s") % {"date": date_format(name.until, "DATE_FORMAT")} if name.until else ""
    days = " ".join(filter(None, (since, until)))
    return f"{name.name}{codes}" + (f", {days}" if days else "")


@admin.register(Entity)
class EntityAdmin(KeptAdmin):
    """Entities."""

    list_display = ("unit", "level", "sector_code", "code")
    list_filter = ("level",)
    search_fields = ("unit__name", "code")
    change_list_template = "entities/change_list.html"
    change_form_template = "entities/change_form.html"
    readonly_fields = ("names",)

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that import a file and that change names."""
        pages = (
            ("importar", "import", ImportView),
            ("renombrar", "rename", RenameView),
            ("recordar", "recall", RecallView),
        )
        return [
            *(
                path(
                    f"{at}/", self.admin_site.admin_view(view.as_view(model_admin=self)), name=f"entities_entity_{name}"
                )
                for at, name, view in pages
            ),
            *super().get_urls(),
        ]

    @admin.display(description=_("nombres y códigos en el tiempo"))
    def names(self, entity: Entity) -> SafeString:
        """Return every name and code that it had, a line each."""
        names = names_of(entity.unit) if entity.pk else ()
        return format_html_join("", "<div>{}</div>", ((told(name),) for name in names))


class ExecutingUnitForm(KeptForm):
    """An executing unit, refused where its code is another's or its unit lies elsewhere."""

    def clean(self) -> dict[str, Any]:
        """Show each obstacle beside its field."""
        values = super().clean() or self.cleaned_data
        if not self.errors:
            proposed = ExecutingUnit(pk=self.instance.pk, **values)
            others = ExecutingUnit.objects.filter(entity=proposed.entity).select_related("unit")
            for obstacle in obstacles_to_keeping(proposed, others):
                self.add_error(obstacle.where or None, str(obstacle))
        return values


@admin.register(ExecutingUnit)
class ExecutingUnitAdmin(KeptAdmin):
    """Executing units of entities."""

    form = ExecutingUnitForm
    list_display = ("code", "unit", "entity", "starts_on", "ends_on")
    list_select_related = ("unit", "entity__unit")
    search_fields = ("code", "unit__name", "entity__unit__name")
    autocomplete_fields = ("unit", "entity")


@admin.register(FormerName)
class FormerNameAdmin(ReadOnlyAdmin):
    """Names that units had: written once, on the page that changes one or the page that recalls an older one."""

    list_display = ("name", "code", "until", "unit", "instrument")
    list_select_related = ("unit",)
    search_fields = ("name", "acronym", "unit__name")
    change_list_template = "entities/former_names.html"


@admin.register(InstrumentRequirement)
class InstrumentRequirementAdmin(KeptAdmin):
    """What each level requires."""

    list_display = ("level", "subject", "instrument", "basis", "valid_from")
    list_filter = ("level", "subject")
