package dev.sluice.gateway.events;

import dev.sluice.gateway.access.KeysInUse;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens event streams: finds a place for each, and a virtual thread that does nothing else. Parked, it
/// costs a few kilobytes, because it does not stand on the frames of a request.
final class Streams {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final String HEAD = "HEAD";

    /// When a place may have become free.
    private static final int RETRY_SECONDS = 15;

    private final Places places;
    private final Turns turns;
    private final KeysInUse keys;
    private final Duration silence;

    Streams(Places places, Turns turns, KeysInUse keys, Duration silence) {
        this.places = places;
        this.turns = turns;
        this.keys = keys;
        this.silence = silence;
    }

    /// Writes a stream until its end.
    @FunctionalInterface
    interface Body {
        void write(SseWriter out, News news) throws IOException, InterruptedException;
    }

    /// @param watching subscribes the stream to what it is about
    /// @throws dev.sluice.model.problem.ProblemException `rate_limited`
    void open(
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Function<Runnable, Watch> watching,
            Body body)
            throws IOException, ServletException {
        if (request.getMethod().equals(HEAD)) {
            SseWriter.headers(response);
            return;
        }
        var place = places.take(caller.tenant()).orElseThrow(Streams::full);
        SseWriter.headers(response);
        var begun = false;
        try {
            var connection = StreamConnection.of(request, response, silence);
            Thread.ofVirtual()
                    .name("stream")
                    .start(() -> run(caller, place, connection, watching, body));
            begun = true;
        } finally {
            if (!begun) {
                place.close();
            }
        }
    }

    private void run(
            Caller caller,
            Places.Place place,
            StreamConnection connection,
            Function<Runnable, Watch> watching,
            Body body) {
        var news = new News(connection);
        try (place;
                connection;
                var use = keys.begin(caller.keyId(), news::dismiss);
                var watch = watching.apply(news::give)) {
            connection.onGone(news::give);
            // not in a turn: others would wait for this request's end too
            connection.awaitTakeover();
            turns.take();
            try {
                body.write(new SseWriter(connection, turns), news);
            } finally {
                turns.give();
            }
        } catch (IOException e) {
            LOG.debug("A stream's client went away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.info("A stream ended: {}", e.toString());
        }
    }

    private static RuntimeException full() {
        return Problem.of(
                        ProblemType.RATE_LIMITED,
                        "Too many event streams are open. Close some, or watch all jobs of the tenant by"
                                + " one stream of /v1/events.")
                .withRetryAfter(RETRY_SECONDS)
                .toException();
    }
}
