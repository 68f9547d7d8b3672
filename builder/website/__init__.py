"""The MkDocs adapter: the only importer of mkdocs."""
