package dev.sluice.outbound.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TargetCorpusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final OutboundRules RULES =
            OutboundRules.parse(
                    "443, 8443",
                    "",
                    List.of("https://sluice.example.com", "https://files.example.com:9443/"));

    @ParameterizedTest
    @MethodSource("targets")
    void isJudgedAsItIsMeant(String expected, String url, List<String> answers) {
        var guard = new AddressGuard(RULES, names(url, answers));

        var first = guard.atRegistration(url);
        var second = guard.atDelivery(url, PATIENCE);

        switch (expected) {
            case "allow" -> {
                assertThat(first).isInstanceOf(Verdict.Allowed.class);
                assertThat(second).isInstanceOf(Verdict.Allowed.class);
            }
            case "unresolved" -> {
                assertThat(first).isInstanceOf(Verdict.Unresolved.class);
                assertThat(second).isInstanceOf(Verdict.Unresolved.class);
            }
            case "later" -> {
                assertThat(first).isNotInstanceOf(Verdict.Forbidden.class);
                assertThat(second).isInstanceOf(Verdict.Forbidden.class);
            }
            default -> {
                assertThat(rule(first)).isEqualTo(expected);
                assertThat(rule(second)).isEqualTo(expected);
            }
        }
    }

    private static String rule(Verdict verdict) {
        return verdict instanceof Verdict.Forbidden no ? no.rule().name() : verdict.toString();
    }

    private static ScriptedNames names(String url, List<String> answers) {
        var names = new ScriptedNames();
        if (!answers.isEmpty()) {
            var host = url.replaceFirst("(?i)https://", "").replaceFirst("[:/?#].*", "");
            for (var answer : answers) {
                names.answer(
                        IDN.toASCII(host).toLowerCase(Locale.ROOT),
                        answer.isBlank() ? new String[0] : answer.strip().split(",", -1));
            }
        }
        return names;
    }

    static Stream<Arguments> targets() throws IOException {
        try (var lines =
                Objects.requireNonNull(
                        TargetCorpusTest.class.getResourceAsStream(
                                "/dev/sluice/outbound/targets.txt"))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> line.split(" \\| ", -1))
                            .map(parts ->
                                    Arguments.of(
                                            parts[0].strip(),
                                            parts[1],
                                            parts.length < 3
                                                    ? List.of()
                                                    : Arrays.asList(parts[2].split(";", -1))))
                            .toList()
                            .stream();
        }
    }
}
