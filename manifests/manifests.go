// Package manifests holds what others read of partnerbot and the program has need of: the icons of the Teams app. What
// stands beside them, to map a pipeline and to deploy, is for people to copy.
package manifests

import _ "embed"

// TeamsColor is a PNG of 192 by 192 pixels. Teams rounds its corners and cuts a hexagon from it, so that the mark keeps
// to the middle 96.
//
//go:embed teams/color.png
var TeamsColor []byte

// TeamsOutline is a PNG of 32 by 32 pixels, white on nothing, without a margin.
//
//go:embed teams/outline.png
var TeamsOutline []byte
