/** Child processes, the data directory they share and the ports they listen on. */
package io.tillstream.local.process;
