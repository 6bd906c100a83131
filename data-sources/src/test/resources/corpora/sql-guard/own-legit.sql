SELECT sum(units_sold) OVER (PARTITION BY store_id ORDER BY sale_date ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) FROM sales_data ORDER BY id
SELECT id, sum(revenue) OVER (ORDER BY sale_date RANGE BETWEEN INTERVAL '7 days' PRECEDING AND CURRENT ROW) FROM sales_data ORDER BY id
SELECT id, avg(revenue) OVER (ORDER BY id GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW) FROM sales_data ORDER BY id
SELECT id, count(*) OVER (ROWS UNBOUNDED PRECEDING) FROM sales_data ORDER BY id LIMIT 10
SELECT id, count(*) OVER () FROM sales_data ORDER BY 1 LIMIT 3
SELECT id, rank() OVER w, sum(revenue) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM sales_data WINDOW w AS (PARTITION BY store_id ORDER BY revenue DESC NULLS LAST) ORDER BY id
SELECT id, rank() OVER w2 FROM sales_data WINDOW w AS (PARTITION BY store_id), w2 AS (w ORDER BY revenue, id) ORDER BY id
SELECT store_id, first_value(id) OVER (PARTITION BY store_id ORDER BY revenue DESC, id) AS f, nth_value(id, 2) OVER (PARTITION BY store_id ORDER BY revenue DESC, id) FROM sales_data ORDER BY 1,2,3
SELECT store_id, lag(revenue, 1, 0) OVER (PARTITION BY store_id ORDER BY sale_date, id) FROM sales_data ORDER BY 1,2
SELECT store_id, percentile_cont(ARRAY[0.25,0.5,0.75]) WITHIN GROUP (ORDER BY revenue) FROM sales_data GROUP BY store_id
SELECT store_id, percentile_disc(0.5) WITHIN GROUP (ORDER BY revenue DESC) FILTER (WHERE promo_flag) FROM sales_data GROUP BY store_id
SELECT rank(100) WITHIN GROUP (ORDER BY revenue) FROM sales_data
SELECT store_id, count(*) FILTER (WHERE promo_flag) OVER (PARTITION BY store_id) FROM sales_data ORDER BY id LIMIT 5
SELECT string_agg(DISTINCT city, ', ' ORDER BY city DESC) FROM stores
SELECT string_agg(city, E'\n' ORDER BY city, store_id) FROM stores
SELECT array_agg(DISTINCT region) FROM stores
SELECT (array_agg(store_id ORDER BY sq_meters DESC NULLS LAST, store_id))[1:3] FROM stores
SELECT (array_agg(store_id ORDER BY store_id))[1] FROM stores
SELECT region, zone, count(*) FROM stores GROUP BY CUBE (region, zone) ORDER BY 1, 2
SELECT region, zone, grouping(region, zone), count(*) FROM stores GROUP BY GROUPING SETS ((region), (zone), (region, zone), ()) ORDER BY 1,2,3
SELECT region, zone, store_format, count(*) FROM stores GROUP BY region, ROLLUP (zone, store_format)
SELECT region, zone, count(*) FROM stores GROUP BY GROUPING SETS (ROLLUP (region, zone), CUBE (zone))
SELECT region, zone, count(*) FROM stores GROUP BY ROLLUP ((region, zone), store_format)
SELECT region, zone, count(*) FROM stores GROUP BY (region, zone)
SELECT region, zone, count(*) FROM stores GROUP BY (region), (zone)
SELECT region, count(*) FROM stores GROUP BY ()  , region
SELECT region r, count(*) FROM stores GROUP BY DISTINCT ROLLUP (region), region HAVING count(*) > 1
SELECT count(*) FROM sales_data HAVING count(*) > 0
SELECT s.store_id, t.n FROM stores s, LATERAL (SELECT count(*) AS n FROM sales_data d WHERE d.store_id = s.store_id) t ORDER BY 1
SELECT s.store_id, t.n FROM stores s LEFT JOIN LATERAL (SELECT count(*) AS n FROM sales_data d WHERE d.store_id = s.store_id) AS t(n) ON true ORDER BY 1
SELECT e.event_id, t.ord, t.item ->> 'sku' FROM events e CROSS JOIN LATERAL jsonb_array_elements(e.payload -> 'cart') WITH ORDINALITY AS t(item, ord) ORDER BY 1,2 LIMIT 10
SELECT x.sku, x.qty FROM events e, jsonb_to_recordset(e.payload -> 'cart') AS x(sku text, qty int) ORDER BY e.event_id, 1, 2 LIMIT 10
SELECT * FROM jsonb_to_record('{"a":1,"b":"x"}') AS x(a int, b text)
SELECT * FROM json_each_text('{"a":1,"b":"x"}')
SELECT payload #>> '{cart,0,sku}', payload #> '{cart}', payload -> 'cart' -> 0 ->> 'sku', payload ? 'query', payload ?| array['a','page'], payload ?& ARRAY['ms','page'] FROM events ORDER BY event_id LIMIT 5
SELECT payload @? '$.cart[*] ? (@.qty > 2)', payload @@ '$.ms > 100' FROM events ORDER BY event_id LIMIT 20
SELECT jsonb_path_query(payload, '$.cart[*].sku') FROM events ORDER BY event_id, 1 LIMIT 20
SELECT jsonb_path_query_first(payload, '$.cart[*].sku ? (@ starts with "K")', '{}') #>> '{}' FROM events ORDER BY event_id LIMIT 5
SELECT payload - 'cart' - 'query' FROM events ORDER BY event_id LIMIT 3
SELECT payload || '{"z":1}'::jsonb, payload #- '{cart,0}' FROM events ORDER BY event_id LIMIT 3
SELECT jsonb_pretty(payload) FROM events ORDER BY event_id LIMIT 1
SELECT (payload ->> 'ms')::int / 10 * 10 AS bucket, count(*) FROM events GROUP BY 1 ORDER BY 1
SELECT (payload->>'ms')::numeric(10,2) FROM events ORDER BY event_id LIMIT 3
SELECT payload['cart'][0]['sku'] FROM events ORDER BY event_id LIMIT 3
SELECT json_build_object('a', 1, 'b', array[1,2]), json_agg(x) FROM (SELECT 1 AS x UNION ALL SELECT 2) q
SELECT row_to_json(s) FROM stores s ORDER BY store_id LIMIT 2
SELECT to_jsonb(s.*) - 'lat' FROM stores s ORDER BY store_id LIMIT 2
SELECT jsonb_object_agg(store_id, sq_meters) FROM stores
SELECT tags[1], tags[1:1], tags[2:], tags[:1], array_length(tags, 1), cardinality(tags) FROM products ORDER BY upc_code LIMIT 5
SELECT upc_code FROM products WHERE tags && ARRAY['organic','new'] AND tags @> ARRAY['eu'] AND NOT (tags <@ ARRAY['x']::text[]) ORDER BY 1
SELECT upc_code FROM products WHERE brand = ANY ('{Aurora,Kestrel}'::text[]) ORDER BY 1
SELECT upc_code FROM products WHERE brand <> ALL (ARRAY['Aurora','Kestrel']) ORDER BY 1
SELECT upc_code FROM products WHERE cost > ALL (SELECT avg(cost) FROM products GROUP BY brand) ORDER BY 1
SELECT upc_code FROM products WHERE product_name ILIKE ANY (ARRAY['%milk%', '%tea%']) ORDER BY 1
SELECT upc_code FROM products WHERE product_name NOT LIKE ALL (ARRAY['%Milk%', '%Tea%']) ORDER BY 1
SELECT ARRAY(SELECT store_id FROM stores ORDER BY 1)
SELECT ARRAY[[1,2],[3,4]], ARRAY[]::int[], '{}'::text[], ARRAY[1,2] || 3, ARRAY[1,2] || ARRAY[3]
SELECT array_to_string(ARRAY[1,NULL,3], ',', '*'), string_to_array('a,b', ','), array_position(ARRAY['a','b'], 'b'), unnest(ARRAY[1,2])
SELECT a, b FROM unnest(ARRAY[1,2], ARRAY['x','y']) AS t(a, b)
SELECT i, x FROM unnest(ARRAY['p','q']) WITH ORDINALITY x(x, i) ORDER BY i
SELECT date_trunc('month', ordered_at AT TIME ZONE 'Europe/Lisbon')::date AS m, count(*) FROM orders GROUP BY m ORDER BY m
SELECT ordered_at AT TIME ZONE 'UTC' AT TIME ZONE 'America/New_York' FROM orders ORDER BY 1 LIMIT 3
SELECT timezone('UTC', ordered_at) FROM orders ORDER BY 1 LIMIT 3
SELECT extract(epoch FROM shipped_at - ordered_at) / 3600.0 FROM orders WHERE shipped_at IS NOT NULL ORDER BY 1 LIMIT 5
SELECT EXTRACT(ISODOW FROM sale_date), extract('week' from sale_date), date_part('year', sale_date), extract(year from sale_date)::int FROM sales_data ORDER BY id LIMIT 5
SELECT to_char(ordered_at, 'YYYY-MM'), to_char(total_amount, 'FM999G990D00') FROM orders ORDER BY order_id LIMIT 5
SELECT DATE '2025-01-01' + 30, TIMESTAMP '2025-01-01 10:00' - INTERVAL '1 day 2 hours', interval '1' year, INTERVAL '90' MINUTE, TIMESTAMPTZ '2025-01-01 00:00+00', time '10:00', timestamp with time zone '2025-01-01 00:00+00', interval '1-2' year to month
SELECT make_date(2025, 1, 2), make_interval(days => 3, hours => 2), make_timestamp(2025,1,2,3,4,5.5), make_interval(0,0,0,1)
SELECT age(timestamp '2025-03-01', timestamp '2024-01-15'), justify_days(interval '45 days'), date_bin('15 minutes', timestamp '2025-01-01 10:07', timestamp '2025-01-01')
SELECT sale_date FROM sales_data WHERE sale_date BETWEEN '2025-02-01' AND '2025-02-28'::date AND store_id = 'S001' ORDER BY 1
SELECT id FROM sales_data WHERE sale_date NOT BETWEEN SYMMETRIC '2025-12-28' AND '2025-01-05' AND (revenue BETWEEN 10 AND 20 OR revenue BETWEEN 100 AND 120) ORDER BY 1
SELECT id FROM sales_data WHERE revenue BETWEEN CASE WHEN promo_flag AND true THEN 10 ELSE 20 END AND 30 AND id < 100 ORDER BY 1
SELECT (DATE '2025-01-01', DATE '2025-02-01') OVERLAPS (DATE '2025-01-15', INTERVAL '10 days')
SELECT id FROM pricing WHERE valid @> DATE '2025-03-01' ORDER BY 1
SELECT id, lower(valid), upper(valid), valid * daterange('2025-01-05','2025-01-20'), isempty(valid), valid && daterange('2025-01-01', '2025-02-01', '[]'), valid -|- daterange('2025-01-15','2025-01-20') FROM pricing ORDER BY id LIMIT 8
SELECT trading_hours @> 10, 9 <@ trading_hours, trading_hours << int4range(22,24), trading_hours &< int4range(1,30) FROM stores ORDER BY store_id
SELECT range_agg(valid) FROM pricing WHERE store_id = 'S001'
SELECT ts_rank(search, q), ts_headline('english', product_name, q) FROM products, plainto_tsquery('english', 'milk') q WHERE search @@ q ORDER BY upc_code LIMIT 3
SELECT count(*) FROM products WHERE to_tsvector('english'::regconfig, product_name) @@ phraseto_tsquery('english', 'rye bread')
SELECT count(*) FROM products WHERE search @@ (to_tsquery('milk') || to_tsquery('tea')) AND NOT search @@ !! to_tsquery('bread')
SELECT product_name FROM products WHERE product_name ~ '^Ry.*[0-9]$' AND product_name !~* 'xx' AND product_name SIMILAR TO '%(Bread|Tea)%' ORDER BY 1
SELECT product_name FROM products WHERE product_name NOT ILIKE '%a\_b%' AND product_name LIKE '%!_%' ESCAPE '!' ORDER BY 1
SELECT regexp_matches(product_name, '(\w+) (\w+)', 'g') FROM products ORDER BY 1 LIMIT 3
SELECT (regexp_match(product_name, 'No\. (\d+)'))[1]::int FROM products ORDER BY 1 LIMIT 3
SELECT regexp_split_to_array('a1b2', '\d'), regexp_count('aXbX', 'X'), split_part('a-b-c', '-', 2), substring('abcdef' from 2 for 3), substring('foobar' from 'o(.)b'), substring('foobar', 2), substring('abc' for 2)
SELECT position('b' in 'abc'), overlay('abcdef' placing 'ZZ' from 2 for 3), trim(both 'x' from 'xxaxx'), trim('  a '), trim(leading from ' a'), trim(trailing 'b' from 'abb'), trim(from ' c '), trim(both from ' d '), trim(' xy ', ' ')
SELECT left('abc', 2), right('abc', 1), lpad('7', 3, '0'), initcap('ab cd'), reverse('abc'), repeat('*', 5), concat_ws('-', 'a', NULL, 'b'), format('%s-%I', 'a', 'B'), translate('abc', 'ab', 'xy'), 'abc' ^@ 'a', starts_with('abc','a')
SELECT repeat('*', count(*)::int / 2), lpad(city, 12) FROM stores GROUP BY city ORDER BY city
SELECT coalesce(price_change_reason, 'none'), nullif(pricing_strategy, 'EDLP'), greatest(current_price, suggested_price), least(1, 2, 3) FROM pricing ORDER BY id LIMIT 5
SELECT CASE region WHEN 'South' THEN 1 WHEN 'North' THEN 2 ELSE 3 END, CASE WHEN zone > 2 AND zone < 5 THEN 'mid' WHEN zone IN (1, 2) THEN 'low' END FROM stores ORDER BY store_id
SELECT id FROM pricing WHERE price_change_reason IS NOT DISTINCT FROM NULL AND current_price IS DISTINCT FROM suggested_price ORDER BY id
SELECT id FROM pricing WHERE "update" IS TRUE OR ("update" IS NOT TRUE AND "update" IS NOT NULL AND id < 10) OR "update" IS UNKNOWN ORDER BY 1
SELECT order_id FROM orders WHERE (status, channel) = ('placed', 'web') OR (status, channel) IN (('shipped','app'), ('returned','web')) ORDER BY 1
SELECT order_id FROM orders WHERE (status, channel) > ('r', 'a') ORDER BY 1
SELECT order_id FROM orders WHERE ROW(status, channel) = ROW('placed', 'web') ORDER BY 1
SELECT order_id FROM orders WHERE (customer_id, store_id) IN (SELECT customer_id, store_id FROM orders WHERE status = 'returned') ORDER BY 1
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(n, t) ORDER BY n
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) v ORDER BY 1
VALUES (1, 'a'), (2, 'b'), (3, NULL)
VALUES (1), (2) ORDER BY 1 DESC LIMIT 1
TABLE stores
TABLE stores ORDER BY store_id LIMIT 3
(TABLE stores) ORDER BY store_id
WITH t AS (TABLE stores) SELECT count(*) FROM t
SELECT * FROM (TABLE stores) s ORDER BY store_id LIMIT 2
(SELECT store_id FROM stores ORDER BY 1 LIMIT 2) UNION ALL (SELECT upc_code FROM products ORDER BY 1 LIMIT 2) ORDER BY 1 DESC
SELECT store_id FROM stores UNION SELECT 'x' EXCEPT ALL SELECT 'x' INTERSECT SELECT 'y' ORDER BY 1
(SELECT 1 AS a UNION SELECT 2) INTERSECT (SELECT 2 UNION SELECT 3)
SELECT 1 UNION ALL (SELECT 2 UNION ALL (SELECT 3)) ORDER BY 1
((SELECT 1))
SELECT store_id FROM stores ORDER BY store_id FETCH FIRST 3 ROWS ONLY
SELECT store_id, zone FROM stores ORDER BY zone FETCH FIRST 3 ROWS WITH TIES
SELECT store_id FROM stores ORDER BY store_id OFFSET 2 ROWS FETCH NEXT ROW ONLY
SELECT store_id FROM stores ORDER BY store_id LIMIT ALL OFFSET 20
SELECT store_id FROM stores ORDER BY store_id OFFSET 3 LIMIT 2
SELECT store_id FROM stores ORDER BY store_id LIMIT (SELECT 2)
SELECT store_id FROM stores ORDER BY store_id LIMIT 1 + 1 OFFSET 1 + 1
SELECT store_id FROM stores ORDER BY sq_meters DESC NULLS LAST, store_id ASC NULLS FIRST
SELECT DISTINCT ON (region, zone) region, zone, store_id FROM stores ORDER BY region, zone, store_id DESC
SELECT DISTINCT region, zone FROM stores ORDER BY 1, 2
SELECT ALL region FROM stores ORDER BY 1
SELECT count(DISTINCT region), count(DISTINCT (region, zone)), sum(ALL zone) FROM stores
SELECT count(*), count(1), count(zone) c FROM stores
SELECT store_id FROM stores TABLESAMPLE SYSTEM (100) ORDER BY 1
SELECT s.store_id FROM stores s TABLESAMPLE BERNOULLI (50) REPEATABLE (42) ORDER BY 1
SELECT store_id FROM stores AS s TABLESAMPLE BERNOULLI (100) WHERE s.zone = 1 ORDER BY 1
WITH RECURSIVE d AS (SELECT DATE '2025-01-01' AS day UNION ALL SELECT (day + INTERVAL '1 day')::date FROM d WHERE day < '2025-01-10') SELECT d.day FROM d ORDER BY 1
WITH RECURSIVE fib(a, b) AS (VALUES (0, 1) UNION ALL SELECT b, a + b FROM fib WHERE b < 100) SELECT a FROM fib ORDER BY a
WITH a AS MATERIALIZED (SELECT 1 AS x), b AS NOT MATERIALIZED (SELECT x + 1 AS y FROM a) SELECT * FROM a, b
WITH stores AS (SELECT * FROM stores WHERE zone = 1) SELECT count(*) FROM stores
WITH a AS (WITH b AS (SELECT 1 AS x) SELECT x FROM b) SELECT x FROM a
SELECT (WITH m AS (SELECT max(zone) AS z FROM stores) SELECT z FROM m) AS z
SELECT s.store_name, x.total FROM stores s JOIN (SELECT store_id, sum(revenue) AS total FROM sales_data GROUP BY store_id) x ON x.store_id = s.store_id AND x.total > 100 ORDER BY 1
SELECT count(*) FROM stores NATURAL JOIN orders
SELECT id, count(*) OVER w FROM sales_data WINDOW w AS () ORDER BY id LIMIT 3
SELECT id, count(*) OVER w FROM sales_data WINDOW w AS (ROWS 1 PRECEDING) ORDER BY id LIMIT 3
SELECT count(*) FROM stores s RIGHT OUTER JOIN orders o USING (store_id) FULL OUTER JOIN customers c ON c.customer_id = o.customer_id
SELECT count(*) FROM (stores s JOIN orders o USING (store_id)) JOIN customers c ON c.customer_id = o.customer_id
SELECT count(*) FROM stores s JOIN orders o JOIN customers c ON c.customer_id = o.customer_id ON o.store_id = s.store_id
SELECT u.store_id FROM (stores s JOIN orders o USING (store_id)) AS u(store_id) ORDER BY 1 LIMIT 3
SELECT count(*) FROM stores a, stores b, customers c WHERE a.zone = b.zone AND c.city = a.city
SELECT public.stores.store_id, stores.city FROM public.stores ORDER BY 1 LIMIT 2
SELECT s.* FROM stores s ORDER BY s.store_id LIMIT 2
SELECT s.*, s.zone + 1 AS "Next Zone" FROM stores AS s ORDER BY s.store_id LIMIT 2
SELECT "s"."store_id" AS "Store ID", "s"."group" FROM "public"."stores" "s" ORDER BY "s"."store_id"
SELECT "desc", products."desc" FROM products ORDER BY 1, 2 LIMIT 3
SELECT s.group FROM stores s ORDER BY 1
SELECT count(*) AS order, max(zone) AS user, 1 AS select, 2 AS table FROM stores
SELECT 1 AS "höhe", 'ü' größe, 2 AS "日本"
SELECT zone AS year, city AS month, region name, store_format type, 1 value, 2 AS date FROM stores ORDER BY store_id LIMIT 2
SELECT -zone, +zone, - (zone + 1), zone % 2, zone ^ 2, zone & 1, zone | 2, zone # 3, ~zone, zone << 2, zone >> 1, @ (-5), |/ 16.0, ||/ 27.0, -(-zone) FROM stores ORDER BY store_id LIMIT 4
SELECT 1 + 2 * 3 - 4 / 2, (1 + 2) * 3, 2 ^ 3 ^ 2, 10 - 3 - 2, 'a' || 'b' || 1, NOT true OR true AND false, NOT (true OR true) AND false, (1 < 2) = (3 > 2)
SELECT 1 <> 2, 1 != 2, 3 >= 2, 2 <= 3, 1.5e3, .5, 1e-3, 1_000, 0x1F
SELECT 5 / 2, 5.0 / 2, 5 % 3, -5 / 2, - 5 ^ 2, 2 * - 3
SELECT revenue::float8, revenue::double precision, revenue::real, revenue::int::text, CAST(revenue AS decimal(14, 4)), CAST(id AS bigint), id::varchar(3), id::character varying, id::char(5), sale_date::timestamp, sale_date::timestamp with time zone, sale_date::timestamptz(3), promo_flag::int, CAST(promo_flag AS boolean), '5 days'::interval, '{1,2}'::int[], '1'::smallint, CAST('[1,2)' AS int4range), 'ab'::bytea, numeric '1.50' FROM sales_data WHERE id < 3 ORDER BY units_sold
SELECT CAST('{"a":1}' AS json) -> 'a', '{"a":1}'::jsonb ->> 'a', '10.0.0.1'::inet << '10.0.0.0/8'::cidr, host(ip), masklen(ip) FROM customers ORDER BY customer_id LIMIT 2
SELECT encode('abc'::bytea, 'hex'), decode('616263', 'hex'), md5('a'), sha256('a'::bytea), encode(sha256('a'), 'base64'), convert_from('abc'::bytea, 'UTF8')
SELECT gs::date FROM generate_series('2025-01-01'::timestamp, '2025-01-05', '1 day') gs ORDER BY 1
SELECT generate_series(1, 5) AS n, generate_series(1,2)
SELECT n FROM generate_series(10, 1, -3) AS t(n) ORDER BY 1
SELECT d::date, coalesce(sum(s.revenue), 0) FROM generate_series((SELECT min(sale_date) FROM sales_data), (SELECT max(sale_date) FROM sales_data), interval '1 month') AS d LEFT JOIN sales_data s ON date_trunc('month', s.sale_date) = d GROUP BY d ORDER BY d
SELECT now() - now(), current_date - current_date, CURRENT_TIMESTAMP - now(), localtimestamp - localtimestamp, current_time = current_time, clock_timestamp() IS NOT NULL, CURRENT_TIMESTAMP(3) IS NOT NULL
SELECT width_bucket(revenue, 0, 500, 5), count(*) FROM sales_data GROUP BY 1 ORDER BY 1
SELECT round(avg(revenue), 2), round(revenue), ceil(1.2), floor(1.7), trunc(1.77, 1), mod(5, 3), power(2, 3), sqrt(4), ln(2), log(10, 100), exp(1), sign(-3), abs(-4), pi(), cbrt(27), gcd(12, 18), div(7, 2) FROM sales_data GROUP BY revenue ORDER BY 1, 2
SELECT stddev(revenue), variance(revenue), stddev_pop(revenue), var_samp(revenue), regr_slope(revenue, units_sold), regr_r2(revenue, units_sold), covar_pop(revenue, units_sold), bool_and(promo_flag), bool_or(promo_flag), every(promo_flag), bit_or(units_sold) FROM sales_data
SELECT ntile(4) OVER (ORDER BY revenue, id), percent_rank() OVER (ORDER BY revenue), cume_dist() OVER (ORDER BY revenue), dense_rank() OVER (ORDER BY revenue) FROM sales_data ORDER BY id LIMIT 9
SELECT city COLLATE "C" FROM stores ORDER BY city COLLATE "C" DESC, store_id
SELECT 'it''s', $$dollar 'quoted'$$, $a$ x $$ y $a$, E'tab\there', 'back\slash', 'semi;colon -- not /* comment */'
SELECT /* outer /* nested */ still */ 1 -- end
SELECT 1;
select	count(*) from	stores where city<>'Porto'and zone>=2
SELECT EXISTS (SELECT 1 FROM stores WHERE zone = 9), NOT EXISTS (SELECT FROM stores) AS e
SELECT store_id FROM stores s WHERE EXISTS (SELECT * FROM orders o WHERE o.store_id = s.store_id AND o.status = 'returned') ORDER BY 1
SELECT (SELECT count(*) FROM stores), (SELECT max(store_id) FROM stores)
SELECT store_id, (store_id, city) FROM stores ORDER BY 1 LIMIT 2
SELECT pricing.id, stores.city FROM pricing, stores WHERE pricing.store_id = stores.store_id ORDER BY 1 LIMIT 5
SELECT sum(CASE WHEN promo_flag THEN revenue ELSE 0 END) / NULLIF(sum(revenue), 0) * 100 AS pct FROM sales_data
SELECT sum(revenue) FILTER (WHERE promo_flag AND units_sold BETWEEN 1 AND 20) AS x, avg(revenue) FILTER (WHERE NOT promo_flag) FROM sales_data
SELECT store_id, sum(sum(revenue)) OVER (ORDER BY store_id) FROM sales_data GROUP BY store_id ORDER BY 1
SELECT x, x IS NULL, x ISNULL, x NOTNULL, (x = 1) IS NOT TRUE FROM (VALUES (1), (NULL)) v(x) ORDER BY 1
SELECT num_nulls(price_change_reason, id), coalesce((SELECT 1), 2) FROM pricing ORDER BY id LIMIT 3
SELECT concat(VARIADIC ARRAY['a','b'])
SELECT mode() WITHIN GROUP (ORDER BY status), channel FROM orders GROUP BY channel
SELECT * FROM stores WHERE (zone = 1 OR zone = 2) AND (((region = 'South'))) ORDER BY store_id
SELECT "group", count(*) "n" FROM stores GROUP BY "group" ORDER BY "n" DESC, "group"
SELECT stores.* FROM stores, (SELECT 1 AS one) o WHERE stores.zone = o.one ORDER BY 1
SELECT store_id AS id, 'store' AS kind FROM stores UNION ALL SELECT upc_code, 'product' FROM products ORDER BY kind, id LIMIT 7
SELECT a.city FROM stores a WHERE a.zone = (SELECT max(zone) FROM stores b WHERE b.city = a.city) ORDER BY 1
SELECT date_trunc('week', sale_date)::date wk, sum(revenue) rev, lag(sum(revenue)) OVER (ORDER BY date_trunc('week', sale_date)::date) FROM sales_data GROUP BY date_trunc('week', sale_date)::date ORDER BY 1
SELECT '2025-01-01'::date - INTERVAL '1' DAY, INTERVAL '1 year 2 mons' * 2, interval '1 day' > interval '23 hours'
SELECT point(1,2) <-> point(4,6), circle(point(0,0), 2) @> point(1,1), area(box(point(0,0), point(2,2)))
SELECT lat, lon, sqrt((lat - 40) ^ 2 + (lon + 9) ^ 2) AS dist FROM stores ORDER BY point(lat, lon) <-> point(40, -9) LIMIT 1
SELECT store_id FROM ONLY stores ORDER BY 1 LIMIT 1
SELECT f.x FROM (SELECT 1 AS x) AS f WHERE f.x IN (1, 2, 3) AND f.x NOT IN (SELECT 5)
SELECT bit_length('a'), char_length('abc'), octet_length('é'), ascii('a'), chr(65), to_hex(255), strpos('abc', 'c'), quote_literal('a''b'), btrim('xax', 'x')
SELECT count(*) FROM orders o JOIN order_items USING (order_id) JOIN products p USING (upc_code) WHERE o.ordered_at >= now() - interval '100 years' AND p.tags @> '{eu}' 
SELECT upper(city) AS "City", count(*) FILTER (WHERE zone > 1)::float / count(*) AS share FROM stores GROUP BY upper(city) HAVING count(*) > 1 ORDER BY share DESC, 1
SELECT CASE WHEN EXISTS (SELECT 1 FROM stores) THEN 'y' ELSE 'n' END
SELECT cast(cast('1' as integer) as text), cast(null as date), null::int, true, FALSE, NULL
SELECT a.x, b.y FROM (SELECT 1 x) a LEFT JOIN (SELECT 1 y) b ON (a.x = b.y) WHERE b.y IS NOT NULL
SELECT min(ordered_at)::date, max(ordered_at::date), (max(ordered_at) - min(ordered_at))::text FROM orders
SELECT o.status, count(*), round(100.0 * count(*) / sum(count(*)) OVER (), 2) pct FROM orders o GROUP BY o.status ORDER BY 2 DESC, 1
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY (shipped_at - ordered_at)) FROM orders
SELECT array_agg(x ORDER BY x) FILTER (WHERE x > 1) FROM unnest(ARRAY[3,1,2]) x
SELECT string_agg(DISTINCT p.brand, '|') FROM products p
SELECT extract(day from age(now(), now())), extract(second from time '10:00:05.5')
SELECT store_id FROM stores WHERE store_id LIKE 'S00_' AND store_id NOT LIKE '%9' ORDER BY 1
SELECT event_id, (jsonb_each(payload)).key, (jsonb_each_text(payload)).value FROM events ORDER BY 1, 2, 3 LIMIT 9
SELECT event_id, (jsonb_each(payload)).* FROM events ORDER BY 1, 2 LIMIT 9
SELECT s, sum(n) FROM (SELECT status AS s, 1 AS n FROM orders) AS q GROUP BY s ORDER BY s USING >
SELECT 'a' IS NORMALIZED, 'a' IS NFC NORMALIZED
SELECT store_id FROM stores WHERE zone IN (1, 2, 3) AND store_id IN ('S001', 'S002') AND (zone, region) IN ((1, 'South'), (2, 'West')) ORDER BY 1
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) SEARCH DEPTH FIRST BY n SET ord SELECT n FROM t ORDER BY ord
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n % 3 + 1 FROM t) CYCLE n SET is_cycle USING path SELECT n, is_cycle FROM t ORDER BY 1, 2
SELECT date(ordered_at), count(*) FROM orders GROUP BY 1 ORDER BY 1 LIMIT 4
SELECT U&'\00dcber', U&'d\0061t\+000061'
SELECT (o).total_amount, (o).* FROM orders o ORDER BY order_id LIMIT 2
SELECT s.store_id, (s).city FROM stores s WHERE (s.zone) = 1 ORDER BY 1
SELECT order_id FROM orders WHERE (status, channel) IN (VALUES ('placed','web'), ('shipped','app')) ORDER BY 1
SELECT store_id FROM stores WHERE city IN (VALUES ('Porto'), ('Lisbon')) ORDER BY 1
SELECT v.x, s.zone FROM stores s CROSS JOIN (VALUES (1), (2)) v(x) ORDER BY s.store_id, v.x LIMIT 4
SELECT tags[array_upper(tags, 1)], tags || 'x'::text, array_remove(tags, 'eu'), generate_subscripts(tags, 1) FROM products ORDER BY upc_code, 4 LIMIT 4
SELECT ARRAY(SELECT unnest(tags) ORDER BY 1) FROM products ORDER BY upc_code LIMIT 3
SELECT upc_code FROM products WHERE 'eu' = ANY(tags) AND cardinality(tags) = 2 AND tags[1] IN ('organic') ORDER BY 1 LIMIT 3
SELECT payload -> 'cart' -> -1 ->> 'sku', payload->'cart'->0, payload->>'ms' FROM events ORDER BY event_id LIMIT 3
SELECT count(*) FROM events WHERE payload @> '{"cart":[{"sku":"K1"}]}' AND jsonb_array_length(payload -> 'cart') > 1
SELECT count(*) FROM events WHERE jsonb_path_exists(payload, '$.ms ? (@ > $x)', '{"x": 100}')
SELECT count(*) FROM events WHERE NOT payload ? 'query' OR payload -> 'query' = 'null'
SELECT json_agg(json_build_object('s', store_id, 'z', zone) ORDER BY store_id) FROM stores
SELECT e.event_id, k FROM events e, jsonb_object_keys(e.payload) k ORDER BY 1, 2 LIMIT 5
SELECT e.event_id, kv.key, kv.value FROM events e CROSS JOIN LATERAL jsonb_each_text(e.payload) AS kv ORDER BY 1, 2 LIMIT 5
SELECT e.event_id, kv.key, kv.value FROM events e CROSS JOIN LATERAL jsonb_each(e.payload) kv(key, value) ORDER BY 1, 2 LIMIT 5
SELECT date '2025-01-01' + interval '1 month' * 2, 'today'::date = current_date, timestamp '2025-01-01' AT TIME ZONE 'UTC', EXTRACT(EPOCH FROM (timestamp '2025-01-02' - timestamp '2025-01-01'))/86400
SELECT to_timestamp(0), to_date('20250101', 'YYYYMMDD'), to_number('1,234', '9,999'), date_part('day', shipped_at - ordered_at) FROM orders ORDER BY order_id LIMIT 1
SELECT ordered_at::date AS d, sum(total_amount) FROM orders WHERE ordered_at >= '2025-03-01' AND ordered_at < '2025-04-01' GROUP BY ordered_at::date ORDER BY d
SELECT ordered_at::timestamptz AT TIME ZONE 'UTC' - interval '1 hour' FROM orders ORDER BY 1 LIMIT 2
SELECT sum(revenue) OVER (PARTITION BY store_id ORDER BY sale_date RANGE BETWEEN '7 days' PRECEDING AND '1 day' FOLLOWING EXCLUDE TIES) FROM sales_data ORDER BY 1 LIMIT 5
SELECT id, sum(revenue) OVER (PARTITION BY date_trunc('month', sale_date), store_id ORDER BY id ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING) FROM sales_data ORDER BY id LIMIT 5
SELECT id, lead(revenue) OVER w - revenue AS diff, first_value(revenue) OVER w FROM sales_data WINDOW w AS (PARTITION BY store_id ORDER BY sale_date, id) ORDER BY id LIMIT 5
SELECT ip << inet '10.0.0.0/8', ip <<= '10.0.0.0/8', family(ip), broadcast(ip), set_masklen(ip, 16) FROM customers ORDER BY customer_id LIMIT 2
SELECT count(*) AS delete, max(execution_ms) AS execute, min(call_count) AS call FROM orders, events WHERE orders.order_id = events.event_id
SELECT update FROM pricing WHERE update ORDER BY id LIMIT 2
SELECT comment FROM orders WHERE comment IS NOT NULL ORDER BY order_id LIMIT 2
SELECT e.user, e."user" FROM events e ORDER BY event_id LIMIT 2
SELECT c.grant, p.desc FROM customers c, products p WHERE c.customer_id = 1 ORDER BY p.upc_code LIMIT 1
SELECT count(*) AS "select", count(*) AS "from", 1 AS "A;B", 2 AS "it""s" FROM stores
SELECT 1 AS größe, 2 AS "naïve", 3 AS日本 FROM stores LIMIT 1
SELECT store_id AS "Öffnung" FROM stores WHERE city <> 'Köln' ORDER BY "Öffnung" LIMIT 1
SELECT regexp_replace(city, '(\w)(\w*)', '\2\1', 'g'), city ~ E'^\\w+$' FROM stores ORDER BY store_id LIMIT 2
SELECT full_name, email FROM customers WHERE email ~ '^c[0-9]{1,2}@' AND full_name !~ '9$' ORDER BY customer_id LIMIT 3
SELECT substring(email from '@(.*)$'), substring(email, 1, 2), split_part(email, '@', 2), strpos(email, '@') FROM customers ORDER BY 1, 2 LIMIT 2
SELECT segment, count(*) FILTER (WHERE marketing_opt_in), count(*) FILTER (WHERE NOT marketing_opt_in) FROM customers GROUP BY segment ORDER BY 1
SELECT segment, avg(extract(year from current_date) - birth_year)::int FROM customers GROUP BY 1 ORDER BY 1
SELECT width_bucket(birth_year, ARRAY[1960, 1980, 2000]), count(*) FROM customers GROUP BY 1 ORDER BY 1
WITH monthly AS (SELECT date_trunc('month', sale_date) AS m, sum(revenue) AS r FROM sales_data GROUP BY 1), g AS (SELECT m, r, lag(r) OVER (ORDER BY m) AS prev FROM monthly) SELECT m::date, r, round((r - prev) / nullif(prev, 0) * 100, 2) AS growth FROM g ORDER BY m
WITH RECURSIVE cat(path, depth) AS (SELECT category_level_1::text, 1 FROM products GROUP BY 1 UNION SELECT c.path || ' > ' || p.category_level_2, c.depth + 1 FROM cat c JOIN products p ON p.category_level_1 = c.path WHERE c.depth < 2) SELECT * FROM cat ORDER BY 1, 2
WITH RECURSIVE t AS (SELECT 1 AS n, ARRAY[1] AS path UNION ALL SELECT t.n + 1, t.path || (t.n + 1) FROM t WHERE t.n < 4) SELECT n, path FROM t ORDER BY n
SELECT * FROM (SELECT store_id, revenue, row_number() OVER (PARTITION BY store_id ORDER BY revenue DESC, id) rn FROM sales_data) t WHERE rn <= 2 ORDER BY 1, 3
SELECT a.store_id, b.store_id FROM stores a JOIN stores b ON a.zone = b.zone AND a.store_id < b.store_id ORDER BY 1, 2 LIMIT 5
SELECT p.brand, coalesce(sum(s.revenue), 0)::numeric(12, 2) AS rev FROM products p LEFT JOIN sales_data s ON s.upc_code = p.upc_code AND s.sale_date >= DATE '2025-06-01' GROUP BY p.brand ORDER BY rev DESC, 1
SELECT store_id, sum(revenue) AS "Total Revenue (€)" FROM sales_data GROUP BY store_id HAVING sum(revenue) > (SELECT avg(t) FROM (SELECT sum(revenue) AS t FROM sales_data GROUP BY store_id) q) ORDER BY 2 DESC LIMIT 3
SELECT CASE WHEN zone = 1 THEN 'a' ELSE 'b' END AS k, count(*) FROM stores GROUP BY CASE WHEN zone = 1 THEN 'a' ELSE 'b' END ORDER BY k
SELECT brand, percentile_cont(array[0.25, 0.5]) WITHIN GROUP (ORDER BY base_price) AS q, percentile_disc(0.9) WITHIN GROUP (ORDER BY cost) FROM products GROUP BY brand ORDER BY 1
SELECT 'drop table x' || ' ' || 'delete from y; --' AS s, "desc" LIKE '%delete%' FROM products ORDER BY upc_code LIMIT 1
SELECT * FROM generate_series(1, 3) WITH ORDINALITY AS g(v, i) ORDER BY i
SELECT extract(hour from h), to_char(h, 'HH24:MI') FROM generate_series(timestamp '2025-01-01', timestamp '2025-01-01 23:00', interval '6 hours') AS h ORDER BY 1
SELECT m::date, (m + interval '1 month - 1 day')::date FROM generate_series(date_trunc('year', date '2025-05-05'), date '2025-12-31', '1 month') m ORDER BY 1
SELECT d FROM generate_series(current_date - 7, current_date, interval '1 day') d WHERE d < current_date - interval '100 years'
SELECT DISTINCT ON (o.customer_id) o.customer_id, o.order_id, o.total_amount FROM orders AS o ORDER BY o.customer_id, o.ordered_at DESC, o.order_id LIMIT 5
SELECT status, channel, count(*) FROM orders GROUP BY GROUPING SETS ((status, channel), (status), ()) HAVING grouping(status) = 0 ORDER BY status NULLS FIRST, channel NULLS FIRST
SELECT CASE WHEN grouping(region) = 1 THEN 'all' ELSE region END, sum(sq_meters) FROM stores GROUP BY ROLLUP (region) ORDER BY 2
SELECT lower(valid), upper_inf(valid), valid @> lower(valid), range_merge(valid, daterange('2025-01-01','2025-01-02')) FROM pricing ORDER BY id LIMIT 2
SELECT int4range(1, 10) * int4range(5, 15), int4range(1,5) + int4range(5,8), '[1,5]'::int4range = int4range(1, 6), '{[1,2),[5,6)}'::int4multirange @> 5, numrange(1.0, 2.0) -|- numrange(2.0, 3.0)
SELECT to_tsvector('english', 'The quick brown fox') @@ to_tsquery('english', 'fox & !dog'), ts_rank(setweight(to_tsvector('a'), 'A'), to_tsquery('a')), strip(search) FROM products ORDER BY upc_code LIMIT 1
SELECT product_name, ts_rank_cd(search, query, 32) AS r FROM products, to_tsquery('english', 'ice:* & cream') AS query WHERE query @@ search ORDER BY r DESC, upc_code LIMIT 3
SELECT COUNT(*) FILTER (WHERE status IN ('placed', 'shipped')) * 100.0 / COUNT(*) AS "Open %" FROM orders
SELECT format('%s (%s)', store_name, city), concat(city, ':', zone), city || ' ' || zone::text FROM stores ORDER BY store_id LIMIT 2
SELECT md5(email), encode(email::bytea, 'base64'), length(email) FROM customers ORDER BY customer_id LIMIT 1
SELECT bool_or(promo_flag), every(revenue > 0), bit_and(units_sold) FROM sales_data
SELECT store_id FROM orders EXCEPT (SELECT store_id FROM stores WHERE zone = 1 INTERSECT SELECT store_id FROM orders) ORDER BY store_id
SELECT store_id FROM stores UNION DISTINCT SELECT store_id FROM orders ORDER BY 1 LIMIT 3 OFFSET 1
(SELECT store_id FROM stores ORDER BY sq_meters DESC LIMIT 1) UNION ALL (SELECT store_id FROM stores ORDER BY sq_meters LIMIT 1)
SELECT x.* FROM (SELECT * FROM stores) AS x WHERE x.zone BETWEEN 1 AND 2 AND NOT x.region = 'South' ORDER BY 1
SELECT count(*) FROM stores WHERE opened_on < '2012-01-01' IS TRUE AND (lat IS NOT NULL) = true
SELECT id FROM sales_data WHERE promo_flag AND NOT discount_pct > 5 OR revenue > 300 ORDER BY 1 LIMIT 5
SELECT abs(current_price - suggested_price) / NULLIF(suggested_price, 0) FROM pricing ORDER BY id LIMIT 3
SELECT -1 AS neg, +1, - 1 - -1, 2 * -3, (-2) ^ 2, -2 ^ 2, 7 / -2, not false
SELECT 1 WHERE 1 = 1 AND ('a', 1) < ('b', 0) AND (1, 2) IS DISTINCT FROM (1, 3) AND ROW(1, NULL) IS NOT NULL IS FALSE
SELECT interval '1 day' + time '10:00', interval '2 hours' / 2, date '2025-02-01' - date '2025-01-01', age(date '2025-02-01')  IS NOT NULL
SELECT s.store_id, ARRAY_AGG(o.order_id ORDER BY o.order_id)::text FROM stores s JOIN orders o USING (store_id) GROUP BY s.store_id ORDER BY 1 LIMIT 2
SELECT "s"."city" FROM stores "s" ORDER BY "s"."city" COLLATE "C" ASC, 1 LIMIT 2
SELECT string_agg(format('%-10s', city), '') FROM (SELECT city FROM stores ORDER BY store_id LIMIT 3) q
SELECT coalesce(nullif(trim(both from price_change_reason), ''), 'unknown') AS reason, count(*) FROM pricing GROUP BY 1 ORDER BY 2 DESC, 1
SELECT o.order_id FROM orders o WHERE o.total_amount >= ALL (SELECT i.unit_price * i.quantity FROM order_items i WHERE i.order_id = o.order_id) ORDER BY 1 LIMIT 3
SELECT sum(quantity * unit_price - coalesce(discount, 0)) / count(DISTINCT order_id) FROM order_items
SELECT to_char(sale_date, 'Day'), to_char(sale_date, '"Q"Q YYYY'), extract(dow from sale_date) FROM sales_data ORDER BY id LIMIT 2
SELECT stddev_samp(revenue) / avg(revenue) AS cv, regr_intercept(revenue, units_sold), corr(revenue, units_sold)::numeric(6,4) FROM sales_data
SELECT jsonb_build_object('a', array_agg(zone ORDER BY zone), 'b', jsonb_build_array(1, 'x', null)) FROM stores
SELECT (SELECT jsonb_agg(t) FROM (SELECT store_id, city FROM stores ORDER BY 1 LIMIT 2) t) AS j
SELECT row_to_json(t) FROM (SELECT store_id, city FROM stores ORDER BY 1 LIMIT 2) AS t
SELECT to_json(array_agg(s)) FROM (SELECT zone, count(*) FROM stores GROUP BY 1 ORDER BY 1) s
SELECT b & B'110' FROM (SELECT B'101' AS b) q
SELECT min(x), max(x) FROM (SELECT unnest(ARRAY[3, 1, 2]) AS x) t
SELECT sign(-2.5), degrees(pi()), radians(180), random() < 2, gen_random_uuid() IS NOT NULL, trunc(-1.5), round(2.5), round(1234.567, -2), mod(10, 3), 10 % 3
SELECT percent_rank() OVER (PARTITION BY region ORDER BY sq_meters), ntile(3) OVER (ORDER BY sq_meters DESC) FROM stores ORDER BY store_id
SELECT count(*) OVER (PARTITION BY region), count(*) OVER (PARTITION BY region, zone ORDER BY store_id) FROM stores ORDER BY store_id
SELECT 1 AS a ORDER BY a
SELECT ALL 1
SELECT DISTINCT ON (zone) * FROM stores ORDER BY zone, store_id
SELECT stores.*, 1 AS one FROM stores ORDER BY store_id LIMIT 1
SELECT count(*) filter (where zone=1) as a,count(*)filter(where zone=2)as b from stores
select city,count(*)from stores group by city having count(*)>1 order by 2 desc,1 limit 3
WITH RECURSIVE "my ""odd"" name"("a ""b"" c", "x.y-z") AS (SELECT 1, 2 UNION ALL SELECT "a ""b"" c" + 1, 2 FROM "my ""odd"" name" WHERE "a ""b"" c" < 3) SELECT o."a ""b"" c" AS "€ % ;", o."x.y-z" FROM "my ""odd"" name" AS o ORDER BY 1
