package teams

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/bot"
)

// PackageConfig is what an app package is made from. AppID, Address, the router's Commands and Shortcuts and the icons
// are required.
type PackageConfig struct {
	AppID   string // of the Azure Bot, where it is called Microsoft App ID
	Address string // at which Teams reaches the bot, such as https://bot.example.com
	Version string // MAJOR.MINOR.PATCH, greater for each package that is uploaded; "" for 1.0.0
	Company string // that stands behind the app; "" for partnerbot
	// Website is a page about the bot, "" for the start page at Address. Privacy and Terms are "" for the same page.
	Website, Privacy, Terms string

	Commands  []bot.CommandHelp
	Shortcuts []bot.ShortcutHelp

	Color, Outline []byte // PNGs of 192 by 192 and 32 by 32 pixels
}

// The files of an app package.
const (
	manifestFile = "manifest.json"
	colorFile    = "color.png"
	outlineFile  = "outline.png"
)

// Package is the zip that Teams takes as an app, made from what the router knows. The same config gives the same bytes.
// An error says what to change, a sentence a line.
func Package(c PackageConfig) ([]byte, error) {
	m, err := c.manifest()
	if err = errors.Join(err, checkIcon(colorFile, c.Color, colorIconSize), checkIcon(outlineFile, c.Outline, outlineIconSize)); err != nil {
		return nil, err
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, err
	}
	return archive([]packed{{colorFile, c.Color}, {manifestFile, text.Bytes()}, {outlineFile, c.Outline}})
}

// packed is a file of an archive.
type packed struct {
	name string
	body []byte
}

// packedAt is when every file of a package was last changed: the earliest time that a zip knows.
var packedAt = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

func archive(files []packed) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: packedAt})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.body); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

// appManifest is a manifest of version 1.23, as far as this bot has need of it.
type appManifest struct {
	Schema          string         `json:"$schema"`
	ManifestVersion string         `json:"manifestVersion"`
	Version         string         `json:"version"`
	ID              string         `json:"id"`
	Developer       appDeveloper   `json:"developer"`
	Name            appText        `json:"name"`
	Description     appText        `json:"description"`
	Icons           appIcons       `json:"icons"`
	Color           string         `json:"accentColor"`
	Bots            []appBot       `json:"bots"`
	Extensions      []appExtension `json:"composeExtensions,omitempty"`
	Permissions     []string       `json:"permissions"`
	Domains         []string       `json:"validDomains"`
}

type appDeveloper struct {
	Name    string `json:"name"`
	Website string `json:"websiteUrl"`
	Privacy string `json:"privacyUrl"`
	Terms   string `json:"termsOfUseUrl"`
}

// appText is a text in two lengths. The two must differ.
type appText struct {
	Short string `json:"short"`
	Full  string `json:"full"`
}

type appIcons struct {
	Color   string `json:"color"`
	Outline string `json:"outline"`
}

type appBot struct {
	ID     string    `json:"botId"`
	Scopes []string  `json:"scopes"`
	Files  bool      `json:"supportsFiles"`
	Lists  []appMenu `json:"commandLists,omitempty"`
}

type appMenu struct {
	Scopes   []string     `json:"scopes"`
	Commands []appCommand `json:"commands"`
}

type appCommand struct {
	Title       string `json:"title"`
	Description string `json:"description"`
}

type appExtension struct {
	BotID    string        `json:"botId"`
	Type     string        `json:"composeExtensionType"`
	Commands []appShortcut `json:"commands"`
}

