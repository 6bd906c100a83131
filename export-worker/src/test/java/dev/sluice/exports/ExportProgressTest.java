package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.exports.pipeline.ExportMeter;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.job.Progress;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.source.SourceConnection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExportProgressTest {

    /// An interrupt would break the connection that the report is written on.
    @Test
    void aReportThatIsBeingWrittenComesToItsEnd() throws Exception {
        var meter = new SlowMeter();
        var job = job();
        try (var progress = new ExportProgress(job, null, false)) {
            progress.follow(meter);
            meter.asked.await();
        }
        meter.answer.countDown();
        await().until(() -> !job.progress.isEmpty());
        assertThat(job.progress.getFirst().bytes()).isEqualTo(70);
    }

    private static RecordedJob job() {
        return new RecordedJob(
                "SELECT 1",
                new ExportRequest(null, ExportFormat.CSV, Compression.NONE, ExportOptions.DEFAULTS),
                new SourceConnection(
                        "default", "s", "postgresql", "", "", "", List.of(), List.of(), 1));
    }

    /// Answers only when it may, and then only an uninterrupted thread.
    private static final class SlowMeter implements ExportMeter {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);

        @Override
        public long rows() {
            return 7;
        }

        @Override
        public long bytes() {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
            return 70;
        }

        @Override
        public int rangesEnded() {
            return 0;
        }

        @Override
        public int ranges() {
            return 1;
        }

        @Override
        public List<Progress.Part> parts() {
            return List.of();
        }
    }
}
