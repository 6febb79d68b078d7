/** The same work as the s3-writer's, done by Spark Structured Streaming. */
package io.tillstream.benchmarks.spark;
