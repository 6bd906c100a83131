package dev.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    @Test
    void ignoresOrderSpaceAndSpellingOfNumbers() {
        assertThat(canonical("{\"b\": [1.0, 2e2, true], \"a\": {\"y\": null, \"x\": \"\\u0041\"}}"))
                .isEqualTo(canonical("{\"a\":{\"x\":\"A\",\"y\":null},\"b\":[1,200,true]}"));
    }

    @Test
    void tellsDifferentValuesApart() {
        assertThat(canonical("[1]")).isNotEqualTo(canonical("[\"1\"]"));
        assertThat(canonical("[1,2]")).isNotEqualTo(canonical("[2,1]"));
        assertThat(canonical("{\"a\":null}")).isNotEqualTo(canonical("{}"));
        assertThat(canonical("[9007199254740993]")).isNotEqualTo(canonical("[9007199254740992]"));
    }

    @Test
    void staysShortForHugeNumbers() {
        assertThat(canonical("[1e999999]").length()).isLessThan(20);
    }

    private static String canonical(String json) {
        var tree = Json.strictMapper().readTree(json);
        return new String(CanonicalJson.bytes(tree), StandardCharsets.UTF_8);
    }
}
