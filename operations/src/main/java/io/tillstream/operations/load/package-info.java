/** What an operator sees of loading and does to it: the pause switch, what waits, how the loader's last run ended. */
package io.tillstream.operations.load;
