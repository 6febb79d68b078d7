/** Load sets: immutable files and a manifest per table from which the warehouse is loaded (invariant 6). */
package io.tillstream.glue.loadset;
