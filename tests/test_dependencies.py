"""What a release is made of is written down, and stays true."""

from __future__ import annotations

import json
from pathlib import Path

from builder.dependencies import bill_of_materials, licences_page, packages

ROOT = Path(__file__).resolve().parent.parent


def test_every_package_that_is_installed_states_its_licence() -> None:
    found = list(packages(ROOT / "requirements-build.txt"))
    assert len(found) > 40
    assert all(package.hashes for package in found)
    unknown = {package.name for package in found if package.licence == "?"}
    # Only for other systems or Pythons, so that it is not installed here.
    assert unknown <= {"audioop-lts", "colorama", "pywin32", "ruamel-yaml-clib", "win32-setctime"}


def test_the_page_of_licences_is_what_is_installed() -> None:
    assert (ROOT / "docs" / "licences.md").read_text("utf-8") == licences_page(ROOT)


def test_the_bill_of_materials_names_every_pin_with_its_hashes() -> None:
    bill = json.loads(bill_of_materials(ROOT, "1.2.3"))
    pins = {
        (package.name, package.version) for package in packages(ROOT / "requirements-build.txt")
    }
    assert {(one["name"], one["version"]) for one in bill["components"]} == pins
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    assert all(one["hashes"] for one in bill["components"])
