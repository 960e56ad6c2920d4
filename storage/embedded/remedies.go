package embedded

import (
	"errors"
	"fmt"
	"runtime"
)

// ErrNoBinaries is wrapped by the error of a Start that neither found nor
// could get a Postgres to run.
var ErrNoBinaries = errors.New("no Postgres to run")

// noBinaries is the one error that says what to do without a Postgres. The
// major is that of existing data, 0 when there is none.
func noBinaries(major int, cause error) error {
	version, name := "15 or newer", "18"
	if major != 0 {
		version = fmt.Sprintf("%d, which wrote the data here", major)
		name = fmt.Sprint(major)
	}
	return fmt.Errorf(`%w: no installed one was found, and the download did not work (%w). Do one of these and start again:
  - set DATABASE_URL to the address of a Postgres 15 or newer
  - install Postgres %s: %s
  - run it in a container: docker run -d -p 127.0.0.1:5432:5432 -e POSTGRES_PASSWORD=change-me postgres:%s
    and set DATABASE_URL=postgres://postgres:change-me@127.0.0.1:5432/postgres
  - set %s to an address of the archive that can be reached from here, and %s to its checksum`,
		ErrNoBinaries, cause, version, installCommand(name), name, EnvDownloadURL, EnvDownloadSHA256)
}

func installCommand(major string) string {
	switch runtime.GOOS {
	case "darwin":
		return "brew install postgresql@" + major
	case "windows":
		return "winget install PostgreSQL.PostgreSQL." + major
	default:
		return "apt-get install postgresql, dnf install postgresql-server postgresql-contrib, or what your system has"
	}
}
