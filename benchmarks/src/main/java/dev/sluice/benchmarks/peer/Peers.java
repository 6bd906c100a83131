package dev.sluice.benchmarks.peer;

import dev.sluice.benchmarks.machine.Installation;
import dev.sluice.benchmarks.machine.JavaProcess;
import dev.sluice.benchmarks.machine.Running;
import dev.sluice.benchmarks.measuring.Contender;
import dev.sluice.benchmarks.tables.BenchDatabase;
import dev.sluice.benchmarks.tables.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The peers that write Parquet, each in a JVM of its own, into local files.
///
/// @param folder takes their files
public record Peers(
        Installation installation, BenchDatabase database, Path folder, Running running) {
    public static final String SPARK = "Spark JDBC to parquet, two partitions";
    public static final String AVRO = "cursor and AvroParquetWriter";

    /// Begins the line of an answer.
    public static final String ANSWER = "answer ";

    /// What Spark's own launcher opens to it, of what it uses here. The collector is the JVM's choice.
    private static final List<String> SPARK_FLAGS =
            Stream.concat(
                            Stream.of("-Xmx2g"),
                            Stream.of(
                                            "java.lang",
                                            "java.lang.invoke",
                                            "java.nio",
                                            "java.util",
                                            "java.util.concurrent",
                                            "sun.nio.ch",
                                            "sun.util.calendar")
                                    .map("--add-opens=java.base/%s=ALL-UNNAMED"::formatted))
                    .toList();

    /// @param some condition of the rows to warm up with
    public Contender avro(Table table, String some) {
        return peer(
                AVRO,
                List.of("-Xmx512m"),
                installation.withPeers(),
                AvroExport.class.getName(),
                List.of(table.query() + " WHERE " + some, table.query()),
                table);
    }

    /// @param some condition of the rows to warm up with
    public Contender spark(Table table, String some) {
        return peer(
                SPARK,
                SPARK_FLAGS,
                new SparkJars(installation.sparkProject()).classPath(),
                "dev.sluice.benchmarks.peers.SparkExport",
                List.of(table.name(), some),
                table);
    }

    /// A process that prints one line with [#ANSWER] and the values of the first row.
    ///
    /// @param sql calls the file `file`
    public JavaProcess sparkQuery(Path file, String sql) {
        return JavaProcess.start(
                "Spark query",
                SPARK_FLAGS,
                new SparkJars(installation.sparkProject()).classPath(),
                "dev.sluice.benchmarks.peers.SparkQuery",
                List.of(folder.toString(), file.toString(), sql),
                Map.of(),
                folder);
    }

    private Contender peer(
            String name,
            List<String> flags,
            String classPath,
            String mainClass,
            List<String> arguments,
            Table table) {
        return new PeerProcess(
                name,
                flags,
                classPath,
                mainClass,
                arguments,
                database,
                table.rows(),
                folder,
                running);
    }
}
