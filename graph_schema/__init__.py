"""The graph's schema: labels, ties, properties and constraints, as neomodel classes."""
