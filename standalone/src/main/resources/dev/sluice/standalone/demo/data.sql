-- Every value is a function of its row's number: hashes instead of random(), so that two loads of the
-- same size and years are equal. retail.rows and retail.first_year are set before this runs.

CREATE TEMP TABLE categories ON COMMIT DROP AS
SELECT * FROM (VALUES
    -- category, cheapest unit cost, range of unit costs, peak month, how much of a season, elasticity
    (0, 'Beverages',     0.40, 1.60,  7, 0.30, -1.60),
    (1, 'Frozen Food',   1.10, 3.20,  7, 0.35, -1.40),
    (2, 'Dairy',         0.50, 2.00,  4, 0.06, -0.70),
    (3, 'Bakery',        0.45, 1.80, 12, 0.25, -0.90),
    (4, 'Snacks',        0.60, 1.90, 12, 0.20, -1.80),
    (5, 'Fresh Produce', 0.35, 1.70,  6, 0.28, -0.80),
    (6, 'Household',     1.20, 5.00,  3, 0.08, -1.20),
    (7, 'Personal Care', 1.00, 5.50,  5, 0.10, -1.30)
) AS c (category_no, category, least_cost, cost_range, peak_month, season, elasticity);

INSERT INTO products
SELECT p,
       (ARRAY['Alpine', 'Harvest', 'Golden', 'Northern', 'Family', 'Organic', 'Classic', 'Premium', 'Country', 'Daily'])[1 + ((p - 1) / 40 + p % 8) % 10]
         || ' ' || (CASE c.category_no
             WHEN 0 THEN ARRAY['Apple Juice', 'Mineral Water', 'Cola', 'Iced Tea', 'Orange Juice']
             WHEN 1 THEN ARRAY['Pizza', 'Ice Cream', 'Peas', 'Fish Fillet', 'French Fries']
             WHEN 2 THEN ARRAY['Milk', 'Yoghurt', 'Butter', 'Gouda', 'Cream']
             WHEN 3 THEN ARRAY['Rye Bread', 'Croissant', 'Baguette', 'Cookies', 'Cake']
             WHEN 4 THEN ARRAY['Crisps', 'Peanuts', 'Chocolate', 'Pretzels', 'Popcorn']
             WHEN 5 THEN ARRAY['Tomatoes', 'Apples', 'Salad', 'Bananas', 'Carrots']
             WHEN 6 THEN ARRAY['Detergent', 'Paper Towels', 'Dish Soap', 'Bin Bags', 'Candles']
             ELSE ARRAY['Shampoo', 'Toothpaste', 'Soap', 'Sun Cream', 'Deodorant'] END)[1 + (p - 1) / 8 % 5],
       c.category,
       (ARRAY['Alpenhof', 'Bellavia', 'Cordia', 'Delmar', 'Evergreen', 'Fjordland'])[1 + abs(hashint4extended(p, 1)) % 6],
       round((c.least_cost + c.cost_range * (abs(hashint4extended(p, 2)) % 1000) / 1000.0)::numeric, 2),
       make_date(current_setting('retail.first_year')::int - 1 - p % 6, 1 + p % 12, 1 + p % 28)
FROM generate_series(1, 200) AS p
JOIN categories c ON c.category_no = p % 8;

