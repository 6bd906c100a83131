-- The retail database that analysts of prices know.
DROP TABLE IF EXISTS price_changes, margin_analysis, sales_data, competitive_pricing, elasticity, pricing, stores, products CASCADE;

CREATE TABLE products (
    product_id    integer       PRIMARY KEY,
    product_name  text          NOT NULL,
    category      text          NOT NULL,
    brand         text          NOT NULL,
    unit_cost     numeric(8,2)  NOT NULL,
    launched_on   date          NOT NULL
);
COMMENT ON TABLE products IS 'Products on sale, one row each';
COMMENT ON COLUMN products.product_id IS 'Product number';
COMMENT ON COLUMN products.product_name IS 'Name as printed on the shelf label';
COMMENT ON COLUMN products.category IS 'Product category, such as Beverages or Frozen Food';
COMMENT ON COLUMN products.brand IS 'Brand of the product';
COMMENT ON COLUMN products.unit_cost IS 'What one unit costs us to buy, in EUR';
COMMENT ON COLUMN products.launched_on IS 'Day the product was first sold';

CREATE TABLE stores (
    store_id      integer       PRIMARY KEY,
    store_name    text          NOT NULL,
    city          text          NOT NULL,
    region        text          NOT NULL,
    store_type    text          NOT NULL,
    square_meters integer       NOT NULL,
    opened_on     date          NOT NULL
);
COMMENT ON TABLE stores IS 'Stores, one row each';
COMMENT ON COLUMN stores.store_id IS 'Store number';
COMMENT ON COLUMN stores.store_name IS 'Name of the store';
COMMENT ON COLUMN stores.city IS 'City the store is in';
COMMENT ON COLUMN stores.region IS 'Sales region: North, South, East, West or Central';
COMMENT ON COLUMN stores.store_type IS 'Supermarket, Hypermarket or Express';
COMMENT ON COLUMN stores.square_meters IS 'Sales area in square metres';
COMMENT ON COLUMN stores.opened_on IS 'Day the store opened';

CREATE TABLE pricing (
    price_id      integer       PRIMARY KEY,
    product_id    integer       NOT NULL REFERENCES products,
    valid_from    date          NOT NULL,
    valid_to      date          NOT NULL,
    list_price    numeric(8,2)  NOT NULL,
    promo_price   numeric(8,2)  NOT NULL
);
COMMENT ON TABLE pricing IS 'Prices of each product by quarter';
COMMENT ON COLUMN pricing.price_id IS 'Number of the price';
COMMENT ON COLUMN pricing.product_id IS 'Product the price is for';
COMMENT ON COLUMN pricing.valid_from IS 'First day the price is valid';
COMMENT ON COLUMN pricing.valid_to IS 'Last day the price is valid';
COMMENT ON COLUMN pricing.list_price IS 'Shelf price of one unit, in EUR';
COMMENT ON COLUMN pricing.promo_price IS 'Price of one unit during a promotion, in EUR';

CREATE TABLE elasticity (
    product_id       integer       NOT NULL REFERENCES products,
    region           text          NOT NULL,
    price_elasticity numeric(5,2)  NOT NULL,
    r_squared        numeric(4,3)  NOT NULL,
    measured_on      date          NOT NULL,
    PRIMARY KEY (product_id, region)
);
COMMENT ON TABLE elasticity IS 'How demand reacts to price, by product and region';
COMMENT ON COLUMN elasticity.product_id IS 'Product that was measured';
COMMENT ON COLUMN elasticity.region IS 'Sales region';
COMMENT ON COLUMN elasticity.price_elasticity IS 'Change of demand in percent when the price rises by one percent; below -1 demand is elastic';
COMMENT ON COLUMN elasticity.r_squared IS 'How well the measurement fits, 0 to 1';
COMMENT ON COLUMN elasticity.measured_on IS 'Day of the measurement';

