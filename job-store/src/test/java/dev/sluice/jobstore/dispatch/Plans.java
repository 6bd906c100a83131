package dev.sluice.jobstore.dispatch;

import dev.sluice.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Records the statements that pass through a context, and tells how PostgreSQL runs them.
final class Plans {
    private final List<String> statements = new ArrayList<>();
    private final DSLContext recorded;
    private final DSLContext db;
    private final TransactionTemplate transaction;

    Plans(DSLContext db, TransactionTemplate transaction) {
        this.db = db;
        this.transaction = transaction;
        this.recorded =
                DSL.using(
                        db.configuration()
                                .derive(new DefaultExecuteListenerProvider(new Recorder())));
    }

    /// Whatever is run through it is recorded.
    DSLContext recorded() {
        return recorded;
    }

    List<Plan> take() {
        var plans = statements.stream().map(this::explain).toList();
        statements.clear();
        return plans;
    }

    /// @param buffers pages touched
    /// @param scanned tables read from end to end
    record Plan(String sql, long buffers, List<String> scanned) {}

    private Plan explain(String sql) {
        var json =
                transaction.execute(status -> {
                    status.setRollbackOnly();
                    return db.fetchSingle("explain (analyze, buffers, format json) " + sql)
                            .get(0, String.class);
                });
        var root = Json.read(Objects.requireNonNull(json), JsonNode.class).get(0).get("Plan");
        var scanned = new ArrayList<String>();
        collectScans(root, scanned);
        return new Plan(
                sql,
                root.get("Shared Hit Blocks").asLong() + root.get("Shared Read Blocks").asLong(),
                scanned);
    }

    private static void collectScans(JsonNode node, List<String> scanned) {
        if (node.get("Node Type").asString().equals("Seq Scan")) {
            scanned.add(node.get("Relation Name").asString());
        }
        var children = node.get("Plans");
        if (children != null) {
            children.forEach(child -> collectScans(child, scanned));
        }
    }

    private final class Recorder implements ExecuteListener {
        private static final long serialVersionUID = 1;

        @Override
        public void executeStart(ExecuteContext context) {
            var query = context.query();
            if (query != null) {
                statements.add(db.renderInlined(query));
            }
        }
    }
}
