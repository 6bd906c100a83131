package dev.sluice.gateway.submission;

import dev.sluice.gateway.web.Fields;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// `format` and `compression` of an export.
///
/// @param said whether the client named a format or a compression
record RequestedFormat(ExportFormat format, Compression compression, boolean said) {
    private static final List<String> FORMATS = words(ExportFormat.values());
    private static final List<String> COMPRESSIONS = words(Compression.values());

    static RequestedFormat read(Fields fields) {
        var said = fields.has("format") || fields.has("compression");
        var format = fields.word("format", FORMATS);
        var known =
                format == null
                        ? ExportFormat.CSV
                        : ExportFormat.valueOf(format.toUpperCase(Locale.ROOT));
        return new RequestedFormat(known, compression(fields, known), said);
    }

    private static Compression compression(Fields fields, ExportFormat format) {
        var written = format.compressions();
        var word = fields.word("compression", COMPRESSIONS);
        if (word == null) {
            return written.getFirst();
        }
        var compression = Compression.valueOf(word.toUpperCase(Locale.ROOT));
        if (!written.contains(compression)) {
            fields.complaints()
                    .unsupported(
                            "/compression",
                            word(format)
                                    + " is not compressed with "
                                    + word
                                    + "; choose "
                                    + written.stream()
                                            .map(RequestedFormat::word)
                                            .collect(Collectors.joining(" or "))
                                    + ", or another format");
        }
        return compression;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(RequestedFormat::word).toList();
    }
}
