package dev.sluice.standalone.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    @Test
    void readsIdTypeAndData() throws IOException {
        assertThat(read("id: 1\nevent: state\ndata: {\"a\":1}\n\n"))
                .containsExactly(new ServerEvent("1", "state", "{\"a\":1}"));
    }

    @Test
    void commentsAndUnknownFieldsAreSkipped() throws IOException {
        assertThat(read(": still here\n\nretry: 3000\nnew: x\nid:2\ndata:x\n\n: bye\n"))
                .containsExactly(new ServerEvent("2", "message", "x"));
    }

    @Test
    void theIdStaysUntilAnotherComes() throws IOException {
        assertThat(read("id: 7\ndata: a\n\nevent: thought\ndata: b\n\n"))
                .containsExactly(
                        new ServerEvent("7", "message", "a"), new ServerEvent("7", "thought", "b"));
    }

    @Test
    void severalDataLinesAreOneText() throws IOException {
        assertThat(read("data: a\ndata:  b\ndata\n\n"))
                .containsExactly(new ServerEvent(null, "message", "a\n b\n"));
    }

    @Test
    void lineEndsOfEverySystemAreLineEnds() throws IOException {
        assertThat(read("id: 1\r\ndata: a\r\n\r\nid: 2\rdata: b\r\r"))
                .extracting(ServerEvent::data)
                .containsExactly("a", "b");
    }

    @Test
    void anEventThatTheEndCutsOffIsDropped() throws IOException {
        assertThat(read("id: 1\ndata: whole\n\nid: 2\ndata: ha"))
                .extracting(ServerEvent::data)
                .containsExactly("whole");
    }

    @Test
    void aTypeWithoutDataIsForgotten() throws IOException {
        assertThat(read("event: state\n\ndata: x\n\n"))
                .containsExactly(new ServerEvent(null, "message", "x"));
    }

    private static List<ServerEvent> read(String stream) throws IOException {
        var bytes = new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8));
        var events = new ArrayList<ServerEvent>();
        try (var reader = new EventReader(bytes, null)) {
            for (var event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
        }
        return events;
    }
}
