//go:build !linux

package neo4jtest

import "syscall"

// diesWithParent is for Linux alone; elsewhere a server outlives a program that is killed.
func diesWithParent() *syscall.SysProcAttr { return nil }
