/**
 * {@code ./tillstream chaos}: real writers on a real broker under random faults, and the proof by listing alone that every
 * record is in Bronze exactly once.
 */
package io.tillstream.chaos;
