"""Benchmarks: this library against others that answer the same question, in one process and on the same machine."""
