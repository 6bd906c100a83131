package dev.sluice.benchmarks.chaos.load;

/// @param id as the API shows it in jobs
record Tenant(String id, Api api) {}
