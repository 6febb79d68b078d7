/** DQDL rulesets, their evaluation with Deequ, and the gate that keeps a bad batch off a table's main branch. */
package io.tillstream.quality;
