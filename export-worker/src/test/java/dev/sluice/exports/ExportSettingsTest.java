package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.job.Progress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ExportSettingsTest {
    @Test
    void unsetSettingsHaveDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new ExportSettings(2, DataSize.ofMegabytes(32)));
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatThrownBy(() -> bind(Map.of("sluice.export.slots", "0")))
                .hasRootCauseMessage("sluice.export.slots must be 1 to 64");
        assertThatThrownBy(() -> bind(Map.of("sluice.export.row-group-size", "10B")))
                .hasStackTraceContaining("sluice.export.row-group-size must be");
    }

    @Test
    void progressNeverReachesOneBeforeTheEnd() {
        assertThat(ExportProgress.of(25, 10, 100L, Duration.ofSeconds(10)))
                .isEqualTo(new Progress(25, 10, 100L, 0.25, 30.0));
        assertThat(ExportProgress.of(150, 10, 100L, Duration.ofSeconds(10)))
                .isEqualTo(new Progress(150, 10, 100L, 0.99, null));
        assertThat(ExportProgress.of(150, 10, null, Duration.ofSeconds(10)))
                .isEqualTo(new Progress(150, 10, null, null, null));
        assertThat(ExportProgress.of(0, 0, 100L, Duration.ofSeconds(1)))
                .isEqualTo(new Progress(0, 0, 100L, 0.0, null));
    }

    private static ExportSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("sluice.export", ExportSettings.class);
    }
}
