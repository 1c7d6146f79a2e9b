"""Measuring: datasets, measures, runs and benchmarks."""
