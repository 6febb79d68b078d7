/** What the processes of the local run have in common. */
package io.tillstream.local.process;
