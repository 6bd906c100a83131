package dev.sluice.sources.postgresql;

/// Few queries over whole catalogs, never one per table.
final class CatalogQueries {
    private CatalogQueries() {}

    /// The role's own search path, which the session's pinned one hides.
    static final String ROLE_SEARCH_PATH = "SET LOCAL search_path TO DEFAULT";

    static final String DEFAULT_SCHEMAS =
            "SELECT pg_catalog.unnest(pg_catalog.current_schemas(false))";

    static final String PINNED_SEARCH_PATH = "SET LOCAL search_path TO pg_catalog, pg_temp";

    /// Every readable relation outside the system's schemas. A materialised view that was never filled
    /// cannot be read. A partitioned table without statistics of its own has its partitions' sum.
    static final String RELATIONS =
            """
            SELECT c.oid, n.nspname, c.relname,
              CASE WHEN c.relkind = 'r' AND c.relispartition THEN 'partition'
                   WHEN c.relkind = 'r' THEN 'table'
                   WHEN c.relkind = 'p' THEN 'partitioned_table'
                   WHEN c.relkind = 'm' THEN 'materialized_view'
                   WHEN c.relkind = 'f' THEN 'foreign_table'
                   ELSE 'view' END,
              CASE WHEN c.relkind = 'p' AND c.reltuples <= 0 THEN
                     (WITH RECURSIVE part(oid) AS (
                        SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid
                        UNION ALL
                        SELECT i.inhrelid FROM part p
                          JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid)
                      SELECT sum(l.reltuples)::int8 FROM part p
                        JOIN pg_catalog.pg_class l ON l.oid = p.oid
                       WHERE l.relkind = 'r' AND (l.reltuples > 0 OR l.relpages > 0))
                   WHEN c.relkind IN ('v', 'f') OR c.reltuples < 0
                     OR (c.reltuples = 0 AND c.relpages = 0
                         AND pg_catalog.current_setting('server_version_num')::int4 < 140000)
                   THEN NULL ELSE c.reltuples::int8 END,
              pg_catalog.obj_description(c.oid, 'pg_class'),
              c.relkind IN ('r', 'p', 'm') OR (c.relkind = 'v' AND EXISTS (
                SELECT FROM pg_catalog.pg_options_to_table(c.reloptions) o
                WHERE o.option_name = 'security_invoker' AND o.option_value::bool)),
              EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'
                AND d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid),
              EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'
                AND d.classid = 'pg_catalog.pg_namespace'::regclass AND d.objid = n.oid),
              pg_catalog.has_table_privilege(c.oid, 'SELECT')
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND c.relpersistence <> 't'
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND (c.relkind <> 'm' OR c.relispopulated)
              AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
              AND (pg_catalog.has_table_privilege(c.oid, 'SELECT')
                   OR pg_catalog.has_any_column_privilege(c.oid, 'SELECT'))
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C\"\
            """;

    static final String COLUMNS =
            """
            SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.attnotnull,
              pg_catalog.col_description(a.attrelid, a.attnum)
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid IN (%s) AND a.attnum > 0 AND NOT a.attisdropped
              AND (pg_catalog.has_table_privilege(a.attrelid, 'SELECT')
                   OR pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT'))
            ORDER BY a.attrelid, a.attnum\
            """;

    /// Primary and foreign keys; those that PostgreSQL makes for single partitions are left out.
    static final String KEYS =
            """
            SELECT k.conrelid, k.contype, k.conkey, k.confrelid, k.confkey
            FROM pg_catalog.pg_constraint k
            WHERE k.conrelid IN (%1$s)
              AND (k.contype = 'p' OR (k.contype = 'f' AND k.confrelid IN (%1$s)))
            ORDER BY k.conrelid, k.conname\
            """;

    /// The planner's statistics, where the role may see them; the whole tree's before one table's.
    static final String STATISTICS =
            """
            SELECT DISTINCT ON (c.oid, s.attname) c.oid, s.attname,
              CASE WHEN s.n_distinct >= 0 THEN s.n_distinct::int8
                   WHEN c.reltuples > 0 THEN (-s.n_distinct * c.reltuples)::int8 END,
              (s.most_common_vals::text::text[])[1:10]
            FROM pg_catalog.pg_stats s
            JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
            JOIN pg_catalog.pg_class c ON c.relname = s.tablename AND c.relnamespace = n.oid
            WHERE c.oid IN (%s)
            ORDER BY c.oid, s.attname, s.inherited DESC\
            """;
}
