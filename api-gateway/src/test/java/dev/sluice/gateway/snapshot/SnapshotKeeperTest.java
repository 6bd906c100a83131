package dev.sluice.gateway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.snapshot.SnapshotKeeping;
import dev.sluice.jobstore.snapshot.SnapshotWish;
import dev.sluice.jobstore.snapshot.StoreAway;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.reading.HeldSnapshot;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SnapshotKeeperTest {
    private static final Duration PING = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofHours(1);
    private static final ExportSnapshot SNAPSHOT =
            new ExportSnapshot("1-1", Instant.EPOCH, null, List.of());

    private final Rows rows = new Rows();
    private final Session session = new Session();

    @Test
    void holdsUntilNobodyNeedsIt() {
        rows.renewals = 3;
        holding(LONG).run();
        assertThat(rows.said).containsExactly("held", "renewed", "renewed", "renewed", "released");
        assertThat(session.closed).isTrue();
    }

    @Test
    void holdsNothingForLongerThanItMay() {
        rows.renewals = Integer.MAX_VALUE;
        holding(Duration.ofMillis(30)).run();
        assertThat(rows.said).startsWith("held").endsWith("released");
        assertThat(session.closed).isTrue();
    }

    @Test
    void saysSoWhenItsSessionHasEnded() {
        rows.renewals = Integer.MAX_VALUE;
        session.alive = false;
        holding(LONG).run();
        assertThat(rows.said).containsExactly("held", "released");
        assertThat(session.closed).isTrue();
    }

    @Test
    void keepsOnWhileTheJobDatabaseIsAway() {
        rows.renewals = 4;
        rows.away = 2;
        holding(LONG).run();
        assertThat(rows.said)
                .containsExactly("held", "away", "away", "renewed", "renewed", "released");
    }

    @Test
    void saysWhyThereWillBeNone() {
        var holding =
                new Holding(
                        rows,
                        _ -> {
                            throw ProblemType.SOURCE_UNREACHABLE.because("connection refused");
                        },
                        rows.wish,
                        PING,
                        LONG,
                        new CountDownLatch(1));
        holding.run();
        assertThat(rows.said).containsExactly("refused: connection refused");
    }

    @Test
    void stopsWithoutWaitingForASessionThatHangs() {
        var never = new CountDownLatch(1);
        var keeper =
                new SnapshotKeeper(
                        rows,
                        _ -> {
                            await().forever().until(() -> never.getCount() == 0);
                            return session;
                        },
                        new SnapshotSettings(1, LONG));
        rows.wishes.add(rows.wish);
        rows.wishes.add(rows.wish);
        keeper.start();
        await().until(() -> rows.wishes.size() == 1);
        assertThat(keeper.isRunning()).isTrue();
        var began = System.nanoTime();
        keeper.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(keeper.isRunning()).isFalse();
        assertThat(rows.wishes).as("one at a time").hasSize(1);
        never.countDown();
        await().until(() -> session.closed);
    }

    private Holding holding(Duration longest) {
        return new Holding(rows, _ -> session, rows.wish, PING, longest, new CountDownLatch(1));
    }

    private static final class Session implements HeldSnapshot {
        private volatile boolean alive = true;
        private volatile boolean closed;

        @Override
        public ExportSnapshot snapshot() {
            return SNAPSHOT;
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /// Writes down what is written to it.
    private static final class Rows implements SnapshotKeeping {
        private final SnapshotWish wish =
                new SnapshotWish("job_1", 1, "default", "shop", "SELECT 1");
        private final ConcurrentLinkedQueue<SnapshotWish> wishes = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
        private int renewals;
        private int away;

        @Override
        public Optional<SnapshotWish> take() {
            return Optional.ofNullable(wishes.poll());
        }

        @Override
        public boolean held(SnapshotWish wanted, ExportSnapshot snapshot) {
            said.add("held");
            return true;
        }

        @Override
        public void refuse(SnapshotWish wanted, String why) {
            said.add("refused: " + why);
        }

        @Override
        public boolean renew(SnapshotWish wanted) {
            if (renewals-- == 0) {
                return false;
            }
            if (away-- > 0) {
                said.add("away");
                throw new StoreAway(new SQLException("the job database is away"));
            }
            said.add("renewed");
            return true;
        }

        @Override
        public void release(SnapshotWish wanted) {
            said.add("released");
        }
    }
}
