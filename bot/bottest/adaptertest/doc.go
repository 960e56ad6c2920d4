// Package adaptertest is what the tests of all platforms' adapters have in common: a bot that is told what to answer,
// golden files, views made of nasty text, and the page of surprises that must name its tests.
package adaptertest
