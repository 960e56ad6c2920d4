package embedded

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
)

// binaries are the programs of one Postgres.
type binaries struct {
	dir   string
	major int
}

func (b binaries) initdb() string   { return filepath.Join(b.dir, exe("initdb")) }
func (b binaries) postgres() string { return filepath.Join(b.dir, exe("postgres")) }

func exe(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

// findBinaries gets the programs for data of the major; 0 stands for a new
// cluster, which takes the first Postgres found. dir is the folder of that data.
func findBinaries(ctx context.Context, c Config, dir string, major int, user account) (binaries, error) {
	if c.Binaries != "" {
		b, err := inspect(ctx, c.Binaries, user)
		if err != nil {
			return binaries{}, fmt.Errorf("the folder %s has no usable Postgres: %w", c.Binaries, err)
		}
		return b, fits(b, dir, major)
	}
	var other binaries // installed, of the wrong major
	for _, folder := range c.installed() {
		b, err := inspect(ctx, folder, user)
		switch {
		case err != nil:
			c.Log.Debug("not a usable postgres", "folder", folder, "reason", err)
		case fits(b, dir, major) == nil:
			return b, nil
		case other.major == 0:
			other = b
		}
	}
	// A download helps only when it is what the data was written by.
	if other.major != 0 && c.DownloadURL == "" && major != 0 && major != pinnedMajor {
		return binaries{}, fits(other, dir, major)
	}
	folder, err := download(ctx, c, user)
	if err != nil {
		return binaries{}, noBinaries(major, err)
	}
	b, err := inspect(ctx, folder, user)
	if err != nil {
		return binaries{}, noBinaries(major, fmt.Errorf("the downloaded Postgres does not run here: %w", err))
	}
	return b, fits(b, dir, major)
}

// fits says whether the programs may be used for data of the major.
func fits(b binaries, dir string, major int) error {
	switch {
	case b.major < oldestMajor || b.major > newestMajor:
		return fmt.Errorf("the Postgres in %s is version %d, and this program works with %d to %d: install one of these, or set DATABASE_URL", b.dir, b.major, oldestMajor, newestMajor)
	case major != 0 && b.major != major:
		return fmt.Errorf("the data folder %s was written by Postgres %d, and the Postgres in %s is version %d: install Postgres %d beside it, or move the data with pg_dump. Nothing in it was changed", dataPath(dir, major), major, b.dir, b.major, major)
	}
	return nil
}

var versionLine = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// inspect asks the programs in the folder for their version, as the account
// that will run them, which shows as well whether it can.
func inspect(ctx context.Context, folder string, user account) (binaries, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return binaries{}, fmt.Errorf("find the folder: %w", err)
	}
	b := binaries{dir: folder}
	for _, program := range []string{b.initdb(), b.postgres()} {
		if _, err := os.Stat(program); err != nil {
			return binaries{}, fmt.Errorf("look for the program: %w", err)
		}
	}
	if err := user.mayEnter(folder); err != nil {
		return binaries{}, err
	}
	cmd := command(b.postgres(), []string{"--version"}, folder, user)
	out, err := output(ctx, cmd)
	if err != nil {
		return binaries{}, err
	}
	found := versionLine.FindSubmatch(out)
	if found == nil {
		return binaries{}, fmt.Errorf("%s tells no version: %s", b.postgres(), lastLines(out))
	}
	b.major, err = strconv.Atoi(string(found[1]))
	if err != nil {
		return binaries{}, fmt.Errorf("read the version of %s: %w", b.postgres(), err)
	}
	return b, nil
}

// output runs the program to its end and returns what it wrote. Ending ctx
// kills it.
func output(ctx context.Context, cmd *exec.Cmd) ([]byte, error) {
	bound := exec.CommandContext(ctx, cmd.Path, cmd.Args[1:]...)
	bound.Dir, bound.Env, bound.SysProcAttr = cmd.Dir, cmd.Env, cmd.SysProcAttr
	out, err := bound.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("run %s: %w: %s", cmd.Path, err, lastLines(out))
	}
	return out, nil
}

// installedFolders are the places where Postgres is usually installed: what
// PATH names first, then the systems' own, each with the newest major first.
func installedFolders() []string {
	var folders []string
	if path, err := exec.LookPath(exe("postgres")); err == nil {
		// Homebrew and others put links into PATH; Postgres finds its files
		// from where the program really lies.
		if real, err := filepath.EvalSymlinks(path); err == nil {
			folders = append(folders, filepath.Dir(real))
		}
	}
	for major := newestMajor; major >= oldestMajor; major-- {
		m := strconv.Itoa(major)
		folders = append(folders,
			"/usr/lib/postgresql/"+m+"/bin",          // Debian, Ubuntu
			"/usr/pgsql-"+m+"/bin",                   // RHEL, Fedora (PGDG)
			"/usr/libexec/postgresql"+m,              // Alpine
			"/opt/homebrew/opt/postgresql@"+m+"/bin", // Homebrew, Apple silicon
			"/usr/local/opt/postgresql@"+m+"/bin",    // Homebrew, Intel
			"/home/linuxbrew/.linuxbrew/opt/postgresql@"+m+"/bin",
			"/Applications/Postgres.app/Contents/Versions/"+m+"/bin",
		)
		if programs := os.Getenv("ProgramFiles"); programs != "" {
			folders = append(folders, filepath.Join(programs, "PostgreSQL", m, "bin"))
		}
	}
	return slices.DeleteFunc(folders, func(folder string) bool {
		_, err := os.Stat(filepath.Join(folder, exe("postgres")))
		return err != nil
	})
}
