package dev.sluice.benchmarks.chaos.rig;

import dev.sluice.embedded.Ports;
import java.util.concurrent.ThreadLocalRandom;

/// Ports that stay ours while nobody listens on them: below the range from which systems take the ports of
/// outgoing connections, so that a server that was killed finds its own again.
final class OwnPorts {
    private static final int FIRST = 20_000;
    private static final int BEYOND = 32_000;
    private static final String LOOPBACK = "127.0.0.1";

    private int next = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);

    synchronized int take() {
        do {
            next = next + 1 < BEYOND ? next + 1 : FIRST;
        } while (!Ports.isFree(LOOPBACK, next));
        return next;
    }
}
