package dev.sluice.benchmarks.chaos.checker;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// A line of the history.
public record Entry(Instant at, String what, JsonNode fields) {
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;

    static Entry of(JsonNode line) {
        return new Entry(
                Instant.parse(line.path("at").asString()), line.path("what").asString(), line);
    }

    boolean is(String kind) {
        return what.equals(kind);
    }

    /// Empty where it is missing.
    public String text(String field) {
        return fields.path(field).asString("");
    }

    long number(String field) {
        return fields.path(field).asLong(0);
    }

    int status() {
        return fields.path("status").asInt(0);
    }

    boolean good() {
        return status() / 100 == 2;
    }

    /// Asks for something that becomes a job.
    boolean creates() {
        return is("submit") || is("retry") || is("bulk");
    }

    /// Nobody knows whether it took effect: no answer, or one that promises nothing.
    boolean open() {
        return status() == 0 || status() >= SERVER_ERROR;
    }

    /// It took no effect, by the server's own words.
    boolean refused() {
        return status() >= 400 && status() < SERVER_ERROR && status() != TOO_MANY;
    }
}
