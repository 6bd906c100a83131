package dev.sluice.standalone.cli.download;

import dev.sluice.standalone.cli.client.ExportFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// What is on disk, to be held against the manifest.
///
/// @param rows rows counted in the file; null where this version cannot count the format
public record FileCheck(long bytes, String sha256, @Nullable Long rows) {

    /// Reads the file from beginning to end.
    ///
    /// @param countRows whether a CSV or TSV file is known to begin with a header, so that its rows can
    ///     be counted (plain and under gzip, as those of JSON Lines); Parquet files say it themselves
    static FileCheck of(Path file, String format, String compression, boolean countRows)
            throws IOException {
        var digest = newDigest();
        var separated = "csv".equals(format) || "tsv".equals(format);
        var countLines = (countRows && separated) || "jsonl".equals(format);
        Long rows = null;
        try (var stored = new DigestInputStream(Files.newInputStream(file), digest)) {
            var buffered = new BufferedInputStream(stored, 1 << 18);
            if (countLines && "none".equals(compression)) {
                rows = rows(buffered, separated);
            } else if (countLines && "gzip".equals(compression)) {
                rows = rows(new GZIPInputStream(buffered, 1 << 16), separated);
            }
            buffered.transferTo(OutputStream.nullOutputStream());
            stored.transferTo(OutputStream.nullOutputStream());
        }
        if ("parquet".equals(format)) {
            rows = ParquetRows.count(file);
        }
        return new FileCheck(Files.size(file), HexFormat.of().formatHex(digest.digest()), rows);
    }

    private static long rows(InputStream text, boolean separated) throws IOException {
        return separated ? CsvRows.count(text) : lines(text);
    }

    /// JSON has no line breaks inside a row.
    private static long lines(InputStream text) throws IOException {
        var buffer = new byte[1 << 16];
        long lines = 0;
        for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
            for (int i = 0; i < length; i++) {
                lines += buffer[i] == '\n' ? 1 : 0;
            }
        }
        return lines;
    }

    /// What differs from the manifest, in words; empty when all is right.
    List<String> differences(ExportFiles.Part part) {
        var differences = new ArrayList<String>();
        if (bytes != part.bytes()) {
            differences.add("it has " + bytes + " bytes instead of " + part.bytes());
        }
        if (!sha256.equals(part.sha256())) {
            differences.add("its SHA-256 is " + sha256 + " instead of " + part.sha256());
        }
        if (rows != null && rows != part.rows()) {
            differences.add("it has " + rows + " rows instead of " + part.rows());
        }
        return differences;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
