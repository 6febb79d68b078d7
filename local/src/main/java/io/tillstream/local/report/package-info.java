/** The files that --report writes. */
package io.tillstream.local.report;
