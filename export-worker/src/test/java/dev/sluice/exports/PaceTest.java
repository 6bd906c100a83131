package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exports.pipeline.ExportMeter;
import dev.sluice.model.job.Progress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaceTest {
    /// Where an export is said to be.
    private static final class Place implements ExportMeter {
        private long rows;
        private int ranges = 1;
        private int ended;

        @Override
        public long rows() {
            return rows;
        }

        @Override
        public long bytes() {
            return 10 * rows;
        }

        @Override
        public int rangesEnded() {
            return ended;
        }

        @Override
        public int ranges() {
            return ranges;
        }

        @Override
        public List<Progress.Part> parts() {
            return List.of(new Progress.Part("part-00000.csv", rows, 10 * rows, false));
        }
    }

    private final Place place = new Place();

    private Progress afterTenSeconds(@Nullable Long estimated, long rows) {
        var pace = new Pace(place, estimated, false, 0);
        place.rows = rows;
        return pace.at(TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    void theFractionNeverReachesOneBeforeTheEnd() {
        assertThat(afterTenSeconds(100L, 25))
                .isEqualTo(new Progress(25, 250, 100L, 0.25, 30.0, 2.5, null));
        place.rows = 0;
        assertThat(afterTenSeconds(100L, 150))
                .isEqualTo(new Progress(150, 1500, 100L, 0.99, null, 15.0, null));
        place.rows = 0;
        assertThat(afterTenSeconds(null, 150))
                .isEqualTo(new Progress(150, 1500, null, null, null, 15.0, null));
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        var pace = new Pace(place, 1_000L, false, 0);
        place.rows = 100;
        for (int second = 1; second <= 60; second++) {
            pace.at(TimeUnit.SECONDS.toNanos(second));
        }
        place.rows = 150;
        assertThat(pace.at(TimeUnit.SECONDS.toNanos(61)).rowsPerSecond()).isEqualTo(5.0);
    }

    @Test
    void manyRangesSayMoreThanThePlanner() {
        place.ranges = 100;
        place.ended = 40;
        assertThat(afterTenSeconds(10L, 400).fraction()).isEqualTo(0.4);
    }

    @Test
    void partsAreShownWhereThereAreSeveral() {
        assertThat(new Pace(place, null, true, 0).at(1).parts()).hasSize(1);
    }
}
