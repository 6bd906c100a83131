package dev.sluice.sources;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One parser, by hand: `java.net.URI` takes neither several hosts nor names with underscores, and
/// what one parser checks and another connects to must not differ.
final class SourceUrlParser {
    private static final String SCHEME = "postgresql://";
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,251})");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private static final Map<String, Set<String>> PARAMETERS =
            Map.of(
                    "sslmode",
                    Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
                    "target_session_attrs",
                    Set.of(
                            "any",
                            "read-write",
                            "read-only",
                            "primary",
                            "standby",
                            "prefer-standby"),
                    "sslrootcert",
                    Set.of(),
                    "application_name",
                    Set.of(),
                    "connect_timeout",
                    Set.of());

    private final String url;

    SourceUrlParser(String url) {
        this.url = url;
    }

    SourceUrl parse() {
        var rest = url.strip();
        rest = rest.startsWith("jdbc:") ? rest.substring("jdbc:".length()) : rest;
        if (!rest.startsWith(SCHEME)) {
            throw wrong("begins with postgresql:// (or jdbc:postgresql://)");
        }
        rest = rest.substring(SCHEME.length());
        if (rest.indexOf('#') >= 0) {
            throw wrong("has no fragment; write # as %23");
        }
        int question = rest.indexOf('?');
        var query = question < 0 ? "" : rest.substring(question + 1);
        rest = question < 0 ? rest : rest.substring(0, question);
        int slash = rest.indexOf('/');
        if (slash < 0 || slash == rest.length() - 1) {
            throw wrong("names a database after the host, as in postgresql://host:5432/sales");
        }
        var database = rest.substring(slash + 1);
        if (database.indexOf('/') >= 0) {
            throw wrong("names one database; write a / in its name as %2F");
        }
        var authority = rest.substring(0, slash);
        int at = authority.lastIndexOf('@');
        var user = at < 0 ? null : authority.substring(0, at);
        return new SourceUrl(
                hosts(authority.substring(at + 1)),
                decode(database, "database"),
                parameters(query),
                username(user),
                password(user));
    }

    private @Nullable String username(@Nullable String user) {
        if (user == null) {
            return null;
        }
        int colon = user.indexOf(':');
        var name = decode(colon < 0 ? user : user.substring(0, colon), "username");
        if (name.isEmpty()) {
            throw wrong("names a user before the @");
        }
        return name;
    }

    private @Nullable String password(@Nullable String user) {
        int colon = user == null ? -1 : user.indexOf(':');
        return user == null || colon < 0 ? null : decode(user.substring(colon + 1), "password");
    }

    private List<SourceUrl.Host> hosts(String list) {
        var hosts = new ArrayList<SourceUrl.Host>();
        for (var each : list.split(",", -1)) {
            hosts.add(host(each));
        }
        return List.copyOf(hosts);
    }

    private SourceUrl.Host host(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            var literal = end < 0 ? "" : text.substring(1, end);
            if (!isIpv6(literal)) {
                throw wrong("has an IPv6 address between its brackets");
            }
            return new SourceUrl.Host(
                    literal.toLowerCase(Locale.ROOT), port(text.substring(end + 1)));
        }
        int colon = text.indexOf(':');
        var name = colon < 0 ? text : text.substring(0, colon);
        if (!HOST_NAME.matcher(name).matches()) {
            throw wrong("has a host name or address before the database; IPv6 goes in brackets");
        }
        return new SourceUrl.Host(
                name.toLowerCase(Locale.ROOT), port(colon < 0 ? "" : text.substring(colon)));
    }

    private static boolean isIpv6(String literal) {
        try {
            return literal.indexOf(':') >= 0
                    && literal.indexOf('%') < 0
                    && InetAddress.ofLiteral(literal).getAddress().length == 16;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private @Nullable Integer port(String suffix) {
        if (suffix.isEmpty()) {
            return null;
        }
        var digits = suffix.substring(1);
        if (suffix.charAt(0) != ':' || !PORT.matcher(digits).matches()) {
            throw wrong("has a port of digits after the host");
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw wrong("has a port from 1 to 65535");
        }
        return port;
    }

    private SequencedMap<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        if (query.isEmpty()) {
            return parameters;
        }
        for (var pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals), "parameter");
            if (!PARAMETERS.containsKey(name)) {
                throw refused(
                        "The parameter '"
                                + name
                                + "' is not taken; these are: application_name, connect_timeout,"
                                + " sslmode, sslrootcert, target_session_attrs.");
            }
            var value = equals < 0 ? "" : decode(pair.substring(equals + 1), name);
            requireValue(name, value);
            if (parameters.put(name, value) != null) {
                throw refused("The parameter '" + name + "' is given twice.");
            }
        }
        return parameters;
    }

    private void requireValue(String name, String value) {
        var allowed = PARAMETERS.getOrDefault(name, Set.of());
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            throw refused(
                    "The parameter '"
                            + name
                            + "' is one of "
                            + String.join(", ", allowed.stream().sorted().toList())
                            + ".");
        }
        if (name.equals("connect_timeout") && !SECONDS.matcher(value).matches()) {
            throw refused("The parameter 'connect_timeout' is a number of seconds.");
        }
        if (value.isEmpty()) {
            throw refused("The parameter '" + name + "' has no value.");
        }
    }

    private String decode(String text, String part) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == '%') {
                bytes.write(hexByte(text, i, part));
                i += 3;
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c);
            }
        }
        try {
            var decoded =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.toByteArray()))
                            .toString();
            if (decoded.chars().anyMatch(Character::isISOControl)) {
                throw wrong("has no control characters in its " + part);
            }
            return decoded;
        } catch (CharacterCodingException notUtf8) {
            throw wrong("has its " + part + " percent-encoded as UTF-8");
        }
    }

    private int hexByte(String text, int percent, String part) {
        int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(percent + 2), 16);
        if (low < 0) {
            throw wrong("has two hexadecimal digits after each % of its " + part);
        }
        return high * 16 + low;
    }

    private static ProblemException wrong(String rule) {
        return refused("A source's URL " + rule + ".");
    }

    private static ProblemException refused(String detail) {
        return Problem.of(ProblemType.VALIDATION_FAILED, detail)
                .withErrors(List.of(new FieldError("/url", detail)))
                .toException();
    }
}
