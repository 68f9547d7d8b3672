"""Every package that `build` installs, with its licence: for the docs and for a release's SBOM."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ;[^\\]*)? \\\n((?:    --hash=.*\n?)+)", re.M)
_FIRST_LINE_CHARACTERS = 60
_KNOWN = {
    # Packages whose metadata name no licence; read from the sources that their makers publish.
    "espeakng-loader": "MIT, avec espeak-ng (GPL-3.0-or-later)",
}


@dataclass(frozen=True)
class Package:
    """One pinned package; `licence` is "?" where it is not installed on this machine."""

    name: str
    version: str
    licence: str
    hashes: tuple[str, ...]
    """SHA-256 of each wheel that may be installed."""


def packages(requirements: Path) -> Iterator[Package]:
    """The packages of one `requirements-<stage>.txt`, in its order."""
    for name, version, hashes in _PIN.findall(requirements.read_text("utf-8")):
        digests = tuple(re.findall(r"sha256:([0-9a-f]{64})", hashes))
        yield Package(name, version, _licence(name), digests)


def _licence(name: str) -> str:
    if name in _KNOWN:
        return _KNOWN[name]
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return "?"
    return _stated_licence(found)


def _stated_licence(found: Distribution) -> str:
    """An SPDX expression, or what older metadata say in a field or a classifier."""
    metadata = found.metadata
    # Where another package has put its own reader of metadata in place, a missing field raises.
    for expression in metadata.get_all("License-Expression") or ():
        return str(expression)
    stated = "".join(metadata.get_all("License") or ()).strip().splitlines()
    if stated and len(stated[0]) <= _FIRST_LINE_CHARACTERS and stated[0].lower() != "unknown":
        return stated[0]
    classifiers = metadata.get_all("Classifier") or []
    names = [line.split(" :: ")[-1] for line in classifiers if line.startswith("License :: ")]
    return ", ".join(names) or "?"


def bill_of_materials(root: Path, version: str) -> str:
    """A CycloneDX 1.6 document of what `build` installs. Source: cyclonedx.org, JSON reference.

    No date and no serial number: the same pins give the same bytes.
    """
    components = [
        {
            "type": "library",
            "name": package.name,
            "version": package.version,
            "purl": f"pkg:pypi/{package.name}@{package.version}",
            "licenses": [{"license": {"name": package.licence}}],
            "hashes": [{"alg": "SHA-256", "content": digest} for digest in package.hashes],
        }
        for package in packages(root / "requirements-build.txt")
    ]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "kalankan", "version": version}},
        "components": components,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def licences_page(root: Path) -> str:
    """A Markdown table of what `build` installs, for people. Extras are named with theirs."""
    lines = [
        "# Licences des paquets",
        "",
        "Ce que `python3 run.py build` installe dans `.venv`, et sous quelle licence. Rien de cela",
        "n'est copié dans le projet ni publié dans un site, sauf ce que dit la dernière section.",
        "`python3 run.py sbom` récrit cette page, et fait le relevé CycloneDX d'une version.",
        "",
        "| paquet | version | licence |",
        "|---|---|---|",
    ]
    lines += [
        f"| {package.name} | {package.version} | {package.licence} |"
        for package in packages(root / "requirements-build.txt")
        if package.licence != "?"
    ]
    return "\n".join([*lines, "", _PUBLISHED])


_PUBLISHED = """\
## Ce qui vient d'ailleurs dans un site

- Le cadre des pages pour formatrices et auteurs vient de mkdocs-material (MIT), sans ses scripts.
- Les clips sont dits par espeak-ng (GPL-3.0-or-later) : un son n'est pas soumis à la licence du
  programme qui l'a fait.
- Une partie des dessins vient d'OpenMoji (CC BY-SA 4.0) : la page « Images et licences » les nomme.

## Qui fabrique `espeakng-loader`

Le paquet `espeakng-loader` 0.2.4 nomme son auteur, thewh1teagle, et a sa source sur GitHub
(thewh1teagle/espeakng-loader) : il compile espeak-ng 1.52 et n'a d'autre code que ce qui trouve la
bibliothèque. Ni les auteurs d'espeak-ng ni Debian ne le signent, et nous n'avons pas refait sa
compilation. Ce projet l'épingle par empreinte, et compare la bibliothèque à la liste de son paquet
avant de la charger (`builder/narration/engines/espeak/engine.py`) : un fichier changé sur le disque
n'est pas exécuté.
"""
