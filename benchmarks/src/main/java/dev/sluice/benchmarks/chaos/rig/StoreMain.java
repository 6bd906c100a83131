package dev.sluice.benchmarks.chaos.rig;

import dev.sluice.embedded.S3Endpoint;
import java.io.IOException;
import java.nio.file.Path;

/// An S3 server in a process of its own, so that it can be killed.
public final class StoreMain {
    private StoreMain() {}

    /// @param arguments directory, port, access key, secret key, port of the probe
    public static void main(String[] arguments) throws IOException {
        var store =
                S3Endpoint.start(
                        new S3Endpoint.Settings(
                                Path.of(arguments[0]),
                                "127.0.0.1",
                                Integer.parseInt(arguments[1]),
                                arguments[2],
                                arguments[3]));
        ProbeServer.untilTheEnd(Integer.parseInt(arguments[4]), store);
    }
}
