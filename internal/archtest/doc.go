// Package archtest holds who may import whom, as a test: only downwards, each rule with its reason. It has no code beside.
package archtest
