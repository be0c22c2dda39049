"""The catalogue of named queries: what each file says, checked when it is loaded."""

from app.catalogue.loader import load_catalogue, parse_query
from app.catalogue.spec import Parameter, QuerySpec

__all__ = ["Parameter", "QuerySpec", "load_catalogue", "parse_query"]
