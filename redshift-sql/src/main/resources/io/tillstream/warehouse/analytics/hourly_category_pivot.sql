-- question: How much was sold of the nine categories of a general store, and of all others together, in each of the 24 hours of the day, summed over all days?
-- columns: hour, currency, kitchen, sports, tools, fashion, widgets, electronics, gadgets, home, office, other
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
cell AS (
  SELECT hours.hour AS hour, currencies.currency AS currency
  FROM (SELECT DISTINCT hour FROM sales.dim_time) AS hours
  CROSS JOIN (SELECT DISTINCT currency FROM per_category) AS currencies
)
SELECT cell.hour AS hour,
       cell.currency AS currency,
       COALESCE(SUM(CASE WHEN per_category.category = 'Kitchen' THEN per_category.revenue END), 0) AS kitchen,
       COALESCE(SUM(CASE WHEN per_category.category = 'Sports' THEN per_category.revenue END), 0) AS sports,
       COALESCE(SUM(CASE WHEN per_category.category = 'Tools' THEN per_category.revenue END), 0) AS tools,
       COALESCE(SUM(CASE WHEN per_category.category = 'Fashion' THEN per_category.revenue END), 0) AS fashion,
       COALESCE(SUM(CASE WHEN per_category.category = 'Widgets' THEN per_category.revenue END), 0) AS widgets,
       COALESCE(SUM(CASE WHEN per_category.category = 'Electronics' THEN per_category.revenue END), 0) AS electronics,
       COALESCE(SUM(CASE WHEN per_category.category = 'Gadgets' THEN per_category.revenue END), 0) AS gadgets,
       COALESCE(SUM(CASE WHEN per_category.category = 'Home' THEN per_category.revenue END), 0) AS home,
       COALESCE(SUM(CASE WHEN per_category.category = 'Office' THEN per_category.revenue END), 0) AS office,
       COALESCE(SUM(CASE WHEN per_category.category NOT IN ('Kitchen', 'Sports', 'Tools', 'Fashion', 'Widgets', 'Electronics', 'Gadgets', 'Home', 'Office')
                         THEN per_category.revenue END), 0) AS other
FROM cell
LEFT JOIN per_category ON per_category.hour = cell.hour AND per_category.currency = cell.currency
GROUP BY cell.hour, cell.currency
ORDER BY cell.hour, cell.currency;
