package dev.sluice.benchmarks.chaos.rig;

import dev.sluice.embedded.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;

/// A Kafka broker in a process of its own, so that it can be killed.
public final class BrokerMain {
    private BrokerMain() {}

    /// @param arguments directory, port, controller's port, advertised port, port of the probe
    public static void main(String[] arguments) throws IOException {
        var broker =
                KafkaBroker.start(
                        new KafkaBroker.Settings(
                                Path.of(arguments[0]),
                                Integer.parseInt(arguments[1]),
                                Integer.parseInt(arguments[2]),
                                Integer.parseInt(arguments[3])));
        ProbeServer.untilTheEnd(Integer.parseInt(arguments[4]), broker);
    }
}
