package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ExportSettingsTest {
    @Test
    void unsetSettingsHaveDefaults() {
        assertThat(bind(Map.of())).isEqualTo(ExportSettings.defaults());
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatThrownBy(() -> bind(Map.of("sluice.export.slots", "0")))
                .hasRootCauseMessage("sluice.export.slots must be 1 to 64");
        assertThatThrownBy(() -> bind(Map.of("sluice.export.row-group-size", "10B")))
                .hasStackTraceContaining("sluice.export.row-group-size must be");
    }

    @Test
    void slotsFollowTheMemoryWhereTheyAreNotSet() {
        var settings = bind(Map.of("sluice.export.memory", "140MB"));
        assertThat(settings.slots(70 << 20)).isEqualTo(2);
        assertThat(settings.slots(200 << 20)).isEqualTo(1);
        assertThat(settings.slots(1 << 20)).isEqualTo(8);
        assertThat(bind(Map.of("sluice.export.slots", "12")).slots(200 << 20)).isEqualTo(12);
    }

    private static ExportSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("sluice.export", ExportSettings.class);
    }
}
