package dev.sluice.gateway.web;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Constants;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 whose patience has an end. Tomcat's time-outs begin anew with every byte, so that a client
/// which sends its headers byte by byte would keep its connection, and the memory behind it, for hours.
/// Public, because Tomcat makes it by name.
public final class PatientHttp extends ObservedHttp {
    private static final long ROUND_SECONDS = 2;
    private static final long NOT_BEGUN = -1;

    private volatile Duration patience = Duration.ofSeconds(30);
    private @Nullable ScheduledFuture<?> rounds;

    /// @param patience for the request line and all headers together
    void setPatience(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void start() throws Exception {
        super.start();
        rounds =
                getUtilityExecutor()
                        .scheduleWithFixedDelay(
                                this::endTheSlow, ROUND_SECONDS, ROUND_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (rounds != null) {
            rounds.cancel(false);
        }
        super.stop();
    }

    private void endTheSlow() {
        getEndpoint().getConnections().stream().filter(this::isSlow).forEach(this::end);
    }

    /// A connection between two reads of one request's headers keeps its processor, which is done with
    /// what has come so far. Where an answer is awaited, the processor is at work, or asynchronous.
    private boolean isSlow(SocketWrapperBase<?> connection) {
        if (!(connection.getCurrentProcessor() instanceof Processor processor)
                || processor.isAsync()
                || processor.isUpgrade()) {
            return false;
        }
        var request = processor.getRequest();
        if (request == null
                || request.getRequestProcessor().getStage() != Constants.STAGE_ENDED
                || request.getStartTimeNanos() == NOT_BEGUN) {
            return false;
        }
        return System.nanoTime() - request.getStartTimeNanos() > patience.toNanos();
    }

    private void end(SocketWrapperBase<NioChannel> connection) {
        connection.setError(new SocketTimeoutException("headers took longer than " + patience));
        getEndpoint().processSocket(connection, SocketEvent.ERROR, true);
    }
}
