package webui

import "embed"

// built has a folder for each page, and the licences of what is bundled.
//
//go:embed all:built
var built embed.FS
