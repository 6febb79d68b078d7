/** What the writer tells about itself while it runs: meters, health, and the two ways out (Prometheus text, CloudWatch). */
package io.tillstream.writer.metrics;
