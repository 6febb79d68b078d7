/** The CDK app: it turns validated settings into one CloudFormation stack for each part of the pipeline. */
package io.tillstream.infra;
