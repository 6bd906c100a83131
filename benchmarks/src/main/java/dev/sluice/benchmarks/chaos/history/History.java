package dev.sluice.benchmarks.chaos.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The file that everybody who does or sees something appends to. A line begins with `at` (RFC 3339,
/// milliseconds, this machine's clock) and `what`; its other fields depend on that.
public final class History implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Clock clock;
    private final BufferedWriter out;

    private History(Path file, Clock clock, BufferedWriter out) {
        this.file = file;
        this.clock = clock;
        this.out = out;
    }

    public static History begin(Path file, Clock clock) {
        try {
            return new History(file, clock, Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file() {
        return file;
    }

    /// A line that is yet without fields.
    public Line line(String what) {
        var line = new Line();
        line.fields.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.fields.put("what", what);
        return line;
    }

    /// One line, written by [#write].
    public final class Line {
        private final Map<String, Object> fields = new LinkedHashMap<>();

        private Line() {}

        /// @param value text, number, boolean or a tree of JSON; null leaves the field out
        public Line with(String field, @Nullable Object value) {
            if (value != null) {
                fields.put(field, value);
            }
            return this;
        }

        public void write() {
            append(JSON.writeValueAsString(fields));
        }
    }

    private synchronized void append(String line) {
        try {
            out.write(line);
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
