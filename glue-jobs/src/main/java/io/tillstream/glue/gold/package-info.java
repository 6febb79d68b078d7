/** Gold: the star schema, kept in step with Silver batch by batch (invariant 5). */
package io.tillstream.glue.gold;
