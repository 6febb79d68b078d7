-- The schemas and the dimensions of the star.
-- sales: what analysts read. ops: the load ledger. staging: a place for operators' own copies; loads stage in temp tables.
-- Encodings, here and everywhere: AZ64 for numbers, dates and times; ZSTD for text that differs from row to row; BYTEDICT for
-- text of few values; RAW for booleans (AZ64 has none) and for the first sort column, whose block ranges then prune best.
-- COPY from Parquet sets no encodings itself, so all of them stand here.
-- Primary keys inform the planner and BI tools; Redshift does not enforce them. Only keys that the pipeline computes to be
-- unique are declared. There are no foreign keys: a replaced dimension version is deleted and inserted again.
CREATE SCHEMA IF NOT EXISTS sales;

CREATE SCHEMA IF NOT EXISTS staging;

-- DISTSTYLE ALL: 40,177 rows that every query joins, so each node has them. SORTKEY date_key: the join and range key.
CREATE TABLE sales.dim_date (
  date_key INTEGER NOT NULL ENCODE RAW,
  date DATE NOT NULL ENCODE AZ64,
  day INTEGER NOT NULL ENCODE AZ64,
  month INTEGER NOT NULL ENCODE AZ64,
  quarter INTEGER NOT NULL ENCODE AZ64,
  year INTEGER NOT NULL ENCODE AZ64,
  iso_week INTEGER NOT NULL ENCODE AZ64,
  weekday INTEGER NOT NULL ENCODE AZ64,
  is_weekend BOOLEAN NOT NULL ENCODE RAW,
  PRIMARY KEY (date_key)
)
DISTSTYLE ALL
SORTKEY (date_key);

-- DISTSTYLE ALL: 1,440 rows. SORTKEY time_key: the join key.
CREATE TABLE sales.dim_time (
  time_key INTEGER NOT NULL ENCODE RAW,
  hour INTEGER NOT NULL ENCODE AZ64,
  minute INTEGER NOT NULL ENCODE AZ64,
  daypart VARCHAR(16) NOT NULL ENCODE BYTEDICT,
  PRIMARY KEY (time_key)
)
DISTSTYLE ALL
SORTKEY (time_key);

-- DISTSTYLE ALL: an assortment is small beside its sales and nearly every query joins it.
-- SORTKEY product_key: the join key. A load replaces all versions of a product (source, product_id).
CREATE TABLE sales.dim_product (
  product_key BIGINT NOT NULL ENCODE RAW,
  source VARCHAR(64) NOT NULL ENCODE BYTEDICT,
  product_id VARCHAR(128) NOT NULL ENCODE ZSTD,
  product_name VARCHAR(512) ENCODE ZSTD,
  category VARCHAR(128) ENCODE ZSTD,
  sub_category VARCHAR(128) ENCODE ZSTD,
  valid_from TIMESTAMP NOT NULL ENCODE AZ64,
  valid_to TIMESTAMP ENCODE AZ64,
  is_current BOOLEAN NOT NULL ENCODE RAW,
  batch_no BIGINT NOT NULL ENCODE AZ64,
  PRIMARY KEY (product_key)
)
DISTSTYLE ALL
SORTKEY (product_key);

-- DISTSTYLE AUTO: a shop may have a thousand customers or fifty million. Redshift copies a small table to every node and
-- distributes a large one; a copy of a large one on every node would slow each load down. SORTKEY customer_key: the join key.
CREATE TABLE sales.dim_customer (
  customer_key BIGINT NOT NULL ENCODE RAW,
  source VARCHAR(64) NOT NULL ENCODE BYTEDICT,
  customer_id VARCHAR(64) NOT NULL ENCODE ZSTD,
  customer_name VARCHAR(256) ENCODE ZSTD,
  customer_segment VARCHAR(64) ENCODE BYTEDICT,
  valid_from TIMESTAMP NOT NULL ENCODE AZ64,
  valid_to TIMESTAMP ENCODE AZ64,
  is_current BOOLEAN NOT NULL ENCODE RAW,
  batch_no BIGINT NOT NULL ENCODE AZ64,
  PRIMARY KEY (customer_key)
)
DISTSTYLE AUTO
SORTKEY (customer_key);

-- DISTSTYLE ALL: one row per postal code that ever bought. SORTKEY location_key: the join key.
CREATE TABLE sales.dim_location (
  location_key BIGINT NOT NULL ENCODE RAW,
  country VARCHAR(64) ENCODE BYTEDICT,
  region VARCHAR(64) ENCODE BYTEDICT,
  state VARCHAR(64) ENCODE ZSTD,
  city VARCHAR(128) ENCODE ZSTD,
  postal_code VARCHAR(32) ENCODE ZSTD,
  batch_no BIGINT NOT NULL ENCODE AZ64,
  PRIMARY KEY (location_key)
)
DISTSTYLE ALL
SORTKEY (location_key);

-- DISTSTYLE ALL: one row per store. SORTKEY store_key: the join key.
CREATE TABLE sales.dim_store (
  store_key BIGINT NOT NULL ENCODE RAW,
  source VARCHAR(64) NOT NULL ENCODE BYTEDICT,
  store_id VARCHAR(64) NOT NULL ENCODE ZSTD,
  batch_no BIGINT NOT NULL ENCODE AZ64,
  PRIMARY KEY (store_key)
)
DISTSTYLE ALL
SORTKEY (store_key);
