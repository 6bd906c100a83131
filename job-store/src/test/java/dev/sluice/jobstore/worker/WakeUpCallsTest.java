package dev.sluice.jobstore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Json;
import dev.sluice.model.job.Lane;
import dev.sluice.model.message.JobReady;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WakeUpCallsTest {
    @Test
    void readsACallForItsLane() {
        var call = new JobReady("job_1", Lane.ANALYZE, 2);
        assertThat(WakeUpCalls.parse(Lane.ANALYZE, Json.write(call))).contains(call);
        assertThat(WakeUpCalls.parse(Lane.EXPORT, Json.write(call))).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "null",
                "junk",
                "[]",
                "{\"job_id\":\"job_1\",\"lane\":\"ANA",
                "{\"job_id\":\"job_1\",\"lane\":\"TELEPORT\",\"dispatch_no\":1}",
                "{\"job_id\":null,\"lane\":\"ANALYZE\",\"dispatch_no\":1}",
                "{\"job_id\":\"job_1\",\"dispatch_no\":1}",
                "{\"job_id\":\"job_1\",\"lane\":\"ANALYZE\",\"dispatch_no\":\"first\"}"
            })
    void anythingElseIsPoison(String text) {
        assertThat(WakeUpCalls.parse(Lane.ANALYZE, text)).isEmpty();
    }
}
