/** Entry points of the Spark jobs, and what all of them share: their arguments and their one line of outcome. */
package io.tillstream.glue;
