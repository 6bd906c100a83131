package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.sources.reading.CopyFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sees by the values that lead each row, in which the rows are ordered, when another folder begins.
final class FolderChange {
    private static final int COUNT = 2;
    private static final int LENGTH = 4;

    private final List<String> columns;
    private final CopyFormat format;
    private byte[] lead = new byte[0];
    private Folder current = Folder.NONE;
    private boolean entered;

    private FolderChange(List<String> columns, CopyFormat format) {
        this.columns = columns;
        this.format = format;
    }

    /// @param columns that the rows are parted by; none for one folder
    static FolderChange of(List<String> columns, CopyFormat format) {
        return new FolderChange(columns, format);
    }

    boolean partitioned() {
        return !columns.isEmpty();
    }

    Folder current() {
        return current;
    }

    /// Whether a row lies in the same folder as the last one that was [#enter]ed.
    boolean same(byte[] message, int start, int end) {
        int from = leadStart(start);
        int to = from + lead.length;
        return entered
                && to <= end
                && Arrays.equals(message, from, to, lead, 0, lead.length)
                // the same bytes may be the beginning of a longer value only where they end one
                && leadEnd(message, from, end) == to;
    }

    void enter(byte[] message, int start, int end) {
        int from = leadStart(start);
        lead = Arrays.copyOfRange(message, from, leadEnd(message, from, end));
        current = Folder.of(columns, values());
        entered = true;
    }

    /// @return where the row begins behind the values, as if it never had them
    int rowStart(byte[] message, int start) {
        int end = leadStart(start) + lead.length;
        if (format instanceof CopyFormat.Csv) {
            return end;
        }
        int fields = ((message[start] & 0xff) << 8 | message[start + 1] & 0xff) - columns.size();
        message[end - 2] = (byte) (fields >> 8);
        message[end - 1] = (byte) fields;
        return end - COUNT;
    }

    private int leadStart(int start) {
        return format instanceof CopyFormat.Csv ? start : start + COUNT;
    }

    private int leadEnd(byte[] message, int from, int end) {
        int at = from;
        for (int i = 0; i < columns.size(); i++) {
            at =
                    switch (format) {
                        case CopyFormat.Csv csv ->
                                textEnd(message, at, end, (byte) csv.delimiter()) + 1;
                        case CopyFormat.Binary _ ->
                                at + LENGTH + Math.max(0, length(message, at, end));
                    };
        }
        if (at > end) {
            throw BrokenStream.because("ended inside a row");
        }
        return at;
    }

    /// @return where the delimiter behind a field is
    private static int textEnd(byte[] message, int from, int end, byte delimiter) {
        int at = from;
        boolean quoted = false;
        while (at < end && (quoted || message[at] != delimiter)) {
            // a doubled quote ends and begins
            quoted ^= message[at] == '"';
            at++;
        }
        return at;
    }

    private static int length(byte[] message, int at, int end) {
        if (at + LENGTH > end) {
            throw BrokenStream.because("ended inside a row");
        }
        return (message[at] & 0xff) << 24
                | (message[at + 1] & 0xff) << 16
                | (message[at + 2] & 0xff) << 8
                | message[at + 3] & 0xff;
    }

    private List<@Nullable String> values() {
        var values = new ArrayList<@Nullable String>();
        int at = 0;
        for (int i = 0; i < columns.size(); i++) {
            switch (format) {
                case CopyFormat.Csv csv -> {
                    int end = textEnd(lead, at, lead.length, (byte) csv.delimiter());
                    values.add(text(at, end));
                    at = end + 1;
                }
                case CopyFormat.Binary _ -> {
                    int length = length(lead, at, lead.length);
                    at += LENGTH;
                    values.add(length < 0 ? null : utf8(at, at + length));
                    at += Math.max(0, length);
                }
            }
        }
        return values;
    }

    /// NULL alone is not quoted.
    private @Nullable String text(int from, int end) {
        return end - from < 2 || lead[from] != '"'
                ? null
                : utf8(from + 1, end - 1).replace("\"\"", "\"");
    }

    private String utf8(int from, int end) {
        return new String(lead, from, end - from, StandardCharsets.UTF_8);
    }
}
