"""What trainers read: session sheets, coverage, credits. Words and pages, no MkDocs."""
