## other statements, however dressed up
(DELETE FROM stores)
/* SELECT */ DELETE FROM stores
 ; ; DROP TABLE stores
SELECT 1;;DELETE FROM stores
SELECT 1; SELECT 2
SELECT 1;COMMIT
EXPLAIN SELECT 1
EXPLAIN (ANALYZE, BUFFERS) SELECT 1
PREPARE p AS SELECT 1
EXECUTE p
DECLARE c CURSOR FOR SELECT 1
FETCH ALL FROM c
LISTEN x
NOTIFY x, 'y'
VACUUM stores
ANALYZE stores
CLUSTER stores
REINDEX TABLE stores
CHECKPOINT
LOAD 'auto_explain'
DISCARD ALL
RESET ALL
SHOW ALL
SECURITY LABEL ON TABLE stores IS 'x'
REASSIGN OWNED BY a TO b
REFRESH MATERIALIZED VIEW m
IMPORT FOREIGN SCHEMA x FROM SERVER s INTO y
GRANT SELECT ON stores TO PUBLIC
COMMENT ON TABLE stores IS 'x'
START TRANSACTION READ WRITE
SET TRANSACTION READ WRITE
BEGIN; DELETE FROM stores; COMMIT
DO $$ BEGIN PERFORM pg_sleep(1); END $$
CALL close_quarter(1)
COPY (SELECT 1) TO PROGRAM 'id'
## writing inside a query
WITH x AS (INSERT INTO stores SELECT * FROM stores RETURNING *) SELECT * FROM x
WITH x AS MATERIALIZED (DELETE FROM stores RETURNING *) SELECT * FROM x
WITH x AS NOT MATERIALIZED (UPDATE stores SET zone = 1 RETURNING *) SELECT * FROM x
WITH x AS (MERGE INTO stores t USING stores s ON true WHEN MATCHED THEN DELETE RETURNING 1) SELECT 1
WITH a AS (SELECT 1), b AS (WITH c AS (DELETE FROM stores RETURNING 1) SELECT * FROM c) SELECT * FROM b
WITH x AS (SELECT 1) DELETE FROM stores USING x
WITH x AS (SELECT 1) INSERT INTO stores SELECT * FROM x
WITH x AS (SELECT 1) UPDATE stores SET zone = 1 FROM x
SELECT (WITH x AS (DELETE FROM stores RETURNING 1) SELECT * FROM x)
SELECT * INTO TEMP copied FROM stores
SELECT store_id INTO UNLOGGED copied FROM stores
SELECT 1 INTO x
SELECT 1 AS a INTO x FROM stores
(SELECT 1) UNION SELECT 2 INTO x
SELECT * FROM stores FOR UPDATE
SELECT * FROM stores FOR NO KEY UPDATE SKIP LOCKED
SELECT * FROM stores FOR KEY SHARE
SELECT * FROM stores s FOR UPDATE OF s LIMIT 1
SELECT * FROM (SELECT * FROM stores FOR SHARE) s
WITH x AS (SELECT * FROM stores FOR UPDATE) SELECT * FROM x
(SELECT * FROM stores FOR UPDATE)
SELECT * FROM stores LIMIT 1 FOR UPDATE
## functions by name
SELECT pg_catalog.pg_sleep(1)
SELECT "pg_catalog"."pg_sleep"(1)
SELECT "pg_sleep" (1)
SELECT PG_SLEEP(1)
SELECT pg_sleep_for('1 s')
SELECT pg_sleep_until(now())
SELECT U&"\0070g_sleep"(1)
SELECT U&"!0070g_sleep" UESCAPE '!' (1)
SELECT public.restock('1')
SELECT restock('1')
SELECT public.dossier(1)
SELECT count(*) FROM products p WHERE touched(p) = 1
SELECT p.touched FROM products p
SELECT products.touched FROM products
SELECT public.products.touched FROM products
SELECT (p).touched FROM products p
SELECT (p.*).touched FROM products p
SELECT (products).touched FROM products
SELECT (SELECT p FROM products p LIMIT 1).touched
SELECT current_setting('data_directory')
SELECT set_config('search_path', 'internal', false)
SELECT pg_notify('a', 'b')
SELECT currval('order_no_seq'), lastval()
SELECT setseed(0.5)
SELECT txid_current(), pg_current_xact_id()
SELECT version()
SELECT current_database()
SELECT inet_server_addr(), inet_client_addr()
SELECT pg_backend_pid()
SELECT pg_postmaster_start_time()
SELECT current_user
SELECT session_user, user
SELECT current_role
SELECT current_schema
SELECT current_schemas(true)
SELECT current_catalog
SELECT system_user
SELECT has_table_privilege('stores', 'select')
SELECT pg_get_viewdef('all_tenant_orders')
SELECT pg_get_functiondef(1)
SELECT obj_description(1, 'pg_class')
SELECT to_regclass('internal.tenant_secrets')
SELECT pg_relation_size('stores'), pg_total_relation_size('stores')
SELECT pg_stat_file('postgresql.conf')
SELECT pg_ls_logdir()
SELECT pg_logical_emit_message(true, 'a', 'b')
SELECT pg_create_restore_point('x')
SELECT pg_switch_wal()
SELECT pg_rotate_logfile()
SELECT pg_export_snapshot()
SELECT pg_stat_reset()
SELECT pg_try_advisory_xact_lock(1)
SELECT pg_advisory_unlock_all()
SELECT lo_create(0), lo_get(1), loread(1, 1), lo_export(1, '/tmp/x')
SELECT database_to_xml(true, true, '')
SELECT schema_to_xml('public', true, true, '')
SELECT cursor_to_xml('c', 1, true, true, '')
SELECT query_to_xml_and_xmlschema('select 1', true, true, '')
SELECT table_to_xmlschema('stores', true, true, '')
SELECT ts_stat('select search from products')
SELECT * FROM ts_stat('SELECT search FROM products')
SELECT ts_rewrite('a'::tsquery, 'select * from x')
SELECT ts_debug('a'), ts_lexize('english_stem', 'a')
SELECT xpath('/a', '<a/>'), xmlparse(document '<a/>')
SELECT xmlelement(name foo, pg_sleep(1))
SELECT xmlforest(api_key) FROM internal.tenant_secrets
SELECT * FROM xmltable('/a' PASSING '<a/>' COLUMNS x text)
SELECT dblink_connect('x')
SELECT * FROM crosstab('select 1,2,3') AS t(a int, b int)
SELECT * FROM connectby('stores', 'a', 'b', 'c', 0) AS t(a int, b int, c int)
SELECT json_populate_record(null::stores, '{}')
SELECT pg_read_file('x') FROM stores GROUP BY cube(1)
SELECT getdatabaseencoding()
SELECT regclass('stores')
SELECT oid('1')
SELECT binary_upgrade_set_next_pg_type_oid(1)
SELECT brin_summarize_new_values('x'), gin_clean_pending_list('x')
SELECT plpgsql_call_handler()
## functions in FROM
SELECT * FROM pg_ls_dir('.')
SELECT * FROM pg_ls_dir('.') AS t(name)
SELECT * FROM pg_ls_dir('.') WITH ORDINALITY
SELECT * FROM LATERAL pg_ls_dir('.') x
SELECT * FROM ROWS FROM (pg_ls_dir('.'), generate_series(1, 2))
SELECT * FROM stores, pg_sleep(1)
SELECT * FROM stores JOIN pg_sleep(1) ON true
SELECT * FROM (pg_ls_dir('.')) x
SELECT * FROM "pg_ls_dir"('.')
SELECT * FROM pg_catalog.pg_ls_dir('.')
SELECT * FROM public.run_report('select 1')
SELECT * FROM current_user
SELECT * FROM pg_show_all_settings()
SELECT * FROM pg_stat_get_activity(NULL)
SELECT * FROM (VALUES (pg_sleep(1))) v(x)
SELECT * FROM generate_series(1, pg_backend_pid())
## relations
SELECT * FROM pg_catalog.pg_class
SELECT * FROM "pg_catalog"."pg_class"
SELECT * FROM pg_shadow
SELECT * FROM pg_settings
SELECT * FROM information_schema.tables
SELECT * FROM "information_schema".columns
SELECT * FROM internal.audit_log
SELECT * FROM "internal"."tenant_secrets"
SELECT * FROM public.all_tenant_orders
SELECT * FROM order_no_seq
SELECT last_value FROM public.order_no_seq
SELECT * FROM retail.public.stores
SELECT * FROM pg_toast.pg_toast_1259
SELECT * FROM pg_temp.x
TABLE pg_class
TABLE internal.tenant_secrets
(TABLE pg_authid)
WITH x AS (TABLE pg_class) SELECT * FROM x
WITH pg_class AS (SELECT * FROM pg_class) SELECT * FROM pg_class
WITH pg_authid AS (SELECT 1) SELECT * FROM pg_authid
WITH tenant_secrets AS (SELECT 1) SELECT * FROM internal.tenant_secrets
SELECT * FROM stores WHERE EXISTS (SELECT 1 FROM pg_authid)
SELECT * FROM (WITH secret AS (SELECT 1) SELECT * FROM secret) s, secret
SELECT * FROM ONLY pg_class
SELECT * FROM stores JOIN pg_class ON true
SELECT * FROM stores NATURAL JOIN (pg_class CROSS JOIN pg_attribute)
SELECT 1 UNION SELECT count(*) FROM pg_class
SELECT stores.store_id, (SELECT count(*) FROM pg_class) FROM stores
SELECT * FROM products TABLESAMPLE system_rows(10)
SELECT * FROM products TABLESAMPLE bernoulli(pg_backend_pid())
## casts and typed literals
SELECT 'stores'::regclass
SELECT CAST('stores' AS regclass)
SELECT regclass 'stores'
SELECT 'now'::regproc, 'count(*)'::regprocedure
SELECT 'postgres'::regrole
SELECT 'public'::regnamespace
SELECT 'int4'::regtype
SELECT 1::oid
SELECT '<a/>'::xml
SELECT xml '<a/>'
SELECT NULL::stores
SELECT NULL::public.stores
SELECT ROW(1)::internal.tenant_secrets
SELECT '0/0'::pg_lsn
SELECT '{stores}'::regclass[]
SELECT pg_catalog.regclass 'stores'
SELECT "regclass" 'stores'
SELECT 'x'::char(1000000000)
SELECT 'x'::bit(80000000)
SELECT zone::regclass FROM stores
SELECT city::regconfig FROM stores
SELECT * FROM jsonb_to_record('{}') AS x(a regclass)
## operators
SELECT upc_code <#~> 1 FROM products
SELECT 1 OPERATOR(pg_catalog.+) 2
SELECT upc_code OPERATOR(public.<#~>) 1 FROM products
SELECT 'a' *<> 'b'
SELECT ### 1
## lexical forms
SELECT $1
SELECT :name
SELECT * FROM stores WHERE zone = ?
SELECT * FROM stores WHERE zone = :zone
SELECT {fn now()}
SELECT {ts '2025-01-01 00:00:00'}
SELECT `city` FROM stores
SELECT [city] FROM stores
SELECT 1 \; SELECT 2
\! id
SELECT 'a' 'b'
SELECT E'\x70'
SELECT 1 /* /* */ ; DROP TABLE stores -- */ */ ; DELETE FROM stores
SELECT $x$ $y$ $x$; DELETE FROM stores
SELECT E'\\'; DELETE FROM stores; --'
SELECT 'a\'; DELETE FROM stores; --'
SELECT "a"";"; DELETE FROM stores
SELECT 1﻿
## work
SELECT * FROM generate_series(1, 100000000)
SELECT * FROM generate_series(1, 1e9)
SELECT * FROM generate_series(1, 0x7fffffff)
SELECT * FROM generate_series(1, '5000000000')
SELECT * FROM generate_series(-1000000000, 1)
SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 100000) b
SELECT * FROM generate_series('2000-01-01'::timestamp, '2025-01-01'::timestamp, '1 second')
SELECT repeat('x', 1000000000)
SELECT repeat(repeat('x', 10000), 10000)
SELECT repeat('x', 10000 * 10000)
SELECT lpad('x', 2000000000), rpad('x', 1e9::int)
SELECT factorial(100000)
SELECT array_fill(0, ARRAY[100000, 100000])
SELECT format('%1000000000s', 'x')
SELECT format('%*s', 1000000000, 'x')
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT n FROM r
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL (SELECT n + 1 FROM r)) SELECT count(*) FROM r
WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n FROM r CROSS JOIN stores) SELECT 1 FROM r
SELECT count(*) FROM events a, events b, events c, events d
SELECT 1 FROM sales_data a CROSS JOIN sales_data b CROSS JOIN sales_data c CROSS JOIN sales_data d
## oddities of other dialects
SELECT * FROM stores LIMIT 1, pg_backend_pid()
SELECT nextval FOR order_no_seq
SELECT NEXT VALUE FOR order_no_seq
SELECT * FROM stores PROCEDURE ANALYSE(pg_sleep(1))
SELECT U&'\D83D'
SELECT U&'\0000'
SELECT U&'d!0061' UESCAPE '!'
SELECT U&"\0070\0067_class".* FROM U&"\0070\0067_class"
SELECT N'x'
SELECT * FROM ROWS FROM (unnest(ARRAY[1, 2])) AS x(a)
SELECT (p).touched FROM (SELECT 1) q, products p
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n FROM r) SEARCH DEPTH FIRST BY n SET o SELECT pg_sleep(n) FROM r
