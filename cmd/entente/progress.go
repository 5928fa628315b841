package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"entente/internal/loader"
	"entente/internal/store"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// reportEvery is the number of rows between two lines of progress.
const reportEvery = 20_000

// showProgress shows the progress of applying a plan: as a bar on a terminal, else as lines. end removes the bar.
func showProgress(p *loader.Plan, out io.Writer) (end func()) {
	if isTerminal(out) {
		return showBar(p, out)
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

// showBar shows a bar for each stage.
func showBar(p *loader.Plan, out io.Writer) (end func()) {
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
		// A failure to show progress is ignored. A changed row may count twice: as removed and as added.
		_ = b.Set(min(done, p.Len()))
	}
	return end
}

func newBar(what string, length int, out io.Writer) *progressbar.ProgressBar {
	return progressbar.NewOptions(length, progressbar.OptionSetWriter(out), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
}

// showOpening shows on a terminal the progress of opening a large store. Otherwise it shows nothing; the command reports when it is ready.
func showOpening(out io.Writer) (progress func(done, total int), end func()) {
	if !isTerminal(out) {
		return nil, func() {}
	}
	return showOpeningBar(out)
}

// showOpeningBar shows a bar for a store with many rows.
func showOpeningBar(out io.Writer) (progress func(done, total int), end func()) {
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

// showWorking shows on a terminal for how long something has been going on whose end is not known, from its first second. end takes that away.
func showWorking(out io.Writer, what string) (end func()) {
	if !isTerminal(out) {
		return func() {}
	}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		ticker := time.NewTicker(time.Second)
		defer ticker.Stop()
		for seconds := 1; ; seconds++ {
			select {
			case <-done:
				return
			case <-ticker.C:
				_, _ = fmt.Fprintf(out, "\r%s: %d s", what, seconds)
			}
		}
	}()
	return func() {
		close(done)
		<-ended
		// Only what stands on the line is wiped.
		_, _ = fmt.Fprintf(out, "\r%s\r", strings.Repeat(" ", len(what)+len(": 1000 s")))
	}
}

// isTerminal reports whether a person reads what is written. Colour and progress are for people alone.
func isTerminal(out io.Writer) bool {
	if o, ok := out.(output); ok {
		out = o.Writer
	}
	file, ok := out.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
