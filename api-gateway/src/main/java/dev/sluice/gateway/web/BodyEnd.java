package dev.sluice.gateway.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in the rest of a body that nobody read, because most clients look for the answer only when they
/// have sent everything, and a connection that is closed before shows them a reset instead. Only so much,
/// and not for long: Tomcat itself would wait for as long as another byte comes now and then.
final class BodyEnd extends ValveBase {
    private static final Logger LOG = LoggerFactory.getLogger(BodyEnd.class);
    private static final long MOST_BYTES = 32 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    BodyEnd() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isAsync() && mayHaveBody(request)) {
            response.finishResponse();
            if (!isTakenIn(request.getCoyoteRequest())) {
                // the answer has gone out; now the connection is closed
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }
    }

    private static boolean mayHaveBody(Request request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static boolean isTakenIn(org.apache.coyote.Request body) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        var bin = new Bin();
        var taken = 0L;
        try {
            while (taken < MOST_BYTES && System.nanoTime() < until) {
                var n = body.doRead(bin);
                if (n < 0) {
                    return true;
                }
                taken += n;
            }
        } catch (IOException e) {
            LOG.debug("The rest of a body did not come", e);
        }
        return false;
    }

    /// Lets go of whatever it is given.
    private static final class Bin implements ApplicationBufferHandler {
        private ByteBuffer given = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            given = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return given;
        }

        @Override
        public void expand(int size) {
            // whatever comes is small enough to let go of
        }
    }
}
