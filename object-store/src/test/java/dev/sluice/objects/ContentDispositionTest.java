package dev.sluice.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {
    @Test
    void plainNamesStayAsTheyAre() {
        assertThat(ContentDisposition.attachment("sales-2024.csv.gz"))
                .isEqualTo(
                        "attachment; filename=\"sales-2024.csv.gz\";"
                                + " filename*=UTF-8''sales-2024.csv.gz");
    }

    @Test
    void otherAlphabetsTravelInTheExtendedValue() {
        assertThat(ContentDisposition.attachment("Umsätze 😀.csv"))
                .isEqualTo(
                        "attachment; filename=\"Ums_tze _.csv\";"
                                + " filename*=UTF-8''Ums%C3%A4tze%20%F0%9F%98%80.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: x=1.csv",
                "a\"; filename=\"evil.exe",
                "../../etc/passwd",
                "..\\..\\boot.ini",
                "photo\u202Egpj.exe",
                "a\u0000b.csv"
            })
    void nothingInANameReachesTheHeaderOrTheFileSystem(String name) {
        var header = ContentDisposition.attachment(name);
        assertThat(header)
                .matches(
                        "attachment; filename=\"[^\"\\\\/\\p{Cntrl}]*\"; filename\\*=UTF-8''[!-~&&[^\"\\\\/]]*");
        assertThat(header).doesNotContain("\u202E");
    }

    @ParameterizedTest
    @CsvSource({"'',download", "...,download", "..hidden,hidden", "a/b,a_b"})
    void namesAreMadeHarmless(String name, String harmless) {
        assertThat(ContentDisposition.harmless(name)).isEqualTo(harmless);
    }

    @Test
    void longNamesAreCut() {
        assertThat(ContentDisposition.harmless("x".repeat(1000))).hasSize(200);
    }
}
