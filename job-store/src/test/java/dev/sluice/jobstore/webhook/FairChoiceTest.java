package dev.sluice.jobstore.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.webhook.FairChoice.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairChoiceTest {
    private final FairChoice fair = new FairChoice(100);

    @Test
    void tenantsTakeTurns() {
        var candidates = new ArrayList<>(List.of(new Candidate("small", "s", 8, 1)));
        IntStream.range(0, 50).forEach(i -> candidates.add(new Candidate("large", "l" + i, 8, 8)));

        assertThat(fair.choose(candidates, 4, Map.of())).containsEntry("s", 1).hasSize(4);
    }

    @Test
    void theEndpointsOfATenantTakeTurnsAndAreRememberedFromTurnToTurn() {
        var candidates =
                IntStream.range(0, 6).mapToObj(i -> new Candidate("a", "e" + i, 8, 8)).toList();

        var first = fair.choose(candidates, 3, Map.of()).keySet();
        var second = fair.choose(candidates, 3, Map.of()).keySet();

        assertThat(first).hasSize(3).doesNotContainAnyElementsOf(second);
    }

    @Test
    void noEndpointGetsMoreThanItHasRoomForOrWants() {
        var candidates =
                List.of(new Candidate("a", "narrow", 2, 8), new Candidate("a", "little", 8, 3));

        assertThat(fair.choose(candidates, 40, Map.of()))
                .containsOnly(Map.entry("narrow", 2), Map.entry("little", 3));
    }

    @Test
    void aTenantNeverHasMoreThanHalf() {
        var candidates =
                IntStream.range(0, 90).mapToObj(i -> new Candidate("a", "e" + i, 8, 8)).toList();

        assertThat(sum(fair.choose(candidates, 100, Map.of()))).isEqualTo(50);
        assertThat(sum(fair.choose(candidates, 60, Map.of("a", 40)))).isEqualTo(10);
        assertThat(fair.choose(candidates, 50, Map.of("a", 50))).isEmpty();
    }

    @Test
    void whoHasLeastOnItsWayIsFirst() {
        var candidates =
                List.of(new Candidate("busy", "b", 8, 8), new Candidate("idle", "i", 8, 8));

        assertThat(fair.choose(candidates, 1, Map.of("busy", 5))).containsOnlyKeys("i");
    }

    @Test
    void nothingIsChosenWhereNothingIsFree() {
        assertThat(fair.choose(List.of(new Candidate("a", "e", 8, 8)), 0, Map.of())).isEmpty();
    }

    private static int sum(Map<String, Integer> chosen) {
        return chosen.values().stream().mapToInt(Integer::intValue).sum();
    }
}
