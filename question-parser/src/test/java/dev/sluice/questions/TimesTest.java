package dev.sluice.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.questions.Interpretation.Answered;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 5, 14);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    in 2024                          | 2024-01-01 | 2025-01-01
                    in the year 2023                 | 2023-01-01 | 2024-01-01
                    in Q3 2024                       | 2024-07-01 | 2024-10-01
                    in the second quarter of 2024    | 2024-04-01 | 2024-07-01
                    in March 2024                    | 2024-03-01 | 2024-04-01
                    in March                         | 2025-03-01 | 2025-04-01
                    in November                      | 2024-11-01 | 2024-12-01
                    since March                      | 2025-03-01 |
                    since 2022                       | 2022-01-01 |
                    before 2023                      |            | 2023-01-01
                    after June 2024                  | 2024-07-01 |
                    last month                       | 2025-04-01 | 2025-05-01
                    last year                        | 2024-01-01 | 2025-01-01
                    this year                        | 2025-01-01 | 2026-01-01
                    this quarter                     | 2025-04-01 | 2025-07-01
                    last quarter                     | 2025-01-01 | 2025-04-01
                    last week                        | 2025-05-05 | 2025-05-12
                    yesterday                        | 2025-05-13 | 2025-05-14
                    today                            | 2025-05-14 | 2025-05-15
                    in the last 30 days              | 2025-04-14 | 2025-05-15
                    in the last 3 months             | 2025-02-14 | 2025-05-15
                    year to date                     | 2025-01-01 | 2025-05-15
                    between 2021 and 2023            | 2021-01-01 | 2024-01-01
                    from March 2024 to May 2024      | 2024-03-01 | 2024-06-01
                    from March to May 2024           | 2024-03-01 | 2024-06-01
                    between 2024-02-03 and 2024-02-10 | 2024-02-03 | 2024-02-11
                    on 2024-02-29                    | 2024-02-29 | 2024-03-01
                    on March 5, 2024                 | 2024-03-05 | 2024-03-06
                    on 5 March 2024                  | 2024-03-05 | 2024-03-06
                    """)
    void readsTimes(String words, String start, String end) {
        var answer =
                QuestionParser.rules()
                        .interpret("total zint value " + words, InventedCatalog.glorps(), TODAY);
        assertThat(answer).as(words).isInstanceOf(Answered.class);
        var conditions =
                (start == null ? "" : "glorp_date >= DATE '" + start + "'")
                        + (start != null && end != null ? " AND " : "")
                        + (end == null ? "" : "glorp_date < DATE '" + end + "'");
        assertThat(((Answered) answer).best().sql().replaceAll("\\s+", " "))
                .isEqualTo(
                        "SELECT SUM(zint_value) AS total_zint_value FROM glorps WHERE "
                                + conditions);
    }
}
