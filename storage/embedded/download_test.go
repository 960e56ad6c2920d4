package embedded_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/partnerbot/partnerbot/storage/embedded"
)

// topFolder is the one that an archive of the releases has.
const topFolder = "postgresql-18.4.0-x86_64-unknown-linux-gnu"

// entry is a file, or with a link a symbolic link, of an archive.
type entry struct {
	name, link string
	body       []byte
}

// archive packs the entries as the releases do.
func archive(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	files := tar.NewWriter(zip)
	for _, e := range entries {
		head := &tar.Header{Name: e.name, Typeflag: tar.TypeReg, Mode: 0o755, Size: int64(len(e.body))}
		if e.link != "" {
			head.Typeflag, head.Linkname = tar.TypeSymlink, e.link
		}
		if strings.HasSuffix(e.name, "/") {
			head.Typeflag = tar.TypeDir
		}
		if err := files.WriteHeader(head); err != nil {
			t.Fatal(err)
		}
		if _, err := files.Write(e.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(files.Close(), zip.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// realArchive has the installed programs and the libraries that a new cluster
// wants. Moved together, they find each other; share, which Debian keeps apart,
// they find where they were built to look.
func realArchive(t *testing.T) []byte {
	t.Helper()
	entries := []entry{{name: topFolder + "/"}, {name: topFolder + "/README.md", body: []byte("read me")}}
	home := filepath.Dir(embedded.Installed()[0])
	for _, name := range []string{"bin/initdb", "bin/postgres", "lib/dict_snowball.so", "lib/plpgsql.so"} {
		body, err := os.ReadFile(filepath.Join(home, name))
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, entry{name: topFolder + "/" + name, body: body})
	}
	return archive(t, entries...)
}

// release serves an archive, and its checksum beside it as shasum or certutil
// writes it. It counts how often the archive was asked for.
func release(t *testing.T, body []byte, sumFormat string) (url string, asked *atomic.Int32) {
	t.Helper()
	name := topFolder + ".tar.gz"
	asked = new(atomic.Int32)
	mux := http.NewServeMux()
	mux.HandleFunc("/18.4.0/"+name, func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body)
	})
	mux.HandleFunc("/18.4.0/"+name+".sha256", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, sumFormat, sha256.Sum256(body))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + "/18.4.0/" + name, asked
}

const (
	shasum   = "%x  " + topFolder + ".tar.gz\n"
	certutil = "SHA256 hash of " + topFolder + ".tar.gz:\r\n%x\r\nCertUtil: -hashfile command completed successfully.\r\n"
)

func TestDownload(t *testing.T) {
	t.Parallel()
	url, asked := release(t, realArchive(t), certutil)
	var progress bytes.Buffer
	c := embedded.Config{Dir: openDir(t), DownloadURL: url, Progress: &progress}.OnlyIn()

	s := start(t, c)
	query[int](t, s.URL("postgres"), `select 1`)
	stop(t, s)
	t.Logf("%q", progress.String())
	if !strings.Contains(progress.String(), "Downloading Postgres 100%") || !strings.HasSuffix(progress.String(), "\n") {
		t.Errorf("the progress bar: %q", progress.String())
	}

	start(t, c)
	if got := asked.Load(); got != 1 {
		t.Errorf("the archive was downloaded %d times", got)
	}
	for _, pattern := range []string{"*.part", "*.new*", "*/README.md"} {
		if left, _ := filepath.Glob(filepath.Join(c.Dir, pattern)); len(left) > 0 {
			t.Errorf("%q is left", left)
		}
	}
}

func TestDownloadThatIsRefused(t *testing.T) {
	t.Parallel()
	small := archive(t, entry{name: topFolder + "/bin/postgres", body: []byte("no program")})
	good, _ := release(t, small, shasum)
	noSum, _ := release(t, small, "nothing of the kind%.0x\n")
	truncated := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(small)))
		_, _ = w.Write(small[:len(small)/2])
	}))
	t.Cleanup(truncated.Close)
	damaged, _ := release(t, small[:len(small)/2], shasum)

	tests := map[string]struct {
		url, sum string
		want     string
	}{
		"not there":         {strings.TrimSuffix(good, ".tar.gz"), "", "404 Not Found"},
		"wrong checksum":    {good, strings.Repeat("ab", 32), "is not the one expected: its SHA-256 is " + fmt.Sprintf("%x", sha256.Sum256(small))},
		"no checksum":       {noSum, "", "holds no SHA-256"},
		"broken off":        {truncated.URL, strings.Repeat("ab", 32), "broke off after"},
		"damaged":           {damaged, "", "unpack the archive: unexpected EOF"},
		"does not run here": {good, "", "the downloaded Postgres does not run here"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := embedded.Config{Dir: openDir(t), DownloadURL: tt.url, DownloadSHA256: tt.sum}.OnlyIn()
			err := refused(t, c)
			wantText(t, err, tt.want, "set DATABASE_URL")
			if !errors.Is(err, embedded.ErrNoBinaries) {
				t.Error("the error does not wrap ErrNoBinaries")
			}
			for _, pattern := range []string{"*.part", "*.new*", "pg*"} {
				if left, _ := filepath.Glob(filepath.Join(c.Dir, pattern)); len(left) > 0 {
					t.Errorf("%q is left", left)
				}
			}
		})
	}
}

