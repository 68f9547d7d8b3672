"""Reviewing: what there is to pass, mend or question, in which order, and how it is kept."""
