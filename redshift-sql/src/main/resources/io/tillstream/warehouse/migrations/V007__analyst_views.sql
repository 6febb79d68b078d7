-- What business-intelligence tools read. Plain views read the tables at once and cost nothing; the materialized views are
-- kept sums, which the loader refreshes after each load, in statements of their own (a refresh that fails fails no load).

-- One row for each line of each sale, with everything known about it at the time of the sale. A missing attribute is
-- 'Unknown', as in the analytics queries. LEFT JOINs: should a dimension ever lack a key, the sale still counts.
CREATE VIEW sales.wide_sales AS
SELECT f.source AS source,
       f.order_id AS order_id,
       f.line_number AS line_number,
       f.event_id AS event_id,
       f.event_type AS event_type,
       f.order_ts AS order_ts_utc,
       d.date AS sale_date,
       TO_CHAR(d.date, 'YYYY-MM') AS sale_month,
       d.year AS sale_year,
       d.quarter AS sale_quarter,
       d.iso_week AS iso_week,
       d.weekday AS weekday,
       d.is_weekend AS is_weekend,
       t.hour AS sale_hour,
       t.daypart AS daypart,
       p.product_id AS product_id,
       COALESCE(p.product_name, 'Unknown') AS product_name,
       COALESCE(p.category, 'Unknown') AS category,
       COALESCE(p.sub_category, 'Unknown') AS sub_category,
       c.customer_id AS customer_id,
       COALESCE(c.customer_name, 'Unknown') AS customer_name,
       COALESCE(c.customer_segment, 'Unknown') AS customer_segment,
       COALESCE(l.country, 'Unknown') AS country,
       COALESCE(l.region, 'Unknown') AS region,
       COALESCE(l.state, 'Unknown') AS state,
       COALESCE(l.city, 'Unknown') AS city,
       COALESCE(l.postal_code, 'Unknown') AS postal_code,
       COALESCE(NULLIF(s.store_id, ''), 'Unknown') AS store_id,
       COALESCE(f.channel, 'Unknown') AS channel,
       COALESCE(f.payment_method, 'Unknown') AS payment_method,
       f.quantity AS quantity,
       f.unit_price AS unit_price,
       f.discount AS discount,
       f.revenue AS revenue,
       f.tax AS tax,
       f.profit AS profit,
       f.currency AS currency,
       f.ship_date AS ship_date
FROM sales.fact_sales AS f
LEFT JOIN sales.dim_date AS d ON d.date_key = f.date_key
LEFT JOIN sales.dim_time AS t ON t.time_key = f.time_key
LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
LEFT JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
LEFT JOIN sales.dim_location AS l ON l.location_key = f.location_key
LEFT JOIN sales.dim_store AS s ON s.store_key = f.store_key;

-- Products and customers as they are today: one row for each, join them by source and id to see the past under today's
-- names. The unknown members are left out.
CREATE VIEW sales.current_products AS
SELECT product_key, source, product_id, product_name, category, sub_category, valid_from
FROM sales.dim_product
WHERE is_current AND product_key <> 0;

CREATE VIEW sales.current_customers AS
SELECT customer_key, source, customer_id, customer_name, customer_segment, valid_from
FROM sales.dim_customer
WHERE is_current AND customer_key <> 0;

-- Sums only, from tables by inner joins: so Redshift can refresh by what changed and need not compute all again. Distinct
-- orders would force it to; they are asked from the fact. AUTO REFRESH NO: the loader says when.
-- DISTSTYLE ALL: a few thousand rows. SORTKEY by time, as dashboards ask.
CREATE MATERIALIZED VIEW sales.monthly_sales
DISTSTYLE ALL
SORTKEY (sale_year, sale_month)
AUTO REFRESH NO
AS
SELECT d.year AS sale_year,
       d.month AS sale_month,
       f.source AS source,
       p.category AS category,
       p.sub_category AS sub_category,
       f.currency AS currency,
       SUM(f.revenue) AS revenue,
       SUM(f.quantity) AS units,
       SUM(f.profit) AS profit,
       SUM(CASE WHEN f.event_type = 'RETURN' THEN 1 ELSE 0 END) AS returns,
       COUNT(*) AS lines
FROM sales.fact_sales AS f
JOIN sales.dim_date AS d ON d.date_key = f.date_key
JOIN sales.dim_product AS p ON p.product_key = f.product_key
GROUP BY d.year, d.month, f.source, p.category, p.sub_category, f.currency;

-- DISTSTYLE EVEN: a row for each hour of each day, category and source; grouped by anything. SORTKEY date_key: as the fact.
CREATE MATERIALIZED VIEW sales.hourly_sales
DISTSTYLE EVEN
SORTKEY (date_key, sale_hour)
AUTO REFRESH NO
AS
SELECT f.date_key AS date_key,
       t.hour AS sale_hour,
       f.source AS source,
       p.category AS category,
       f.currency AS currency,
       SUM(f.revenue) AS revenue,
       SUM(f.quantity) AS units,
       COUNT(*) AS lines
FROM sales.fact_sales AS f
JOIN sales.dim_time AS t ON t.time_key = f.time_key
JOIN sales.dim_product AS p ON p.product_key = f.product_key
GROUP BY f.date_key, t.hour, f.source, p.category, f.currency;

-- Per customer, by natural key, so that all versions of one count together. DISTSTYLE KEY by customer_id: as many rows as
-- customers.
CREATE MATERIALIZED VIEW sales.customer_sales
DISTKEY (customer_id)
SORTKEY (source, customer_id)
AUTO REFRESH NO
AS
SELECT c.source AS source,
       c.customer_id AS customer_id,
       f.currency AS currency,
       SUM(f.revenue) AS revenue,
       SUM(f.quantity) AS units,
       COUNT(*) AS lines,
       MIN(f.date_key) AS first_date_key,
       MAX(f.date_key) AS last_date_key
FROM sales.fact_sales AS f
JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
WHERE f.customer_key <> 0
GROUP BY c.source, c.customer_id, f.currency;
