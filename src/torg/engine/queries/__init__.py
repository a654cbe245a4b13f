"""Queries: one frozen Query, made from the parameters of a request, compiled to SQL, run on a serving copy."""