CREATE TABLE competitive_pricing (
    observation_id   integer       PRIMARY KEY,
    product_id       integer       NOT NULL REFERENCES products,
    competitor       text          NOT NULL,
    observed_on      date          NOT NULL,
    competitor_price numeric(8,2)  NOT NULL,
    our_price        numeric(8,2)  NOT NULL
);
COMMENT ON TABLE competitive_pricing IS 'Prices of competitors, observed once a month';
COMMENT ON COLUMN competitive_pricing.observation_id IS 'Number of the observation';
COMMENT ON COLUMN competitive_pricing.product_id IS 'Our product that was compared';
COMMENT ON COLUMN competitive_pricing.competitor IS 'Name of the competitor';
COMMENT ON COLUMN competitive_pricing.observed_on IS 'Day of the observation';
COMMENT ON COLUMN competitive_pricing.competitor_price IS 'Price of one unit at the competitor, in EUR';
COMMENT ON COLUMN competitive_pricing.our_price IS 'Our price of one unit on that day, in EUR';

CREATE TABLE sales_data (
    sale_id       bigint        NOT NULL,
    sale_date     date          NOT NULL,
    product_id    integer       NOT NULL,
    store_id      integer       NOT NULL,
    quantity      integer       NOT NULL,
    unit_price    numeric(8,2)  NOT NULL,
    revenue       numeric(10,2) NOT NULL,
    on_promotion  boolean       NOT NULL
);
COMMENT ON TABLE sales_data IS 'Sales, one row for each line of a receipt';
COMMENT ON COLUMN sales_data.sale_id IS 'Number of the sale, rising with time';
COMMENT ON COLUMN sales_data.sale_date IS 'Day of the sale';
COMMENT ON COLUMN sales_data.product_id IS 'Product that was sold';
COMMENT ON COLUMN sales_data.store_id IS 'Store that sold it';
COMMENT ON COLUMN sales_data.quantity IS 'Units sold';
COMMENT ON COLUMN sales_data.unit_price IS 'Price paid for one unit, in EUR';
COMMENT ON COLUMN sales_data.revenue IS 'Quantity times unit price, in EUR';
COMMENT ON COLUMN sales_data.on_promotion IS 'Whether it was sold at a promotion price';

CREATE TABLE margin_analysis (
    quarter_start  date          NOT NULL,
    store_id       integer       NOT NULL REFERENCES stores,
    product_id     integer       NOT NULL REFERENCES products,
    units_sold     bigint        NOT NULL,
    net_sales      numeric(14,2) NOT NULL,
    cost_of_goods  numeric(14,2) NOT NULL,
    gross_margin   numeric(14,2) NOT NULL,
    margin_percent numeric(5,2)  NOT NULL
);
COMMENT ON TABLE margin_analysis IS 'Margin by quarter, store and product';
COMMENT ON COLUMN margin_analysis.quarter_start IS 'First day of the quarter';
COMMENT ON COLUMN margin_analysis.store_id IS 'Store';
COMMENT ON COLUMN margin_analysis.product_id IS 'Product';
COMMENT ON COLUMN margin_analysis.units_sold IS 'Units sold in the quarter';
COMMENT ON COLUMN margin_analysis.net_sales IS 'Sales of the quarter, in EUR';
COMMENT ON COLUMN margin_analysis.cost_of_goods IS 'What the units sold cost to buy, in EUR';
COMMENT ON COLUMN margin_analysis.gross_margin IS 'Sales less cost of goods, in EUR';
COMMENT ON COLUMN margin_analysis.margin_percent IS 'Gross margin in percent of sales';

CREATE TABLE price_changes (
    change_id     integer       PRIMARY KEY,
    product_id    integer       NOT NULL REFERENCES products,
    changed_on    date          NOT NULL,
    old_price     numeric(8,2)  NOT NULL,
    new_price     numeric(8,2)  NOT NULL,
    reason        text          NOT NULL
);
COMMENT ON TABLE price_changes IS 'Changes of list prices';
COMMENT ON COLUMN price_changes.change_id IS 'Number of the change';
COMMENT ON COLUMN price_changes.product_id IS 'Product whose price changed';
COMMENT ON COLUMN price_changes.changed_on IS 'First day of the new price';
COMMENT ON COLUMN price_changes.old_price IS 'List price before, in EUR';
COMMENT ON COLUMN price_changes.new_price IS 'List price after, in EUR';
COMMENT ON COLUMN price_changes.reason IS 'Why the price changed: Cost, Competition or Season';
