"""The templates of trainer pages, and words that several of them use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from builder.page import addresses
from builder.page.templates import Templates, read_templates


@dataclass(frozen=True)
class TrainerPages:
    """Renders the inside of trainer pages; `overrides` is where templates are."""

    overrides: Path

    @cached_property
    def templates(self) -> Templates:
        return read_templates([self.overrides])

    def render(self, name: str, address: str, **context: object) -> str:
        """The page `name`, to stand at `address` in the site."""
        template = self.templates.get_template(f"trainer/{name}.html")
        return template.render(up=addresses.up(address), addresses=addresses, **context)
