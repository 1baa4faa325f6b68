"""Measures Nachlese side by side with other engines. `python -m benchmarks --help` says how."""
