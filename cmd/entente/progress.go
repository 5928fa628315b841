package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"entente/internal/loader"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// reportEvery is how many rows lie between two plain lines of progress.
const reportEvery = 20_000

// watch shows how far a plan is while it is applied: as a bar on a terminal, as plain lines elsewhere. end takes the bar away.
func watch(p *loader.Plan, out io.Writer) (end func()) {
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return bar(p, out)
	}
	p.Progress = func(done int) {
		if done%reportEvery == 0 && done < p.Len() {
			_, _ = fmt.Fprintf(out, "%s of %s rows\n", thousands(done), thousands(p.Len()))
		}
	}
	return func() {}
}

func bar(p *loader.Plan, out io.Writer) (end func()) {
	b := progressbar.NewOptions(p.Len(), progressbar.OptionSetWriter(out), progressbar.OptionSetDescription("writing"),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	// Progress is no reason to fail.
	p.Progress = func(done int) { _ = b.Set(done) }
	return func() { _ = b.Finish() }
}
