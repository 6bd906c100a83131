package dev.sluice.agent.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlFeaturesTest {
    @Test
    void onlySumsAndPlainCountsAddUp() {
        var features =
                SqlFeatures.of(
                        "SELECT a, sum(b), count(*), avg(b), count(DISTINCT b), round(sum(b), 2),"
                                + " sum(b)::numeric, max(b), sum(b) / count(*) FROM t GROUP BY a");
        assertThat(features.additive())
                .containsExactly(false, true, true, false, false, true, true, false, false);
        assertThat(features.partial()).isFalse();
        assertThat(features.aggregated()).isTrue();
    }

    @Test
    void aLimitMeansThatGroupsMayBeMissing() {
        assertThat(SqlFeatures.of("SELECT a, sum(b) FROM t GROUP BY a LIMIT 5").partial()).isTrue();
        assertThat(SqlFeatures.of("SELECT a, sum(b) FROM t GROUP BY a HAVING sum(b) > 1").partial())
                .isTrue();
    }

    @Test
    void whatItDoesNotUnderstandIsTakenForPartial() {
        assertThat(SqlFeatures.of("SELECT 1 UNION SELECT 2").partial()).isTrue();
        assertThat(SqlFeatures.of("not sql at all").partial()).isTrue();
    }
}
