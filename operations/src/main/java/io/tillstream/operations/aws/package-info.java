/** An environment that was deployed to AWS, as commands reach it with {@code --target aws:NAME}. */
package io.tillstream.operations.aws;
