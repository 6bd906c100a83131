package dev.sluice.outbound.http;

import dev.sluice.outbound.target.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What became of a request. `detail` is a sentence for the one who named the target; it tells nothing
/// of our network.
public sealed interface Outcome {
    /// From the look-up of the name to the end.
    Duration took();

    /// The receiver answered with a status and headers, whatever they say; redirects are not followed.
    ///
    /// @param headers values by name in lower case, in the order in which they came
    /// @param body its first bytes, as they came over the wire, not decompressed
    /// @param bodyCut whether there may have been more, because it was long, slow or broken off
    /// @param answered until the headers were there
    record Answered(
            int status,
            Map<String, List<String>> headers,
            byte[] body,
            boolean bodyCut,
            Duration answered,
            Duration took)
            implements Outcome {
        /// The first value of a header.
        ///
        /// @param name in any case
        public Optional<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst();
        }
    }

    /// No connection came about, or it broke before there was an answer.
    record NoConnection(String detail, Duration took) implements Outcome {}

    /// There was no TLS: an unknown issuer, another host's certificate, an old protocol.
    record TlsFailed(String detail, Duration took) implements Outcome {}

    /// The headers of an answer were not there in time.
    record TimedOut(String detail, Duration took) implements Outcome {}

    /// What came is not HTTP, or too much of it.
    record BadAnswer(String detail, Duration took) implements Outcome {}

    /// The name has no address now.
    record Unresolved(String detail, Duration took) implements Outcome {}

    /// Nothing was sent: the target is not allowed, or not any more.
    record Forbidden(Rule rule, String detail, Duration took) implements Outcome {}
}