// transport answers every request itself.
type transport func(*http.Request) *http.Response

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r), nil }

func TestPinnedDownload(t *testing.T) {
	t.Parallel()
	var asked []string
	body := []byte("not what was pinned")
	c := embedded.Config{Dir: openDir(t)}.OnlyIn()
	c.HTTP = &http.Client{Transport: transport(func(r *http.Request) *http.Response {
		asked = append(asked, r.URL.String())
		return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(body))}
	})}
	err := refused(t, c)
	wantText(t, err, "is not the one expected", fmt.Sprintf("%x", sha256.Sum256(body)))
	// The archive alone: its checksum is in the source.
	address := regexp.MustCompile(`^https://github\.com/theseus-rs/postgresql-binaries/releases/download/18\.4\.0/postgresql-18\.4\.0-[a-z0-9_-]+\.tar\.gz$`)
	if len(asked) != 1 || !address.MatchString(asked[0]) {
		t.Errorf("asked for %q", asked)
	}
	if sums := regexp.MustCompile(`[0-9a-f]{64}`).FindAllString(err.Error(), -1); len(sums) != 2 {
		t.Errorf("the error names %d checksums, not the one got and the one wanted", len(sums))
	}
}

func TestUnpack(t *testing.T) {
	t.Parallel()
	in := archive(t,
		entry{name: "top/"},
		entry{name: "top/include/postgres.h", body: []byte("not wanted")},
		entry{name: "top/lib/libpq.so.5.17", body: []byte("library")},
		entry{name: "top/lib/libpq.so.5", link: "libpq.so.5.17"},
		entry{name: "top/bin/", body: nil},
		entry{name: "top/bin/postgres", body: []byte("program")},
		entry{name: "top/share/link", link: "../lib/libpq.so.5"},
	)
	dir := filepath.Join(t.TempDir(), "new")
	if err := embedded.Unpack(bytes.NewReader(in), dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"lib/libpq.so.5.17": "library",
		"lib/libpq.so.5":    "library",
		"share/link":        "library",
		"bin/postgres":      "program",
	} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
	if !gone(filepath.Join(dir, "include")) {
		t.Error("include was unpacked")
	}
}

func TestUnpackStaysInside(t *testing.T) {
	t.Parallel()
	tests := map[string][]entry{
		"path up":           {{name: "../bin/evil", body: []byte("x")}},
		"path up, later":    {{name: "top/bin/../../../evil", body: []byte("x")}},
		"absolute path":     {{name: "/bin/evil", body: []byte("x")}},
		"absolute link":     {{name: "top/bin/evil", link: "/etc/passwd"}},
		"link up":           {{name: "top/bin/evil", link: "../../../../etc/passwd"}},
		"file through link": {{name: "top/bin", link: ".."}, {name: "top/bin/evil", body: []byte("x")}},
		"file twice":        {{name: "top/bin/a", body: []byte("x")}, {name: "top/bin/a", body: []byte("y")}},
	}
	for name, entries := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			outside := t.TempDir()
			if err := embedded.Unpack(bytes.NewReader(archive(t, entries...)), filepath.Join(outside, "new")); err == nil {
				t.Error("it was unpacked")
			} else {
				t.Log(err)
			}
			left, err := os.ReadDir(outside)
			if err != nil || len(left) > 1 {
				t.Errorf("written outside: %v, %v", left, err)
			}
		})
	}
}

func TestUnpackIsBounded(t *testing.T) {
	t.Parallel()
	// A header that promises more than it may; no such body is ever made.
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	files := tar.NewWriter(zip)
	if err := files.WriteHeader(&tar.Header{Name: "top/bin/bomb", Typeflag: tar.TypeReg, Mode: 0o755, Size: 1 << 40}); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(files, "x"); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil { // the rest is missing, on purpose
		t.Fatal(err)
	}
	err := embedded.Unpack(&out, filepath.Join(t.TempDir(), "new"))
	if err == nil {
		t.Fatal("it was unpacked")
	}
	wantText(t, err, "more than any Postgres")
}
