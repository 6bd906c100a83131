package dev.sluice.sources;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A source's address in the contract's grammar,
/// `postgresql://[user[:password]@]host[:port][,host[:port]…]/db[?params]`, or the same with `jdbc:`.
///
/// @param hosts at least one; tried in order
/// @param database decoded
/// @param parameters decoded, in the order given; only names of the contract
/// @param username decoded; null where the URL holds none
/// @param password decoded; null where the URL holds none
public record SourceUrl(
        List<Host> hosts,
        String database,
        SequencedMap<String, String> parameters,
        @Nullable String username,
        @Nullable String password) {

    public static final int DEFAULT_PORT = 5432;

    /// @param name lower case; an IPv6 literal without brackets
    /// @param givenPort null where the URL names none
    public record Host(String name, @Nullable Integer givenPort) {
        public int port() {
            return givenPort == null ? DEFAULT_PORT : givenPort;
        }

        @Override
        public String toString() {
            var bracketed = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
            return givenPort == null ? bracketed : bracketed + ":" + givenPort;
        }
    }

    /// @throws dev.sluice.model.problem.ProblemException `validation_failed` with pointer `/url`; its
    ///     words never repeat the URL, which may hold a password
    public static SourceUrl parse(String url) {
        return new SourceUrlParser(url).parse();
    }

    /// The same address without credentials: the form that is stored, shown and logged.
    public String canonical() {
        var query =
                parameters.entrySet().stream()
                        .map(p -> p.getKey() + "=" + encode(p.getValue()))
                        .collect(Collectors.joining("&"));
        return "postgresql://"
                + hosts.stream().map(Host::toString).collect(Collectors.joining(","))
                + "/"
                + encode(database)
                + (query.isEmpty() ? "" : "?" + query);
    }

    public @Nullable String parameter(String name) {
        return ((Map<String, String>) parameters).get(name);
    }

    /// Without credentials.
    @Override
    public String toString() {
        return canonical();
    }

    /// Percent-encoding of everything but RFC 3986's unreserved characters.
    public static String encode(String text) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format("%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }
}
