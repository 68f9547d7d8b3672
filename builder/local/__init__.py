"""One local web server for what a person does in her browser on this computer."""

from __future__ import annotations

from builder.errors import BuilderError


class Declined(BuilderError):
    """A request that is not granted; `status` is HTTP's, the text is for the person at the page."""

    def __init__(self, status: int, told: str) -> None:
        self.status = status
        super().__init__(told)
