package dev.sluice.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(2, 3);

    @Test
    void countsPerTenantAndAltogether() {
        assertThat(places.take("a")).isPresent();
        assertThat(places.take("a")).isPresent();
        assertThat(places.take("a")).as("the tenant's third").isEmpty();
        assertThat(places.take("b")).isPresent();
        assertThat(places.take("b")).as("the process's fourth").isEmpty();
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        var place = places.take("a").orElseThrow();
        assertThat(places.take("a")).isPresent();
        place.close();
        place.close();
        assertThat(places.taken()).isEqualTo(1);
        assertThat(places.take("a")).isPresent();
        assertThat(places.take("a")).isEmpty();
    }
}
