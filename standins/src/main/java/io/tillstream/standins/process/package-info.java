/** How a stand-in runs as a process that ends with its parent. */
package io.tillstream.standins.process;
