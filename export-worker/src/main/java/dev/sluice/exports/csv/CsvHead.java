package dev.sluice.exports.csv;

import dev.sluice.exports.values.ByteSink;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.sources.reading.ResultColumn;
import java.util.List;

/// What stands before the rows: the byte order mark, and the line of names that PostgreSQL's
/// `COPY … HEADER` would write (CopyAttributeOutCSV: `FORCE_QUOTE` does not touch it).
final class CsvHead {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final ExportOptions options;
    private final char delimiter;

    CsvHead(ExportOptions options, char delimiter) {
        this.options = options;
        this.delimiter = delimiter;
    }

    byte[] of(List<ResultColumn> columns) {
        var head = new ByteSink(256);
        if (options.bom()) {
            head.put(BYTE_ORDER_MARK);
        }
        if (options.header()) {
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    head.put(delimiter);
                }
                head.putText(field(columns.get(i).name(), columns.size() == 1));
            }
            head.putAscii(options.crlf() ? "\r\n" : "\n");
        }
        return head.toBytes();
    }

    private String field(String name, boolean alone) {
        boolean quoted = mustBeQuoted(name, alone);
        var guarded = options.formulaGuard() && FormulaGuard.runs(name) ? "'" + name : name;
        return quoted ? "\"" + guarded.replace("\"", "\"\"") + "\"" : guarded;
    }

    private boolean mustBeQuoted(String name, boolean alone) {
        return name.equals(options.nullText())
                || (alone && name.equals("\\."))
                || name.chars().anyMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r');
    }
}
