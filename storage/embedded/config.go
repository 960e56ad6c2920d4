package embedded

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// The settings by which a caller lets people override the download. The
// package itself reads no environment for them; it names them in its advice.
const (
	EnvDownloadURL    = "PARTNERBOT_POSTGRES_URL"
	EnvDownloadSHA256 = "PARTNERBOT_POSTGRES_SHA256"
)

// The Postgres majors that the bot's SQL is written for.
const (
	oldestMajor = 15
	newestMajor = 18
)

// Config of one server. The zero value is the bot's own server in the default
// state folder.
type Config struct {
	// Dir is the state folder. Empty means /var/lib/partnerbot for root, else
	// partnerbot below XDG_STATE_HOME or ~/.local/state (macOS: Application
	// Support, Windows: LocalAppData). A Throwaway server keeps only a
	// downloaded build there.
	Dir string

	// Throwaway asks for a fresh cluster in a temporary folder, with fsync
	// off. Stop removes it; one left by a killed process is removed by the
	// next Throwaway start.
	Throwaway bool

	// Trial is for a look that is to leave nothing behind: the server of the
	// state folder when there is data in it, else a Throwaway one, once it is
	// clear that the state folder could be made.
	Trial bool

	// Binaries is the folder with initdb and postgres. Empty means: look for
	// installed ones, then download.
	Binaries string

	// DownloadURL replaces the address of the pinned archive: a .tar.gz with
	// bin, lib and share below one top folder. DownloadSHA256 is its
	// checksum, 64 hex digits; when empty, the file DownloadURL + ".sha256"
	// is asked for it.
	DownloadURL    string
	DownloadSHA256 string

	// Progress receives the progress bar of the download; nil is silent.
	Progress io.Writer

	// Log receives the server's own log lines at debug level, and what
	// happens to it; nil is silent.
	Log *slog.Logger

	// HTTP makes the download; nil means a client with timeouts.
	HTTP *http.Client

	// Set by tests only.
	installed func() []string // folders to look for binaries in
	tcp       bool            // as on Windows
}

func (c Config) withDefaults() Config {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.HTTP == nil {
		c.HTTP = &http.Client{
			// The archive is 10 to 50 MB: a quarter of an hour is 60 kB/s.
			Timeout: 15 * time.Minute,
			Transport: &http.Transport{
				Proxy:                 http.ProxyFromEnvironment,
				DialContext:           (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
				TLSHandshakeTimeout:   10 * time.Second,
				ResponseHeaderTimeout: 30 * time.Second,
			},
		}
	}
	if c.installed == nil {
		c.installed = installedFolders
	}
	c.tcp = c.tcp || onlyTCP
	return c
}
