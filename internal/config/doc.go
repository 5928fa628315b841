// Package config is the configuration of the server: one struct with defaults, read from the environment and checked. Command lines may
// override what is not secret.
//
// Start at FromEnvironment and Config.Verify. docs/configuration.md has the table that Table gives, and a test holds it to that.
package config
