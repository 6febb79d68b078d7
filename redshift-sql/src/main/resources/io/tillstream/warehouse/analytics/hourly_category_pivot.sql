-- question: How much was sold in each of the 24 hours of the day, summed over all days, of the nine categories with the highest revenue, and of all others together?
-- columns: hour, currency, category_1, revenue_1, category_2, revenue_2, category_3, revenue_3, category_4, revenue_4, category_5, revenue_5, category_6, revenue_6, category_7, revenue_7, category_8, revenue_8, category_9, revenue_9, other_revenue
-- parameters: source, since, until
WITH per_category AS (
  SELECT t.hour AS hour,
         COALESCE(p.category, 'Unknown') AS category,
         f.currency AS currency,
         SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_time AS t ON t.time_key = f.time_key
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
  GROUP BY t.hour, COALESCE(p.category, 'Unknown'), f.currency
),
ranked AS (
  SELECT category, currency,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY SUM(revenue) DESC, category) AS place
  FROM per_category
  GROUP BY category, currency
),
named AS (
  SELECT currency,
         MAX(CASE WHEN place = 1 THEN category END) AS category_1,
         MAX(CASE WHEN place = 2 THEN category END) AS category_2,
         MAX(CASE WHEN place = 3 THEN category END) AS category_3,
         MAX(CASE WHEN place = 4 THEN category END) AS category_4,
         MAX(CASE WHEN place = 5 THEN category END) AS category_5,
         MAX(CASE WHEN place = 6 THEN category END) AS category_6,
         MAX(CASE WHEN place = 7 THEN category END) AS category_7,
         MAX(CASE WHEN place = 8 THEN category END) AS category_8,
         MAX(CASE WHEN place = 9 THEN category END) AS category_9
  FROM ranked
  GROUP BY currency
),
placed AS (
  SELECT per_category.hour AS hour, per_category.currency AS currency, per_category.revenue AS revenue, ranked.place AS place
  FROM per_category
  JOIN ranked ON ranked.category = per_category.category AND ranked.currency = per_category.currency
),
hours AS (
  SELECT DISTINCT hour FROM sales.dim_time
)
SELECT hours.hour AS hour,
       named.currency AS currency,
       named.category_1 AS category_1,
       COALESCE(SUM(CASE WHEN placed.place = 1 THEN placed.revenue END), 0) AS revenue_1,
       named.category_2 AS category_2,
       COALESCE(SUM(CASE WHEN placed.place = 2 THEN placed.revenue END), 0) AS revenue_2,
       named.category_3 AS category_3,
       COALESCE(SUM(CASE WHEN placed.place = 3 THEN placed.revenue END), 0) AS revenue_3,
       named.category_4 AS category_4,
       COALESCE(SUM(CASE WHEN placed.place = 4 THEN placed.revenue END), 0) AS revenue_4,
       named.category_5 AS category_5,
       COALESCE(SUM(CASE WHEN placed.place = 5 THEN placed.revenue END), 0) AS revenue_5,
       named.category_6 AS category_6,
       COALESCE(SUM(CASE WHEN placed.place = 6 THEN placed.revenue END), 0) AS revenue_6,
       named.category_7 AS category_7,
       COALESCE(SUM(CASE WHEN placed.place = 7 THEN placed.revenue END), 0) AS revenue_7,
       named.category_8 AS category_8,
       COALESCE(SUM(CASE WHEN placed.place = 8 THEN placed.revenue END), 0) AS revenue_8,
       named.category_9 AS category_9,
       COALESCE(SUM(CASE WHEN placed.place = 9 THEN placed.revenue END), 0) AS revenue_9,
       COALESCE(SUM(CASE WHEN placed.place > 9 THEN placed.revenue END), 0) AS other_revenue
FROM hours
CROSS JOIN named
LEFT JOIN placed ON placed.hour = hours.hour AND placed.currency = named.currency
GROUP BY hours.hour, named.currency, named.category_1, named.category_2, named.category_3, named.category_4, named.category_5, named.category_6, named.category_7, named.category_8, named.category_9
ORDER BY hours.hour, named.currency;
