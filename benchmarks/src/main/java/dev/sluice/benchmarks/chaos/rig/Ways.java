package dev.sluice.benchmarks.chaos.rig;

import dev.sluice.fixtures.FaultProxy;
import dev.sluice.fixtures.FaultProxy.Direction;
import dev.sluice.fixtures.Toxic;
import java.util.ArrayList;
import java.util.List;

/// The ways that all services share, and those of the customers to the gateways.
///
/// @param toBroker the broker tells its clients to use it
/// @param toSource the database that is asked and exported
/// @param toGateways by the gateways' order
public record Ways(FaultProxy toBroker, FaultProxy toSource, List<FaultProxy> toGateways) {
    /// So that an export of some megabytes takes some seconds, in which something can happen to it.
    private static final Toxic NARROW = new Toxic.Bandwidth(3 << 20);

    public Ways {
        toSource.add(Direction.DOWNSTREAM, NARROW);
    }

    /// As it was before any fault.
    public void heal() {
        toBroker.heal();
        healSource();
        toGateways.forEach(FaultProxy::heal);
    }

    public void healSource() {
        toSource.heal();
        toSource.add(Direction.DOWNSTREAM, NARROW);
    }

    List<FaultProxy> all() {
        var all = new ArrayList<>(toGateways);
        all.add(toBroker);
        all.add(toSource);
        return all;
    }
}
