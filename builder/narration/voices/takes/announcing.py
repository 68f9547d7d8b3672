"""What a person is told before a voice is learnt: how much of it is new, and how long it takes."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Announcer(Protocol):
    """A progress that can also say a sentence before the work begins."""

    def announce(self, sentence: str) -> None: ...


def announcer_of(progress: object) -> Announcer | None:
    """The progress itself where it can announce; None where it only counts."""
    return progress if isinstance(progress, Announcer) else None


def what_is_learnt(name: str, new: int, total: int, seconds: float) -> str:
    """One French sentence. `new` takes of `total` were never measured; `seconds` is a guess."""
    if new == total:
        what = f"La voix de {name} est apprise de ses {total} prise(s)"
    elif new:
        what = f"{new} prise(s) de {name} sur {total} ont changé : sa voix est apprise de nouveau"
    else:
        what = f"Des prises de {name} ont été retirées : sa voix est apprise"
        what += " de nouveau"
    minutes = max(1, round(seconds / 60))
    lasts = "moins d'une minute" if seconds < 60 else f"environ {minutes} minute(s)"
    return f"{what} ({lasts}), puis elle redit toutes ses phrases."
