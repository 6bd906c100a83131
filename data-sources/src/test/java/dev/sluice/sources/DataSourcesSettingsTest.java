package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSourcesSettingsTest {
    @Test
    void hasDefaultsThatRestrictNothingAndWaitForNothingLong() {
        var settings = DataSourcesSettings.defaults();
        assertThat(settings.poolSize()).isEqualTo(4);
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.silenceLimit()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.catalogTtl()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.allowedRanges()).isEmpty();
        assertThat(settings.requireReadonlyRole()).isFalse();
    }

    @Test
    void refusesARangeThatIsNoNetwork() {
        assertThatThrownBy(
                        () -> DataSourcesSettings.defaults().withAllowedRanges(List.of("10.0.0/8")))
                .hasMessageContaining("'10.0.0/8' is not a network");
    }
}
