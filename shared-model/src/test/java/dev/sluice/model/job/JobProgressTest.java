package dev.sluice.model.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobProgressTest {
    @Test
    void theFieldsTellTheKindsApart() {
        var rows = new Progress(5, 100, null, 0.5, null, 2.0, List.of());
        var jobs = new BulkProgress(3, 10, 1);
        assertThat(Json.write(jobs)).isEqualTo("{\"done\":3,\"total\":10,\"failed\":1}");
        assertThat(Json.read(Json.write(rows), JobProgress.class))
                .isInstanceOfSatisfying(
                        Progress.class, read -> assertThat(read.rows()).isEqualTo(5));
        assertThat(Json.read(Json.write(jobs), JobProgress.class)).isEqualTo(jobs);
    }

    @Test
    void whatANewerVersionAddsIsSkipped() {
        var newer = "{\"done\":3,\"total\":10,\"failed\":1,\"skipped\":2}";
        assertThat(Json.read(newer, JobProgress.class)).isEqualTo(new BulkProgress(3, 10, 1));
    }
}
