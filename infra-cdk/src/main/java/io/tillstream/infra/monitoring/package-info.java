/** Metrics, the dashboard, and alarms that each name their runbook. */
package io.tillstream.infra.monitoring;
