-- question: Which products lose the most money in each currency?
-- columns: source, product_id, product_name, currency, profit, revenue, margin_percent, lines, lines_without_profit
-- parameters: source, since, until, top
WITH per_key AS (
  SELECT f.source AS source,
         p.product_id AS product_id,
         f.currency AS currency,
-- include: profit_sums
  JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
    AND f.product_key <> 0
  GROUP BY f.source, p.product_id, f.currency
  HAVING SUM(f.profit) < 0
),
ranked AS (
  SELECT source, product_id, currency, profit, revenue, revenue_of_known_profit, lines, lines_without_profit,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY profit, source, product_id) AS place
  FROM per_key
)
SELECT ranked.source AS source,
       ranked.product_id AS product_id,
       COALESCE(p.product_name, 'Unknown') AS product_name,
       ranked.currency AS currency,
       ranked.profit AS profit,
       ranked.revenue AS revenue,
       @percent(ranked.profit, ranked.revenue_of_known_profit) AS margin_percent,
       ranked.lines AS lines,
       CAST(ranked.lines_without_profit AS BIGINT) AS lines_without_profit
FROM ranked
LEFT JOIN sales.dim_product AS p ON p.source = ranked.source AND p.product_id = ranked.product_id AND p.is_current
WHERE ranked.place <= CAST(:top AS INTEGER)
ORDER BY ranked.currency, ranked.place;
