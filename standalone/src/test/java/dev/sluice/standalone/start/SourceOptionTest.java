package dev.sluice.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceOptionTest {
    @Test
    void takesTheCredentialsOutOfTheUrl() {
        assertThat(
                        SourceOption.parse(
                                "shop=postgresql://reader:s%40crets@db.example:5433/shop?sslmode=require"))
                .isEqualTo(
                        new SourceOption(
                                "shop",
                                "postgresql://db.example:5433/shop?sslmode=require",
                                "reader",
                                "s@crets"));
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://u@host/shop, shop",
        "postgresql://u@host/Shop%20Data, shop_data",
        "postgresql://u@host/2024, db_2024",
        "jdbc:postgresql://u@host/shop, shop",
        "my-shop=postgresql://host/x, my-shop"
    })
    void isNamedAfterItsDatabaseUnlessToldOtherwise(String text, String name) {
        assertThat(SourceOption.parse(text).name()).isEqualTo(name);
    }

    @Test
    void keepsAPlusInThePassword() {
        assertThat(SourceOption.parse("postgresql://u:a+b=c@host/shop").password())
                .isEqualTo("a+b=c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:hidden@host/shop",
                "postgresql://u:hidden@host",
                "postgresql://u:hidden@host/shop?socketFactory=x",
                "Shop=postgresql://u:hidden@host/shop",
                "shop"
            })
    void saysWhatIsWrongWithoutThePassword(String text) {
        assertThatThrownBy(() -> SourceOption.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("hidden");
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        assertThat(SourceOption.parse("postgresql://u:hidden@host/shop"))
                .asString()
                .doesNotContain("hidden");
    }
}
