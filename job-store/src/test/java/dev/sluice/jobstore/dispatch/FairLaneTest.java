package dev.sluice.jobstore.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FairLaneTest {
    private static final Offset<Double> NEARLY = within(0.02);

    private final FairLane lane = new FairLane(0);

    @Test
    void sharesByWeightWhateverJobsCost() {
        var random = new Random(7);
        var waiting = List.of(tenant("a", 1), tenant("b", 3), tenant("c", 6));
        waiting.forEach(lane::enter);
        var had = new HashMap<String, Double>();
        for (int i = 0; i < 20_000; i++) {
            var next = lane.next().orElseThrow();
            // Jobs of a are ten times as big as those of b, those of c of any size
            var cost =
                    switch (next.tenant()) {
                        case "a" -> 10_000;
                        case "b" -> 1_000;
                        default -> 1 + random.nextInt(5_000);
                    };
            lane.charge(next, cost);
            had.merge(next.tenant(), (double) cost, Double::sum);
        }
        var all = had.values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(had.getOrDefault("a", 0.0) / all).isCloseTo(0.1, NEARLY);
        assertThat(had.getOrDefault("b", 0.0) / all).isCloseTo(0.3, NEARLY);
        assertThat(had.getOrDefault("c", 0.0) / all).isCloseTo(0.6, NEARLY);
    }

    @Test
    void aNewcomerIsServedNext() {
        var crowd = tenant("crowd", 1000);
        lane.enter(crowd);
        for (int i = 0; i < 10_000; i++) {
            lane.charge(crowd, 1);
        }
        lane.enter(tenant("newcomer", 1));
        assertThat(serve(Map.of(), 1)).containsExactly(Map.entry("newcomer", 1));
    }

    @Test
    void nobodyIsStarvedByNewcomers() {
        var small = tenant("small", 1);
        var large = tenant("large", 1000);
        lane.enter(small);
        lane.enter(large);
        for (int i = 0; i < 5_000; i++) {
            lane.enter(tenant("newcomer-" + i, 1000));
        }
        // Each newcomer has one job; small's are as big as a thousand of theirs
        var turns = 0;
        var servedSmall = 0;
        while (servedSmall < 3) {
            var next = lane.next().orElseThrow();
            var cost = next == small ? 1_000 : 1;
            lane.charge(next, cost);
            servedSmall += next == small ? 1 : 0;
            if (next != small && next != large) {
                lane.leave(next);
            }
            turns++;
            assertThat(turns).isLessThan(3_000_000);
        }
    }

    @Test
    void aTenantAtItsCapIsSkippedAndSavesNothing() {
        var capped = new Account("capped", 1, 0.0, Account.Places.of(1), 0);
        var other = tenant("other", 1);
        lane.enter(capped);
        lane.enter(other);
        assertThat(serve(Map.of(), 1_001)).containsEntry("capped", 1).containsEntry("other", 1_000);

        // Its job ends: it takes part again, from where the lane is
        var again = new Account("capped", 1, capped.served(), Account.Places.unlimited(), 0);
        lane.enter(again);
        assertThat(serve(Map.of(), 100).get("capped")).isBetween(49, 51);
    }

    @Test
    void whatWasChargedTooMuchIsGivenBack() {
        var a = tenant("a", 2);
        var b = tenant("b", 2);
        lane.enter(a);
        lane.enter(b);
        lane.charge(a, 1_000_000);
        lane.charge(b, 100);
        lane.leave(a);
        a.settle(1_000_000, 100);
        lane.enter(a);
        assertThat(serve(tenant -> 100, 10)).containsEntry("a", 5).containsEntry("b", 5);
    }

    @Test
    void moneyBackIsNoCreditAgainstWhoCameLater() {
        var a = tenant("a", 1);
        lane.enter(a);
        lane.charge(a, 1_000_000);
        lane.charge(a, 1_000_000);
        lane.leave(a);
        a.settle(1_000_000, 1);
        a.settle(1_000_000, 1);
        lane.enter(a);
        lane.enter(tenant("b", 1));
        assertThat(serve(Map.of(), 100)).containsEntry("a", 50).containsEntry("b", 50);
    }

    @Test
    void aDebtIsWorkedOffWhileOthersWait() {
        var debtor = tenant("debtor", 1);
        lane.enter(debtor);
        lane.enter(tenant("other", 1));
        lane.charge(debtor, 1);
        debtor.settle(1, 51);
        lane.leave(debtor);
        lane.enter(debtor);
        assertThat(serve(Map.of(), 51)).containsEntry("other", 51);
    }

    @Test
    void theNextOnesAreToldInOrder() {
        lane.enter(new Account("third", 1, 30.0, Account.Places.unlimited(), 0));
        lane.enter(new Account("first", 1, 10.0, Account.Places.unlimited(), 0));
        lane.enter(new Account("second", 1, 20.0, Account.Places.unlimited(), 0));
        assertThat(lane.first(2)).extracting(Account::tenant).containsExactly("first", "second");
        assertThat(lane.next().map(Account::tenant)).contains("first");
    }

    private Map<String, Integer> serve(Map<String, Integer> costs, int jobs) {
        return serve(tenant -> costs.getOrDefault(tenant, 1), jobs);
    }

    /// How many jobs each tenant has had.
    private Map<String, Integer> serve(Function<String, Integer> cost, int jobs) {
        var had = new HashMap<String, Integer>();
        for (int i = 0; i < jobs; i++) {
            var next = lane.next().orElseThrow();
            lane.charge(next, cost.apply(next.tenant()));
            had.merge(next.tenant(), 1, Integer::sum);
        }
        return had;
    }

    private static Account tenant(String name, int weight) {
        return new Account(name, weight, null, Account.Places.unlimited(), 0);
    }
}
