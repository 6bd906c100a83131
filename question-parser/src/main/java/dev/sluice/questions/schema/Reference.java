package dev.sluice.questions.schema;

import java.util.List;

/// A declared foreign key: each row of `from` has at most one row of `to`.
public record Reference(TableId from, List<String> columns, TableId to, List<String> referenced) {}
