package dev.sluice.benchmarks.chaos.checker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Every published file is what its manifest says, all files of an export together are what the source
/// holds, and so is every answer of an analysis.
final class WrongBytes implements Judge {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

    private static final int FORBIDDEN = 403;

    private final Map<String, LineDigest> wanted = new HashMap<>();
    private final Map<String, LineDigest> wantedValues = new HashMap<>();

    @Override
    public List<Finding> judge(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        downloads(evidence, findings);
        var wishes = wishedSql(evidence);
        for (var job : evidence.tables().jobs()) {
            if (job.succeeded() && !job.purged() && !job.deleted()) {
                var manifest = evidence.tables().manifests().get(job.id());
                if (manifest != null) {
                    var sql = wishes.getOrDefault(wish(job), String.valueOf(job.sql()));
                    export(evidence, job, sql, manifest.body(), findings);
                }
                var result = evidence.tables().results().get(job.id());
                if (result != null) {
                    analysis(evidence, job, result, findings);
                }
            }
        }
        return findings;
    }

    private static void downloads(Evidence evidence, List<Finding> findings) {
        evidence.entries("download")
                .filter(entry -> entry.status() == FORBIDDEN)
                .forEach(entry ->
                        findings.add(
                                wrong(
                                        entry.text("job"),
                                        "the link to %s was refused as soon as it was given"
                                                .formatted(entry.text("part")))));
        evidence.entries("download")
                .filter(Entry::good)
                .forEach(entry -> {
                    if (entry.number("bytes") != entry.number("said_bytes")
                            || !entry.text("sha256").equals(entry.text("said_sha256"))) {
                        findings.add(
                                wrong(
                                        entry.text("job"),
                                        "the download of %s has %d bytes and SHA-256 %s, not %d and %s"
                                                .formatted(
                                                        entry.text("part"),
                                                        entry.number("bytes"),
                                                        entry.text("sha256"),
                                                        entry.number("said_bytes"),
                                                        entry.text("said_sha256"))));
                    }
                });
    }

    /// The query as the customer wrote it, by the tag of its wish: a retry has the same.
    private static Map<String, String> wishedSql(Evidence evidence) {
        var wished = new HashMap<String, String>();
        evidence.entries("submit")
                .forEach(entry -> {
                    var sql = entry.fields().path("body").path("sql").asString("");
                    if (!sql.isEmpty()) {
                        wished.put("wish-" + entry.text("key"), sql);
                    }
                });
        return wished;
    }

    private static String wish(Tables.JobRow job) {
        return job.tags().stream().filter(tag -> tag.startsWith("wish-")).findFirst().orElse("");
    }

    private void export(
            Evidence evidence,
            Tables.JobRow job,
            String sql,
            JsonNode manifest,
            List<Finding> findings) {
        var expected =
                isParquet(manifest)
                        ? wantedValues.computeIfAbsent(sql, evidence.source()::values)
                        : wanted.computeIfAbsent(sql, evidence.source()::csv);
        var rows = manifest.path("row_count").asLong(-1);
        if (rows != expected.lines()) {
            findings.add(
                    wrong(
                            job.id(),
                            "the manifest counts %d rows, the source %d"
                                    .formatted(rows, expected.lines())));
        }
        var found = LineDigest.NONE;
        var counted = 0L;
        for (var part : manifest.path("parts")) {
            counted += part.path("rows").asLong(0);
            found = found.plus(part(evidence, job, part, manifest, findings));
        }
        if (counted != rows) {
            findings.add(
                    wrong(job.id(), "its parts have %d rows, not %d".formatted(counted, rows)));
        }
        if (!found.equals(expected)) {
            findings.add(
                    wrong(
                            job.id(),
                            "its files hold %d rows, the source %d, and they are not the same"
                                    .formatted(found.lines(), expected.lines())));
        }
    }

    private static boolean isParquet(JsonNode manifest) {
        return manifest.path("format").asString("").equalsIgnoreCase("parquet");
    }

    private static LineDigest part(
            Evidence evidence,
            Tables.JobRow job,
            JsonNode part,
            JsonNode manifest,
            List<Finding> findings) {
        var key = part.path("key").asString("");
        var size = evidence.bucket().sizes().get(key);
        if (size == null) {
            findings.add(wrong(job.id(), "the object %s is not there".formatted(key)));
            return LineDigest.NONE;
        }
        if (size != part.path("bytes").asLong(-1)) {
            findings.add(
                    wrong(
                            job.id(),
                            "the object %s has %d bytes, not %d"
                                    .formatted(key, size, part.path("bytes").asLong(-1))));
        }
        var digest = sha256();
        try (var object = new DigestInputStream(evidence.bucket().reader().open(key), digest)) {
            var lines = lines(object, manifest);
            object.transferTo(OutputStream.nullOutputStream());
            var hash = HexFormat.of().formatHex(digest.digest());
            if (!hash.equals(part.path("sha256").asString(""))) {
                findings.add(
                        wrong(
                                job.id(),
                                "the object %s has another SHA-256: %s".formatted(key, hash)));
            }
            return lines;
        } catch (IOException e) {
            findings.add(
                    wrong(
                            job.id(),
                            "the object %s cannot be read: %s".formatted(key, e.getMessage())));
            return LineDigest.NONE;
        }
    }

    private static LineDigest lines(InputStream object, JsonNode manifest) throws IOException {
        if (isParquet(manifest)) {
            return ParquetFiles.digest(object);
        }
        return manifest.path("compression").asString("").equalsIgnoreCase("gzip")
                ? LineDigest.of(new GZIPInputStream(object), 1)
                : LineDigest.of(object, 1);
    }

    /// The SQL that the answer names, run again: the source does not change.
    private static void analysis(
            Evidence evidence, Tables.JobRow job, JsonNode result, List<Finding> findings) {
        var sql = result.path("sql").asString("");
        if (sql.isEmpty()) {
            return;
        }
        var expected =
                evidence.source().rows(sql).stream()
                        .map(row -> row.stream().map(WrongBytes::plain).toList().toString())
                        .sorted()
                        .toList();
        var found = new ArrayList<String>();
        for (var row : result.path("rows")) {
            var cells = new ArrayList<String>();
            row.forEach(cell -> cells.add(plain(cell.isNull() ? null : cell.asString(""))));
            found.add(cells.toString());
        }
        found.sort(null);
        if (!found.equals(expected)) {
            findings.add(
                    wrong(
                            job.id(),
                            "the answer is %s, the source's %s".formatted(found, expected)));
        }
    }

    /// Numbers without the zeros at their end, which JSON need not keep.
    private static String plain(@Nullable String cell) {
        if (cell == null) {
            return "null";
        }
        return NUMBER.matcher(cell).matches()
                ? new BigDecimal(cell).stripTrailingZeros().toPlainString()
                : cell;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Finding wrong(String subject, String sentence) {
        return new Finding(Verdict.WRONG_BYTES, subject, sentence);
    }
}
