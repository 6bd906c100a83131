package dev.sluice.outbound.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.outbound.target.Rule;
import dev.sluice.outbound.target.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressGuardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String OWN = "https://sluice.example.com";

    private final ScriptedNames names = new ScriptedNames();

    @Test
    void withinAnOpenedRangeHttpEveryPortAndInternalNamesAreAllowed() {
        var guard = guard("10.0.0.0/8,fd00::/8");
        names.answer("hooks", "10.1.1.1").answer("hooks.corp.example.org", "10.1.1.1", "fd00::1");

        for (var url :
                List.of(
                        "http://10.1.2.3/cb",
                        "http://10.1.2.3:9000/cb",
                        "https://10.1.2.3:9443/cb",
                        "https://10.1.2.3/cb",
                        "http://[fd00::1]:8080/cb",
                        "http://hooks:3000/cb",
                        "http://hooks.corp.example.org:3000/cb")) {
            assertThat(guard.atRegistration(url)).as(url).isInstanceOf(Verdict.Allowed.class);
        }
    }

    @Test
    void besideTheOpenedRangeTheRulesStand() {
        var guard = guard("10.0.0.0/8");
        names.answer("both.example.org", "10.1.1.1", "8.8.8.8")
                .answer("public.example.org", "8.8.8.8")
                .answer("inner.example.org", "192.168.0.1")
                .answer("printer.local", "8.8.8.8");

        assertThat(rule(guard, "http://8.8.8.8/cb")).isEqualTo(Rule.SCHEME);
        assertThat(rule(guard, "https://8.8.8.8:9000/cb")).isEqualTo(Rule.PORT);
        assertThat(rule(guard, "http://both.example.org/cb")).isEqualTo(Rule.SCHEME);
        assertThat(rule(guard, "http://public.example.org/cb")).isEqualTo(Rule.SCHEME);
        assertThat(rule(guard, "https://inner.example.org/cb")).isEqualTo(Rule.ADDRESS);
        assertThat(rule(guard, "https://printer.local/cb")).isEqualTo(Rule.HOST);
        assertThat(rule(guard, "http://[::ffff:10.1.2.3]/cb")).isEqualTo(Rule.ADDRESS);
        assertThat(guard.atRegistration("https://both.example.org/cb"))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void whatOnlyAnOpenedRangeAllowsMustLeadThereWhenItIsRegistered() {
        var guard = guard("10.0.0.0/8");
        var url = "http://nobody.example.org:3000/cb";

        assertThat(rule(guard, url)).isEqualTo(Rule.SCHEME);
        assertThat(guard.atDelivery(url, PATIENCE)).isInstanceOf(Verdict.Unresolved.class);
        assertThat(guard.atRegistration("https://nobody.example.org/cb"))
                .isInstanceOf(Verdict.Unresolved.class);
    }

    @Test
    void theProductItselfIsNoTarget() {
        var guard =
                new AddressGuard(
                        OutboundRules.parse(
                                "443", "127.0.0.0/8", List.of(OWN, "http://127.0.0.1:8080", "")),
                        names.answer("sluice.example.com", "8.8.8.8"));

        assertThat(rule(guard, OWN + "/v1/jobs")).isEqualTo(Rule.OWN);
        assertThat(rule(guard, "http://127.0.0.1:8080/v1/jobs")).isEqualTo(Rule.OWN);
        assertThat(guard.atRegistration("http://127.0.0.1:9000/cb"))
                .as("a receiver beside it, in a range that was opened")
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void whatANameLeadsToIsNotTold() {
        names.answer("a.example.org", "10.7.7.7");

        assertThat(guard("").atRegistration("https://a.example.org/cb"))
                .isInstanceOfSatisfying(
                        Verdict.Forbidden.class,
                        no ->
                                assertThat(no.detail())
                                        .doesNotContain("10.7")
                                        .doesNotContain("rivate"));
    }

    @Test
    void namesThatAreRefusedByTheirTextAreNotLookedUp() {
        guard("").atRegistration("http://a.example.org/cb");
        guard("").atRegistration("https://a.example.org:25/cb");
        guard("").atRegistration("https://postgres/cb");

        assertThat(names.asked()).isEmpty();
    }

    @Test
    void anotherLibraryIsGivenJudgedAddressesOnly() throws Exception {
        var guard = guard("10.0.0.0/8");
        names.answer("bucket.s3.example.org", "8.8.8.8")
                .answer("inner.example.org", "127.0.0.1")
                .answer("minio", "10.0.0.9");
        var https = (Target) Target.read("https://s3.example.org/");
        var http = (Target) Target.read("http://minio:9000/");

        assertThat(guard.lookup(https, "bucket.s3.example.org"))
                .containsExactly(InetAddress.getByName("8.8.8.8"));
        assertThat(guard.lookup(http, "minio")).containsExactly(InetAddress.getByName("10.0.0.9"));
        for (var host : List.of("inner.example.org", "nobody.example.org", "127.0.0.1", "::1")) {
            assertThatThrownBy(() -> guard.lookup(https, host))
                    .as(host)
                    .isInstanceOf(UnknownHostException.class);
        }
        assertThatThrownBy(() -> guard.lookup(http, "bucket.s3.example.org"))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void settingsAreReadStrictly() {
        assertThat(OutboundRules.parse(" 443, 8443 ", "", List.of()).ports())
                .containsExactlyInAnyOrder(443, 8443);
        assertThatThrownBy(() -> OutboundRules.parse("0", "", List.of()))
                .hasMessageContaining("not a port");
        assertThatThrownBy(() -> OutboundRules.parse("443", "10.0.0.1/8", List.of()))
                .hasMessageContaining("10.0.0.1/8");
        assertThatThrownBy(() -> OutboundRules.parse("443", "", List.of("sluice.example.com")))
                .hasMessageContaining("sluice.example.com");
    }

    private AddressGuard guard(String ranges) {
        return new AddressGuard(OutboundRules.parse("443,8443", ranges, List.of(OWN)), names);
    }

    private static Rule rule(AddressGuard guard, String url) {
        return guard.atRegistration(url) instanceof Verdict.Forbidden no
                ? no.rule()
                : fail(url + " is not refused");
    }
}
