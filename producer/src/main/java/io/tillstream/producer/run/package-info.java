/** What every run that sends has: pace, progress, an early end. */
package io.tillstream.producer.run;
