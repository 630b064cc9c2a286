"""What the papers of an agreement share: the head of the page, the addressee of the day, who signs."""

from __future__ import annotations

from datetime import date

from legal.agreements.texts import parties
from legal.agreements.texts.letterheads import (
    DEMONSTRATION_NOTE,
    addressee_of_entity,
    demonstration_note,
    letterhead,
    signatory_text,
)
from legal.agreements.texts.wording import BLANK
from legal.documents.models import YearName
from legal.entities.names import Name
from legal.entities.services.naming import rename
from tests.factories import World, make_draft, make_mandate, make_user
from tests.legal.agreements.printing import TODAY
from workflow.models import Mandate


def test_the_head_names_the_offices_and_the_year(world: World) -> None:
    YearName.objects.create(year=TODAY.year, name="Año de la Prueba", decade_name="Decenio de la Prueba")
    head = letterhead(make_draft(world), on=TODAY)
    assert (head.ministry, head.directorate) == (world.ministry.name, world.directorate.name)
    assert (head.year_name, head.decade_name) == ("Año de la Prueba", "Decenio de la Prueba")
    assert letterhead(make_draft(world), on=date(2015, 6, 12)).year_name == ""


def test_only_invented_agreements_say_that_they_are(world: World) -> None:
    draft = make_draft(world)
    assert demonstration_note(draft) == ""
    draft.demonstration_note = "Inventado"
    assert demonstration_note(draft) == DEMONSTRATION_NOTE


class TestAddressee:
    def test_has_the_title_that_the_law_gave_the_post_then(self, world: World) -> None:
        draft = make_draft(world)
        then, now = addressee_of_entity(draft, on=date(2015, 3, 10)), addressee_of_entity(draft, on=TODAY)
        assert (then.treatment, then.post) == ("Señora", "Presidenta Regional")
        assert (now.treatment, now.name, now.post) == ("Señora", "Gloria Medina", "Gobernadora Regional")
        assert now.address == "Jr. Amazonas N° 100"

    def test_is_who_holds_the_post_that_day(self, world: World) -> None:
        held = Mandate.objects.get(user=world.head)
        held.post.title = "Gobernador Regional"
        held.post.save()
        deputy = make_user("ciro", "Ciro", "Vela")
        make_mandate(deputy, held.post, kind=Mandate.Kind.ENCARGATURA, starts_on=TODAY, ends_on=TODAY)
        to = addressee_of_entity(make_draft(world), on=TODAY)
        assert (to.treatment, to.name, to.post) == ("Señor", "Ciro Vela", "Gobernador Regional (e)")

    def test_bears_the_post_as_its_mandate_says(self, world: World) -> None:
        held = Mandate.objects.get(user=world.head)
        held.post.title, held.title = "Alcalde Provincial", "Alcaldesa Provincial"
        held.post.save()
        held.save()
        to = addressee_of_entity(make_draft(world), on=TODAY)
        assert (to.treatment, to.post) == ("Señora", "Alcaldesa Provincial")

    def test_of_a_vacant_post_is_a_line_to_fill_in(self, world: World) -> None:
        draft = make_draft(world)
        held = Mandate.objects.get(user=world.head)
        held.ends_on = held.starts_on
        held.save()
        to = addressee_of_entity(draft, on=TODAY)
        assert (to.treatment, to.name) == ("Señor(a)", BLANK)


def test_nobody_signs_as_what_he_is_not(world: World) -> None:
    mandate = Mandate.objects.select_related("post").get(user=world.director_general)
    assert signatory_text(world.director_general, mandate, unit_name="DGPP", on=TODAY).post == "Directora General"
    mandate.post.title, mandate.title = "Director General", "Directora General (interina)"
    assert (
        signatory_text(world.director_general, mandate, unit_name="DGPP", on=TODAY).post
        == "Directora General (interina)"
    )
    mandate.title = "Directora General de Presupuesto Público"
    before = signatory_text(world.director_general, mandate, unit_name="DNPP", on=date(2011, 3, 30))
    assert before.post == "Directora Nacional del Presupuesto Público"
    assert signatory_text(world.director_general, None, unit_name="DGPP", on=TODAY).post == ""


class TestARenamedEntity:
    """Has in each paper the name of the paper's date, and on pages the one of today beside it."""

    RENAMED_ON = date(2020, 1, 1)

    def rename(self, world: World) -> None:
        new = {"since": self.RENAMED_ON, "instrument": "Ley N° 31000", "instrument_on": date(2019, 12, 1)}
        for unit, name in ((world.region, "Gobierno Regional Nuevo"), (world.directorate, "Dirección Nueva")):
            codes = {"sector_code": "99", "code": "440"} if unit == world.region else {}
            rename(unit=unit, new=Name(name=name, **codes), actor=None, today=TODAY, **new)

    def test_is_addressed_by_the_name_of_the_day(self, world: World) -> None:
        before = world.region.name
        self.rename(world)
        draft = make_draft(world)
        assert addressee_of_entity(draft, on=date(2019, 12, 31)).entity == before
        assert addressee_of_entity(draft, on=self.RENAMED_ON).entity == "Gobierno Regional Nuevo"

    def test_heads_its_papers_so_too(self, world: World) -> None:
        before = world.directorate.name
        self.rename(world)
        draft = make_draft(world)
        assert letterhead(draft, on=date(2019, 12, 31)).directorate == before
        assert letterhead(draft, on=TODAY).directorate == "Dirección Nueva"

    def test_appears_so_in_the_text_of_its_day(self, world: World) -> None:
        before = world.region.name
        self.rename(world)
        then = parties.read(make_draft(world), on=date(2019, 12, 31))
        assert then.entity.text.name.endswith(before.upper())
        assert then.signatures[0].entity == before
        assert parties.appearing(make_draft(world), on=TODAY)[0].entity == "Gobierno Regional Nuevo"
