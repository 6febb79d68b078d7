-- question: How much profit does each store bring, and what margin on the revenue whose profit is known?
-- columns: source, store_id, currency, profit, revenue, margin_percent, lines, lines_without_profit
-- parameters: source, since, until
WITH per_key AS (
  SELECT f.source AS source,
         COALESCE(NULLIF(s.store_id, ''), 'Unknown') AS store_id,
         f.currency AS currency,
-- include: profit_sums
  LEFT JOIN sales.dim_store AS s ON s.store_key = f.store_key
-- include: asked_for
  GROUP BY f.source, COALESCE(NULLIF(s.store_id, ''), 'Unknown'), f.currency
)
SELECT per_key.source AS source,
       per_key.store_id AS store_id,
       per_key.currency AS currency,
       per_key.profit AS profit,
       per_key.revenue AS revenue,
       @percent(per_key.profit, per_key.revenue_of_known_profit) AS margin_percent,
       per_key.lines AS lines,
       CAST(per_key.lines_without_profit AS BIGINT) AS lines_without_profit
FROM per_key
ORDER BY COALESCE(per_key.profit, 0) DESC, per_key.source, per_key.store_id, per_key.currency;
