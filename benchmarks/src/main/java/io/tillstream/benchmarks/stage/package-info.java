/** What the measured processes run: each main is one contender, or fills the topic. On the class path of the s3-writer. */
package io.tillstream.benchmarks.stage;
