/** The whole pipeline on one machine. */
package io.tillstream.local;
