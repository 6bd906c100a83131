package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a caller gets of every format and compression, through pipeline and store.
@SuppressWarnings("NullAway.Init")
class EveryFormatIT {
    private static final int ROWS = 12_000;

    private static ExportRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig =
                new ExportRig()
                        .with(
                                """
                                CREATE TABLE wide AS SELECT g AS id, md5(g::text) AS word,
                                  (g / 8.0)::numeric(12,3) AS n, mod(g, 3) AS third
                                FROM generate_series(1, %d) g\
                                """
                                        .formatted(ROWS),
                                "ANALYZE wide");
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    static Stream<ExportRequest> pairs() {
        return Stream.of(ExportFormat.values())
                .filter(format -> format != ExportFormat.PARQUET) // has a test of its own
                .flatMap(format ->
                        format.compressions().stream()
                                .map(c -> request(format, c, ExportOptions.DEFAULTS)));
    }

    private static ExportRequest request(
            ExportFormat format, Compression compression, ExportOptions options) {
        return new ExportRequest(null, format, compression, options);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyRowIsInTheFileOnce(ExportRequest request) throws Exception {
        var job = rig.run(rig.job("SELECT * FROM wide", request));
        var manifest = job.manifest();
        assertThat(manifest.rowCount()).isEqualTo(ROWS);
        assertThat(manifest.complete()).isTrue();
        assertThat(manifest.columns())
                .extracting("name")
                .containsExactly("id", "word", "n", "third");
        assertThat(ids(rig.content(job), request)).hasSize(ROWS).contains(1, ROWS);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aPartitionedExportKeepsItsColumns(ExportRequest whole) throws Exception {
        var options = ExportOptions.with().partitionBy(List.of("third")).build();
        var request = request(whole.format(), whole.compression(), options);
        var job = rig.run(rig.job("SELECT * FROM wide", request));
        var parts = job.manifest().parts();
        assertThat(parts).hasSize(3);
        var seen = new HashSet<Integer>();
        for (var part : parts) {
            var url = rig.objects().sign(part.key(), Duration.ofMinutes(1), "f", null).url();
            try (var in = URI.create(url).toURL().openStream()) {
                seen.addAll(ids(in.readAllBytes(), request));
            }
        }
        assertThat(seen).hasSize(ROWS);
    }

    @Test
    void cellsThatTheGuardChangedAreInTheManifest() throws Exception {
        var options = ExportOptions.with().formulaGuard(true).build();
        var job =
                rig.run(
                        rig.job(
                                "SELECT id, '=' || word AS f, -n AS n FROM wide",
                                request(ExportFormat.CSV, Compression.ZSTD, options)));
        assertThat(job.manifest().guardedCells()).isEqualTo(ROWS);
    }

    @Test
    void aColumnThatDoesNotFitIsTextFromTheStart() throws Exception {
        rig.with(
                "CREATE TABLE late_nan (id int, n numeric(10,2))",
                "INSERT INTO late_nan SELECT g, g FROM generate_series(1, 5000) g",
                "INSERT INTO late_nan VALUES (5001, 'NaN')");
        var job = rig.export("SELECT * FROM late_nan", ExportFormat.ARROW, Compression.LZ4);
        assertThat(job.manifest().rowCount()).isEqualTo(5001);
        try (var allocator = new RootAllocator();
                var reader =
                        new ArrowStreamReader(
                                new ByteArrayInputStream(rig.content(job)),
                                allocator,
                                CommonsCompressionFactory.INSTANCE)) {
            var types = reader.getVectorSchemaRoot().getSchema().getFields();
            assertThat(types.get(1).getType().toString()).isEqualTo("Utf8");
        }
    }

    @Test
    void aSheetThatWouldOverflowIsRefusedAndNothingIsLeft() throws Exception {
        rig.with("CREATE TABLE million AS SELECT g FROM generate_series(1, 1048576) g");
        var job = rig.job("SELECT g FROM million", ExportFormat.XLSX, Compression.NONE);
        assertThatThrownBy(() -> rig.run(job))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.is(ProblemType.UNSUPPORTED)).isTrue());
        assertThat(rig.leftBehind(job)).isZero();
    }

    /// The column `id`, read by readers that are not ours.
    private static Set<Integer> ids(byte[] file, ExportRequest request) throws Exception {
        var ids = new HashSet<Integer>();
        switch (request.format()) {
            case CSV, TSV, JSONL -> {
                var text = new String(plain(file, request.compression()), StandardCharsets.UTF_8);
                var id = Pattern.compile("^(?:\\{\"id\":)?(\\d+)[,\t].*", Pattern.MULTILINE);
                id.matcher(text).results().forEach(m -> ids.add(Integer.valueOf(m.group(1))));
            }
            case XLSX -> {
                try (var book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
                    var sheet = book.getSheetAt(0);
                    for (int r = 1; r <= sheet.getLastRowNum(); r++) {
                        ids.add((int) sheet.getRow(r).getCell(0).getNumericCellValue());
                    }
                }
            }
            case ARROW -> {
                try (var allocator = new RootAllocator();
                        var reader =
                                new ArrowStreamReader(
                                        new ByteArrayInputStream(file),
                                        allocator,
                                        CommonsCompressionFactory.INSTANCE)) {
                    var vector = (IntVector) reader.getVectorSchemaRoot().getVector("id");
                    while (reader.loadNextBatch()) {
                        for (int r = 0; r < vector.getValueCount(); r++) {
                            ids.add(vector.get(r));
                        }
                    }
                }
            }
            case PARQUET -> throw new IllegalArgumentException("not read here");
        }
        return ids;
    }

    private static byte[] plain(byte[] file, Compression compression) throws IOException {
        try (var in = opened(new ByteArrayInputStream(file), compression)) {
            return in.readAllBytes();
        }
    }

    private static InputStream opened(InputStream file, Compression compression)
            throws IOException {
        return switch (compression) {
            case GZIP -> new GZIPInputStream(file);
            case ZSTD -> new ZstdInputStream(file);
            case NONE, SNAPPY, LZ4 -> file;
        };
    }
}
