"""Tells what a problem means, by the name that stands at the end of its line."""

from __future__ import annotations

import argparse
import textwrap

from builder.errors import BuilderError
from builder.terminal import RUN

HELP = "expliquer un problème : le mot entre crochets à la fin d'un message"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", nargs="?", help="par exemple comma-in-text ; sans rien : la liste")


def run(options: argparse.Namespace) -> int:
    from builder.format.explaining import near_slugs, read_explanations

    known = read_explanations()
    if options.slug is None:
        for slug, explanation in known.items():
            print(f"{slug} : {explanation.means}")
        return 0
    near = near_slugs(options.slug)
    slug = options.slug.strip().strip("[]")
    if slug not in known:
        meant = f"Voulais-tu écrire : {', '.join(near)} ?" if near else f"La liste : {RUN} explain"
        raise BuilderError(f"« {slug[:40]} » n'est pas le nom d'un problème. {meant}")
    print(f"{slug} : {known[slug].means}\n\nÀ taper, par exemple :\n")
    print(textwrap.indent(known[slug].write.replace("py run.py", RUN), "    "))
    return 0
