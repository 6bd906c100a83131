package dev.sluice.gateway.submission;

import dev.sluice.gateway.web.Fields;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the `options` of an export. What the format does not know is refused, unless it asks for what
/// the format does anyway.
final class ExportOptionFields {
    private static final int LONGEST_FILE_NAME = 100;
    private static final int LONGEST_COLUMN = 63;
    private static final int MOST_BLOOM_FILTERS = 32;
    private static final int GZIP_LEVELS = 9;
    private static final int ZSTD_LEVELS = 22;

    private static final Set<ExportFormat> TEXT = EnumSet.of(ExportFormat.CSV, ExportFormat.TSV);

    /// No separators, no leading dot, nothing that a shell or a header would read in its own way.
    private static final Pattern FILE_NAME =
            Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N} ._()+-]*");

    private final Fields options;
    private final ExportFormat format;
    private final Compression compression;
    private final ExportOptions.Builder builder = ExportOptions.with();

    /// Whether an option was given that only some formats have.
    private boolean ofFormat;

    private ExportOptionFields(Fields options, RequestedFormat requested) {
        this.options = options;
        this.format = requested.format();
        this.compression = requested.compression();
    }

    static Read read(Fields fields, RequestedFormat requested) {
        var options = fields.object("options");
        if (options == null) {
            return new Read(ExportOptions.DEFAULTS, false);
        }
        var reader = new ExportOptionFields(options, requested);
        var read = reader.read();
        options.end();
        return new Read(read, reader.ofFormat);
    }

    /// @param ofFormat whether they hold an option that only some formats have
    record Read(ExportOptions options, boolean ofFormat) {}

    private ExportOptions read() {
        builder.fileName(fileName()).rowLimit(options.whole("row_limit", 1, Long.MAX_VALUE - 1));
        text();
        level();
        var sheets = sheets();
        builder.manySheets(sheets);
        bloomFilters();
        new SplitFields(options, format, sheets).into(builder);
        return builder.build();
    }

    private void text() {
        var read = TextFields.read(options, format);
        ofFormat |= read.given();
        read.into(builder);
        var guard = options.flag("formula_guard");
        if (guard != null) {
            ofFormat = true;
            if (guard && !TEXT.contains(format)) {
                options.wrong(
                        "formula_guard",
                        "is for csv and tsv; nothing in " + word() + " is run by a spreadsheet");
            }
            if (guard && read.apostrophes()) {
                options.wrong(
                        "formula_guard",
                        "writes apostrophes, so neither delimiter nor null_text may begin with one");
            }
            builder.formulaGuard(guard);
        }
    }

    private void level() {
        if (!options.has("level")) {
            return;
        }
        ofFormat = true;
        var most =
                switch (compression) {
                    case GZIP -> GZIP_LEVELS;
                    case ZSTD -> ZSTD_LEVELS;
                    case NONE, SNAPPY, LZ4 -> 0;
                };
        if (most == 0) {
            options.wrong(
                    "level",
                    compression == Compression.NONE
                            ? "needs a compression: choose gzip or zstd, or leave it out"
                            : "is not known to "
                                    + RequestedFormat.word(compression)
                                    + "; leave it out, or choose gzip or zstd");
            return;
        }
        var level = options.whole("level", 1, most);
        builder.level(level == null ? null : Math.toIntExact(level));
    }

    private boolean sheets() {
        var sheets = options.word("sheets", List.of("one", "many"));
        if (options.has("sheets")) {
            ofFormat = true;
            if (format != ExportFormat.XLSX) {
                options.wrong("sheets", "is for xlsx; " + word() + " has no sheets");
            }
        }
        return "many".equals(sheets);
    }

    private void bloomFilters() {
        if (!options.has("bloom_filters")) {
            return;
        }
        ofFormat = true;
        if (format != ExportFormat.PARQUET) {
            options.wrong("bloom_filters", "is for parquet; " + word() + " has none");
        }
        builder.bloomFilters(
                options.distinctTexts("bloom_filters", MOST_BLOOM_FILTERS, LONGEST_COLUMN));
    }

    private @Nullable String fileName() {
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
        return withoutExtension(name);
    }

    /// The extension is added again when the file is named.
    private String withoutExtension(String name) {
        var suffix =
                TEXT.contains(format) || format == ExportFormat.JSONL
                        ? switch (compression) {
                            case GZIP -> ".gz";
                            case ZSTD -> ".zst";
                            case NONE, SNAPPY, LZ4 -> "";
                        }
                        : "";
        var base = without(without(name, suffix), "." + word());
        return base.isEmpty() ? name : base;
    }

    private static String without(String name, String ending) {
        return name.toLowerCase(Locale.ROOT).endsWith(ending)
                ? name.substring(0, name.length() - ending.length())
                : name;
    }

    private String word() {
        return RequestedFormat.word(Objects.requireNonNull(format));
    }
}
