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
	if isTerminal(out) {
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
	b := newBar("writing", p.Len(), out)
	// Progress is no reason to fail.
	p.Progress = func(done int) { _ = b.Set(done) }
	return func() { _ = b.Finish() }
}

func newBar(what string, length int, out io.Writer) *progressbar.ProgressBar {
	return progressbar.NewOptions(length, progressbar.OptionSetWriter(out), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
}

// watchOpening shows on a terminal how far opening a store is, where that takes long enough to be waited for. Elsewhere nobody
// waits, and the command says itself when it is ready.
func watchOpening(out io.Writer) (progress func(done, total int), end func()) {
	if !isTerminal(out) {
		return nil, func() {}
	}
	return openingBar(out)
}

func openingBar(out io.Writer) (progress func(done, total int), end func()) {
	var b *progressbar.ProgressBar
	progress = func(done, total int) {
		if b == nil && total > reportEvery {
			b = newBar("opening", total, out)
		}
		if b != nil {
			_ = b.Set(done)
		}
	}
	return progress, func() {
		if b != nil {
			_ = b.Finish()
		}
	}
}

func isTerminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
