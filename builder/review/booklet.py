"""The same on paper: each text under its number, with room to write. A person's hand comes back
through the table, by the numbers."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from builder.errors import AUTHORS_LANGUAGE
from builder.lesson.course import Course
from builder.lesson.utterance import Language
from builder.review.strings import ReviewString

_STYLE = (
    "body{max-width:46rem;margin:auto;padding:1rem;font:16px/1.4 sans-serif}"
    "li{display:flex;gap:1rem;padding:.6rem 0;border-top:1px solid #888;break-inside:avoid}"
    "ol{padding:0;list-style:none}b{min-width:2.5rem}div{flex:1}p{margin:0 0 .3rem}"
    ".text{font-size:1.2rem;font-weight:600}.other{color:#444}"
    ".line{height:1.8rem;border-bottom:1px dotted #444}"
)


def booklet(course: Course, language: Language, strings: Iterable[ReviewString]) -> str:
    """One HTML page to print; its numbers are those of the table."""
    others = [one.tag for one in course.languages if one.tag != language]
    rows = "".join(_row(one, others) for one in strings)
    title = f"Relire en {escape(course.languages[language].french)}"
    return (
        f'<!doctype html><html lang="{AUTHORS_LANGUAGE}"><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style><h1>{title}</h1>"
        "<p>C’est bon : coche. Autrement : écris comment sur la ligne. Tu ne sais pas : « ? ».</p>"
        f"<p>Relu par : ____________________  le : ____________</p><ol>{rows}</ol></html>\n"
    )


def _row(string: ReviewString, others: Iterable[Language]) -> str:
    told = "".join(
        f'<p class="other" lang="{tag}">{escape(words)}</p>'
        for tag in others
        if (words := string.in_language(tag))
    )
    return (
        f'<li><b>{string.number}</b><div><p class="text" lang="{string.language}">'
        f'{escape(string.words)}</p>{told}<p class="line">☐</p></div></li>'
    )
