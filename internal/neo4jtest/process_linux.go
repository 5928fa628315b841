package neo4jtest

import "syscall"

// diesWithParent makes a process end with the thread that started it.
func diesWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
