-- question: Why is a month's revenue another than that of the same month of the year before: prices, units sold, the mix of products, products sold in one of them only?
-- columns: month, currency, revenue, compared_with, revenue_year_before, price_effect, volume_effect, mix_effect, other_products_effect, coverage
-- parameters: source, since, until, today
WITH
-- include: covered
-- include: calendar_months
per_product AS (
  SELECT f.source AS source,
         p.product_id AS product_id,
         SUM(f.quantity) AS units,
         SUM(CASE WHEN d.day <= newest.day THEN f.quantity ELSE 0 END) AS units_same_days,
-- include: month_sums
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_till
  GROUP BY f.source, p.product_id, d.year * 12 + d.month, f.currency
),
base_product AS (
  SELECT calendar.month_number AS month_number,
         per_product.source AS source,
         per_product.product_id AS product_id,
         per_product.currency AS currency,
         CASE WHEN calendar.last_day > covered.last_day THEN per_product.units_same_days ELSE per_product.units END AS units,
         CASE WHEN calendar.last_day > covered.last_day THEN per_product.same_days ELSE per_product.revenue END AS revenue
  FROM per_product
  CROSS JOIN covered
  JOIN calendar ON calendar.month_number = per_product.month_number + 12 AND calendar.month_number <= covered.last_month
),
month_pair AS (
  SELECT now.month_number AS month_number, now.currency AS currency,
         CAST(SUM(now.revenue) AS DOUBLE PRECISION) AS revenue,
         CAST(SUM(base.revenue) AS DOUBLE PRECISION) AS base_revenue,
         CAST(SUM(now.units) AS DOUBLE PRECISION) AS units,
         CAST(SUM(base.units) AS DOUBLE PRECISION) AS base_units,
         SUM(CAST(now.units AS DOUBLE PRECISION) * CAST(base.revenue AS DOUBLE PRECISION) / CAST(base.units AS DOUBLE PRECISION)) AS at_base_price
  FROM per_product AS now
  JOIN base_product AS base
    ON base.month_number = now.month_number AND base.source = now.source AND base.product_id = now.product_id
   AND base.currency = now.currency
  WHERE now.units > 0 AND base.units > 0
  GROUP BY now.month_number, now.currency
),
total AS (
  SELECT month_number, currency, SUM(revenue) AS revenue FROM per_product GROUP BY month_number, currency
),
base_total AS (
  SELECT month_number, currency, SUM(revenue) AS revenue FROM base_product GROUP BY month_number, currency
)
SELECT calendar.month AS month,
       base_total.currency AS currency,
       COALESCE(total.revenue, 0) AS revenue,
       base.month AS compared_with,
       base_total.revenue AS revenue_year_before,
       ROUND(CAST(COALESCE(month_pair.revenue - month_pair.at_base_price, 0) AS DECIMAL(38,10)), 2) AS price_effect,
       ROUND(CAST(COALESCE((month_pair.units - month_pair.base_units) * month_pair.base_revenue / month_pair.base_units, 0) AS DECIMAL(38,10)), 2) AS volume_effect,
       ROUND(CAST(COALESCE(month_pair.at_base_price - month_pair.base_revenue - (month_pair.units - month_pair.base_units) * month_pair.base_revenue / month_pair.base_units, 0) AS DECIMAL(38,10)), 2) AS mix_effect,
       ROUND(CAST(CAST(COALESCE(total.revenue, 0) AS DOUBLE PRECISION) - CAST(base_total.revenue AS DOUBLE PRECISION)
                  - COALESCE(month_pair.revenue - month_pair.base_revenue, 0) AS DECIMAL(38,10)), 2) AS other_products_effect,
-- include: coverage
FROM base_total
CROSS JOIN covered
JOIN calendar ON calendar.month_number = base_total.month_number
JOIN calendar AS base ON base.month_number = base_total.month_number - 12
LEFT JOIN total ON total.month_number = base_total.month_number AND total.currency = base_total.currency
LEFT JOIN month_pair ON month_pair.month_number = base_total.month_number AND month_pair.currency = base_total.currency
-- include: asked_months
ORDER BY calendar.month_number, base_total.currency;
