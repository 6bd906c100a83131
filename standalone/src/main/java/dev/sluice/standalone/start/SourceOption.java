package dev.sluice.standalone.start;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.SourceUrl;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A `--source [NAME=]postgresql://user:password@host[:port]/database[?params]`.
///
/// @param name by default the database's name in the form of a source's name
/// @param url without credentials
public record SourceOption(
        String name, String url, @Nullable String username, @Nullable String password) {
    private static final Pattern WITH_NAME = Pattern.compile("([^=:/]+)=(.*)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

    /// @throws IllegalArgumentException with a sentence that repeats no password
    static SourceOption parse(String text) {
        var named = WITH_NAME.matcher(text);
        var url = url(named.matches() ? named.group(2) : text);
        var name = named.matches() ? named.group(1) : nameOf(url.database());
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no name for a source: it begins with a small letter and has at most 63 small letters, digits, '_' and '-'."
                            .formatted(name));
        }
        return new SourceOption(name, url.canonical(), url.username(), url.password());
    }

    private static SourceUrl url(String text) {
        try {
            return SourceUrl.parse(text);
        } catch (ProblemException e) {
            throw new IllegalArgumentException(
                    "A source is given as [NAME=]postgresql://user:password@host:port/database, with special characters in the password as %40 and the like. "
                            + sentences(e),
                    e);
        }
    }

    /// A refused field's own words say more than the problem's.
    private static String sentences(ProblemException refusal) {
        var errors = refusal.problem().errors();
        return errors == null || errors.isEmpty()
                ? String.valueOf(refusal.getMessage())
                : errors.stream().map(FieldError::detail).collect(Collectors.joining(" "));
    }

    private static String nameOf(String database) {
        var name = database.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_");
        var begun = Character.isLetter(name.charAt(0)) ? name : "db_" + name;
        return begun.length() > 63 ? begun.substring(0, 63) : begun;
    }

    /// Leaves the password out: this text reaches logs.
    @Override
    public String toString() {
        return name + " (" + url + ")";
    }
}
