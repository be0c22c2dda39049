"""The data that Kintrace starts with: published cases as tables, and an invented population."""
