/** Decides again on rows that have a decision: takes sales back, and puts them back. */
package io.tillstream.glue.silver.redecide;
