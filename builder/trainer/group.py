"""One group's counts and wishes, many groups' files added up, a device's fitness."""

from __future__ import annotations

from builder.lesson.languages import Languages
from builder.page import LearnerPage, Renderer, addresses
from builder.page.pieces import Clips

_PAGES = {
    addresses.GROUP: ("classroom/group.html", ("records.js", "keeping.js", "bars.js", "group.js")),
    addresses.FORUM: ("classroom/forum.html", ("records.js", "keeping.js", "bars.js", "forum.js")),
}


def group_addresses(languages: Languages) -> list[str]:
    """The group's page, the forum's, and the check of a device in each language, as it speaks."""
    return [*_PAGES, *map(addresses.device_check, languages.tags)]


def group_page(renderer: Renderer, address: str, clips: Clips) -> LearnerPage:
    """One of them; all but the check of a device are in the trainer's language."""
    template, names = _PAGES.get(address, ("classroom/device.html", ("voice.js", "device.js")))
    tags = [tag for tag in renderer.languages.tags if addresses.device_check(tag) == address]
    scripts = tuple(map(addresses.shared, names))
    return renderer.speaking(
        address, (*tags, renderer.languages.trainer_tag)[0], None, template, clips,
        scripts=scripts, loads=scripts, up=addresses.up(address), addresses=addresses,
    )  # fmt: skip
