// Package server is the HTTP side of Entente: routes, the log line of each request, health, and a stop that fails nobody.
//
// Start at New, and Run, which serves until its context ends.
package server
