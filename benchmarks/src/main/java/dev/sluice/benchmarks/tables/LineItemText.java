package dev.sluice.benchmarks.tables;

import io.trino.tpch.LineItem;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/// Rows in COPY's text format. Nothing in TPC-H's texts needs an escape.
final class LineItemText {
    private static final int LONGEST_ROW = 512;
    private static final char TAB = '\t';

    private final StringBuilder row = new StringBuilder(LONGEST_ROW);
    private final Map<Integer, String> dates = new HashMap<>();

    byte[] row(LineItem item) {
        row.setLength(0);
        row.append(item.orderKey()).append(TAB);
        row.append(item.partKey()).append(TAB);
        row.append(item.supplierKey()).append(TAB);
        row.append(item.lineNumber()).append(TAB);
        row.append(item.quantity()).append(TAB);
        hundredths(item.extendedPriceInCents());
        hundredths(item.discountPercent());
        hundredths(item.taxPercent());
        row.append(item.returnFlag()).append(TAB);
        row.append(item.status()).append(TAB);
        row.append(date(item.shipDate())).append(TAB);
        row.append(date(item.commitDate())).append(TAB);
        row.append(date(item.receiptDate())).append(TAB);
        row.append(item.shipInstructions()).append(TAB);
        row.append(item.shipMode()).append(TAB);
        row.append(item.comment()).append('\n');
        return row.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// None of the columns is ever negative.
    private void hundredths(long value) {
        row.append(value / 100).append('.');
        row.append((char) ('0' + value / 10 % 10)).append((char) ('0' + value % 10)).append(TAB);
    }

    private String date(int epochDay) {
        return dates.computeIfAbsent(epochDay, day -> LocalDate.ofEpochDay(day).toString());
    }
}
