-- question: How many products make up the first 80 % of the revenue (A), the next 15 % (B) and the last 5 % (C)?
-- columns: abc_class, currency, revenue, revenue_percent, products, products_percent
-- parameters: source, since, until
-- include: product_abc
),
per_class AS (
  SELECT abc_class, currency, SUM(revenue) AS revenue, COUNT(*) AS products FROM classified GROUP BY abc_class, currency
)
SELECT per_class.abc_class AS abc_class,
       per_class.currency AS currency,
       per_class.revenue AS revenue,
       ROUND(100 * (CAST(per_class.revenue AS DECIMAL(24,6)) / NULLIF(CAST(SUM(per_class.revenue) OVER (PARTITION BY per_class.currency) AS DECIMAL(24,6)), 0)), 2) AS revenue_percent,
       per_class.products AS products,
       ROUND(100 * (CAST(per_class.products AS DECIMAL(24,6)) / NULLIF(CAST(SUM(per_class.products) OVER (PARTITION BY per_class.currency) AS DECIMAL(24,6)), 0)), 2) AS products_percent
FROM per_class
ORDER BY per_class.abc_class, per_class.currency;
