package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.source.SourceConnection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimaryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://replica,main:5433/sales?sslmode=require",
                "postgresql://replica,main:5433/sales?sslmode=require&target_session_attrs=any",
                "postgresql://replica,main:5433/sales?sslmode=require&target_session_attrs=prefer-standby",
            })
    void severalHostsNameThePrimaryToo(String url) {
        assertThat(Primary.of(source(url)))
                .hasValueSatisfying(primary -> {
                    assertThat(primary.url())
                            .isEqualTo(
                                    "postgresql://replica,main:5433/sales?sslmode=require&target_session_attrs=primary");
                    assertThat(Primary.of(primary)).isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://replica/sales",
                "postgresql://replica/sales?target_session_attrs=prefer-standby",
                "postgresql://replica,other/sales?target_session_attrs=standby",
                "postgresql://replica,other/sales?target_session_attrs=read-only",
                "postgresql://replica,main/sales?target_session_attrs=read-write",
            })
    void oneHostAndOneKindOfServerDoNot(String url) {
        assertThat(Primary.of(source(url))).isEmpty();
    }

    @Test
    void credentialsOfTheUrlAreKept() {
        assertThat(Primary.of(source("postgresql://ana:se%40cret@replica,main/sales")))
                .hasValueSatisfying(primary -> {
                    assertThat(primary.username()).isEqualTo("ana");
                    assertThat(primary.password()).isEqualTo("se@cret");
                    assertThat(primary.url()).doesNotContain("cret");
                });
    }

    private static SourceConnection source(String url) {
        return new SourceConnection(
                "default", "sales", "postgresql", url, null, null, List.of(), List.of(), 3);
    }
}
