"""What trainers read, as HTML for any frame: lessons, session sheets, coverage, credits.

One module a page, each with what it shows; the words are in `site_overrides/trainer/`. Everything
is escaped there by the templates: what an author wrote is never markup.
"""
