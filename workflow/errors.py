"""What the engine answers when something may not happen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """One thing that stands in the way of an act, in words of the law.

    ``text`` says what is missing or wrong, ``who`` names the post that can supply it,
    ``where`` names the field or part of the page it is about.
    """

    text: str
    who: str = ""
    where: str = ""

    def __str__(self) -> str:
        return self.text


class WorkflowError(Exception):
    """Root of everything the engine raises on purpose."""


class Refusal(WorkflowError):
    """An act that may not happen now. Carries every obstacle, not only the first.

    Raising it inside an act undoes the act; the write path then records the refusal.
    """

    status_code = 409

    def __init__(self, *obstacles: Obstacle | str) -> None:
        self.obstacles: tuple[Obstacle, ...] = tuple(
            obstacle if isinstance(obstacle, Obstacle) else Obstacle(text=str(obstacle)) for obstacle in obstacles
        )
        super().__init__(*(obstacle.text for obstacle in self.obstacles))

    def __str__(self) -> str:
        return " ".join(obstacle.text for obstacle in self.obstacles)


class NotAllowed(Refusal):
    """The person has no authority for the act on that date."""

    status_code = 403


class AlreadyDone(Refusal):
    """Somebody else was first."""


class Busy(Refusal):
    """The case is being changed by somebody else and did not become free in time."""


class UnrecordedAct(WorkflowError):
    """An act ran without recording itself: a mistake in the program, never of the person."""
