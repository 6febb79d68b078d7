WHERE series.date BETWEEN CAST(:since AS DATE) AND CAST(:until AS DATE)
ORDER BY series.date_key, series.currency;
