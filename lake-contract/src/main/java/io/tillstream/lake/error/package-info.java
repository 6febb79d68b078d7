/** The errors of all programs, by what has to happen next: try again, give up, or call a person. */
package io.tillstream.lake.error;
