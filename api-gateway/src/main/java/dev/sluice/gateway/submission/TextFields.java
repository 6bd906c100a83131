package dev.sluice.gateway.submission;

import dev.sluice.gateway.web.Fields;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Options of formats that are lines of text. Limits are those of PostgreSQL's COPY, which writes them.
///
/// @param given whether any of them was given
record TextFields(
        boolean given,
        boolean header,
        @Nullable String delimiter,
        String nullText,
        boolean quoteAll,
        boolean crlf,
        boolean bom) {
    private static final int LONGEST_NULL_TEXT = 100;
    private static final List<String> NAMES =
            List.of("header", "delimiter", "null_text", "quote", "line_ending", "bom");

    static TextFields read(Fields options, ExportFormat format) {
        var header = options.flag("header");
        var bom = options.flag("bom");
        var delimiter = delimiter(options, format);
        var nullText = options.exactText("null_text", LONGEST_NULL_TEXT);
        var quote = options.word("quote", List.of("minimal", "all"));
        var lineEnding = options.word("line_ending", List.of("lf", "crlf"));
        var read =
                new TextFields(
                        NAMES.stream().anyMatch(options::has),
                        !Boolean.FALSE.equals(header),
                        delimiter,
                        Objects.requireNonNullElse(nullText, ""),
                        "all".equals(quote),
                        "crlf".equals(lineEnding),
                        Boolean.TRUE.equals(bom));
        if (format == ExportFormat.CSV || format == ExportFormat.TSV) {
            checkNullText(options, read.nullText, delimiter, format);
        } else {
            read.refuse(options, RequestedFormat.word(format));
        }
        return read;
    }

    void into(ExportOptions.Builder builder) {
        builder.header(header)
                .delimiter(delimiter)
                .nullText(nullText)
                .quoteAll(quoteAll)
                .crlf(crlf)
                .bom(bom);
    }

    /// Whether an apostrophe has another meaning already.
    boolean apostrophes() {
        return "'".equals(delimiter) || nullText.startsWith("'");
    }

    private static @Nullable String delimiter(Fields options, ExportFormat format) {
        var delimiter = options.exactText("delimiter", LONGEST_NULL_TEXT);
        if (delimiter == null) {
            return null;
        }
        if (format == ExportFormat.TSV && !delimiter.equals("\t")) {
            options.wrong("delimiter", "is the tab in tsv; choose csv for another one");
            return null;
        }
        if (delimiter.length() != 1 || delimiter.charAt(0) > 0x7F) {
            options.wrong("delimiter", "must be one character of ASCII, such as \";\" or \"\\t\"");
            return null;
        }
        if ("\"\r\n".contains(delimiter)) {
            options.wrong(
                    "delimiter",
                    "must be neither the quote (\") nor a line break, which have a meaning of their own");
            return null;
        }
        return delimiter;
    }

    private static void checkNullText(
            Fields options, String text, @Nullable String delimiter, ExportFormat format) {
        var between =
                Objects.requireNonNullElse(delimiter, format == ExportFormat.TSV ? "\t" : ",");
        if (Set.of(between, "\"", "\r", "\n").stream().anyMatch(text::contains)) {
            options.wrong(
                    "null_text",
                    "must contain neither the delimiter nor the quote (\") nor a line break");
        }
    }

    /// A value that the format has anyway is no contradiction.
    private void refuse(Fields options, String format) {
        if (options.has("delimiter")) {
            options.wrong("delimiter", "is for csv; " + format + " has no delimiter");
        }
        refuse(options, "header", !header, format);
        refuse(options, "null_text", !nullText.isEmpty(), format);
        refuse(options, "quote", quoteAll, format);
        refuse(options, "line_ending", crlf, format);
        refuse(options, "bom", bom, format);
    }

    private static void refuse(Fields options, String name, boolean wanted, String format) {
        if (wanted) {
            options.wrong(name, "is for csv and tsv, not for " + format + "; leave it out");
        }
    }
}
