package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"entente/internal/config"

	"github.com/spf13/cobra"
)

// The limits of a health request and its answer.
const (
	healthTimeout = 3 * time.Second
	maxHealth     = 200
)

// newHealth returns the subcommand that asks a running server whether it is ready.
func newHealth() *cobra.Command {
	return &cobra.Command{
		Use:   "health [URL]",
		Short: "Ask a server whether it is ready",
		Long: `Health asks a server's /readyz, and prints what it says. It is what a container's health check runs, where there is no shell
and no curl. Without a URL it asks the server on this machine, at the port that ENTENTE_ADDR names.

Exit status: 0 when the server is ready, 1 when it is not or does not answer within 3 seconds, 2 when the command line was wrong.`,
		Example: "  entente health\n  entente health http://127.0.0.1:8080",
		Args:    cobra.MaximumNArgs(1),
		RunE: withFailure(func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return health(cmd.Context(), args[0], cmd.OutOrStdout())
			}
			c, err := config.FromEnvironment(os.Getenv)
			if err != nil {
				return err
			}
			address, err := localURL(c.Addr)
			if err != nil {
				return err
			}
			return health(cmd.Context(), address, cmd.OutOrStdout())
		}),
	}
}

// localURL is the URL of a server on this machine that listens on an address, which may be that of all interfaces.
func localURL(addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port), nil
}

// health requests the readiness of a server and prints it.
func health(ctx context.Context, address string, out io.Writer) (err error) {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	if u, err := url.Parse(address); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return usage(fmt.Errorf("%q is no URL of a server; write it as http://127.0.0.1:8080", address))
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(address, "/")+"/readyz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	var failed *url.Error
	if errors.As(err, &failed) {
		return fmt.Errorf("no server answers at %s: %w; entente serve starts one", failed.URL, failed.Err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxHealth))
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s says %s: %s", address, response.Status, strings.TrimSpace(string(body)))
	}
	_, err = fmt.Fprintln(out, strings.TrimSpace(string(body)))
	return err
}
