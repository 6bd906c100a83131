package dev.sluice.jobstore.lifecycle;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// Where a list goes on: the time that orders it and the id of the last thing shown. Opaque to clients.
public record Cursor(Instant at, String id) {
    public String text() {
        var plain = at + "|" + id;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws dev.sluice.model.problem.ProblemException `validation_failed`
    public static Cursor parse(String text) {
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var bar = plain.indexOf('|');
            return new Cursor(Instant.parse(plain.substring(0, bar)), plain.substring(bar + 1));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            throw Problem.of(
                            ProblemType.VALIDATION_FAILED,
                            "The cursor is not one that a list answered with.")
                    .withErrors(
                            List.of(
                                    new FieldError(
                                            "cursor", "take next_cursor of the page before")))
                    .toException();
        }
    }
}
