package teams_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
	"github.com/partnerbot/partnerbot/bot/bottest/nodetest"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/manifests"
)

const packageApp = "8c0a3f5e-6f1d-4b52-9d1a-2f6e7c0b9a41"

// routed is the package of the bot as it is.
func routed() teams.PackageConfig {
	b := bot.New(bot.Config{})
	return teams.PackageConfig{
		AppID: packageApp, Address: "https://bot.example.com/", Commands: b.Commands(), Shortcuts: b.Shortcuts(),
		Color: manifests.TeamsColor, Outline: manifests.TeamsOutline,
	}
}

// manifest is a manifest as Teams reads it.
type manifest struct {
	Version   string
	ID        string
	Developer struct {
		Name, WebsiteURL, PrivacyURL, TermsOfUseURL string
	}
	Name, Description struct{ Short, Full string }
	Bots              []struct {
		BotID        string
		Scopes       []string
		CommandLists []struct {
			Scopes   []string
			Commands []struct{ Title, Description string }
		}
	}
	ComposeExtensions []struct {
		BotID    string
		Commands []struct {
			ID, Type, Title, Description string
			Context                      []string
			FetchTask                    bool
		}
	}
	ValidDomains []string
}

func TestPackage_IsAZipOfThreeFiles(t *testing.T) {
	t.Parallel()
	files := unpack(t, routed())
	if diff := cmp.Diff([]string{"color.png", "manifest.json", "outline.png"}, names(files)); diff != "" {
		t.Errorf("-want +packed:\n%s", diff)
	}
	if !bytes.Equal(files["color.png"], manifests.TeamsColor) || !bytes.Equal(files["outline.png"], manifests.TeamsOutline) {
		t.Error("the icons are not those that were given")
	}
	first, err1 := teams.Package(routed())
	second, err2 := teams.Package(routed())
	if err1 != nil || err2 != nil || !bytes.Equal(first, second) {
		t.Errorf("two packages of the same bot differ: %v, %v", err1, err2)
	}
}

func TestPackage_Golden(t *testing.T) {
	t.Parallel()
	raw := unpack(t, routed())["manifest.json"]
	adaptertest.GoldenBytes(t, "testdata/manifest.json", raw)
}

