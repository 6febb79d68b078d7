-- question: How many products make up the first 80 % of the revenue (A), the next 15 % (B) and the last 5 % (C), and how many bring nothing or less (None)?
-- columns: abc_class, currency, revenue, revenue_percent, products, products_percent
-- parameters: source, since, until
-- include: product_abc
),
per_class AS (
  SELECT abc_class, currency, MAX(total) AS total, SUM(revenue) AS revenue, COUNT(*) AS products FROM classified GROUP BY abc_class, currency
)
SELECT per_class.abc_class AS abc_class,
       per_class.currency AS currency,
       per_class.revenue AS revenue,
       CASE WHEN per_class.abc_class <> 'None' THEN @percent(per_class.revenue, per_class.total) END AS revenue_percent,
       per_class.products AS products,
       @percent(per_class.products, SUM(per_class.products) OVER (PARTITION BY per_class.currency)) AS products_percent
FROM per_class
ORDER BY per_class.abc_class, per_class.currency;
