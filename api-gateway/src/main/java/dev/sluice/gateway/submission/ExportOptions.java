package dev.sluice.gateway.submission;

import dev.sluice.gateway.web.Fields;
import dev.sluice.model.export.ExportFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The `options` of an export. Those that this version does not have yet are taken only at their
/// default.
///
/// @param fileName base name without the format's extension
record ExportOptions(@Nullable String fileName, @Nullable Long rowLimit) {
    private static final ExportOptions NONE = new ExportOptions(null, null);
    private static final int LONGEST_FILE_NAME = 100;

    /// No separators, no leading dot, nothing that a shell or a header would read in its own way.
    private static final Pattern FILE_NAME =
            Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N} ._()+-]*");

    dev.sluice.model.export.ExportOptions toModel() {
        return dev.sluice.model.export.ExportOptions.with()
                .fileName(fileName)
                .rowLimit(rowLimit)
                .build();
    }

    static ExportOptions read(Fields fields, ExportFormat format) {
        var options = fields.object("options");
        if (options == null) {
            return NONE;
        }
        refuseUnlessDefault(options);
        var fileName = fileName(options, format);
        var rowLimit = options.whole("row_limit", 1, Long.MAX_VALUE - 1);
        options.end();
        return new ExportOptions(fileName, rowLimit);
    }

    private static void refuseUnlessDefault(Fields options) {
        flag(options, "header", true);
        flag(options, "bom", false);
        flag(options, "formula_guard", false);
        flag(options, "early_parts", false);
        text(options, "delimiter", ",");
        text(options, "null_text", "");
        word(options, "quote", List.of("minimal", "all"));
        word(options, "line_ending", List.of("lf", "crlf"));
        options.unsupported("level");
        options.unsupported("rows_per_part");
        options.unsupported("bytes_per_part");
        options.unsupported("partition_by");
    }

    private static void flag(Fields options, String name, boolean usual) {
        var value = options.flag(name);
        if (value != null && value != usual) {
            options.unsupportedValue(name, value.toString());
        }
    }

    private static void text(Fields options, String name, String usual) {
        var value = options.rawText(name, 100);
        if (value != null && !value.equals(usual)) {
            options.unsupportedValue(name, value);
        }
    }

    private static void word(Fields options, String name, List<String> words) {
        var value = options.word(name, words);
        if (value != null && !value.equals(words.getFirst())) {
            options.unsupportedValue(name, value);
        }
    }

    private static @Nullable String fileName(Fields options, ExportFormat format) {
        var name = options.text("file_name", LONGEST_FILE_NAME);
        if (name == null) {
            return null;
        }
        if (!FILE_NAME.matcher(name).matches() || name.endsWith(".") || name.endsWith(" ")) {
            options.wrong(
                    "file_name",
                    "must be a plain name of letters, digits, spaces and . _ - + ( ), without a path");
            return null;
        }
        var extension = "." + format.name().toLowerCase(Locale.ROOT);
        var hasExtension = name.toLowerCase(Locale.ROOT).endsWith(extension);
        var base = hasExtension ? name.substring(0, name.length() - extension.length()) : name;
        return base.isEmpty() ? name : base;
    }
}
