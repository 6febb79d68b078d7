-- The calendar's ISO year, names and fiscal year, and a wide view whose keys can be counted.

-- The year of a day's ISO week: that of its Thursday. Without it 2024-12-30 and 2024-01-02 are one week.
ALTER TABLE sales.dim_date ADD COLUMN iso_year INTEGER ENCODE AZ64;

ALTER TABLE sales.dim_date ADD COLUMN month_name VARCHAR(9) ENCODE BYTEDICT;

-- A fiscal year is named after the calendar year in which it ends; a period is its month or, in a 4-4-5 calendar, its four or
-- five weeks. As it comes, the fiscal year is the calendar year and its periods are the months.
ALTER TABLE sales.dim_date ADD COLUMN fiscal_year INTEGER ENCODE AZ64;

ALTER TABLE sales.dim_date ADD COLUMN fiscal_quarter INTEGER ENCODE AZ64;

ALTER TABLE sales.dim_date ADD COLUMN fiscal_period INTEGER ENCODE AZ64;

-- Null on a day that is no holiday.
ALTER TABLE sales.dim_date ADD COLUMN holiday VARCHAR(128) ENCODE ZSTD;

UPDATE sales.dim_date
SET iso_year = CASE WHEN iso_week >= 52 AND month = 1 THEN year - 1 WHEN iso_week = 1 AND month = 12 THEN year + 1 ELSE year END,
    month_name = CASE month WHEN 1 THEN 'January' WHEN 2 THEN 'February' WHEN 3 THEN 'March' WHEN 4 THEN 'April'
                            WHEN 5 THEN 'May' WHEN 6 THEN 'June' WHEN 7 THEN 'July' WHEN 8 THEN 'August'
                            WHEN 9 THEN 'September' WHEN 10 THEN 'October' WHEN 11 THEN 'November' ELSE 'December' END,
    fiscal_year = year,
    fiscal_quarter = quarter,
    fiscal_period = month;

DROP VIEW sales.wide_sales;

-- One row for each line of each sale, with everything known about it at the time of the sale. A missing attribute is 'Unknown',
-- ids too. order_key, customer_key and product_key name one order, customer and product of one till system, whatever versions
-- it has: count these, never the ids alone. customer_key and product_key are null where the sale names none, so that a distinct
-- count leaves them out; % and : of a source are written %25 and %3A there, so that no two pairs make one key. date_key is the fact's own sort key: a filter on it prunes blocks, one on sale_date does not.
-- LEFT JOINs: should a dimension ever lack a key, the sale still counts.
CREATE VIEW sales.wide_sales AS
SELECT f.source AS source,
       REPLACE(REPLACE(f.source, '%', '%25'), ':', '%3A') || ':' || f.order_id AS order_key,
       f.order_id AS order_id,
       f.line_number AS line_number,
       f.event_id AS event_id,
       f.event_type AS event_type,
       f.order_ts AS order_ts_utc,
       f.date_key AS date_key,
       d.date AS sale_date,
       TO_CHAR(d.date, 'YYYY-MM') AS sale_month,
       d.month_name AS month_name,
       d.year AS sale_year,
       d.quarter AS sale_quarter,
       d.iso_year AS iso_year,
       d.iso_week AS iso_week,
       d.weekday AS weekday,
       d.is_weekend AS is_weekend,
       d.fiscal_year AS fiscal_year,
       d.fiscal_quarter AS fiscal_quarter,
       d.fiscal_period AS fiscal_period,
       d.holiday AS holiday,
       t.hour AS sale_hour,
       t.daypart AS daypart,
       CASE WHEN f.product_key <> 0 THEN REPLACE(REPLACE(p.source, '%', '%25'), ':', '%3A') || ':' || p.product_id END AS product_key,
       COALESCE(NULLIF(p.product_id, ''), 'Unknown') AS product_id,
       COALESCE(p.product_name, 'Unknown') AS product_name,
       COALESCE(p.category, 'Unknown') AS category,
       COALESCE(p.sub_category, 'Unknown') AS sub_category,
       CASE WHEN f.customer_key <> 0 THEN REPLACE(REPLACE(c.source, '%', '%25'), ':', '%3A') || ':' || c.customer_id END AS customer_key,
       COALESCE(NULLIF(c.customer_id, ''), 'Unknown') AS customer_id,
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

GRANT SELECT ON sales.wide_sales TO ROLE tillstream_analyst;
