/** cdk-nag and the reasons for each finding that stays. */
package io.tillstream.infra.security;
