package dev.sluice.standalone.embedded;

import dev.sluice.embedded.Ports;
import java.util.Optional;

/// Ports decided at the first start. Signed links name the object store's port, so that one stays;
/// the others are known to this process alone and may move when another program has taken them.
public final class KeptPorts {
    private static final int USUAL_S3_PORT = 9000;
    private static final String LOOPBACK = "127.0.0.1";

    private final KeptValues kept;

    KeptPorts(KeptValues kept) {
        this.kept = kept;
    }

    /// The kept port of a server that only this process talks to, or a new one if it is taken.
    public int internal(String server) {
        var port = kept.find(server).map(Integer::parseInt);
        if (port.isPresent() && Ports.isFree(LOOPBACK, port.get())) {
            return port.get();
        }
        return keep(server, Ports.free());
    }

    /// The object store's port: the wanted one, else the kept one, else 9000, else a free one.
    int s3(String bind, Optional<Integer> wanted) {
        return wanted.map(port -> keep("s3", port))
                .or(() -> kept.find("s3").map(Integer::parseInt))
                .orElseGet(() -> keep("s3", firstS3Port(bind)));
    }

    private static int firstS3Port(String bind) {
        return Ports.isFree(bind, USUAL_S3_PORT) ? USUAL_S3_PORT : Ports.free();
    }

    private int keep(String server, int port) {
        kept.put(server, Integer.toString(port));
        return port;
    }
}
