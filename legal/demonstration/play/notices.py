"""What the clerk does with a letter: send it, record its receipt, or that nobody could be found."""

from __future__ import annotations

from functools import partial
from typing import Any

from legal.demonstration.play.stage import Stage, paper
from legal.notices import services as notices
from legal.notices.models import Notice


class NoticeActs(Stage):
    """The acts of notification: one method for each act of the data files. ``serves`` says what is served."""

    def send_notice(self, act: dict[str, Any]) -> None:
        """Send the letter."""
        notice = self._notice(act)
        self.complete("send", act, partial(notices.send, notice=notice, channel=act["channel"]), process=notice.process)

    def receive_notice(self, act: dict[str, Any]) -> None:
        """Record the receipt with its proof."""
        notice = self._notice(act)
        received = partial(notices.receive, notice=notice, receiver=act["receiver"], receipt=paper(act))
        self.complete("receive", act, received, process=notice.process)

    def fail_notice(self, act: dict[str, Any]) -> None:
        """Record that the letter could not be delivered."""
        notice = self._notice(act)
        failed = partial(notices.fail, notice=notice, reason=act["text"])
        self.complete("receive", act, failed, process=notice.process)

    def _notice(self, act: dict[str, Any]) -> Notice:
        """Return the one notice of its subject that nobody has received yet."""
        waiting = Notice.objects.filter(case=self.agreement.case, subject=act["serves"])
        return waiting.exclude(status=Notice.Status.RECEIVED).select_related("process").get()
