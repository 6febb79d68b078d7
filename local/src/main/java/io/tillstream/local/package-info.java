/** The {@code ./tillstream} program: the whole pipeline on one machine, with stand-ins for AWS. */
package io.tillstream.local;
