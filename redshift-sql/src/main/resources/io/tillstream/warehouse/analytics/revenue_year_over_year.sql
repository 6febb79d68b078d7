-- question: By how many percent did revenue grow over the same month of the year before, a running month over the same days of it?
-- columns: month, currency, revenue, compared_with, revenue_year_before, growth_percent, coverage
-- parameters: source, since, until, today
WITH
-- include: covered
-- include: calendar_months
per_month AS (
  SELECT
-- include: month_sums
-- include: asked_till
  GROUP BY d.year * 12 + d.month, f.currency
),
span AS (
  SELECT currency, MIN(month_number) AS first_month FROM per_month GROUP BY currency
)
SELECT calendar.month AS month,
       span.currency AS currency,
       COALESCE(per_month.revenue, 0) AS revenue,
       base.month AS compared_with,
       CASE WHEN base.month_number IS NULL THEN NULL
            WHEN calendar.last_day > covered.last_day THEN COALESCE(previous.same_days, 0)
            ELSE COALESCE(previous.revenue, 0) END AS revenue_year_before,
       @growth(COALESCE(per_month.revenue, 0), CASE WHEN calendar.last_day > covered.last_day THEN previous.same_days ELSE previous.revenue END) AS growth_percent,
-- include: coverage
FROM span
CROSS JOIN covered
JOIN calendar ON calendar.month_number BETWEEN span.first_month AND covered.last_month
LEFT JOIN calendar AS base ON base.month_number = calendar.month_number - 12 AND base.month_number >= span.first_month
LEFT JOIN per_month ON per_month.month_number = calendar.month_number AND per_month.currency = span.currency
LEFT JOIN per_month AS previous ON previous.month_number = base.month_number AND previous.currency = span.currency
-- include: asked_months
ORDER BY calendar.month_number, span.currency;
