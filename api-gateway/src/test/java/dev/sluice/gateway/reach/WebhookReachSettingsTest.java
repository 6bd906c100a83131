package dev.sluice.gateway.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookReachSettingsTest {
    @Test
    void onlyTheTwoPortsOfHttpsAndNoRangeUnlessTold() {
        var rules = new WebhookReachSettings("443,8443", "").rules(List.of());

        assertThat(rules.ports()).containsExactlyInAnyOrder(443, 8443);
        assertThat(rules.opened()).isEmpty();
    }

    @Test
    void whatCannotBeReadStopsTheStartAndSaysWhy() {
        assertThatThrownBy(() -> new WebhookReachSettings("443;8443", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("443;8443 is not a port");
        assertThatThrownBy(() -> new WebhookReachSettings("443", "10.0.0.0/33"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/33");
    }
}
