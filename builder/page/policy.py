"""What a page may run and load, said in the page itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

# The one script that runs before the first paint: lays the page out for the player, and takes
# that back when the player does not come (missing file, older browser), so that all can be read.
EARLY = (
    'document.documentElement.className="js";addEventListener("load",function(){'
    'window.Kalankan||(document.documentElement.className="")})'
)


def policy_beside(scripts: Iterable[str]) -> str:
    """For a page with its files beside it: nothing of another origin, and inline only `scripts`."""
    return (
        f"default-src 'none'; script-src 'self' {_hashes(scripts)}; style-src 'self'; "
        "img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'"
    )


def policy_inside(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """For a page that holds all it needs: these scripts and styles, and addresses with data."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "img-src data:; media-src data:; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode("ascii") for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
