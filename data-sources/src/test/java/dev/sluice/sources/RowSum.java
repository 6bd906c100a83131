package dev.sluice.sources;

import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.Scan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;

/// Rows as COPY writes them, counted and summed up whatever their order.
record RowSum(long rows, long sum) {
    static final RowSum NONE = new RowSum(0, 0);

    RowSum plus(RowSum other) {
        return new RowSum(rows + other.rows, sum + other.sum);
    }

    /// What a single COPY on a connection of its own gives.
    static RowSum of(TestSource source, String sql) {
        try (var connection = source.open()) {
            try (var statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
            }
            var copy =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut("COPY (" + sql + ") TO STDOUT (FORMAT csv)");
            var sum = NONE;
            for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                sum = sum.plus(new RowSum(1, hash(row, 0, row.length)));
            }
            return sum;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /// One range to its end, whose own count must agree.
    static RowSum of(CopyReader copy) {
        var sum = NONE;
        while (copy.next()) {
            sum = sum.plus(new RowSum(1, hash(copy.buffer(), copy.start(), copy.end())));
        }
        if (copy.copiedRows() != sum.rows()) {
            throw new IllegalStateException(sum.rows() + " rows came of " + copy.copiedRows());
        }
        return sum;
    }

    /// All ranges by several readers at once, then the confirmation.
    static RowSum of(Scan scan, int readers) {
        var next = new AtomicInteger();
        var lanes = new ArrayList<CompletableFuture<RowSum>>();
        for (int i = 0; i < readers; i++) {
            lanes.add(
                    CompletableFuture.supplyAsync(
                            () -> lane(scan, next), Thread::startVirtualThread));
        }
        var sum = lanes.stream().map(CompletableFuture::join).reduce(NONE, RowSum::plus);
        scan.confirm();
        return sum;
    }

    private static RowSum lane(Scan scan, AtomicInteger next) {
        var sum = NONE;
        try (var reader = scan.reader()) {
            for (int r = next.getAndIncrement(); r < scan.ranges(); r = next.getAndIncrement()) {
                try (var copy = reader.open(r)) {
                    sum = sum.plus(of(copy));
                }
            }
        }
        return sum;
    }

    private static long hash(byte[] bytes, int start, int end) {
        long hash = 0xcbf29ce484222325L;
        for (int i = start; i < end; i++) {
            hash = (hash ^ bytes[i]) * 0x100000001b3L;
        }
        return hash ^ (hash >>> 29);
    }
}
