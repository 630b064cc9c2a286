"""Mandates of five kinds: what the law refuses, what each one prints, and what becomes of acts done by them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import make_mandate, make_post, make_unit, make_user
from tests.factories.tasks import open_task, today
from tests.workflow.hospital import Hospital, admit, complete, entries, mandate_of
from workflow import mandates, permissions
from workflow.authority import doubtful_acts
from workflow.errors import Refusal
from workflow.history import _authority
from workflow.models import LedgerEntry, Mandate, Post, User

pytestmark = pytest.mark.django_db
Kind = Mandate.Kind
START, MIDDLE, END = date(2026, 1, 5), date(2026, 6, 1), date(2026, 12, 31)


@pytest.fixture
def post() -> Post:
    """Return a post that one person holds at a time."""
    return make_post(make_unit("R", "Región"), "head", "Gobernador Regional", is_sole=True)


@pytest.fixture
def governor(post: Post) -> Mandate:
    """Return the mandate of who holds it."""
    return make_mandate(make_user("gloria", "Gloria", "Alva"), post, START, ends_on=END, instrument="Credencial N° 1")


@pytest.fixture
def vice(db: None) -> User:
    """Return somebody else, who holds a post of his own."""
    user = make_user("victor", "Víctor", "Bardales")
    make_mandate(user, make_post(make_unit("V"), "manager", "Gerente"))
    return user


def a_mandate(post: Post, user: User, kind: str, **fields: object) -> Mandate:
    values = {"starts_on": MIDDLE, "instrument": "Resolución N° 7", "instrument_on": MIDDLE, **fields}
    return Mandate(post=post, user=user, kind=kind, **values)


def refused(mandate: Mandate) -> str:
    """Return why a mandate is refused, and see that nothing was written."""
    before = Mandate.objects.count()
    with pytest.raises(Refusal) as refusal:
        mandates.record(mandate)
    assert Mandate.objects.count() == before
    return str(refusal.value)


class TestRecording:
    @pytest.mark.parametrize("kind", [Kind.SUPLENCIA, Kind.ENCARGATURA])
    def test_somebody_stands_in_while_the_titular_stays(
        self, post: Post, governor: Mandate, vice: User, kind: str
    ) -> None:
        mandate = mandates.record(a_mandate(post, vice, kind, origin=governor))
        assert mandate.is_valid_on(MIDDLE)
        assert governor.is_valid_on(MIDDLE)

    def test_a_second_titular_of_a_post_for_one_is_refused(self, post: Post, governor: Mandate, vice: User) -> None:
        told = refused(a_mandate(post, vice, Kind.TITULAR))
        assert "Gloria Alva es titular del mismo cargo" in told
        assert "art. 84" in told

    def test_a_titular_follows_another_whose_mandate_has_ended(self, post: Post, governor: Mandate, vice: User) -> None:
        mandates.end(governor, on=date(2026, 5, 31))
        assert mandates.record(a_mandate(post, vice, Kind.TITULAR)).pk

    def test_a_post_for_several_has_several_titulars(self, hospital: Hospital) -> None:
        assert mandates.record(a_mandate(mandate_of(hospital.doctor).post, hospital.nurse, Kind.TITULAR)).pk

    def test_who_acts_by_delegation_delegates_no_further(self, post: Post, governor: Mandate, vice: User) -> None:
        delegation = mandates.record(a_mandate(post, vice, Kind.COMPETENCE, origin=governor))
        again = a_mandate(post, make_user("zoila"), Kind.SIGNATURE, origin=delegation)
        assert "art. 78.2" in refused(again)

    @pytest.mark.parametrize("kind", Mandate.DELEGATIONS)
    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"origin": None}, "nace del mandato de quien delega"),
            ({"starts_on": date(2027, 1, 1)}, "Quien delega no ejerce el cargo el 1 de enero de 2027"),
            ({"ends_on": date(2026, 5, 1)}, "termina antes de empezar"),
        ],
    )
    def test_a_delegation_without_its_source_is_refused(
        self, post: Post, governor: Mandate, vice: User, kind: str, fields: dict[str, object], told: str
    ) -> None:
        assert told in refused(a_mandate(post, vice, kind, **{"origin": governor, **fields}))

    @pytest.mark.parametrize("kind", Mandate.DELEGATIONS)
    def test_a_delegation_names_the_post_of_the_delegate(
        self, post: Post, governor: Mandate, vice: User, kind: str
    ) -> None:
        assert "cargo propio del delegado" in refused(a_mandate(post, make_user("zoila"), kind, origin=governor))
        taken = mandates.record(a_mandate(post, vice, kind, origin=governor))
        assert (taken.own_post.title, taken.own_post) == ("Gerente", vice.mandates.first().post)
        make_mandate(vice, make_post(post.unit, "coordinator"))
        assert "cargo propio del delegado" in refused(a_mandate(post, vice, kind, origin=governor))

    def test_is_limited_to_acts_of_its_post(self, hospital: Hospital) -> None:
        origin = mandate_of(hospital.doctor)
        for kind, act, told in (
            (Kind.COMPETENCE, "tests.visit", "no hace estos actos, y su mandato no puede comprenderlos: visitar."),
            (Kind.COMPETENCE, "tests.nothing", "comprenderlos: tests.nothing."),
            (Kind.SIGNATURE, "tests.examine", "solo se firma (art. 83)"),
        ):
            limited = a_mandate(origin.post, hospital.inspector, kind, origin=origin, starts_on=START, acts=[act])
            assert told in refused(limited)

    def test_nobody_delegates_to_himself_nor_what_is_of_another_post(
        self, post: Post, governor: Mandate, vice: User
    ) -> None:
        assert "a sí mismo" in refused(a_mandate(post, governor.user, Kind.COMPETENCE, origin=governor))
        other = make_post(post.unit, "coordinator")
        assert "es otro cargo" in refused(a_mandate(other, vice, Kind.COMPETENCE, origin=governor))
        assert "no ocupa el mismo cargo" in refused(a_mandate(other, vice, Kind.SUPLENCIA, origin=governor))


class TestEnding:
    def test_takes_no_day_that_is_over_nor_one_before_the_first(self, governor: Mandate) -> None:
        mandates.end(governor, on=MIDDLE)
        for on, told in ((END, "ya terminó el 1 de junio de 2026"), (date(2026, 1, 4), "antes de empezar")):
            with pytest.raises(Refusal, match=told):
                mandates.end(governor, on=on)
        governor.refresh_from_db()
        assert governor.ends_on == MIDDLE

    def test_by_annulment_leaves_no_authority_on_any_day(self, governor: Mandate) -> None:
        with pytest.raises(Refusal, match="Indique el acto que anula"):
            mandates.annul(governor, on=MIDDLE, instrument=" ")
        mandates.annul(governor, on=MIDDLE, instrument="Resolución N° 9-2026-JNE")
        assert not governor.is_valid_on(START)
        assert not Mandate.objects.valid_on(START).exists()
        with pytest.raises(Refusal, match="ya fue anulado por Resolución N° 9-2026-JNE"):
            mandates.annul(governor, on=END, instrument="Otra")


class TestWhatIsPrinted:
    @pytest.mark.parametrize(
        ("kind", "printed"),
        [
            (Kind.TITULAR, "Gobernador Regional"),
            (Kind.SUPLENCIA, "Gobernador Regional (s)"),
            (Kind.ENCARGATURA, "Gobernador Regional (e)"),
            (Kind.COMPETENCE, "Gerente General, por delegación, Resolución N° 7"),
            (Kind.SIGNATURE, "por Gloria Alva, Gobernador Regional"),
        ],
    )
    def test_is_the_formula_of_the_kind(
        self, post: Post, governor: Mandate, vice: User, kind: str, printed: str
    ) -> None:
        own = make_post(post.unit, "manager", "Gerente General")
        mandate = a_mandate(post, vice, kind, origin=governor, own_post=own)
        assert mandate.signs_as("Gobernador Regional") == printed

    @pytest.mark.parametrize(
        ("kind", "printed"),
        [
            (Kind.TITULAR, "Gobernadora"),
            (Kind.ENCARGATURA, "Gobernadora (e)"),
            (Kind.COMPETENCE, "Gobernadora, por delegación, Resolución N° 7"),
            (Kind.SIGNATURE, "por Gloria Alva, Gobernadora Regional"),
        ],
    )
    def test_has_the_post_as_its_holder_bears_it(
        self, post: Post, governor: Mandate, vice: User, kind: str, printed: str
    ) -> None:
        governor.title = "Gobernadora Regional"
        mandate = a_mandate(post, vice, kind, origin=governor)
        mandate.title = "Gobernadora"
        assert mandate.signs_as() == printed

    def test_is_the_title_of_the_post_where_the_mandate_says_nothing(self, governor: Mandate) -> None:
        assert (governor.signs_as(), governor.post_name) == (governor.post.title, str(governor.post))

    @pytest.mark.parametrize(
        ("kind", "recorded"),
        [
            (Kind.TITULAR, "Gobernador Regional, GRA"),
            (Kind.SUPLENCIA, "Gobernador Regional (s), GRA"),
            (Kind.ENCARGATURA, "Gobernador Regional (e), GRA"),
            (Kind.COMPETENCE, "Gerente General, por delegación, GRA"),
            (Kind.SIGNATURE, "por Gloria Alva, Gobernador Regional, GRA"),
        ],
    )
    def test_is_told_by_the_record_too(
        self, post: Post, governor: Mandate, vice: User, kind: str, recorded: str
    ) -> None:
        own = make_post(post.unit, "manager", "Gerente General")
        mandate = a_mandate(post, vice, kind, origin=governor, own_post=own)
        assert mandate.named_on_record("Gobernador Regional") == recorded.replace("GRA", post.unit.short_name)

    def test_for_who_stands_in_for_the_delegator_names_him_with_his_formula(
        self, post: Post, governor: Mandate, vice: User
    ) -> None:
        standing_in = mandates.record(a_mandate(post, vice, Kind.SUPLENCIA, origin=governor))
        delegate = a_mandate(post, make_user("zoila"), Kind.SIGNATURE, origin=standing_in)
        assert delegate.signs_as("Gobernador Regional") == "por Víctor Bardales, Gobernador Regional (s)"


class TestAuthority:
    def test_of_a_delegate_reaches_the_acts_that_were_delegated(self, hospital: Hospital) -> None:
        origin = mandate_of(hospital.doctor)
        delegation = a_mandate(
            origin.post, hospital.inspector, Kind.COMPETENCE, origin=origin, acts=["tests.review"], starts_on=START
        )
        mandates.record(delegation)
        case = admit(hospital)
        assert permissions.decide(user=hospital.inspector, act="tests.review", obj=case).allowed
        refused = permissions.decide(user=hospital.inspector, act="tests.examine", obj=case)
        assert not refused.allowed
        assert refused.reasons[0].endswith("se limita a: revisar el examen. No comprende examinar.")
        assert permissions.decide(user=hospital.inspector, act=permissions.VIEW, obj=case).allowed

    def test_of_a_delegate_of_signature_reaches_what_is_only_signed(self, hospital: Hospital) -> None:
        origin = mandate_of(hospital.doctor)
        mandates.record(a_mandate(origin.post, hospital.nurse, Kind.SIGNATURE, origin=origin, starts_on=START))
        case = admit(hospital)
        assert permissions.decide(user=hospital.nurse, act="tests.sign", obj=case).allowed
        for obj in (case, open_task(case)):
            refused = permissions.decide(user=hospital.nurse, act="tests.examine", obj=obj)
            assert not refused.allowed
            assert "art. 83): examinar corresponde a quien la delegó, Ana Torres." in refused.reasons[0]
        assert permissions.mandate_in(origin.post, user=hospital.nurse, act="tests.sign", on=today().on)
        assert permissions.mandate_in(origin.post, user=hospital.nurse, act="tests.examine", on=today().on) is None
        with pytest.raises(Refusal, match=r"art\. 83"):
            complete(open_task(case), hospital.nurse)
        assert [entry.kind for entry in entries(case)][-1] == LedgerEntry.Kind.REFUSAL

    def test_is_stored_with_the_act_and_told_in_words(self, hospital: Hospital) -> None:
        origin = mandate_of(hospital.doctor)
        mandates.record(a_mandate(origin.post, hospital.inspector, Kind.COMPETENCE, origin=origin, starts_on=START))
        case = admit(hospital)
        complete(open_task(case), hospital.inspector)
        proof = entries(case)[-1].authority
        assert (proof["kind"], proof["origin"]["person"]) == ("competence", "Ana Torres")
        assert _authority(proof) == (
            "delegación de competencia de Ana Torres, por Resolución N° 7, desde el 5 de enero de 2026"
        )

    def test_that_has_lapsed_is_refused_on_the_legal_date(self, hospital: Hospital) -> None:
        origin = mandate_of(hospital.doctor)
        mandates.record(
            a_mandate(
                origin.post,
                hospital.inspector,
                Kind.SIGNATURE,
                origin=origin,
                starts_on=START,
                ends_on=date(2026, 1, 9),
            )
        )
        decision = permissions.decide(user=hospital.inspector, act="tests.examine", obj=admit(hospital))
        assert not decision.allowed


class TestDoubtfulActs:
    def test_are_those_of_a_mandate_annulled_or_cut_short_later(self, hospital: Hospital) -> None:
        case, other = admit(hospital), admit(hospital)
        complete(open_task(case), hospital.doctor)
        complete(open_task(other), hospital.colleague)
        assert doubtful_acts() == []
        mandates.annul(mandate_of(hospital.doctor), on=today().on, instrument="Resolución N° 9")
        late = mandate_of(hospital.colleague)
        late.ends_on = date(2016, 1, 1)
        late.save()
        found = {(each.entry.case_id, each.entry.act): each.doubt for each in doubtful_acts()}
        assert found[(case.pk, "tests.examine")].endswith("por Resolución N° 9")
        assert "no comprende la fecha del acto" in found[(other.pk, "tests.examine")]

    def test_are_those_of_a_delegate_whose_delegator_never_had_authority(self, hospital: Hospital) -> None:
        origin = mandate_of(hospital.doctor)
        mandates.record(
            a_mandate(origin.post, hospital.nurse, Kind.COMPETENCE, origin=origin, starts_on=START, instrument_on=START)
        )
        case = admit(hospital)
        complete(open_task(case), hospital.nurse)
        mandates.annul(origin, on=today().on, instrument="Resolución N° 9")
        found = {each.entry.actor: each.doubt for each in doubtful_acts()}
        assert found[hospital.nurse].startswith("Mandato de quien delegó, Ana Torres, anulado el")


class TestWhatHasLapsed:
    """Is told by the mandate that gave authority last, with the article that ends it."""

    @pytest.mark.parametrize(
        ("kind", "told"),
        [
            (Kind.TITULAR, "Su mandato de Gobernador Regional, Región concluyó el 30 de junio de 2026."),
            (Kind.SUPLENCIA, "Su suplencia en el cargo de Gobernador Regional, Región concluyó el 30 de junio de 2026"),
            (Kind.SUPLENCIA, "art. 84)"),
            (Kind.ENCARGATURA, "Su encargatura en el cargo"),
            (Kind.COMPETENCE, "se extinguió el 30 de junio de 2026, por su plazo o su revocación"),
            (Kind.COMPETENCE, "(TUO de la Ley N° 27444, art. 78.5): el acto vuelve a quien delegó, Gloria Alva."),
            (Kind.SIGNATURE, "desde entonces firma quien la delegó, Gloria Alva (TUO de la Ley N° 27444, art. 83)."),
        ],
    )
    def test_in_the_words_of_its_kind(
        self, post: Post, governor: Mandate, vice: User, kind: Mandate.Kind, told: str
    ) -> None:
        lapsed = a_mandate(post, vice, kind, origin=governor, ends_on=date(2026, 6, 30))
        assert told in mandates.why_lapsed(lapsed, today=END)

    def test_says_that_an_annulled_one_never_had_effect(self, governor: Mandate) -> None:
        mandates.annul(governor, on=MIDDLE, instrument="Resolución N° 9")
        told = mandates.why_lapsed(governor, today=END)
        assert "fue anulado el 1 de junio de 2026 por Resolución N° 9" in told
        assert "art. 12.1" in told

    def test_is_the_one_that_ended_last_of_those_that_had_begun(self, post: Post, vice: User) -> None:
        first = a_mandate(post, vice, Kind.TITULAR, starts_on=START, ends_on=START)
        last = a_mandate(post, vice, Kind.ENCARGATURA, starts_on=START, ends_on=MIDDLE)
        coming = a_mandate(post, vice, Kind.TITULAR, starts_on=date(2027, 1, 1))
        assert mandates.lapsed_last([last, first, coming], on=END) == [last]
        assert mandates.lapsed_last([coming], on=END) == []

    def test_refuses_the_act_of_a_delegate_with_its_article(self, hospital: Hospital) -> None:
        case = admit(hospital)
        origin = mandate_of(hospital.doctor)
        Mandate.objects.create(
            user=hospital.nurse,
            post=origin.post,
            kind=Kind.COMPETENCE,
            instrument="Resolución N° 3",
            instrument_on=START,
            starts_on=START,
            ends_on=MIDDLE,
            origin=origin,
        )
        decision = permissions.decide(user=hospital.nurse, act="tests.examine", obj=open_task(case))
        assert not decision.allowed
        assert "art. 78.5" in decision.reasons[0]
        assert "(Resolución N° 3) se extinguió el 1 de junio de 2026" in decision.reasons[0]
