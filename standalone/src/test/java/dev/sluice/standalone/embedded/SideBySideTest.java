package dev.sluice.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedded.ServerStartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void stopsWhatStartedWhenAnotherDidNot() {
        try (var together = new SideBySide()) {
            together.start("a", this::server);
            together.start(
                    "b",
                    name -> {
                        throw new ServerStartException("no " + name);
                    });
            assertThatThrownBy(together::await)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessage("no b");
        }
        assertThat(closed).containsExactly("a");
    }

    @Test
    void startsOnlyWhatIsWanted() {
        try (var together = new SideBySide()) {
            var server = together.start((String) null, this::server);
            together.await();
            assertThat(server.get()).isNull();
        }
    }

    @Test
    void closesTheNextAlsoWhenOneFailedTo() {
        AutoCloseable broken =
                () -> {
                    throw new IllegalStateException("broken");
                };
        assertThatThrownBy(() ->
                        SideBySide.closeInOrder(
                                Arrays.asList(server("s3"), broken, server("postgresql"))))
                .hasRootCauseMessage("broken");
        assertThat(closed).containsExactly("s3", "postgresql");
    }

    private AutoCloseable server(String name) {
        return () -> closed.add(name);
    }
}
