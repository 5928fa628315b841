package neo4jtest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

const (
	defaultUser     = "neo4j"
	defaultDatabase = "neo4j"
	maxHeap         = "-Xmx1g"
)

// opens are the packages of Java that Neo4j reaches into.
var opens = []string{"java.nio", "java.io", "sun.nio.ch", "java.lang"}

// process is a running server.
type process struct {
	os *os.Process
	// ended is closed once the process has ended.
	ended chan struct{}
	// output is the file with what it printed.
	output string
}

// kill ends the process at once, as a power cut would, and waits for that.
func (p *process) kill() {
	// It may have ended already, which is what is wanted.
	_ = p.os.Kill()
	<-p.ended
}

// launch starts a server in its home folder and does not wait for it.
func launch(ctx context.Context, home string) (*process, error) {
	lib, err := jars(ctx)
	if err != nil {
		return nil, err
	}
	args := []string{maxHeap, "-XX:+UseParallelGC"}
	for _, pkg := range opens {
		args = append(args, "--add-opens=java.base/"+pkg+"=ALL-UNNAMED")
	}
	args = append(args, "-cp", filepath.Join(lib, "*"), "org.neo4j.server.CommunityEntryPoint", "--home-dir="+home, "--config-dir="+filepath.Join(home, "conf"))
	p := &process{ended: make(chan struct{}), output: filepath.Join(home, "output")}
	output, err := os.OpenFile(p.output, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer func() { _ = output.Close() }()
	// The server outlives ctx: that is for getting it ready.
	cmd := exec.Command("java", args...)
	cmd.Stdout, cmd.Stderr = output, output
	cmd.SysProcAttr = diesWithParent()
	started := make(chan error)
	go func() {
		// The server dies with the thread that started it: one that is this goroutine's alone, until the server has ended.
		runtime.LockOSThread()
		defer close(p.ended)
		err := cmd.Start()
		p.os = cmd.Process
		started <- err
		if err == nil {
			// The exit status does not matter: the process is killed.
			_ = cmd.Wait()
		}
	}()
	return p, <-started
}

// prepare writes the configuration of a new server and gives how to reach it. The password is still to be set.
func prepare(home string) (Connection, error) {
	port, err := freePort()
	if err != nil {
		return Connection{}, err
	}
	conf := fmt.Sprintf(`server.bolt.listen_address=127.0.0.1:%d
server.http.enabled=false
server.memory.pagecache.size=256m
dbms.usage_report.enabled=false
dbms.cypher.min_replan_interval=10h
`, port)
	dir := filepath.Join(home, "conf")
	if err := errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, "neo4j.conf"), []byte(conf), 0o600)); err != nil {
		return Connection{}, err
	}
	return Connection{URI: fmt.Sprintf("neo4j://127.0.0.1:%d", port), Username: defaultUser, Password: rand.Text(), Database: defaultDatabase}, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// ready waits until a new server answers, and gives it the connection's password.
func (p *process) ready(ctx context.Context, c Connection) error {
	if err := p.retry(ctx, func() error { return setPassword(ctx, c) }); err != nil {
		return err
	}
	return p.answers(ctx, c)
}

// answers waits until a server answers that has its password.
func (p *process) answers(ctx context.Context, c Connection) error {
	return p.retry(ctx, func() error { return ping(ctx, c) })
}

// retry tries until there is no error.
func (p *process) retry(ctx context.Context, try func() error) error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("the server does not answer: %w\n%s", err, p.printed())
		case <-p.ended:
			return fmt.Errorf("the server ended: %s", p.printed())
		}
	}
}

// printed gives what the server printed.
func (p *process) printed() string {
	text, err := os.ReadFile(p.output)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