type appShortcut struct {
	ID          string   `json:"id"`
	Type        string   `json:"type"`
	Context     []string `json:"context"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	FetchTask   bool     `json:"fetchTask"`
}

// appScopes are where the bot can be added and asked.
var appScopes = []string{"personal", "team", "groupChat"}

// appPermissions are what the bot may do: know who asks, and write to people of its teams.
var appPermissions = []string{"identity", "messageTeamMembers"}

func (c PackageConfig) manifest() (appManifest, error) {
	at, err := c.resolve()
	if err != nil {
		return appManifest{}, err
	}
	m := appManifest{
		Schema:          "https://developer.microsoft.com/json-schemas/teams/v" + manifestVersion + "/MicrosoftTeams.schema.json",
		ManifestVersion: manifestVersion,
		Version:         c.Version,
		ID:              c.AppID,
		Developer:       appDeveloper{Name: c.Company, Website: c.Website, Privacy: c.Privacy, Terms: c.Terms},
		Name:            appText{"partnerbot", "partnerbot, the partner program in chat"},
		Description:     appText{"Runs the partner program from chat: deals, reviews and the Monday number", appDescription},
		Icons:           appIcons{Color: colorFile, Outline: outlineFile},
		Color:           "#1f2a44",
		Bots:            []appBot{{ID: c.AppID, Scopes: appScopes, Lists: appMenus(c.Commands)}},
		Extensions:      appExtensions(c.AppID, c.Shortcuts),
		Permissions:     appPermissions,
		Domains:         []string{at.Host},
	}
	if n := len(c.Commands); n > maxMenuCommands {
		err = fmt.Errorf("there are %d commands: Teams' menu takes at most %d", n, maxMenuCommands)
	}
	return m, errors.Join(err, checkManifest(m))
}

const appDescription = `Sellers register the deals that partners bring, the deal desk decides on them with a button, and whoever answers for the number reads it in one post on Monday.

Add partnerbot to the team of the deal desk, and write help to it to see what it can do. Whatever is typed can be clicked as well. What it is told stays in your company's own database.`

var appVersion = regexp.MustCompile(`^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}$`)

// resolve reads the address, and puts the defaults in place of what is not given. All faults are told at once.
func (c *PackageConfig) resolve() (*url.URL, error) {
	var all []error
	at, ok := webAddress(c.Address)
	if !ok || at.RawQuery != "" || at.Fragment != "" {
		all = append(all, fmt.Errorf("%q is not the address of a web server that begins with https://", c.Address))
	}
	if !IsGUID(c.AppID) {
		all = append(all, fmt.Errorf("%q is not an app id: copy the Microsoft App ID from Configuration of the Azure Bot at portal.azure.com", c.AppID))
	}
	for _, page := range []string{c.Website, c.Privacy, c.Terms} {
		if _, ok := webAddress(page); page != "" && !ok {
			all = append(all, fmt.Errorf("%q is not the address of a web page that begins with https://", page))
		}
	}
	c.Version, c.Company = cmp.Or(c.Version, "1.0.0"), cmp.Or(c.Company, "partnerbot")
	if !appVersion.MatchString(c.Version) {
		all = append(all, fmt.Errorf("%q is not a version of three numbers, such as 1.0.1", c.Version))
	}
	if err := errors.Join(all...); err != nil {
		return nil, err
	}
	c.Website = cmp.Or(c.Website, "https://"+at.Host+"/")
	c.Privacy, c.Terms = cmp.Or(c.Privacy, c.Website), cmp.Or(c.Terms, c.Website)
	return at, nil
}

func webAddress(s string) (*url.URL, bool) {
	u, err := url.Parse(s)
	return u, err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil
}

// appMenus are what Teams offers to whoever writes to the bot: one list for all scopes, since it merges none.
func appMenus(commands []bot.CommandHelp) []appMenu {
	if list := appCommands(commands); len(list) > 0 {
		return []appMenu{{appScopes, list}}
	}
	return nil
}

// appCommands are those that have room in a list: first what each command does when it is typed alone, then the second
// words of all, and so on; help, which is what the bot says to whatever it does not know, comes last. They stand in the
// order of the help.
func appCommands(commands []bot.CommandHelp) []appCommand {
	type entry struct {
		appCommand
		order, rank int
	}
	var all []entry
	for _, c := range commands {
		for i, w := range c.Words {
			if w.Name == "help" {
				i = math.MaxInt
			}
			all = append(all, entry{appCommand{c.Name + " " + w.Name, w.What}, len(all), i})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(a.rank, b.rank) })
	all = all[:min(len(all), maxMenuCommands)]
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(a.order, b.order) })
	var list []appCommand
	for _, e := range all {
		list = append(list, e.appCommand)
	}
	return list
}

// appExtensions are the shortcuts, as actions of a message extension: a global one stands where messages are written, the
// other in the menu of each message.
func appExtensions(botID string, shortcuts []bot.ShortcutHelp) []appExtension {
	if len(shortcuts) == 0 {
		return nil
	}
	e := appExtension{BotID: botID, Type: "botBased"}
	for _, s := range shortcuts {
		context := []string{"compose", "commandBox"}
		if s.OnMessage {
			context = []string{"message"}
		}
		e.Commands = append(e.Commands, appShortcut{
			ID: s.ID, Type: "action", Context: context, Title: s.Name, Description: s.What, FetchTask: true,
		})
	}
	return []appExtension{e}
}
