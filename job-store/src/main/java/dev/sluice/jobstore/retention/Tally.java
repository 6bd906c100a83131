package dev.sluice.jobstore.retention;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Counts while a sweep runs, so that one that breaks off has still counted until then.
final class Tally {
    private long checked;
    private long removed;
    private long overdue;
    private @Nullable String trouble;
    private final StringJoiner remarks = new StringJoiner("; ").setEmptyValue("");

    void checked(long more) {
        checked += more;
    }

    void removed(long more) {
        removed += more;
    }

    void overdue(long more) {
        overdue += more;
    }

    void remark(String text) {
        remarks.add(text);
    }

    /// Something could not be removed; the first such reason is kept.
    void trouble(String why) {
        if (trouble == null) {
            trouble = why;
        }
    }

    long checked() {
        return checked;
    }

    long removed() {
        return removed;
    }

    long overdue() {
        return overdue;
    }

    boolean failed() {
        return trouble != null;
    }

    @Nullable String detail() {
        if (trouble == null) {
            return remarks.length() == 0 ? null : remarks.toString();
        }
        return remarks.length() == 0 ? trouble : trouble + "; " + remarks;
    }
}
