package dev.sluice.standalone.start;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A `--source [NAME=]postgresql://user:password@host[:port]/database[?params]`.
///
/// @param name by default the database's name in the form of a source's name
/// @param url without credentials
public record SourceOption(
        String name, String url, @Nullable String username, @Nullable String password) {
    private static final Pattern WITH_NAME = Pattern.compile("([^=:/]+)=(.*)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final String SHAPE =
            "A source is given as [NAME=]postgresql://user:password@host:port/database";

    /// @throws IllegalArgumentException with a sentence that repeats no password
    static SourceOption parse(String text) {
        var named = WITH_NAME.matcher(text);
        var url = uri(named.matches() ? named.group(2) : text);
        var name = named.matches() ? named.group(1) : nameOf(database(url));
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no name for a source: it begins with a small letter and has at most 63 small letters, digits, '_' and '-'."
                            .formatted(name));
        }
        var credentials = url.getRawUserInfo();
        var colon = credentials == null ? -1 : credentials.indexOf(':');
        return new SourceOption(
                name,
                withoutCredentials(url),
                credentials == null
                        ? null
                        : decode(colon < 0 ? credentials : credentials.substring(0, colon)),
                credentials == null || colon < 0 ? null : decode(credentials.substring(colon + 1)));
    }

    private static URI uri(String text) {
        var plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        try {
            var uri = new URI(plain.replaceFirst("^postgres://", "postgresql://"));
            if ("postgresql".equals(uri.getScheme()) && uri.getHost() != null) {
                database(uri);
                return uri;
            }
        } catch (URISyntaxException _) {
            // its message would repeat the password
            throw new IllegalArgumentException(
                    SHAPE
                            + "; special characters in the password are written as %40 and the like.");
        }
        throw new IllegalArgumentException(SHAPE + ".");
    }

    private static String database(URI url) {
        var path = url.getRawPath();
        if (path == null || path.length() < 2) {
            throw new IllegalArgumentException(SHAPE + "; this one names no database.");
        }
        return decode(path.substring(1));
    }

    private static String withoutCredentials(URI url) {
        var port = url.getPort() < 0 ? "" : ":" + url.getPort();
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return "postgresql://" + url.getHost() + port + url.getRawPath() + query;
    }

    private static String nameOf(String database) {
        var name = database.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_");
        var begun = Character.isLetter(name.charAt(0)) ? name : "db_" + name;
        return begun.length() > 63 ? begun.substring(0, 63) : begun;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Leaves the password out: this text reaches logs.
    @Override
    public String toString() {
        return name + " (" + url + ")";
    }
}
