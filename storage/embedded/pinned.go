package embedded

import (
	"crypto/sha256"
	"fmt"
	"runtime"
)

// The build that is downloaded when no Postgres is installed. A new major must
// not come in by itself: data written by one cannot be read by the next.
const (
	pinnedMajor   = 18
	pinnedVersion = "18.4.0"
	releases      = "https://github.com/theseus-rs/postgresql-binaries/releases/download/"
)

// pinned are the platforms the build exists for, by GOOS/GOARCH, each with the
// name that the releases use (a target triple) and the archive's SHA-256.
//
// The checksums are those that the release publishes beside its archives, taken
// from several projects on GitHub which pin them in their sources and agree on
// every one; the release itself could not be reached when this was written.
// Every archive is a .tar.gz, the one for Windows too.
//
// The Linux builds want glibc and the usual system libraries (OpenSSL 3,
// libxml2, lz4, zstd, Kerberos) and /usr/share/zoneinfo; the macOS builds want
// Homebrew's openssl@3 (theseus-rs/postgresql-binaries issues 20 and 30). Where
// one does not run, Start says so with the remedies.
var pinned = map[string]struct{ triple, sha256 string }{
	"linux/amd64":   {"x86_64-unknown-linux-gnu", "65c06cf318b9a57525d842d658d6d18cd461d12b3a89b57d6d8ed7cccbe2db53"},
	"linux/arm64":   {"aarch64-unknown-linux-gnu", "569984d426365c6ca3c197d2b3a999b73161ff1f3abc963824a8c3624620e5dd"},
	"darwin/amd64":  {"x86_64-apple-darwin", "cbc38067a795d10bbddc730e61c835df0b351c36a7bd2544d388790fcf50aa4d"},
	"darwin/arm64":  {"aarch64-apple-darwin", "1b68828f524b638a24918e258b173d0f16773547a0d3b83d9ba74473b61649f2"},
	"windows/amd64": {"x86_64-pc-windows-msvc", "4099dcf71c74bed82736e17928d07591df0efee8f802449533b9557d99ae7988"},
}

// archive is what to download.
type archive struct {
	url    string
	sha256 string // empty: ask for url + ".sha256"
	folder string // name of the unpacked folder
}

// archiveFor is the pinned archive of this platform, or what the caller put in
// its place.
func archiveFor(c Config) (archive, error) {
	if c.DownloadURL != "" {
		key := sha256.Sum256([]byte(c.DownloadURL + " " + c.DownloadSHA256))
		return archive{
			url: c.DownloadURL, sha256: c.DownloadSHA256,
			folder: fmt.Sprintf("postgres-%x", key[:6]),
		}, nil
	}
	p, ok := pinned[runtime.GOOS+"/"+runtime.GOARCH]
	if !ok {
		return archive{}, fmt.Errorf("there is no build for %s on %s", runtime.GOOS, runtime.GOARCH)
	}
	return archive{
		url:    releases + pinnedVersion + "/postgresql-" + pinnedVersion + "-" + p.triple + ".tar.gz",
		sha256: p.sha256,
		folder: "postgres-" + pinnedVersion,
	}, nil
}
