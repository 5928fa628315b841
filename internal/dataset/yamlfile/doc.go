// Package yamlfile reads YAML as plain values with positions (package input). It is the only one that knows the YAML library, of which it
// lets through what a small file can say no more by than it holds: no anchors, aliases, tags or depth. Start at Values for a file, and at
// Parse for a text.
package yamlfile
