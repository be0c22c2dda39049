"""File formats: one file knows one format."""
