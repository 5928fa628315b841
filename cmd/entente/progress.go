package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"entente/internal/loader"
	"entente/internal/store"

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
	var now store.Stage
	told := 0
	p.Progress = func(stage store.Stage, done int) {
		if stage != now {
			now, told = stage, 0
		}
		if part := done / reportEvery; part > told && done < p.Len() {
			told = part
			_, _ = fmt.Fprintf(out, "%s: %s of %s rows\n", stage, thousands(part*reportEvery), thousands(p.Len()))
		}
	}
	return func() {}
}

// bar shows a bar for each stage.
func bar(p *loader.Plan, out io.Writer) (end func()) {
	var b *progressbar.ProgressBar
	var now store.Stage
	end = func() {
		if b != nil {
			_ = b.Finish()
		}
	}
	p.Progress = func(stage store.Stage, done int) {
		if stage != now {
			end()
			b, now = newBar(string(stage), p.Len(), out), stage
		}
		// Progress is no reason to fail. A changed row may count twice: as what went and what came.
		_ = b.Set(min(done, p.Len()))
	}
	return end
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
