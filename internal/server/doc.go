// Package server is the HTTP side of Entente: routes, request logs, health, and a graceful shutdown.
//
// Start at New, and Run, which serves until its context ends.
package server
