package dev.sluice.outbound.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.outbound.target.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Generated spellings, held against what they were made from rather than against a second reading.
class EvilFormsTest {
    private static final long SEED = Long.getLong("evil.seed", 20261121);
    private static final int FORMS = 40_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// First and last address of what must never be reached, written down apart from the table.
    private static final List<List<String>> FORBIDDEN =
            List.of(
                    List.of("0.0.0.0", "0.255.255.255"),
                    List.of("10.0.0.0", "10.255.255.255"),
                    List.of("100.64.0.0", "100.127.255.255"),
                    List.of("127.0.0.0", "127.255.255.255"),
                    List.of("127.0.0.1", "127.0.0.1"),
                    List.of("168.63.129.16", "168.63.129.16"),
                    List.of("169.254.0.0", "169.254.255.255"),
                    List.of("169.254.169.254", "169.254.169.254"),
                    List.of("172.16.0.0", "172.31.255.255"),
                    List.of("192.0.0.0", "192.0.0.255"),
                    List.of("192.0.2.0", "192.0.2.255"),
                    List.of("192.168.0.0", "192.168.255.255"),
                    List.of("198.18.0.0", "198.19.255.255"),
                    List.of("198.51.100.0", "198.51.100.255"),
                    List.of("203.0.113.0", "203.0.113.255"),
                    List.of("224.0.0.0", "255.255.255.255"));

    private static final List<String> PUBLIC =
            List.of("9.9.9.9", "8.8.8.8", "1.0.0.1", "93.184.215.14", "223.255.255.255");

    private static final List<String> INNER_NAMES =
            List.of(
                    "localhost",
                    "api.localhost",
                    "postgres",
                    "metadata",
                    "metadata.google.internal",
                    "printer.local",
                    "kubernetes",
                    "vault.service.consul",
                    "1.0.0.127.in-addr.arpa");

    private final Random random = new Random(SEED);
    private final EvilForms forms = new EvilForms(random);
    private final ScriptedNames names = new ScriptedNames();
    private final AddressGuard guard = new AddressGuard(OutboundRules.DEFAULT, names);

    @Test
    void noSpellingOfAForbiddenAddressIsLetThroughOrLookedUp() {
        for (var i = 0; i < FORMS; i++) {
            var range = forms.pick(FORBIDDEN);
            var url = forms.url(forms.v4(between(range.getFirst(), range.getLast())));

            assertThat(guard.atRegistration(url)).as(url).isInstanceOf(Verdict.Forbidden.class);
        }
        assertThat(names.asked()).isEmpty();
    }

    @Test
    void aSpellingOfAPublicAddressLeadsToThatAddressOrNowhere() throws Exception {
        var allowed = 0;
        for (var i = 0; i < FORMS; i++) {
            var address = number(forms.pick(PUBLIC));
            var url = forms.url(forms.v4(address));

            switch (guard.atDelivery(url, PATIENCE)) {
                case Verdict.Allowed yes -> {
                    allowed++;
                    if (!url.contains("5efe") && !url.contains("5EFE")) {
                        assertThat(yes.addresses())
                                .as(url)
                                .containsExactly(InetAddress.getByName(EvilForms.quad(address)));
                    }
                }
                case Verdict.Unresolved name -> assertThat(url).as("is no name").isEmpty();
                case Verdict.Forbidden no -> assertThat(no.detail()).endsWith(".");
            }
        }
        assertThat(allowed).isGreaterThan(FORMS / 100);
        assertThat(names.asked()).isEmpty();
    }

    @Test
    void noSpellingOfAnInnerNameIsLookedUp() {
        for (var i = 0; i < FORMS / 6; i++) {
            var url = forms.url(respelled(forms.pick(INNER_NAMES)));

            assertThat(guard.atRegistration(url)).as(url).isInstanceOf(Verdict.Forbidden.class);
        }
        assertThat(names.asked()).isEmpty();
    }

    @Test
    void noiseIsRefusedOrReadInOneWay() {
        var alphabet = "ht:/@#?%.[]\\1270fx-_aZ é。①\t\u200b\ud800";
        for (var i = 0; i < FORMS; i++) {
            var noise = new StringBuilder("https://");
            for (var length = random.nextInt(24); length > 0; length--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }

            switch (guard.atDelivery(noise.toString(), PATIENCE)) {
                case Verdict.Allowed yes -> assertReadsAgain(yes.target().url());
                case Verdict.Unresolved no -> assertReadsAgain(no.target().url());
                case Verdict.Forbidden no -> assertThat(no.detail()).endsWith(".");
            }
        }
    }

    /// What is stored is read as what was judged.
    private void assertReadsAgain(String url) {
        assertThat(Target.read(url))
                .isInstanceOfSatisfying(
                        Target.class, again -> assertThat(again.url()).isEqualTo(url));
    }

    private String respelled(String name) {
        var text = new StringBuilder();
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            var letter = c >= 'a' && c <= 'z';
            text.append(
                    switch (random.nextInt(letter ? 12 : 1)) {
                        case 1, 2 -> Character.toString(c - 'a' + 'A');
                        case 3 -> Character.toString(c - 'a' + 'ａ');
                        case 4 -> Character.toString(c - 'a' + 'ⓐ');
                        case 5 -> c == 'k' ? "\u212a" : c == 's' ? "\u017f" : String.valueOf(c);
                        default -> String.valueOf(c);
                    });
        }
        return random.nextInt(8) == 0 ? text + "." : text.toString();
    }

    private long between(String first, String last) {
        var from = number(first);
        return from + random.nextLong(number(last) - from + 1);
    }

    private static long number(String quad) {
        var number = 0L;
        for (var part : quad.split("\\.", -1)) {
            number = (number << 8) | Long.parseLong(part);
        }
        return number;
    }
}