// TestPackage_IsTheRouter holds the manifest to what the bot can be asked. A menu has room for ten: every command is in
// it, by what it does when it is typed alone, and nothing that the router does not know.
func TestPackage_IsTheRouter(t *testing.T) {
	t.Parallel()
	b := bot.New(bot.Config{Prefix: "fern"})
	c := routed()
	c.Commands = b.Commands()
	m := read(t, c)
	if m.ID != packageApp || m.Bots[0].BotID != packageApp || m.ComposeExtensions[0].BotID != packageApp {
		t.Errorf("the ids are %s, %s and %s", m.ID, m.Bots[0].BotID, m.ComposeExtensions[0].BotID)
	}
	known := map[string]string{}
	for _, c := range b.Commands() {
		for _, w := range c.Words {
			known[c.Name+" "+w.Name] = w.What
		}
	}
	menu := map[string]string{}
	for _, l := range m.Bots[0].CommandLists {
		if diff := cmp.Diff([]string{"personal", "team", "groupChat"}, l.Scopes); diff != "" {
			t.Errorf("-want +scopes:\n%s", diff)
		}
		for _, c := range l.Commands {
			menu[c.Title] = c.Description
			if known[c.Title] != c.Description {
				t.Errorf("the menu says of %q: %q, the router %q", c.Title, c.Description, known[c.Title])
			}
		}
	}
	if want := min(10, len(known)); len(menu) != want {
		t.Errorf("the menu has %d entries, want %d: %v", len(menu), want, menu)
	}
	for _, c := range b.Commands() {
		if first := c.Name + " " + c.Words[0].Name; menu[first] == "" {
			t.Errorf("the menu lacks %q: %v", first, menu)
		}
	}
	var want, got []string
	for _, s := range b.Shortcuts() {
		where := map[bool]string{true: "message", false: "compose commandBox"}[s.OnMessage]
		want = append(want, strings.Join([]string{s.ID, "action", where, s.Name, s.What}, ", "))
	}
	for _, s := range m.ComposeExtensions[0].Commands {
		got = append(got, strings.Join([]string{s.ID, s.Type, strings.Join(s.Context, " "), s.Title, s.Description}, ", "))
		if !s.FetchTask {
			t.Errorf("%s opens no form of the bot's", s.ID)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-router +manifest:\n%s", diff)
	}
}

func TestPackage_OffersWhatMattersMost(t *testing.T) {
	t.Parallel()
	words := func(names ...string) (all []bot.WordHelp) {
		for _, n := range names {
			all = append(all, bot.WordHelp{Name: n, What: "do " + n})
		}
		return all
	}
	for name, c := range map[string]struct {
		commands []bot.CommandHelp
		want     string
	}{
		"all have room":  {[]bot.CommandHelp{{Name: "a", Words: words("1", "help")}, {Name: "b", Words: words("1")}}, "a 1, a help, b 1"},
		"help gives way": {[]bot.CommandHelp{{Name: "a", Words: words("help", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")}}, "a 1, a 2, a 3, a 4, a 5, a 6, a 7, a 8, a 9, a 10"},
		"later words give way": {
			[]bot.CommandHelp{{Name: "a", Words: words("1", "2", "3", "4", "5", "6", "7", "8", "9")}, {Name: "b", Words: words("1", "2", "3")}},
			"a 1, a 2, a 3, a 4, a 5, a 6, a 7, b 1, b 2, b 3",
		},
		"none": {nil, ""},
	} {
		config := routed()
		config.Commands = c.commands
		var got []string
		for _, l := range read(t, config).Bots[0].CommandLists {
			for _, c := range l.Commands {
				got = append(got, c.Title)
			}
		}
		if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s: -want +menu:\n%s", name, diff)
		}
	}
}

func TestPackage_SaysWhoseItIs(t *testing.T) {
	t.Parallel()
	c := routed()
	c.Address = "https://bot.example.com:8443/partner/"
	m := read(t, c)
	got := []string{m.Version, m.Developer.Name, m.Developer.WebsiteURL, m.Developer.PrivacyURL, m.Developer.TermsOfUseURL, m.ValidDomains[0]}
	page := "https://bot.example.com:8443/"
	if diff := cmp.Diff([]string{"1.0.0", "partnerbot", page, page, page, "bot.example.com:8443"}, got); diff != "" {
		t.Errorf("by default: -want +got:\n%s", diff)
	}
	c.Version, c.Company, c.Website = "2.10.0", "Fernhill & Söhne", "https://example.com/bot?lang=en"
	c.Terms = "https://example.com/terms"
	m = read(t, c)
	got = []string{m.Version, m.Developer.Name, m.Developer.WebsiteURL, m.Developer.PrivacyURL, m.Developer.TermsOfUseURL}
	if diff := cmp.Diff([]string{c.Version, c.Company, c.Website, c.Website, c.Terms}, got); diff != "" {
		t.Errorf("when told: -want +got:\n%s", diff)
	}
	if m.Name.Short == m.Name.Full || m.Description.Short == m.Description.Full {
		t.Error("Teams wants a short and a full text that differ")
	}
}

func TestPackage_Refuses(t *testing.T) {
	t.Parallel()
	noID := " is not an app id: copy the Microsoft App ID from Configuration of the Azure Bot at portal.azure.com"
	noServer := " is not the address of a web server that begins with https://"
	noPage := " is not the address of a web page that begins with https://"
	for name, c := range map[string]struct {
		spoil   func(*teams.PackageConfig)
		problem string
	}{
		"no app id":          {func(c *teams.PackageConfig) { c.AppID = "" }, `""` + noID},
		"a name for an id":   {func(c *teams.PackageConfig) { c.AppID = "partnerbot" }, `"partnerbot"` + noID},
		"braces":             {func(c *teams.PackageConfig) { c.AppID = "{" + packageApp + "}" }, `"{` + packageApp + `}"` + noID},
		"plain http":         {func(c *teams.PackageConfig) { c.Address = "http://bot.example.com" }, `"http://bot.example.com"` + noServer},
		"no scheme":          {func(c *teams.PackageConfig) { c.Address = "bot.example.com" }, `"bot.example.com"` + noServer},
		"no address":         {func(c *teams.PackageConfig) { c.Address = "" }, `""` + noServer},
		"a query":            {func(c *teams.PackageConfig) { c.Address += "?x=1" }, `"https://bot.example.com/?x=1"` + noServer},
		"a password":         {func(c *teams.PackageConfig) { c.Address = "https://me:pw@b.example" }, `"https://me:pw@b.example"` + noServer},
		"no address at all":  {func(c *teams.PackageConfig) { c.Address = "https://%zz" }, `"https://%zz"` + noServer},
		"a page of http":     {func(c *teams.PackageConfig) { c.Privacy = "http://example.com" }, `"http://example.com"` + noPage},
		"a version of two":   {func(c *teams.PackageConfig) { c.Version = "1.0" }, `"1.0" is not a version of three numbers, such as 1.0.1`},
		"a version with a v": {func(c *teams.PackageConfig) { c.Version = "v1.0.0" }, `"v1.0.0" is not a version of three numbers, such as 1.0.1`},
		"no icon":            {func(c *teams.PackageConfig) { c.Color = nil }, "the icon color.png is not a PNG of 192 by 192 pixels"},
		"icons changed over": {
			func(c *teams.PackageConfig) { c.Color, c.Outline = c.Outline, c.Color },
			"the icon color.png is not a PNG of 192 by 192 pixels\nthe icon outline.png is not a PNG of 32 by 32 pixels",
		},
		"11 commands": {func(c *teams.PackageConfig) { c.Commands = many(bot.CommandHelp{Name: "a"}, 11) }, "there are 11 commands: Teams' menu takes at most 10"},
		"11 shortcuts": {
			func(c *teams.PackageConfig) { c.Shortcuts = many(bot.ShortcutHelp{ID: "a", Name: "A", What: "a"}, 11) },
			"there are 11 shortcuts: Teams takes at most 10",
		},
		"a long prefix": {
			func(c *teams.PackageConfig) {
				c.Commands = []bot.CommandHelp{{Name: "partnershipsoffice" + "program", Words: []bot.WordHelp{{Name: "schedule", What: "x"}}}}
			},
			`the command "partnershipsofficeprogram schedule" is 34 characters long: Teams takes 1 to 32`,
		},
		"a shortcut without a name": {
			func(c *teams.PackageConfig) { c.Shortcuts = []bot.ShortcutHelp{{ID: "a", What: "a"}} },
			`the shortcut "" is 0 characters long: Teams takes 1 to 32`,
		},
		"all at once": {
			func(c *teams.PackageConfig) { c.AppID, c.Address, c.Version = "x", "y", "z" },
			"\"y\"" + noServer + "\n\"x\"" + noID + "\n\"z\" is not a version of three numbers, such as 1.0.1",
		},
	} {
		config := routed()
		c.spoil(&config)
		raw, err := teams.Package(config)
		if err == nil || err.Error() != c.problem || raw != nil {
			t.Errorf("%s: %v, want %q", name, err, c.problem)
		}
	}
}

// grown are all texts of a package that somebody else chooses, each as long as a number says.
var grown = map[string]struct {
	most int
	grow func(*teams.PackageConfig, string)
}{
	"company": {32, func(c *teams.PackageConfig, s string) { c.Company = s }},
	"website": {2048, func(c *teams.PackageConfig, s string) { c.Website = "https://a.example/" + s[18:] }},
	"privacy": {2048, func(c *teams.PackageConfig, s string) { c.Privacy = "https://a.example/" + s[18:] }},
	"terms":   {2048, func(c *teams.PackageConfig, s string) { c.Terms = "https://a.example/" + s[18:] }},
	"command": {32, func(c *teams.PackageConfig, s string) {
		c.Commands = []bot.CommandHelp{{Name: s[2:], Words: []bot.WordHelp{{Name: "x", What: "y"}}}}
	}},
	"help of a command": {128, func(c *teams.PackageConfig, s string) {
		c.Commands = []bot.CommandHelp{{Name: "x", Words: []bot.WordHelp{{Name: "x", What: s}}}}
	}},
	"id of a shortcut": {64, func(c *teams.PackageConfig, s string) {
		c.Shortcuts = []bot.ShortcutHelp{{ID: s, Name: "x", What: "y"}}
	}},
	"shortcut": {32, func(c *teams.PackageConfig, s string) {
		c.Shortcuts = []bot.ShortcutHelp{{ID: "x", Name: s, What: "y"}}
	}},
	"help of a shortcut": {128, func(c *teams.PackageConfig, s string) {
		c.Shortcuts = []bot.ShortcutHelp{{ID: "x", Name: "x", What: s}}
	}},
}

// TestPackage_Limits grows each text to its limit, which Microsoft's schema takes, and beyond it, which is refused here.
func TestPackage_Limits(t *testing.T) {
	t.Parallel()
	var accepted [][]byte
	for name, g := range grown {
		c := routed()
		g.grow(&c, strings.Repeat("x", g.most))
		accepted = append(accepted, unpack(t, c)["manifest.json"])
		g.grow(&c, strings.Repeat("x", g.most+1))
		_, err := teams.Package(c)
		if err == nil || strings.Contains(err.Error(), "\n") && !strings.Contains(name, "website") || !strings.Contains(err.Error(), "characters long: Teams takes 1 to ") {
			t.Errorf("%s beyond its limit: %v", name, err)
		}
	}
	for i, faults := range judge(t, accepted...) {
		if len(faults) > 0 {
			t.Errorf("Microsoft's schema refuses %s: %v", accepted[i], faults)
		}
	}
}

// TestPackage_IsValid asks Microsoft's own schema. It shows that a manifest that is broken in one place is refused.
func TestPackage_IsValid(t *testing.T) {
	t.Parallel()
	good := unpack(t, routed())["manifest.json"]
	broken := map[string]func(m map[string]any){
		"/id":              func(m map[string]any) { m["id"] = "partnerbot" },
		"/manifestVersion": func(m map[string]any) { m["manifestVersion"] = "1.22" },
		"/name/short":      func(m map[string]any) { m["name"].(map[string]any)["short"] = strings.Repeat("x", 31) },
		"/accentColor":     func(m map[string]any) { m["accentColor"] = "navy" },
		"/developer":       func(m map[string]any) { delete(m["developer"].(map[string]any), "privacyUrl") },
		"/bots/0/scopes/0": func(m map[string]any) { theBot(m)["scopes"] = []string{"groupchat"} },
		"/bots/0":          func(m map[string]any) { theBot(m)["supportsEverything"] = true },
		"/bots/0/commandLists/0/commands": func(m map[string]any) {
			theBot(m)["commandLists"].([]any)[0].(map[string]any)["commands"] = many(map[string]any{"title": "x", "description": "y"}, 11)
		},
		"/composeExtensions/0/commands/0/title": func(m map[string]any) {
			m["composeExtensions"].([]any)[0].(map[string]any)["commands"].([]any)[0].(map[string]any)["title"] = strings.Repeat("x", 33)
		},
		"/validDomains": func(m map[string]any) { m["validDomains"] = "bot.example.com" },
	}
	all, places := [][]byte{good}, []string{""}
	for place, spoil := range broken {
		var m map[string]any
		if err := json.Unmarshal(good, &m); err != nil {
			t.Fatal(err)
		}
		spoil(m)
		raw, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		all, places = append(all, raw), append(places, place)
	}
	for i, faults := range judge(t, all...) {
		switch place := places[i]; {
		case place == "" && len(faults) > 0:
			t.Errorf("Microsoft's schema refuses the manifest: %v", faults)
		case place != "" && (len(faults) != 1 || !strings.HasPrefix(faults[0], place+" ")):
			t.Errorf("broken at %s: %q", place, faults)
		}
	}
}

func theBot(m map[string]any) map[string]any { return m["bots"].([]any)[0].(map[string]any) }

// judge asks Microsoft's schema for the faults of manifests.
func judge(t *testing.T, all ...[]byte) [][]string {
	t.Helper()
	raw := append(append([]byte("["), bytes.Join(all, []byte(","))...), ']')
	var faults [][]string
	if err := json.Unmarshal(nodetest.Run(t.Context(), t, raw, "appmanifest.mjs"), &faults); err != nil {
		t.Fatal(err)
	}
	if len(faults) != len(all) {
		t.Fatalf("%d of %d manifests were judged", len(faults), len(all))
	}
	return faults
}

func unpack(t *testing.T, c teams.PackageConfig) map[string][]byte {
	t.Helper()
	raw, err := teams.Package(c)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func names(files map[string][]byte) []string {
	var all []string
	for n := range files {
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}

func read(t *testing.T, c teams.PackageConfig) manifest {
	t.Helper()
	var m manifest
	if err := json.Unmarshal(unpack(t, c)["manifest.json"], &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func many[T any](one T, n int) []T {
	all := make([]T, n)
	for i := range all {
		all[i] = one
	}
	return all
}
