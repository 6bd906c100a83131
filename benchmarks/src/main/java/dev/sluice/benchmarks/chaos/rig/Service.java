package dev.sluice.benchmarks.chaos.rig;

import dev.sluice.fixtures.FaultProxy;

/// One process of Sluice with its own ways to what it needs, each of which can be broken alone.
///
/// @param number 1 or 2
/// @param toJobs its way to the job database
/// @param toStore its way to the object store
public record Service(
        Role role, int number, Member process, FaultProxy toJobs, FaultProxy toStore) {

    public String name() {
        return process.name();
    }
}
