package neo4jtest

import "syscall"

// diesWithParent makes a process end with the thread that started it.
func diesWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }

// ownProcessGroup keeps a process from what the terminal sends to this one's group, such as Ctrl-C.
func ownProcessGroup() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
