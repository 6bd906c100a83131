package dev.sluice.agent.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void formatsForPeople() {
        assertThat(Figures.format(new BigDecimal("1234567"))).isEqualTo("1,234,567");
        assertThat(Figures.format(new BigDecimal("1234567.00"))).isEqualTo("1,234,567");
        assertThat(Figures.format(new BigDecimal("1234567.891"))).isEqualTo("1,234,567.89");
        assertThat(Figures.format(new BigDecimal("0.00123456"))).isEqualTo("0.00123");
        assertThat(Figures.format(new BigDecimal("-12.5"))).isEqualTo("-12.50");
        assertThat(Figures.format(new BigDecimal("0.000"))).isEqualTo("0");
        assertThat(Figures.format(new BigDecimal("1E+30")))
                .isEqualTo("1,000,000,000,000,000,000,000,000,000,000");
    }

    @Test
    void sharesAndChangesNeedABase() {
        assertThat(Figures.share(BigDecimal.ONE, new BigDecimal(4))).isEqualTo("25.0%");
        assertThat(Figures.share(BigDecimal.ONE, BigDecimal.ZERO)).isNull();
        assertThat(Figures.change(new BigDecimal(4), new BigDecimal(5))).isEqualTo("25.0%");
        assertThat(Figures.change(BigDecimal.ZERO, BigDecimal.ONE)).isNull();
    }

    @Test
    void onlyNumbersAreNumbers() {
        assertThat(Figures.decimal("NaN")).isNull();
        assertThat(Figures.decimal(Double.POSITIVE_INFINITY)).isNull();
        assertThat(Figures.decimal(3L)).isEqualTo("3");
        assertThat(Figures.decimal(null)).isNull();
    }
}
