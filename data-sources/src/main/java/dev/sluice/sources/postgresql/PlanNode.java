package dev.sluice.sources.postgresql;

import dev.sluice.model.Json;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A node of the planner's answer.
record PlanNode(JsonNode json) {
    private static final Set<String> END_TO_END = Set.of("Seq Scan");
    private static final Set<String> ROW_BY_ROW =
            Set.of("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan");
    private static final Set<String> HANDED_ON = Set.of("Append", "Gather");

    /// @param relation null where the node reads none
    record Scanned(@Nullable String schema, @Nullable String relation) {}

    /// Parentheses keep whatever follows inside this one EXPLAIN.
    static final String PREFIX = "EXPLAIN (VERBOSE, FORMAT JSON) (";

    static PlanNode of(Session session, String sql) throws SQLException {
        var rows = session.rows(PREFIX + sql + "\n)");
        return new PlanNode(Json.mapper().readTree(rows.required(0, 0)).path(0).path("Plan"));
    }

    String type() {
        return json.path("Node Type").stringValue("");
    }

    long rows() {
        return json.path("Plan Rows").decimalValue().longValue();
    }

    boolean is(String type) {
        return type().equals(type) && children().isEmpty();
    }

    boolean parallel() {
        return type().equals("Gather");
    }

    /// The tables that are read row by row, in whichever way they are found.
    Optional<List<Scanned>> scannedRowByRow() {
        return scanned(ROW_BY_ROW);
    }

    /// The tables that are read from end to end, where the plan is nothing but that.
    Optional<List<Scanned>> scannedFromEndToEnd() {
        return scanned(END_TO_END);
    }

    private Optional<List<Scanned>> scanned(Set<String> types) {
        var scanned = new ArrayList<Scanned>();
        return collect(types, scanned) ? Optional.of(scanned) : Optional.empty();
    }

    private boolean collect(Set<String> types, List<Scanned> scanned) {
        if (types.contains(type()) && children().stream().allMatch(PlanNode::isBitmap)) {
            scanned.add(
                    new Scanned(
                            json.path("Schema").stringValue(null),
                            json.path("Relation Name").stringValue(null)));
            return true;
        }
        return HANDED_ON.contains(type())
                && children().stream().allMatch(c -> c.isInput() && c.collect(types, scanned));
    }

    private boolean isBitmap() {
        return isInput()
                && type().startsWith("Bitmap")
                && children().stream().allMatch(PlanNode::isBitmap);
    }

    /// Not a subquery that is run aside.
    private boolean isInput() {
        return Set.of("Outer", "Member").contains(json.path("Parent Relationship").stringValue(""));
    }

    private List<PlanNode> children() {
        return StreamSupport.stream(json.path("Plans").spliterator(), false)
                .map(PlanNode::new)
                .toList();
    }
}
