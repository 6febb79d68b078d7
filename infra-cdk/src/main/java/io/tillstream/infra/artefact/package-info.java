/** What the build made and the stacks deploy: the image, the Lambda's code, the jar and scripts of Glue. */
package io.tillstream.infra.artefact;
