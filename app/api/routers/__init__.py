"""One resource of the JSON interface per file."""
