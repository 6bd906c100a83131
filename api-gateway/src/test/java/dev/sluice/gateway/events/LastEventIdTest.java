package dev.sluice.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastEventIdTest {
    @Test
    void whatNoStreamEverHadIsUnknown() {
        assertThat(LastEventId.parse(null)).isEmpty();
        assertThat(LastEventId.parse(" ")).isEmpty();
        assertThat(LastEventId.parse("7")).hasValue(7);
        assertThat(LastEventId.parse("x")).hasValue(LastEventId.UNKNOWN);
        assertThat(LastEventId.parse("-5")).hasValue(LastEventId.UNKNOWN);
        assertThat(LastEventId.parse("99999999999999999999")).hasValue(LastEventId.UNKNOWN);
    }
}
