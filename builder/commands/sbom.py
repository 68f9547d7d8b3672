"""Writes what a release is made of: docs/licences.md and a CycloneDX bill of materials."""

from __future__ import annotations

import argparse
import tomllib

HELP = "relever les paquets employés et leurs licences (docs/licences.md, dist/sbom.json)"


def run(options: argparse.Namespace) -> int:
    from builder.dependencies import bill_of_materials, licences_page

    project = tomllib.loads((options.root / "pyproject.toml").read_text("utf-8"))["project"]
    target = options.root / "dist" / "sbom.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(bill_of_materials(options.root, project["version"]), "utf-8")
    (options.root / "docs" / "licences.md").write_text(licences_page(options.root), "utf-8")
    print(f"{target} et docs/licences.md sont à jour.")
    return 0
