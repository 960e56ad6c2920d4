package teams

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"unicode/utf16"
)

// The app package: the schema of manifest 1.23 (developer.microsoft.com/json-schemas/teams/v1.23), and for the menu, which
// the schema lets be longer, learn.microsoft.com: resources/schema/manifest-schema. The icons: the same,
// concepts/build-and-test/apps-package. Lengths are in UTF-16 units.
const (
	manifestVersion = "1.23"

	maxAppName        = 30
	maxAppFullName    = 100
	maxAppSummary     = 80
	maxAppDescription = 4000
	maxAppCompany     = 32
	maxAppVersion     = 256
	maxAppAddress     = 2048

	maxMenuCommands = 10 // 12 from 1.24 on
	maxMenuTitle    = 32
	maxMenuText     = 128

	maxAppShortcuts     = 10
	maxAppShortcutID    = 64
	maxAppShortcutTitle = 32
	maxAppShortcutText  = 128

	colorIconSize   = 192 // pixels
	outlineIconSize = 32
)

// checkManifest tells all that breaks a limit, a sentence a line.
func checkManifest(m appManifest) error {
	var all []error
	text := func(what, text string, most int) {
		if n := len(utf16.Encode([]rune(text))); n < 1 || n > most {
			all = append(all, fmt.Errorf("%s is %d characters long: Teams takes 1 to %d", what, n, most))
		}
	}
	text("the name of the app", m.Name.Short, maxAppName)
	text("the full name of the app", m.Name.Full, maxAppFullName)
	text("the summary of the app", m.Description.Short, maxAppSummary)
	text("the description of the app", m.Description.Full, maxAppDescription)
	text("the version of the app", m.Version, maxAppVersion)
	text("the name of the company", m.Developer.Name, maxAppCompany)
	text("the address of the website", m.Developer.Website, maxAppAddress)
	text("the address of the privacy statement", m.Developer.Privacy, maxAppAddress)
	text("the address of the terms of use", m.Developer.Terms, maxAppAddress)
	for _, b := range m.Bots {
		for _, l := range b.Lists {
			for _, c := range l.Commands {
				text(fmt.Sprintf("the command %q", c.Title), c.Title, maxMenuTitle)
				text(fmt.Sprintf("the description of the command %q", c.Title), c.Description, maxMenuText)
			}
		}
	}
	for _, e := range m.Extensions {
		if n := len(e.Commands); n > maxAppShortcuts {
			all = append(all, fmt.Errorf("there are %d shortcuts: Teams takes at most %d", n, maxAppShortcuts))
		}
		for _, c := range e.Commands {
			text(fmt.Sprintf("the shortcut %q", c.Title), c.Title, maxAppShortcutTitle)
			text(fmt.Sprintf("the id of the shortcut %q", c.Title), c.ID, maxAppShortcutID)
			text(fmt.Sprintf("the description of the shortcut %q", c.Title), c.Description, maxAppShortcutText)
		}
	}
	return errors.Join(all...)
}

func checkIcon(name string, icon []byte, size int) error {
	c, err := png.DecodeConfig(bytes.NewReader(icon))
	if err != nil || c.Width != size || c.Height != size {
		return fmt.Errorf("the icon %s is not a PNG of %d by %d pixels", name, size, size)
	}
	return nil
}
