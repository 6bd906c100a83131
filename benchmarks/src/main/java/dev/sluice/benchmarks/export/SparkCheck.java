package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.machine.JavaProcess;
import dev.sluice.benchmarks.peer.Peers;
import dev.sluice.benchmarks.server.StandaloneProcess;
import dev.sluice.benchmarks.tables.EveryTypeTable;
import dev.sluice.benchmarks.tables.LineItemTable;
import dev.sluice.benchmarks.tables.Table;
import dev.sluice.standalone.cli.client.JobListener;
import dev.sluice.standalone.cli.download.Destination;
import dev.sluice.standalone.cli.download.DownloadProgress;
import dev.sluice.standalone.cli.download.Downloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Whether Spark reads what Sluice writes as Parquet: counts, sums and checksums of every column by Spark
/// over the file, and by PostgreSQL over the table.
final class SparkCheck {
    private static final long EVERY_TYPE_ROWS = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int READERS = 2;

    private static final String LINE_ITEM_NUMBERS =
            "count(*), sum(l_orderkey), sum(l_partkey), sum(l_suppkey), sum(l_linenumber),"
                    + " sum(l_quantity), sum(l_extendedprice), sum(l_discount), sum(l_tax),"
                    + " min(l_shipdate), max(l_shipdate), min(l_commitdate), max(l_commitdate),"
                    + " min(l_receiptdate), max(l_receiptdate), ";

    private static final String LINE_ITEM_BY_POSTGRES =
            LINE_ITEM_NUMBERS
                    + "sum(crc32(convert_to(l_returnflag || l_linestatus, 'UTF8'))),"
                    + " sum(crc32(convert_to(l_shipinstruct, 'UTF8'))),"
                    + " sum(crc32(convert_to(l_shipmode, 'UTF8'))),"
                    + " sum(crc32(convert_to(l_comment, 'UTF8')))";

    private static final String LINE_ITEM_BY_SPARK =
            LINE_ITEM_NUMBERS
                    + "sum(crc32(l_returnflag || l_linestatus)), sum(crc32(l_shipinstruct)),"
                    + " sum(crc32(l_shipmode)), sum(crc32(l_comment))";

    private static final String NUMBERS =
            "count(*), sum(id), count(bool), sum(cast(bool AS int)), count(i2), sum(i2), count(i4),"
                    + " sum(i4), count(i8), sum(i8), count(f4), cast(sum(f4 * 8) AS bigint),"
                    + " count(f8), cast(sum(f8 * 1024) AS bigint), count(n10), sum(n10), count(n30),"
                    + " sum(n30), count(d), min(d), max(d), ";

    private static final String EVERY_TYPE_BY_POSTGRES =
            NUMBERS
                    + "count(t), sum(crc32(convert_to(t, 'UTF8'))), count(bytes), sum(crc32(bytes)),"
                    + " count(ts), sum((extract(epoch FROM ts) * 1000000)::bigint), count(tz),"
                    + " sum((extract(epoch FROM tz) * 1000000)::bigint),"
                    + " count(js), sum(crc32(convert_to(js::text, 'UTF8'))), count(list),"
                    + " sum(cardinality(list)), sum(list[1]::bigint), sum(list[2]), sum(list[3]::bigint)";

    private static final String EVERY_TYPE_BY_SPARK =
            NUMBERS
                    + "count(t), sum(crc32(t)), count(bytes), sum(crc32(bytes)),"
                    + " count(ts), sum(cast(unix_micros(cast(ts AS timestamp)) AS decimal(30,0))),"
                    + " count(tz), sum(cast(unix_micros(tz) AS decimal(30,0))),"
                    + " count(js), sum(crc32(js)), count(list),"
                    + " sum(size(list)), sum(cast(list[0] AS bigint)), sum(list[1]),"
                    + " sum(cast(list[2] AS bigint))";

    private final Bench bench;
    private final Peers peers;
    private final LineItemTable lineItem;

    SparkCheck(Bench bench, Peers peers, LineItemTable lineItem) {
        this.bench = bench;
        this.peers = peers;
        this.lineItem = lineItem;
    }

    void run() {
        var everyType = new EveryTypeTable(EVERY_TYPE_ROWS);
        bench.load(lineItem);
        bench.load(everyType);
        var server =
                bench.running()
                        .add(
                                StandaloneProcess.start(
                                        bench.installation(),
                                        bench.database(),
                                        bench.secrets(),
                                        bench.folder(),
                                        READERS));
        try {
            compare(server, everyType, EVERY_TYPE_BY_POSTGRES, EVERY_TYPE_BY_SPARK);
            compare(server, lineItem, LINE_ITEM_BY_POSTGRES, LINE_ITEM_BY_SPARK);
        } finally {
            bench.running().end(server);
        }
    }

    private void compare(StandaloneProcess server, Table table, String byPostgres, String bySpark) {
        var file = file(server, table);
        var expected =
                bench.database()
                        .query(
                                "SELECT array_to_string(ARRAY[%s], ' | ', 'null') FROM %s"
                                        .formatted(texts(byPostgres), table.name()));
        var answer = ask(file, "SELECT " + bySpark + " FROM file");
        bench.tell("%s by PostgreSQL: %s", table.name(), expected);
        bench.tell("%s by Spark:      %s", table.name(), answer);
        if (!answer.equals(expected)) {
            throw new BenchmarkFailure(
                    "Spark reads %s otherwise than PostgreSQL has it.".formatted(table.name()));
        }
        bench.tell("Equal.%n");
        delete(file);
    }

    private Path file(StandaloneProcess server, Table table) {
        var api = server.api();
        var file = bench.folder().resolve(table.name() + ".parquet");
        var job =
                api.finished(
                        api.export(table.query(), "parquet", "zstd"),
                        table.rows(),
                        new JobListener() {});
        try (var downloads = new Downloads(api.client())) {
            downloads.fetch(
                    api.client().files(job.id()),
                    new Destination(file, false),
                    true,
                    DownloadProgress.SILENT);
        }
        api.delete(job);
        return file;
    }

    private String ask(Path file, String sql) {
        var process = bench.running().add(peers.sparkQuery(file, sql));
        try {
            return answer(process);
        } finally {
            bench.running().end(process);
        }
    }

    private static String answer(JavaProcess process) {
        return process.output(PATIENCE)
                .lines()
                .filter(line -> line.startsWith(Peers.ANSWER))
                .findFirst()
                .map(line -> line.substring(Peers.ANSWER.length()))
                .orElseThrow(() -> process.failure("gave no answer"));
    }

    /// Every expression as text, by commas outside of brackets.
    private static String texts(String expressions) {
        var text = new StringBuilder("(");
        int depth = 0;
        for (var letter : expressions.toCharArray()) {
            depth += letter == '(' || letter == '[' ? 1 : letter == ')' || letter == ']' ? -1 : 0;
            if (letter == ',' && depth == 0) {
                text.append(")::text, (");
            } else {
                text.append(letter);
            }
        }
        return text.append(")::text").toString();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