INSERT INTO stores
SELECT s,
       'Sluice Market ' || (ARRAY['Hamburg', 'Bremen', 'Kiel', 'Rostock', 'Munich', 'Stuttgart', 'Augsburg', 'Freiburg', 'Berlin', 'Leipzig',
                                  'Dresden', 'Potsdam', 'Cologne', 'Essen', 'Bonn', 'Aachen', 'Frankfurt', 'Kassel', 'Mainz', 'Erfurt'])[1 + (s - 1) % 20]
         || ' ' || (ARRAY['Centre', 'Station', 'Park'])[1 + (s - 1) / 20],
       (ARRAY['Hamburg', 'Bremen', 'Kiel', 'Rostock', 'Munich', 'Stuttgart', 'Augsburg', 'Freiburg', 'Berlin', 'Leipzig',
              'Dresden', 'Potsdam', 'Cologne', 'Essen', 'Bonn', 'Aachen', 'Frankfurt', 'Kassel', 'Mainz', 'Erfurt'])[1 + (s - 1) % 20],
       (ARRAY['North', 'South', 'East', 'West', 'Central'])[1 + ((s - 1) % 20) / 4],
       (ARRAY['Supermarket', 'Hypermarket', 'Express'])[1 + abs(hashint4extended(s, 3)) % 3],
       (ARRAY[1200, 4500, 300])[1 + abs(hashint4extended(s, 3)) % 3] + abs(hashint4extended(s, 4)) % 280,
       make_date(current_setting('retail.first_year')::int - 3 - s % 15, 1 + s % 12, 1 + s % 28)
FROM generate_series(1, 50) AS s;

-- twelve quarters; prices rise about 3 % a year
INSERT INTO pricing
SELECT (p.product_id - 1) * 12 + q + 1, p.product_id, v.valid_from,
       (v.valid_from + interval '3 months' - interval '1 day')::date, v.price, round(v.price * 0.85, 2)
FROM products p
CROSS JOIN generate_series(0, 11) AS q
CROSS JOIN LATERAL (
    SELECT (make_date(current_setting('retail.first_year')::int, 1, 1) + make_interval(months => 3 * q))::date AS valid_from,
           round(p.unit_cost * (1.35 + abs(hashint4extended(p.product_id, 5)) % 40 / 100.0)
                 * (1 + 0.0075 * q + abs(hashint4extended(p.product_id * 100 + q, 6)) % 5 / 100.0), 2) AS price
) AS v;

INSERT INTO price_changes
SELECT row_number() OVER (ORDER BY valid_from, product_id), product_id, valid_from, old_price, list_price,
       (ARRAY['Cost', 'Competition', 'Season'])[1 + abs(hashint4extended(product_id * 100 + extract(month FROM valid_from)::int, 7)) % 3]
FROM (SELECT product_id, valid_from, list_price,
             lag(list_price) OVER (PARTITION BY product_id ORDER BY valid_from) AS old_price
      FROM pricing) AS p
WHERE old_price <> list_price;

INSERT INTO elasticity
SELECT p.product_id, r.region,
       round((c.elasticity + (abs(hashint4extended(p.product_id * 10 + r.no::int, 8)) % 81 - 40) / 100.0)::numeric, 2),
       round((0.55 + abs(hashint4extended(p.product_id * 10 + r.no::int, 9)) % 400 / 1000.0)::numeric, 3),
       make_date(current_setting('retail.first_year')::int + 2, 12, 15)
FROM products p
JOIN categories c USING (category)
CROSS JOIN unnest(ARRAY['North', 'South', 'East', 'West', 'Central']) WITH ORDINALITY AS r (region, no);

INSERT INTO competitive_pricing
SELECT row_number() OVER (ORDER BY o.observed_on, p.product_id, k.no), p.product_id, k.competitor, o.observed_on,
       round(p.list_price * (0.90 + k.no * 0.03 + abs(hashint8extended(p.product_id * 1000 + o.month * 10 + k.no, 10)) % 12 / 100.0), 2), p.list_price
FROM (SELECT m AS month, (make_date(current_setting('retail.first_year')::int, 1, 10) + make_interval(months => m))::date AS observed_on
      FROM generate_series(0, 35) AS m) AS o
JOIN pricing p ON o.observed_on BETWEEN p.valid_from AND p.valid_to
CROSS JOIN unnest(ARRAY['Discounto', 'FreshMart', 'Kaufgut']) WITH ORDINALITY AS k (competitor, no);

