// Package config is what the operator of Entente may set: one struct with its defaults, read from the environment and checked.
// Command lines may overrule what is no secret.
//
// Start at FromEnvironment and Config.Verify. docs/configuration.md has the table that Table gives, and a test holds it to that.
package config
