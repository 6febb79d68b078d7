-- question: How much profit does each month bring, and what margin on the revenue whose profit is known?
-- columns: month, currency, profit, revenue, margin_percent, lines, lines_without_profit
-- parameters: source, since, until
WITH per_key AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM') AS month,
         f.currency AS currency,
-- include: profit_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM'), f.currency
)
SELECT per_key.month AS month,
       per_key.currency AS currency,
       per_key.profit AS profit,
       per_key.revenue AS revenue,
       @percent(per_key.profit, per_key.revenue_of_known_profit) AS margin_percent,
       per_key.lines AS lines,
       CAST(per_key.lines_without_profit AS BIGINT) AS lines_without_profit
FROM per_key
ORDER BY per_key.month, per_key.currency;
