package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.job.JobState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobStateTest {
    @Test
    void theArrowsAreThoseOfTheDesign() {
        var arrows = new ArrayList<String>();
        for (var from : JobState.values()) {
            for (var to : JobState.values()) {
                if (from.canBecome(to)) {
                    arrows.add(from + " " + to);
                }
            }
        }
        assertThat(arrows)
                .containsExactlyInAnyOrderElementsOf(
                        List.of(
                                "QUEUED RUNNING",
                                "QUEUED CANCELLED",
                                "QUEUED EXPIRED",
                                "RUNNING AWAITING_REVIEW",
                                "RUNNING NEEDS_INPUT",
                                "RUNNING QUEUED",
                                "RUNNING SUCCEEDED",
                                "RUNNING FAILED",
                                "RUNNING CANCELLED",
                                "AWAITING_REVIEW QUEUED",
                                "AWAITING_REVIEW CANCELLED",
                                "AWAITING_REVIEW EXPIRED",
                                "NEEDS_INPUT QUEUED",
                                "NEEDS_INPUT CANCELLED",
                                "NEEDS_INPUT EXPIRED"));
    }

    @Test
    void whatHasNoWayOnIsTerminal() {
        assertThat(JobState.values())
                .filteredOn(JobState::terminal)
                .containsExactly(
                        JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED);
    }
}
