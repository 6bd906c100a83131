package dev.sluice.outbound.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SystemResolverTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Resolver resolver = new SystemResolver();

    @Test
    void tellsEveryAddressOfAName() throws Exception {
        assertThat(resolver.resolve("localhost", PATIENCE))
                .isNotEmpty()
                .allMatch(address -> address.isLoopbackAddress());
    }

    @Test
    void aNameWithoutAddressIsUnknown() {
        assertThatThrownBy(() -> resolver.resolve("nobody.invalid", PATIENCE))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void anAnswerThatComesTooLateIsNone() {
        assertThatThrownBy(() -> resolver.resolve("late.invalid", Duration.ZERO))
                .isInstanceOf(UnknownHostException.class);
    }
}
