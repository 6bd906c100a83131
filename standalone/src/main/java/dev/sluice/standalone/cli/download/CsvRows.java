package dev.sluice.standalone.cli.download;

import java.io.IOException;
import java.io.InputStream;

/// Counts the records of a CSV file below its header; a line break inside quotes does not end one.
final class CsvRows {
    private CsvRows() {}

    static long count(InputStream csv) throws IOException {
        var buffer = new byte[1 << 16];
        long records = 0;
        var quoted = false;
        var begun = false;
        for (int length = csv.read(buffer); length >= 0; length = csv.read(buffer)) {
            for (int i = 0; i < length; i++) {
                var character = buffer[i];
                if (character == '"') {
                    quoted = !quoted; // a doubled quote switches twice
                    begun = true;
                } else if (character == '\n' && !quoted) {
                    records++;
                    begun = false;
                } else {
                    begun = true;
                }
            }
        }
        if (begun) {
            records++; // the last line may lack its line break
        }
        return Math.max(0, records - 1);
    }
}
