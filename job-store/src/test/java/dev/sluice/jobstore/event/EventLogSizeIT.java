package dev.sluice.jobstore.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.StoreFixture;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class EventLogSizeIT {
    private static final Logger LOG = LoggerFactory.getLogger(EventLogSizeIT.class);
    private static final Pattern PAGES_READ = Pattern.compile("shared hit=(\\d+)");

    private static StoreFixture store;

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    /// A million events of a hundred tenants: every question that streams ask reads an index, and little of
    /// it.
    @Test
    @Tag("long")
    void aMillionEventsAreNoBurden() throws SQLException {
        fill(
                """
                insert into tenant (id, name) select 't' || n, 't' || n from generate_series(1, 100) n;
                insert into job (id, tenant_id, type, state, lane, priority, tags, request, cost,
                    deadline, last_sequence)
                select 'many' || n, 't' || n, 'ANALYSIS', 'SUCCEEDED', 'ANALYZE', 1, '{}', '{}', 1,
                    now(), 10000
                from generate_series(1, 100) n;
                insert into job_event (job_id, sequence, tenant_id, at, type, data, position)
                select 'many' || (1 + n % 100), 1 + n / 100, 't' || (1 + n % 100), now(), 'thought',
                    repeat('x', 200), 10000000 + n
                from generate_series(0, 999999) n;
                update stream_position set last = 10999999;
                analyze job_event;
                """);
        cheap(
                "select * from job_event where tenant_id = 't7' and position > 10500000"
                        + " order by position limit 100");
        cheap("select * from job_event where position > 10500000 order by position limit 100");
        cheap("select min(position) from job_event");
        cheap(
                "select * from job_event where job_id = 'many7' and sequence > 5000"
                        + " order by sequence limit 100");
        cheap("select min(sequence), max(sequence) from job_event where job_id = 'many7'");
        var began = System.nanoTime();
        var position = 10_000_000L;
        var count = 0;
        for (var page = store.events().tenantAfter("t7", position - 1, 100);
                !page.isEmpty();
                page = store.events().tenantAfter("t7", position, 100)) {
            count += page.size();
            position = page.getLast().position();
        }
        assertThat(count).isEqualTo(10_000);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
    }

    private static void cheap(String sql) {
        var plan =
                String.join(
                        "\n",
                        store.db()
                                .fetch("explain (analyze, buffers, timing off) " + sql)
                                .getValues(0, String.class));
        assertThat(plan).contains("Index").doesNotContain("Seq Scan").doesNotContain("Sort Key");
        var buffers = PAGES_READ.matcher(plan);
        assertThat(buffers.find()).isTrue();
        assertThat(Integer.parseInt(buffers.group(1))).as(plan).isLessThan(500);
    }

    /// Not through the pool, whose statements have a time limit.
    private static void fill(String sql) throws SQLException {
        try (var connection = store.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
