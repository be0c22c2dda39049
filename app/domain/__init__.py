"""Values: identifiers, claims, dates, names, kinship, custody, snapshots. No I/O."""
