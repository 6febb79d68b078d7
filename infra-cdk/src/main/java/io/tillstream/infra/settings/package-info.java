/** What an environment is made of: the settings, their presets and their rules. Nothing here needs the CDK. */
package io.tillstream.infra.settings;