-- what a sale needs of its product and month, found by one join on one number
CREATE TEMP TABLE product_months ON COMMIT DROP AS
SELECT p.product_id * 64 + m AS product_month, p.list_price, p.promo_price,
       (100 * (1 + c.season * cos(2 * pi() * (m % 12 + 1 - c.peak_month) / 12)) * (1 + 0.004 * m))::int AS demand
FROM generate_series(0, 35) AS m
JOIN pricing p ON (make_date(current_setting('retail.first_year')::int, 1, 1) + make_interval(months => m))::date BETWEEN p.valid_from AND p.valid_to
JOIN products USING (product_id)
JOIN categories c USING (category);
ANALYZE product_months;

-- which sales fall on which day
CREATE TEMP TABLE calendar ON COMMIT DROP AS
SELECT first_day + d AS day, date_trunc('quarter', first_day + d)::date AS quarter_start,
       ((extract(year FROM first_day + d) - extract(year FROM first_day)) * 12 + extract(month FROM first_day + d) - 1)::int AS month,
       d * total / days + 1 AS first_sale, (d + 1) * total / days AS last_sale
FROM (SELECT make_date(current_setting('retail.first_year')::int, 1, 1) AS first_day,
             make_date(current_setting('retail.first_year')::int + 3, 1, 1)
               - make_date(current_setting('retail.first_year')::int, 1, 1) AS days,
             current_setting('retail.rows')::bigint AS total) AS span,
     LATERAL generate_series(0, days - 1) AS d;
ANALYZE calendar;

-- sale_id rises with time; the bits of its hash choose the rest; some products and stores sell more
INSERT INTO sales_data
SELECT sale_id, day, product_id, store_id, quantity, price, quantity * price, promoted
FROM (
    SELECT s.sale_id, s.day, s.product_id, s.store_id, s.promoted,
           CASE WHEN s.promoted THEN m.promo_price ELSE m.list_price END AS price,
           greatest(1, (s.base * m.demand * CASE WHEN s.promoted THEN 160 ELSE 100 END + 5000) / 10000) AS quantity
    FROM (
        SELECT sale_id, day, month,
               (SELECT array_agg(1 + floor(200 * power(slot / 1024.0, 1.5))::int * 77 % 200 ORDER BY slot)
                FROM generate_series(0, 1023) AS slot)[1 + (h & 1023)] AS product_id,
               (SELECT array_agg(1 + floor(50 * power(slot / 256.0, 1.3))::int * 23 % 50 ORDER BY slot)
                FROM generate_series(0, 255) AS slot)[1 + ((h >> 10) & 255)] AS store_id,
               (1 + ((h >> 18) & 3) + ((h >> 20) & 3))::int AS base,
               (h >> 24) & 15 = 0 AS promoted
        FROM (SELECT sale_id, day, month, hashint8extended(sale_id, 11) AS h
              FROM calendar, LATERAL generate_series(first_sale, last_sale) AS sale_id OFFSET 0) AS hashed
        OFFSET 0 -- each value is computed once, not where it is used
    ) AS s
    JOIN product_months m ON m.product_month = s.product_id * 64 + s.month
    OFFSET 0
) AS sale;

ALTER TABLE sales_data ADD PRIMARY KEY (sale_id);
ALTER TABLE sales_data ADD FOREIGN KEY (product_id) REFERENCES products, ADD FOREIGN KEY (store_id) REFERENCES stores;

INSERT INTO margin_analysis
SELECT quarter_start, store_id, product_id, units, sales, units * unit_cost, sales - units * unit_cost,
       round(100 * (sales - units * unit_cost) / sales, 2)
FROM (SELECT quarter_start, store_id, product_id, sum(quantity) AS units, sum(revenue) AS sales
      FROM sales_data JOIN calendar ON day = sale_date
      GROUP BY quarter_start, store_id, product_id) AS quarterly
JOIN products USING (product_id);
ALTER TABLE margin_analysis ADD PRIMARY KEY (quarter_start, store_id, product_id);

ANALYZE products, stores, pricing, elasticity, competitive_pricing, sales_data, margin_analysis, price_changes;
