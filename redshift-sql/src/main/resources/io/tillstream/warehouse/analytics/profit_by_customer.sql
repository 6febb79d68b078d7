-- question: Which customers bring the most profit in each currency, and what margin on the revenue whose profit is known?
-- columns: source, customer_id, customer_name, currency, profit, revenue, margin_percent, lines, lines_without_profit
-- parameters: source, since, until, top
WITH per_key AS (
  SELECT f.source AS source,
         c.customer_id AS customer_id,
         f.currency AS currency,
-- include: profit_sums
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
-- include: asked_for
    AND f.customer_key <> 0
  GROUP BY f.source, c.customer_id, f.currency
),
ranked AS (
  SELECT source, customer_id, currency, profit, revenue, revenue_of_known_profit, lines, lines_without_profit,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY COALESCE(profit, 0) DESC, source, customer_id) AS place
  FROM per_key
)
SELECT ranked.source AS source,
       ranked.customer_id AS customer_id,
       COALESCE(c.customer_name, 'Unknown') AS customer_name,
       ranked.currency AS currency,
       ranked.profit AS profit,
       ranked.revenue AS revenue,
       @percent(ranked.profit, ranked.revenue_of_known_profit) AS margin_percent,
       ranked.lines AS lines,
       CAST(ranked.lines_without_profit AS BIGINT) AS lines_without_profit
FROM ranked
LEFT JOIN sales.dim_customer AS c ON c.source = ranked.source AND c.customer_id = ranked.customer_id AND c.is_current
WHERE ranked.place <= CAST(:top AS INTEGER)
ORDER BY ranked.currency, ranked.place;
