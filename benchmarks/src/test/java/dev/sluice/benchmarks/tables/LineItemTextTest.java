package dev.sluice.benchmarks.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.trino.tpch.Distributions;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.TextPool;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineItemTextTest {
    @Test
    void rowsAreThoseOfTheGeneratorsOwnText() {
        var distributions = Distributions.getDefaultDistributions();
        var texts = new TextPool(1 << 20, distributions);
        var text = new LineItemText();
        int rows = 0;
        for (LineItem item : new LineItemGenerator(0.001, 1, 1, distributions, () -> texts)) {
            var row = new String(text.row(item), StandardCharsets.US_ASCII);
            assertThat(row)
                    .isEqualTo(item.toLine().replaceFirst("\\|$", "").replace('|', '\t') + "\n");
            rows++;
        }
        assertThat(rows).isGreaterThan(5_000);
    }
}
