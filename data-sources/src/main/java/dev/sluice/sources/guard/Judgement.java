package dev.sluice.sources.guard;

/// What the judges of one statement share.
final class Judgement {
    final TokenWriter writer;
    final Relations relations;
    final Workload workload = new Workload();
    final ExpressionJudge expressions = new ExpressionJudge(this);
    final SelectJudge selects = new SelectJudge(this);
    final FromJudge from = new FromJudge(this);
    private Scope scope = new Scope(null);

    Judgement(TokenWriter writer, Relations relations) {
        this.writer = writer;
        this.relations = relations;
    }

    Scope scope() {
        return scope;
    }

    /// Runs one query level in a scope of its own, then checks the columns asked of its FROM items.
    void within(Runnable level) {
        Scope outer = scope;
        scope = new Scope(outer);
        level.run();
        for (var use : scope.wrongUses()) {
            relations.rememberUnknownColumn(
                    use.qualifier(), use.column(), scope.columnsOf(use.qualifier().text()));
        }
        scope = outer;
    }

    /// A node of a class that nobody has judged: refused, whatever it is.
    RuntimeException unknownNode(Object node) {
        return Refusal.unsafe(
                writer.token(),
                "This form of SQL is not supported (" + node.getClass().getSimpleName() + ").");
    }
}
