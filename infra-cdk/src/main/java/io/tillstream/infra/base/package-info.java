/** What all stacks share: names, tags, stateful resources, log groups. */
package io.tillstream.infra.base;
