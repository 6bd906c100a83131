package dev.sluice.standalone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void aTestRunIsNoTerminalAndGetsNoColour() {
        var terminal =
                Terminal.of(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(new StringWriter()),
                        Map.of("COLUMNS", "100"));

        assertThat(terminal.interactive()).isFalse();
        assertThat(terminal.colour()).isFalse();
        assertThat(terminal.width()).isEqualTo(100);
        assertThat(terminal.style().bold("x")).isEqualTo("x");
    }

    @Test
    void theEncodingDecidesAboutBlocks() {
        assertThat(Terminal.canShow('█', "UTF-8")).isTrue();
        assertThat(Terminal.canShow('█', "ANSI_X3.4-1968")).isFalse();
        assertThat(Terminal.canShow('█', "ISO-8859-1")).isFalse();
        assertThat(Terminal.canShow('█', null)).isFalse();
        assertThat(Terminal.canShow('█', "no-such-thing")).isFalse();
    }

    @Test
    void widthsStayWithinReason() {
        assertThat(Terminal.width("7", false)).isEqualTo(40);
        assertThat(Terminal.width("9999", false)).isEqualTo(200);
        assertThat(Terminal.width("wide", false)).isEqualTo(80);
        assertThat(Terminal.width(null, false)).isEqualTo(80);
        assertThat(TerminalSize.parse("24 132\n")).isEqualTo(OptionalInt.of(132));
        assertThat(TerminalSize.parse("0 0\n")).isEqualTo(OptionalInt.empty());
        assertThat(TerminalSize.parse("stty: not a tty")).isEqualTo(OptionalInt.empty());
    }

    @Test
    void quantitiesReadWell() {
        assertThat(Quantities.bytes(999)).isEqualTo("999 B");
        assertThat(Quantities.bytes(1000)).isEqualTo("1.0 kB");
        assertThat(Quantities.bytes(999_999)).isEqualTo("1.0 MB");
        assertThat(Quantities.bytes(1_409_286_144L)).isEqualTo("1.4 GB");
        assertThat(Quantities.time(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Quantities.time(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
        assertThat(Quantities.time(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
        assertThat(Quantities.count(1, "row")).isEqualTo("1 row");
        assertThat(Quantities.count(1_000, "row")).isEqualTo("1,000 rows");
        assertThat(Quantities.number(new BigDecimal("12345.678912"))).isEqualTo("12,345.6789");
        assertThat(Quantities.number(1200)).isEqualTo("1,200");
        assertThat(Quantities.number(new BigDecimal("-0.10"))).isEqualTo("-0.1");
    }

    @Test
    void textIsCutAtItsDisplayWidth() {
        assertThat(Columns.fit("abcdef", 4, "…")).isEqualTo("abc…");
        assertThat(Columns.fit("日本語", 5, "…")).isEqualTo("日本…");
        assertThat(Columns.fit("abcdef", 2, "...")).isEqualTo("..");
        assertThat(Columns.fit("abc", 3, "…")).isEqualTo("abc");
    }
}
