package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUrlTest {
    @Test
    void takesCredentialsOutOfTheCanonicalForm() {
        var url =
                SourceUrl.parse(
                        "postgresql://ana:p%40ss%2Fw%3Ard@db.example:6432/sales?sslmode=require");
        assertThat(url.canonical()).isEqualTo("postgresql://db.example:6432/sales?sslmode=require");
        assertThat(url.username()).isEqualTo("ana");
        assertThat(url.password()).isEqualTo("p@ss/w:rd");
        assertThat(url.toString()).doesNotContain("ana").doesNotContain("p@ss");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://localhost/shop, postgresql://localhost/shop",
        "jdbc:postgresql://localhost/shop, postgresql://localhost/shop",
        "postgresql://LOCALHOST:5432/Shop, postgresql://localhost:5432/Shop",
        "postgresql://u@h_1.example/a%20b, postgresql://h_1.example/a%20b",
        "postgresql://[2001:DB8::1]:5433/x, postgresql://[2001:db8::1]:5433/x",
        "postgresql://10.0.0.1/d%C3%A9p%C3%B4t, postgresql://10.0.0.1/d%C3%A9p%C3%B4t",
        "postgresql://h/a%2Fb%2Bc, postgresql://h/a%2Fb%2Bc",
    })
    void bringsEveryFormToOne(String given, String canonical) {
        assertThat(SourceUrl.parse(given).canonical()).isEqualTo(canonical);
        assertThat(SourceUrl.parse(canonical).canonical()).isEqualTo(canonical);
    }

    @Test
    void takesSeveralHostsEachWithItsPort() {
        var url =
                SourceUrl.parse("postgresql://a:1111,b,[::1]:3333/x?target_session_attrs=primary");
        assertThat(url.canonical())
                .isEqualTo("postgresql://a:1111,b,[::1]:3333/x?target_session_attrs=primary");
        assertThat(url.hosts()).extracting(SourceUrl.Host::port).containsExactly(1111, 5432, 3333);
    }

    @Test
    void decodesThePartsThatAreUsed() {
        var url = SourceUrl.parse("postgresql://h/a%20b?application_name=night%26day+x");
        assertThat(url.database()).isEqualTo("a b");
        assertThat(url.parameter("application_name")).isEqualTo("night&day+x");
    }

    @Test
    void namesTheParameterThatIsNotTaken() {
        assertThatThrownBy(() -> SourceUrl.parse("postgresql://u:topsecret@h/x?socketFactory=evil"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.is(ProblemType.VALIDATION_FAILED)).isTrue();
                            assertThat(e.getMessage())
                                    .contains("'socketFactory'")
                                    .doesNotContain("topsecret");
                            assertThat(
                                            Objects.requireNonNull(e.problem().errors())
                                                    .getFirst()
                                                    .pointer())
                                    .isEqualTo("/url");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://h/x",
                "postgres://h/x",
                "postgresql:///x",
                "postgresql://h",
                "postgresql://h/",
                "postgresql://h/a/b",
                "postgresql://h/x#y",
                "postgresql://h:0/x",
                "postgresql://h:99999/x",
                "postgresql://h:12a/x",
                "postgresql://h,/x",
                "postgresql://[::1/x",
                "postgresql://[fe80::1%25eth0]/x",
                "postgresql://::1/x",
                "postgresql://:pw@h/x",
                "postgresql://h/%zz",
                "postgresql://h/%4",
                "postgresql://h/%ff",
                "postgresql://h/a%00b",
                "postgresql://h;x/y",
                "postgresql://h/x?sslmode=maybe",
                "postgresql://h/x?sslmode",
                "postgresql://h/x?connect_timeout=soon",
                "postgresql://h/x?target_session_attrs=master",
                "postgresql://h/x?sslmode=require&sslmode=disable",
                "postgresql://h/x?user=ana",
            })
    void refusesWhatTheGrammarDoesNotHave(String url) {
        assertThatThrownBy(() -> SourceUrl.parse(url))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.is(ProblemType.VALIDATION_FAILED)).isTrue());
    }
}
