-- The sales themselves and their daily aggregate.

-- DISTKEY order_id: it spreads evenly, is never null, and keeps the lines of an order together, so that counting distinct
-- orders, which every analytics query does, needs no exchange between nodes. Not customer_key: sales without a customer all
-- have key 0 and would fill one slice. The dimensions are on every node and need no shared key.
-- SORTKEY date_key: queries ask for a span of days, and loads append roughly in time order.
-- No primary key: the four coordinates are unique by invariant 5, and the audit counts them; the planner is told nothing
-- that Redshift does not check.
CREATE TABLE sales.fact_sales (
  topic_id VARCHAR(22) NOT NULL ENCODE BYTEDICT,
  kafka_partition INTEGER NOT NULL ENCODE AZ64,
  kafka_offset BIGINT NOT NULL ENCODE AZ64,
  record_index INTEGER NOT NULL ENCODE AZ64,
  event_id VARCHAR(128) NOT NULL ENCODE ZSTD,
  source VARCHAR(64) NOT NULL ENCODE BYTEDICT,
  event_type VARCHAR(8) NOT NULL ENCODE BYTEDICT,
  order_id VARCHAR(128) NOT NULL ENCODE ZSTD,
  line_number INTEGER NOT NULL ENCODE AZ64,
  order_ts TIMESTAMP NOT NULL ENCODE AZ64,
  date_key INTEGER NOT NULL ENCODE RAW,
  time_key INTEGER NOT NULL ENCODE AZ64,
  product_key BIGINT NOT NULL ENCODE AZ64,
  customer_key BIGINT NOT NULL ENCODE AZ64,
  location_key BIGINT NOT NULL ENCODE AZ64,
  store_key BIGINT NOT NULL ENCODE AZ64,
  channel VARCHAR(32) ENCODE BYTEDICT,
  payment_method VARCHAR(32) ENCODE BYTEDICT,
  quantity DECIMAL(18,6) NOT NULL ENCODE AZ64,
  unit_price DECIMAL(18,6) ENCODE AZ64,
  discount DECIMAL(18,6) ENCODE AZ64,
  revenue DECIMAL(18,6) NOT NULL ENCODE AZ64,
  tax DECIMAL(18,6) ENCODE AZ64,
  profit DECIMAL(18,6) ENCODE AZ64,
  currency VARCHAR(3) NOT NULL ENCODE BYTEDICT,
  ship_date DATE ENCODE AZ64,
  batch_no BIGINT NOT NULL ENCODE AZ64
)
DISTKEY (order_id)
COMPOUND SORTKEY (date_key, time_key);

-- DISTSTYLE EVEN: joined with nothing large and grouped by whatever the dashboard asks; no column would spread it better.
-- SORTKEY date_key: dashboards ask for a span of days, and a load replaces whole days.
CREATE TABLE sales.daily_sales (
  date_key INTEGER NOT NULL ENCODE RAW,
  category VARCHAR(128) NOT NULL ENCODE ZSTD,
  region VARCHAR(64) NOT NULL ENCODE BYTEDICT,
  channel VARCHAR(32) NOT NULL ENCODE BYTEDICT,
  currency VARCHAR(3) NOT NULL ENCODE BYTEDICT,
  revenue DECIMAL(18,6) NOT NULL ENCODE AZ64,
  units DECIMAL(18,6) NOT NULL ENCODE AZ64,
  lines BIGINT NOT NULL ENCODE AZ64,
  orders BIGINT NOT NULL ENCODE AZ64,
  returns BIGINT NOT NULL ENCODE AZ64,
  batch_no BIGINT NOT NULL ENCODE AZ64
)
DISTSTYLE EVEN
SORTKEY (date_key);
