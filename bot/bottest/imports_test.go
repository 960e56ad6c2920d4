package bottest_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/partnerbot/partnerbot/"

// ways are where the imports of a folder may go, among our own packages. A folder with no row takes that of the nearest
// folder above it. Tests may import what they need.
var ways = []struct {
	folder string
	may    []string // folders, with what is below a folder that ends in /
	why    string   // why anything else is wrong
}{
	{"domain", []string{"domain/"}, "The rules are read, tested and trusted with no database and no chat in sight. " +
		"What they need kept or sent stands behind an interface of their own."},
	{"domain/forecast", []string{"domain/calendar", "domain/top"}, "The mathematics of the number is pure functions of rows and dates."},
	{"domain/activation", []string{"domain/calendar"}, "How a partner stands follows from rows and days, and from nothing else."},
	{"domain/top", nil, "The first few of many are kept the same way whatever they are."},
	{"domain/calendar", nil, "Dates know nothing of deals."},
	{"bot/intent", nil, "Drawing and routing both name intents. A leaf keeps them from knowing each other."},
	{"bot/form", []string{"bot/intent"}, "A form is a list of fields: it is the same on every platform and asks nobody anything."},
	{"bot/view", []string{"bot/form", "bot/intent"}, "A view is words and buttons that are drawn as they are. " +
		"One that knows the domain would be drawn by looking things up."},
	{"bot", []string{"bot/form", "bot/intent", "bot/view", "domain/"}, "What is asked and shown is the same on every " +
		"platform and whatever keeps it: a platform comes to the bot, never the other way, and the store stands behind domain's port."},
	{"bot/pace", nil, "A pace knows of no platform: what its limits are, the platform's folder says."},
	{"bot/insiders", nil, "Who reads along in a channel is remembered the same way for every platform."},
	{"bot/outbound", nil, "What all calls have in common knows neither a platform nor what is sent."},
	{"bot/inbound", nil, "What all endpoints have in common knows neither a platform nor what is asked there."},
	{"bot/slack", []string{"bot", "bot/form", "bot/inbound", "bot/insiders", "bot/intent", "bot/outbound", "bot/pace", "bot/view", "domain/"}, "Slack is drawn and spoken here and nowhere " +
		"else. It knows neither another platform, nor where things are kept, nor that there is a playground."},
	{"bot/teams", []string{"bot", "bot/form", "bot/inbound", "bot/insiders", "bot/intent", "bot/outbound", "bot/pace", "bot/view", "domain/"}, "Teams is drawn and spoken here and nowhere " +
		"else. It knows neither another platform, nor where things are kept."},
	{"bot/schedule", []string{"bot", "domain/"}, "The schedule says what is due now. What follows is the domain's."},
	{"bot/playground", nil, "The stand-in for Slack is an oracle only as long as it shares nothing with the bot that it tests: " +
		"all that passes between them is HTTP."},
	{"bot/playground/botconnector", nil, "The stand-in for Teams is an oracle only as long as it shares nothing with the bot that it tests: " +
		"all that passes between them is HTTP."},
	{"bot/bottest", []string{"bot/", "domain/", "storage/", "migrations"}, "What tests the bot is not part of the program."},
	{"storage", []string{"domain/", "migrations", "storage/"}, "A store keeps what the domain says, and shows nothing to anyone."},
	{"migrations", nil, "Migrations are SQL."},
	{"manifests", nil, "Manifests are files."},
	{"cmd", []string{"bot/", "cmd/", "domain/", "manifests/", "manifests", "migrations", "storage/"}, ""},
}

// libraries are those that only some folders may know.
var libraries = []struct {
	library string
	only    []string
	why     string
}{
	{"github.com/slack-go/slack", []string{"bot/slack"}, "The library changes often: one folder knows it, behind a small interface."},
	{"github.com/infracloudio/msbotbuilder-go", []string{"bot/teams"}, "The library is not kept up any more: one folder knows it, and what of it is used."},
	{"github.com/golang-jwt/jwt", []string{"bot/teams", "bot/playground/botconnector"}, "Tokens are judged in one place, and signed in the stand-in."},
	{"github.com/riverqueue/", []string{"storage/postgres"}, "Jobs are a detail of the store: nobody else knows that there is a queue."},
	{"github.com/pressly/goose", []string{"storage/postgres"}, "Migrations run in one place, under one lock."},
	{"github.com/jackc/pgx", []string{"storage"}, "SQL stays in the store."},
	{"database/sql", []string{"storage"}, "SQL stays in the store."},
	{"net/http", []string{"bot/inbound", "bot/outbound", "bot/slack", "bot/teams", "bot/playground", "storage", "cmd"}, "HTTP is how a platform is spoken with; " +
		"what is asked and answered does not depend on it."},
	{"os", []string{"storage", "cmd", "bot/playground", "bot/bottest"}, "Settings come from main, as values."},
}

func TestImports(t *testing.T) {
	t.Parallel()
	seen := 0
	for folder, imports := range ours(t) {
		for _, i := range imports {
			seen++
			if own, ok := strings.CutPrefix(i, module); ok {
				checkWay(t, folder, own)
			} else {
				checkLibrary(t, folder, i)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d imports were looked at", seen)
	}
}

func checkWay(t *testing.T, folder, own string) {
	t.Helper()
	for at := folder; at != "."; at = path.Dir(at) {
		for _, w := range ways {
			if w.folder != at {
				continue
			}
			if !reaches(w.may, own) {
				t.Errorf("%s imports %s. %s", folder, own, w.why)
			}
			return
		}
	}
	t.Errorf("%s has no place in the order of imports: give it a row", folder)
}

func reaches(may []string, folder string) bool {
	return slices.ContainsFunc(may, func(m string) bool {
		return m == folder || strings.HasSuffix(m, "/") && strings.HasPrefix(folder+"/", m)
	})
}

func checkLibrary(t *testing.T, folder, library string) {
	t.Helper()
	for _, l := range libraries {
		if !strings.HasPrefix(library+"/", strings.TrimSuffix(l.library, "/")+"/") {
			continue
		}
		if !slices.ContainsFunc(l.only, func(o string) bool { return strings.HasPrefix(folder+"/", o+"/") }) {
			t.Errorf("%s imports %s, which is for %s alone. %s", folder, library, strings.Join(l.only, ", "), l.why)
		}
	}
}

// ours are the imports of every folder of the module, those of its tests left out.
func ours(t *testing.T) map[string][]string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") && name != root {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(name))
		for _, i := range f.Imports {
			p, _ := strconv.Unquote(i.Path.Value)
			found[filepath.ToSlash(folder)] = append(found[filepath.ToSlash(folder)], p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
