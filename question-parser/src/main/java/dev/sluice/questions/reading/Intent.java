package dev.sluice.questions.reading;

import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a question asks for; the reading rules fill it in.
public final class Intent {
    public boolean wantsFile;
    public boolean distinct;
    public boolean trend;

    /// "which", "who": what names a row is enough.
    public boolean wantsLabels;

    public boolean descending;
    public boolean alphabetic;
    public @Nullable Integer limit;
    public @Nullable Ranking ranking;
    public final List<Measure> measures = new ArrayList<>();
    public final List<Key> keys = new ArrayList<>();
    public final List<SchemaColumn> columns = new ArrayList<>();
    public final List<TableId> entities = new ArrayList<>();
    public final List<Condition> conditions = new ArrayList<>();
    public final List<Ranking> orders = new ArrayList<>();

    /// Tables that the question names, also through their columns.
    public final List<TableId> mentioned = new ArrayList<>();

    /// Columns of which several values were joined by "and": one row cannot have them all.
    public final List<SchemaColumn> allOf = new ArrayList<>();

    public final List<String> assumptions = new ArrayList<>();

    /// What the readings took for granted, 0 to 1 lost from the confidence.
    private double doubt;

    /// Words that no rule used.
    public final List<String> unexplained = new ArrayList<>();

    /// Words that ask for more than the rules can do.
    public final List<String> unsupported = new ArrayList<>();

    public void doubt(double amount) {
        doubt += amount;
    }

    public double doubt() {
        return doubt;
    }

    public void assume(String sentence, double amount) {
        assumptions.add(sentence);
        doubt += amount;
    }
}
