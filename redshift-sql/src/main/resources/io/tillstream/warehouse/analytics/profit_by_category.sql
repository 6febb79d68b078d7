-- question: How much profit does each category bring, and what margin on the revenue whose profit is known?
-- columns: category, currency, profit, revenue, margin_percent, lines, lines_without_profit
-- parameters: source, since, until
WITH per_key AS (
  SELECT COALESCE(p.category, 'Unknown') AS category,
         f.currency AS currency,
-- include: profit_sums
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
  GROUP BY COALESCE(p.category, 'Unknown'), f.currency
)
SELECT per_key.category AS category,
       per_key.currency AS currency,
       per_key.profit AS profit,
       per_key.revenue AS revenue,
       @percent(per_key.profit, per_key.revenue_of_known_profit) AS margin_percent,
       per_key.lines AS lines,
       CAST(per_key.lines_without_profit AS BIGINT) AS lines_without_profit
FROM per_key
ORDER BY COALESCE(per_key.profit, 0) DESC, per_key.category, per_key.currency;
