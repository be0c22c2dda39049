"""The HTTP edge: JSON and pages. Thin."""
