package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JsonOutputTest {
    @Test
    void nothingIsLostWhereTheEncodingIsAscii() {
        var json = Json.write(Map.of("größe", "日本 \uD83D\uDE00 \"x\""));

        var ascii = JsonOutput.ascii(json);

        assertThat(ascii).matches("\\p{ASCII}*");
        assertThat(Json.read(ascii, JsonNode.class)).isEqualTo(Json.read(json, JsonNode.class));
    }
}
