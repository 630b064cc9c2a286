"""Messages are written with the act and sent afterwards: once, and again only where sending failed."""

from __future__ import annotations

import smtplib
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import IntegrityError

from tests.factories import make_mandate, make_user, open_task
from tests.workflow import acts
from tests.workflow.hospital import Hospital, admit, complete, days_ago, make_hospital, mandate_of
from tests.workflow.threads import together
from workflow import notifications
from workflow.errors import Refusal
from workflow.models import Message
from workflow.notifications import MAX_ATTEMPTS, send_pending


@pytest.fixture
def broken_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr(EmailMessage, "send", refuse)


class TestWriting:
    def test_each_new_step_is_announced_to_its_post(self, hospital: Hospital) -> None:
        case = admit(hospital)
        message = Message.objects.get()
        assert (message.role, message.unit, message.case) == (acts.DOCTOR, hospital.unit, case)
        assert message.subject == f"Examinar al paciente · expediente {case.number}"
        assert "Paciente de prueba" in message.body
        assert "http" in message.body
        assert mail.outbox == []

    def test_a_refused_act_announces_nothing(self, hospital: Hospital) -> None:
        task = open_task(admit(hospital))
        with pytest.raises(Refusal):
            complete(task, hospital.doctor, acts.write_and_refuse, unit=hospital.unit)
        assert Message.objects.count() == 1

    def test_a_message_to_nobody_is_refused_by_the_database(self, db: None) -> None:
        with pytest.raises(IntegrityError):
            Message.objects.create(subject="Aviso", body="Texto", role=acts.DOCTOR)


class TestSending:
    def test_reaches_everybody_who_holds_the_post(self, hospital: Hospital) -> None:
        admit(hospital)
        assert send_pending() == (1, 0)
        (sent,) = mail.outbox
        assert sent.to == ["ana@convenia.example", "bruno@convenia.example"]

    def test_happens_once(self, hospital: Hospital) -> None:
        admit(hospital)
        assert [send_pending() for _turn in range(3)] == [(1, 0), (0, 0), (0, 0)]
        assert len(mail.outbox) == 1
        message = Message.objects.get()
        assert (message.attempts, message.last_error, message.sent_at is None) == (1, "", False)

    @pytest.mark.django_db(transaction=True)
    def test_happens_once_when_two_send_at_the_same_time(self) -> None:
        hospital = make_hospital()
        for _case in range(10):
            admit(hospital)
        answers = together([partial(send_pending)] * 2)
        assert sum(sent for sent, _failed in answers) == 10  # type: ignore[misc]
        assert len(mail.outbox) == 10

    def test_reaches_who_holds_the_post_on_the_day_it_is_sent(self, hospital: Hospital) -> None:
        admit(hospital)
        mandate = mandate_of(hospital.doctor)
        mandate.ends_on = days_ago(1)
        mandate.save()
        make_mandate(make_user("gloria"), mandate.post)
        send_pending()
        assert mail.outbox[0].to == ["bruno@convenia.example", "gloria@convenia.example"]

    def test_reaches_the_one_person_it_is_for(self, hospital: Hospital) -> None:
        Message.objects.create(user=hospital.nurse, subject="Aviso", body="Texto")
        send_pending()
        assert mail.outbox[0].to == ["carla@convenia.example"]

    @pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
    def test_to_nobody_is_noted_and_not_tried_again(self, hospital: Hospital, change: dict[str, Any]) -> None:
        for person in (hospital.doctor, hospital.colleague):
            for name, value in change.items():
                setattr(person, name, value)
            person.save()
        Message.objects.create(unit=hospital.unit, role=acts.DOCTOR, subject="Aviso", body="Texto")
        Message.objects.create(user=hospital.doctor, subject="Aviso", body="Texto")
        send_pending()
        assert mail.outbox == []
        assert set(Message.objects.values_list("last_error", flat=True)) == {"nobody with an address holds the post"}
        assert send_pending() == (0, 0)

    def test_stops_at_its_limit_and_goes_on_next_time(self, hospital: Hospital) -> None:
        for _case in range(3):
            admit(hospital)
        assert [send_pending(limit=2), send_pending(limit=2)] == [(2, 0), (1, 0)]


class TestFailing:
    def test_is_noted_and_tried_again(self, hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> None:
        admit(hospital)
        with monkeypatch.context() as patch:
            patch.setattr(notifications, "EmailMessage", _Unreachable)
            assert send_pending() == (0, 1)
        message = Message.objects.get()
        assert (message.attempts, message.sent_at) == (1, None)
        assert message.last_error == "[Errno 111] Connection refused"
        assert send_pending() == (1, 0)
        message.refresh_from_db()
        assert (message.attempts, message.last_error) == (2, "")

    def test_ends_after_a_number_of_attempts(self, hospital: Hospital, broken_server: None) -> None:
        admit(hospital)
        for _attempt in range(MAX_ATTEMPTS):
            assert send_pending() == (0, 1)
        assert send_pending() == (0, 0)

    def test_of_one_does_not_keep_the_others(self, hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> None:
        Message.objects.create(user=hospital.nurse, subject="Falla", body="Texto")
        Message.objects.create(user=hospital.midwife, subject="Aviso", body="Texto")
        send = EmailMessage.send

        def choose(self: EmailMessage, fail_silently: bool = False) -> int:
            if self.subject == "Falla":
                raise smtplib.SMTPRecipientsRefused({})
            return send(self, fail_silently)

        monkeypatch.setattr(EmailMessage, "send", choose)
        assert send_pending() == (1, 1)
        assert [message.subject for message in mail.outbox] == ["Aviso"]


class _Unreachable:
    """A message whose server does not answer."""

    def __init__(self, *_args: object, **_values: object) -> None:
        pass

    def send(self) -> None:
        raise ConnectionRefusedError(111, "Connection refused")


class TestTheCommand:
    def test_says_how_many_it_sent(self, hospital: Hospital, capsys: pytest.CaptureFixture[str]) -> None:
        admit(hospital)
        call_command("send_outbox")
        assert capsys.readouterr().out == "sent 1, failed 0\n"

    def test_ends_with_one_when_a_message_failed(self, hospital: Hospital, broken_server: None) -> None:
        admit(hospital)
        with pytest.raises(SystemExit) as end:
            call_command("send_outbox", "--limit", "10")
        assert end.value.code == 1
