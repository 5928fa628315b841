package webui

import "strings"

// policy is the Content-Security-Policy of an address: everything from here, nothing inline, and no page within another's.
func policy(address string) string {
	styles, ancestors := "'self'", "'none'"
	if strings.HasPrefix(address, "/playground/") {
		styles = "'self' 'unsafe-inline'" // its editor, Monaco, writes style elements
	}
	if address == "/map/embed" {
		ancestors = "*" // made to stand in the pages of others
	}
	return "default-src 'none'; script-src 'self'; worker-src 'self'; style-src " + styles +
		"; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors " + ancestors
}
