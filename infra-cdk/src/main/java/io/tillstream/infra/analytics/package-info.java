/** QuickSight over the warehouse, where wanted. */
package io.tillstream.infra.analytics;
