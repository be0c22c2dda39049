"""Claims become a graph: keys, identity, weighing, folding, projection. Pure; the order of claims does not matter."""
